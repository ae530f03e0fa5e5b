"""Images: a tag never moves, each is scanned, old ones go."""

import json
from dataclasses import dataclass

from troposphere import ecr

from deploy.components.keys import Keys
from deploy.environment import Environment

KEPT_IMAGES = 50  # enough to roll back a year of weekly releases
UNTAGGED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Registry:
    """One repository, from which web, worker and migrations take one image."""

    repository: ecr.Repository


def build_registry(env: Environment, *, keys: Keys) -> Registry:
    """Build the repository."""
    repository = ecr.Repository(
        "Repository",
        RepositoryName=env.prefix,
        ImageTagMutability="IMMUTABLE",
        ImageScanningConfiguration=ecr.ImageScanningConfiguration(ScanOnPush=True),
        EncryptionConfiguration=ecr.EncryptionConfiguration(
            EncryptionType="KMS", KmsKey=keys.storage.key.get_att("Arn")
        ),
        LifecyclePolicy=ecr.LifecyclePolicy(LifecyclePolicyText=json.dumps({"rules": _rules()}, sort_keys=True)),
        DeletionPolicy=keys.policy_of_deletion,
        UpdateReplacePolicy=keys.policy_of_deletion,
    )
    return Registry(repository)


def _rules() -> list[object]:
    untagged = {
        "tagStatus": "untagged",
        "countType": "sinceImagePushed",
        "countUnit": "days",
        "countNumber": UNTAGGED_DAYS,
    }
    many = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": KEPT_IMAGES}
    return [
        {"rulePriority": 1, "description": "Untagged", "selection": untagged, "action": {"type": "expire"}},
        {"rulePriority": 2, "description": "The oldest", "selection": many, "action": {"type": "expire"}},
    ]
