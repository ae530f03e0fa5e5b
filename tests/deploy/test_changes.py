"""Changing an account: against a simulated CloudFormation, in every state a stack may be in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from deploy.changes.cloud import Cloud
from deploy.changes.codes import Code, Ended
from deploy.environment import load
from deploy.management.changing import act
from tests.fakes.cloudformation import BEGAN, CloudFormation, Refusal, Told

IMAGE = f"123456789012.dkr.ecr.us-east-1.amazonaws.com/rung-dev@sha256:{'a' * 64}"
FOUNDATION, APPLICATION = "rung-dev-foundation", "rung-dev-application"
DATABASE = {"Action": "Modify", "LogicalResourceId": "Database", "ResourceType": "AWS::RDS::DBInstance"}
ALARM = {"Action": "Add", "LogicalResourceId": "WebCpuAlarm", "ResourceType": "AWS::CloudWatch::Alarm"}
OPTIONS = {
    "stack": None,
    "image": "",
    "yes": True,
    "form": "table",
    "other": "",
    "out": None,
    "yaml": False,
}


@dataclass
class Person:
    """Who sits before it: what they read, and what they type."""

    types: str = "dev"
    read: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        self.read.append(line)

    def ask(self, question: str) -> str:
        self.asked.append(question)
        return self.types

    @property
    def text(self) -> str:
        return "\n".join(self.read)


@pytest.fixture
def aws() -> CloudFormation:
    return CloudFormation()


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def infra(aws: CloudFormation, person: Person) -> Callable[..., Code]:
    def run(name: str, **options: Any) -> Code:
        cloud = Cloud(aws.session(), "us-east-1", aws.wait)
        return act(load("dev"), {**OPTIONS, "act": name, **options}, person.say, person.ask, cloud)

    return run


def _running(aws: CloudFormation) -> None:
    aws.stacks = {FOUNDATION: Told("CREATE_COMPLETE"), APPLICATION: Told("UPDATE_COMPLETE")}
    aws.services = [
        {"serviceName": name, "status": "ACTIVE", "desiredCount": count, "taskDefinition": "rung-dev-web:7"}
        for name, count in (("web", 3), ("worker", 2))
    ]
    aws.image = IMAGE


def test_an_empty_account_gets_both_stacks(aws: CloudFormation, infra: Callable[..., Code], person: Person) -> None:
    assert infra("apply", image=IMAGE) == Code.OK
    assert {name: told.status for name, told in aws.stacks.items()} == dict.fromkeys(
        (FOUNDATION, APPLICATION), "REVIEW_IN_PROGRESS"
    ), "a change set without a change leaves it so: nothing is carried out"
    aws.stacks[FOUNDATION].changes = aws.stacks[APPLICATION].changes = [ALARM]
    assert infra("apply", image=IMAGE) == Code.OK
    assert {told.status for told in aws.stacks.values()} == {"CREATE_COMPLETE"}
    assert "rung-dev-application: done" in person.text
    given = {item["ParameterKey"]: item["ParameterValue"] for item in _list(aws.made[APPLICATION], "Parameters")}
    assert given == {"Image": IMAGE, "WebCount": "0", "WorkerCount": "0"}


def test_without_an_image_nothing_begins(infra: Callable[..., Code]) -> None:
    with pytest.raises(Ended, match="name the image to begin with") as ended:
        infra("apply", stack="application")
    assert ended.value.code == Code.USAGE


def test_a_change_leaves_image_and_counts_to_the_release(aws: CloudFormation, infra: Callable[..., Code]) -> None:
    _running(aws)
    aws.stacks[APPLICATION].changes = [ALARM]
    assert infra("apply") == Code.OK
    given = {item["ParameterKey"]: item["ParameterValue"] for item in _list(aws.made[APPLICATION], "Parameters")}
    assert given == {"Image": IMAGE, "Commit": "abc123", "WebCount": "3", "WorkerCount": "2"}


def test_a_plan_changes_nothing_and_says_that_something_would(
    aws: CloudFormation, infra: Callable[..., Code], person: Person
) -> None:
    _running(aws)
    aws.stacks[FOUNDATION].no_changes = True
    aws.stacks[APPLICATION].changes = [ALARM]
    assert infra("plan") == Code.DIFFERS
    assert "rung-dev-foundation: nothing would change." in person.text
    assert "WebCpuAlarm (AWS::CloudWatch::Alarm)" in person.text
    assert not any(name == "ExecuteChangeSet" for name, _ in aws.asked)
    assert not any(told.sets for told in aws.stacks.values()), "no change set stays behind"


def test_without_changes_it_is_done(aws: CloudFormation, infra: Callable[..., Code]) -> None:
    _running(aws)
    aws.stacks[FOUNDATION].no_changes = aws.stacks[APPLICATION].no_changes = True
    assert infra("apply") == Code.OK
    assert infra("plan") == Code.OK


@pytest.mark.parametrize("change", [{"Replacement": "True"}, {"Replacement": "Conditional"}, {"Action": "Remove"}])
def test_losing_data_wants_the_name_typed_whatever_was_agreed_to(
    aws: CloudFormation, infra: Callable[..., Code], person: Person, change: dict[str, str]
) -> None:
    _running(aws)
    aws.stacks[FOUNDATION].changes = [{**DATABASE, **change}]
    person.types = "yes"
    with pytest.raises(Ended, match="nothing was changed") as ended:
        infra("apply", stack="foundation")
    assert ended.value.code == Code.REFUSED
    assert "!! HOLDS DATA Database" in person.text
    assert person.asked == ["Type dev to LOSE DATA of Database: "]
    assert not any(name == "ExecuteChangeSet" for name, _ in aws.asked)
    person.types = "dev"
    assert infra("apply", stack="foundation") == Code.OK


def test_a_failure_is_explained_by_its_first_cause(aws: CloudFormation, infra: Callable[..., Code]) -> None:
    aws.stacks[FOUNDATION] = Told(
        "UPDATE_COMPLETE",
        changes=[ALARM],
        ends="UPDATE_ROLLBACK_COMPLETE",
        then=[
            ("Key", "AWS::KMS::Key", "UPDATE_IN_PROGRESS"),
            ("Key", "AWS::KMS::Key", "UPDATE_FAILED", "The new key policy will not allow you to update it."),
            ("Topic", "AWS::SNS::Topic", "UPDATE_FAILED", "Resource update cancelled"),
            ("Vpc", "AWS::EC2::VPC", "UPDATE_COMPLETE"),
        ],
    )
    with pytest.raises(Ended) as ended:
        infra("apply", stack="foundation")
    assert ended.value.code == Code.ROLLED_BACK
    assert "First Key (AWS::KMS::Key): The new key policy" in str(ended.value)


def test_a_rollback_that_failed_is_another_code(aws: CloudFormation, infra: Callable[..., Code]) -> None:
    aws.stacks[FOUNDATION] = Told("UPDATE_COMPLETE", changes=[ALARM], ends="UPDATE_ROLLBACK_FAILED")
    with pytest.raises(Ended) as ended:
        infra("apply", stack="foundation")
    assert ended.value.code == Code.ROLLBACK_FAILED


def test_the_rest_of_a_failed_creation_is_removed_first(
    aws: CloudFormation, infra: Callable[..., Code], person: Person
) -> None:
    aws.stacks[FOUNDATION] = Told("ROLLBACK_COMPLETE")
    with pytest.raises(Ended, match="ROLLBACK_COMPLETE"):
        infra("plan", stack="foundation")
    assert infra("apply", stack="foundation", yes=False) == Code.OK
    assert "remove its empty rest" in person.asked[0]
    assert any(name == "DeleteStack" for name, _ in aws.asked)


def test_a_stack_under_change_is_left_alone(aws: CloudFormation, infra: Callable[..., Code]) -> None:
    aws.stacks[FOUNDATION] = Told("UPDATE_IN_PROGRESS")
    with pytest.raises(Ended, match="wait until that has ended"):
        infra("plan", stack="foundation")


def test_a_missing_permission_is_named(aws: CloudFormation, infra: Callable[..., Code]) -> None:
    aws.refuse["CreateChangeSet"] = [Refusal("AccessDenied", "User ann is not authorized")]
    with pytest.raises(Ended, match=r"permission cloudformation:CreateChangeSet is missing.*User ann") as ended:
        infra("plan", stack="foundation")
    assert ended.value.code == Code.REFUSED


def test_credentials_that_ended_are_said_to_have(aws: CloudFormation, infra: Callable[..., Code]) -> None:
    aws.refuse["DescribeStacks"] = [Refusal("ExpiredToken", "The security token is expired")]
    with pytest.raises(Ended, match="sign in again"):
        infra("outputs")


def test_outputs_are_shown_as_they_are_wanted(aws: CloudFormation, infra: Callable[..., Code], person: Person) -> None:
    with pytest.raises(Ended, match="Nothing of dev is there yet"):
        infra("outputs")
    _running(aws)
    aws.stacks[APPLICATION].outputs = {"Address": "https://dev.rung.example.org"}
    for form, line in (("table", "Address  https"), ("env", "Address=https"), ("json", '"Address": "https')):
        assert infra("outputs", form=form) == Code.OK
        assert line in person.read[-1]


def test_drift_is_found_but_not_what_a_release_owns(
    aws: CloudFormation, infra: Callable[..., Code], person: Person
) -> None:
    _running(aws)
    assert infra("drift") == Code.OK
    aws.stacks[APPLICATION].drifted = [
        _drifted("WebService", "/TaskDefinition"),
        _drifted("WebService", "/DesiredCount"),
    ]
    assert infra("drift") == Code.OK
    aws.stacks[FOUNDATION].drifted = [_drifted("Database", "/MultiAZ")]
    assert infra("drift") == Code.DIFFERS
    assert "rung-dev-foundation/Database (AWS::Any): modified" in person.text


def _drifted(name: str, path: str) -> dict[str, Any]:
    difference = {"PropertyPath": path, "ExpectedValue": "1", "ActualValue": "2", "DifferenceType": "NOT_EQUAL"}
    return {
        "StackId": "arn:stack",
        "LogicalResourceId": name,
        "ResourceType": "AWS::Any",
        "StackResourceDriftStatus": "MODIFIED",
        "Timestamp": BEGAN,
        "PropertyDifferences": [difference],
    }


def _list(asked: dict[str, Any], name: str) -> list[dict[str, str]]:
    """Return a list out of a request in AWS's query form: Parameters.member.1.ParameterKey."""
    found: dict[str, dict[str, str]] = {}
    for key, value in asked.items():
        match key.split("."):
            case [first, "member", number, part] if first == name:
                found.setdefault(number, {})[part] = value
    return list(found.values())
