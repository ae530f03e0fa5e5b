"""Secrets and parameters: is every one there, with every JSON key that is asked of it?"""

import json
from collections.abc import Iterator

from deploy.release.definition import Secret
from deploy.release.preflight.scene import Problem, Scene
from deploy.release.refusals import Refused


def secrets(scene: Scene) -> Iterator[Problem]:
    wanted: dict[Secret, set[str]] = {}
    for role, definition in scene.definitions.items():
        for secret in definition.secrets():
            wanted.setdefault(secret, set()).add(role)
    for secret, roles in wanted.items():
        who = f"{secret.name} of {', '.join(sorted(roles))}"
        problem = _parameter(scene, secret) if secret.is_parameter else _secret(scene, secret)
        if problem:
            yield Problem(
                f"secret: {who}: {problem}", f"put it there; then manage.py ecs doctor {scene.target.environment}"
            )


def _secret(scene: Scene, secret: Secret) -> str:
    name = secret.arn.partition(":secret:")[2]
    try:
        text = scene.aws.ask("secretsmanager", "get_secret_value", SecretId=secret.arn).get("SecretString", "")
    except Refused as refused:
        if refused.code == "ResourceNotFoundException":
            return f"{name} does not exist or has no value"
        raise
    return "" if not secret.key or secret.key in _keys(text) else f"{name} has no JSON key {secret.key}"


def _parameter(scene: Scene, secret: Secret) -> str:
    name = secret.arn.partition(":parameter")[2]
    found = scene.aws.ask("ssm", "get_parameters", Names=[name])
    return "" if found["Parameters"] else f"the parameter {name} does not exist"


def _keys(text: str) -> set[str]:
    """Return a secret's JSON keys, never its values."""
    try:
        found = json.loads(text)
    except ValueError:
        return set()
    return set(found) if isinstance(found, dict) else set()
