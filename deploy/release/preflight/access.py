"""Roles: are they there, do tasks get them, and may we give them?"""

import json
from collections.abc import Iterator
from urllib.parse import unquote

from deploy.release.preflight.scene import Problem, Scene
from deploy.release.refusals import Refused

TASKS = "ecs-tasks.amazonaws.com"


def roles(scene: Scene) -> Iterator[Problem]:
    for arn in sorted({arn for definition in scene.definitions.values() for arn in definition.roles}):
        name = arn.rpartition("/")[2]
        try:
            role = scene.aws.ask("iam", "get_role", RoleName=name)["Role"]
        except Refused as refused:
            if refused.code != "NoSuchEntity":
                raise
            yield Problem(f"role: {name} does not exist", f"manage.py infra apply {scene.target.environment}")
            continue
        document = role["AssumeRolePolicyDocument"]
        trust = document if isinstance(document, dict) else json.loads(unquote(document))
        if TASKS not in json.dumps(trust):
            yield Problem(f"role: {name} does not trust {TASKS}", f"manage.py infra apply {scene.target.environment}")


def passing(scene: Scene) -> Iterator[Problem]:
    roles = sorted({arn for definition in scene.definitions.values() for arn in definition.roles})
    who = str(scene.aws.ask("sts", "get_caller_identity")["Arn"])
    found = scene.aws.ask(
        "iam",
        "simulate_principal_policy",
        PolicySourceArn=_role_behind(who),
        ActionNames=["iam:PassRole"],
        ResourceArns=roles,
        ContextEntries=[
            {"ContextKeyName": "iam:PassedToService", "ContextKeyValues": [TASKS], "ContextKeyType": "string"}
        ],
    )
    for result in found["EvaluationResults"]:
        if result["EvalDecision"] != "allowed":
            what = f"role: {who} may not pass {result['EvalResourceName'].rpartition('/')[2]}"
            yield Problem(what, "sign in as the release role")


def _role_behind(arn: str) -> str:
    """Return the role of an assumed role's session: sessions cannot be simulated."""
    if ":assumed-role/" not in arn:
        return arn
    account, name = arn.split(":")[4], arn.partition(":assumed-role/")[2].partition("/")[0]
    return f"arn:aws:iam::{account}:role/{name}"
