"""Secrets that AWS makes up and nobody sees: each a JSON object with one key."""

from dataclasses import dataclass

from troposphere import Ref, secretsmanager

from deploy.components.keys import Keys
from deploy.environment import Environment
from deploy.excuses import Excuse, metadata

LENGTH = 64
VALUE = "value"  # the key of the JSON object that holds the secret

ROTATION = Excuse(
    "rotated_secret",
    "Running tasks read it once, at their start: changed by a schedule, new tasks and old ones would disagree. "
    "It is changed with a release, see docs/runbooks/secrets.md; the owner's password is rotated by RDS.",
    checkov=("CKV2_AWS_57",),
    guard=("SECRETSMANAGER_ROTATION_ENABLED_CHECK", "aws_secretsmanager_secret_has_rotation_schedule"),
    cfn_nag=("W77",),
)


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the application needs to start, beside the owner's password, which RDS keeps."""

    signing: secretsmanager.Secret
    application: secretsmanager.Secret


def build_secrets(env: Environment, *, keys: Keys) -> Secrets:
    """Build the secrets."""

    def secret(title: str, name: str, why: str) -> secretsmanager.Secret:
        return secretsmanager.Secret(
            title,
            Name=f"{env.prefix}/{name}",
            Description=why,
            KmsKeyId=Ref(keys.secrets.key),
            GenerateSecretString=secretsmanager.GenerateSecretString(
                SecretStringTemplate="{}",
                GenerateStringKey=VALUE,
                PasswordLength=LENGTH,
                ExcludePunctuation=True,
            ),
            DeletionPolicy=keys.policy_of_deletion,
            UpdateReplacePolicy=keys.policy_of_deletion,
            Metadata=metadata(ROTATION),
        )

    return Secrets(
        signing=secret("SigningSecret", "signing", "Signs sessions and tokens"),
        application=secret("ApplicationSecret", "database", "Password of the application's database role"),
    )
