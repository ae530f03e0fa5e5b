"""The simulated AWS is held against botocore's models, the release against the actions it may take."""

import ast
import re
from pathlib import Path

import pytest

from config import env
from deploy.rehearsal import formats, stage
from deploy.rehearsal.scenarios import SCENARIOS
from deploy.rehearsal.stage import NoSuchScenario
from deploy.release import permissions
from deploy.release.codes import Code
from deploy.release.refusals import Refused
from tests.deploy.release import stages

RELEASE = env.ROOT / "deploy" / "release"


def test_a_request_the_real_aws_would_not_take_fails() -> None:
    aws = stages.staged("happy").aws
    with pytest.raises(formats.Unlike, match="stopType"):
        aws.ask("ecs", "stop_service_deployment", serviceDeploymentArn="arn:aws:ecs:x", stopType="BACKWARDS")


def test_an_answer_the_real_aws_would_not_give_fails() -> None:
    model = stages.staged("happy").aws.session.client("ecs").meta.service_model.operation_model("DescribeServices")
    with pytest.raises(formats.Unlike, match="Unknown parameter"):
        formats.check({"services": [{"serviceNames": "web"}]}, model.output_shape, "answer")
    with pytest.raises(formats.Unlike, match="SOMETIMES"):
        formats.check({"services": [{"launchType": "SOMETIMES"}]}, model.output_shape, "answer")


def test_an_operation_nobody_taught_it_fails() -> None:
    with pytest.raises(formats.Unlike, match="not simulated"):
        stages.staged("happy").aws.ask("ecs", "delete_service", service="web")


def test_a_refusal_arrives_as_one() -> None:
    with pytest.raises(Refused) as caught:
        stages.staged("happy").aws.ask("ecs", "describe_task_definition", taskDefinition="nobody")
    assert (caught.value.code, caught.value.action) == ("ClientException", "ecs:DescribeTaskDefinition")


def test_every_action_asked_for_is_named_among_the_permissions() -> None:
    asked = {pair for path in RELEASE.rglob("*.py") for pair in asks(path)}
    assert asked == set(permissions.LOOKING) | set(permissions.CHANGING)


def test_preflight_and_dry_run_only_look() -> None:
    played = stages.staged("happy")
    assert played.deploy(is_dry=True) is Code.OK
    assert "Dry run: nothing was changed" in played.report
    looking = {re.sub("_", "", operation) for _, operation in permissions.LOOKING}
    assert {call.partition(":")[2].lower() for call in played.world.calls} <= {*looking, "listobjectsv2"}


def test_an_unknown_scenario_is_refused() -> None:
    with pytest.raises(NoSuchScenario):
        stage.set_up("sunshine", stages.DEV)
    assert all(name in stage.listed() for name in SCENARIOS)


def asks(path: Path) -> set[tuple[str, str]]:
    """Return the service and operation of every call of `ask`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "ask":
            first, second = (arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant))
            found.add((str(first), str(second)))
    return found
