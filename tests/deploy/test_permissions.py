"""Each role may do what its code calls, and nothing besides: compared with IAM_ACTIONS of the providers."""

import ast
from dataclasses import replace
from typing import Any

import pytest

from config.env import ROOT
from deploy.checks.following import listed, references, statements
from deploy.checks.reading import Stacks
from deploy.environment import Environment, load
from deploy.rendering import render
from tests.deploy.planting import properties

PROVIDERS = ROOT / "rung" / "providers"
EVERYWHERE = {"kms", "s3"}
BEDROCK, TRANSCRIBE = "language/bedrock", "transcribe_medical/service"
# Which role's code calls which provider; those of the options only where the option is on.
CALLS = {
    "WebRole": EVERYWHERE,
    "WorkerRole": EVERYWHERE | {"object_lock", BEDROCK, TRANSCRIBE},
    "MigrationRole": EVERYWHERE | {"object_lock"},
}
OPTIONS: dict[str, dict[str, Any]] = {
    BEDROCK: {
        "asks_bedrock": True,
        "bedrock_model": "anthropic.model",
        "bedrock_model_arns": ("arn:aws:bedrock:us-east-1::foundation-model/anthropic.model",),
        "bedrock_guardrail": "abc:1",
    },
    TRANSCRIBE: {"asks_transcribe": True},
}
UNUSED = {"sns"}  # no environment names a topic for notices: no role may publish
# S3 asks KMS in the caller's name for every object of a bucket that is sealed with our key.
SEALED = {"kms:GenerateDataKey", "kms:Decrypt"}


def providers() -> dict[str, set[str]]:
    """Return what each provider says it calls, by its path."""
    found = {}
    for path in PROVIDERS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Assign) and "IAM_ACTIONS" in {ast.unparse(name) for name in node.targets}:
                found[path.relative_to(PROVIDERS).with_suffix("").as_posix()] = set(ast.literal_eval(node.value))
    return found


def allowed(stacks: Stacks, role: str) -> set[str]:
    """Return what a role's policies allow."""
    policies = [one for one in stacks.of("IAM::ManagedPolicy") if role in references(one.properties["Roles"])]
    return {action for policy in policies for one in statements(policy) for action in listed(one["Action"])}


def needed(role: str) -> set[str]:
    """Return what the code that a role runs calls."""
    said = providers()
    return {action for name in CALLS[role] for action in said.get(name, ())} | SEALED


def difference(stacks: Stacks, role: str) -> tuple[set[str], set[str]]:
    """Return what is missing, and what nothing needs."""
    return needed(role) - allowed(stacks, role), allowed(stacks, role) - needed(role)


def everything() -> Environment:
    """Return production with every option that has its code."""
    said = providers()
    options = {key: value for name, given in OPTIONS.items() if name in said for key, value in given.items()}
    return replace(load("prod"), **options)


def of(env: Environment) -> Stacks:
    return Stacks({stack: template.to_dict() for stack, template in render(env).items()})


def test_every_provider_that_calls_aws_has_a_role() -> None:
    assert set(providers()) - UNUSED <= set.union(*CALLS.values()), (
        "Say in CALLS which role's code calls the new provider."
    )


@pytest.mark.parametrize("role", CALLS)
def test_a_role_may_do_what_its_code_calls_and_nothing_besides(role: str) -> None:
    assert difference(of(everything()), role) == (set(), set())


def test_without_the_options_nobody_asks_models_or_speech(prod: Stacks) -> None:
    if not load("prod").asks_bedrock:
        assert not any(action.startswith("bedrock:") for role in CALLS for action in allowed(prod, role))
    if not load("prod").asks_transcribe:
        assert not any(action.startswith("transcribe:") for role in CALLS for action in allowed(prod, role))


def test_only_the_worker_asks_models_and_speech() -> None:
    options = {key: value for given in OPTIONS.values() for key, value in given.items()}
    stacks = of(replace(load("prod"), **options))
    for role in CALLS:
        outside = {action for action in allowed(stacks, role) if action.startswith(("bedrock:", "transcribe:"))}
        assert bool(outside) == (role == "WorkerRole")


def test_a_missing_permission_and_a_spare_one_are_seen() -> None:
    found = {stack: template.to_dict() for stack, template in render(load("prod")).items()}
    first = properties(found, "RecordsPolicy")["PolicyDocument"]["Statement"]
    for statement in first:
        statement["Action"] = [action for action in statement["Action"] if action != "s3:DeleteObject"]
    first[0]["Action"].append("s3:GetBucketPolicy")
    missing, spare = difference(Stacks(found), "WebRole")
    assert "s3:DeleteObject" in missing
    assert "s3:GetBucketPolicy" in spare


def test_the_records_key_knows_the_tasks_alone(prod: Stacks) -> None:
    (key,) = [one for one in prod.of("KMS::Key") if one.name == "RecordsKey"]
    administer, use = statements(key)
    assert not {"kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"} & set(administer["Action"])
    assert references(use["Principal"]) == set(CALLS)
    assert use["Condition"] == {"StringEquals": {"kms:EncryptionContext:system": "rung"}}


def test_a_release_touches_neither_keys_nor_databases(prod: Stacks) -> None:
    found = allowed(prod, "ReleaseRole")
    assert not any(action.startswith(("rds:", "iam:Create", "iam:Attach", "secretsmanager:")) for action in found)
    assert {action for action in found if action.startswith("kms:")} <= SEALED  # through S3, for its ledger
    assert not any(action.startswith(("ecs:Update", "ecr:Put", "iam:")) for action in allowed(prod, "PlanRole"))


def test_a_release_may_hand_on_every_role_of_a_task(prod: Stacks) -> None:
    policy = next(one for one in prod.of("IAM::ManagedPolicy") if one.name == "ReleasePolicy")
    passed = next(one for one in statements(policy) if one["Action"] == ["iam:PassRole"])
    tasks = {
        name
        for task in prod.of("ECS::TaskDefinition")
        for key in ("TaskRoleArn", "ExecutionRoleArn")
        for name in references(prod.means(task.properties[key]))
    }
    assert references(passed["Resource"]) == tasks
