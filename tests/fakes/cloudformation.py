"""A simulated CloudFormation: a stack's life as AWS tells it, checked against botocore's models.

boto3 asks as it always does; the answer comes from here before anything is sent.
What happens to a stack is told beforehand: what a change set would change, and
the states it goes through when it is carried out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import botocore.session
from botocore.validate import ParamValidator

MODELS = botocore.session.get_session()
BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
ACCOUNT = "123456789012"


class Refusal(Exception):
    """AWS says no: code and message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code, self.message = code, message


@dataclass
class Told:
    """One stack: its state, and what will become of it."""

    status: str
    then: list[tuple[str, ...]] = field(default_factory=list)  # events to come: name, kind, status, reason
    ends: str = ""
    changes: list[dict[str, Any]] = field(default_factory=list)
    no_changes: bool = False
    outputs: dict[str, str] = field(default_factory=dict)
    drifted: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    sets: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass
class CloudFormation:
    """The account: its stacks, what was asked, and which calls are refused."""

    stacks: dict[str, Told] = field(default_factory=dict)
    services: list[dict[str, Any]] = field(default_factory=list)
    image: str = ""
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refuse: dict[str, list[Refusal]] = field(default_factory=dict)  # by operation; one is taken each time
    made: dict[str, dict[str, Any]] = field(default_factory=dict)  # change sets as they were asked for
    waited: float = 0.0

    def session(self) -> boto3.session.Session:
        """Return a session whose calls end here."""
        core = botocore.session.Session()
        core.set_credentials("fictional", "fictional")
        core.register("before-call.*.*", self._answer)
        return boto3.session.Session(botocore_session=core)

    def wait(self, seconds: float) -> None:
        """Let time pass: what is under way goes one event further."""
        self.waited += seconds
        for told in self.stacks.values():
            self._go_on(told)

    def _answer(self, model: Any, params: dict[str, Any], **_more: Any) -> Any:
        asked = self._parsed(model, params)
        self.asked.append((model.name, asked))
        waiting = self.refuse.get(model.name)
        try:
            if waiting:
                raise waiting.pop(0)
            act: Callable[[dict[str, Any]], dict[str, Any]] = getattr(self, f"do_{model.name}")
            answer = act(asked)
        except Refusal as refusal:
            error = {"Code": refusal.code, "Message": refusal.message}
            return _Http(400), {"Error": error, "ResponseMetadata": {"HTTPStatusCode": 400}}
        _check(answer, model.output_shape)
        return _Http(200), {**answer, "ResponseMetadata": {"HTTPStatusCode": 200}}

    def _parsed(self, model: Any, params: dict[str, Any]) -> dict[str, Any]:
        """Return what was asked; boto3 has checked it against the model before it came here."""
        body = params["body"]
        return dict(body) if isinstance(body, dict) else {"body": body, "url": params["url_path"]}

    def _go_on(self, told: Told) -> None:
        if not told.status.endswith("_IN_PROGRESS") or told.status == "REVIEW_IN_PROGRESS" or not told.ends:
            return
        if told.then:
            self._event(told, *told.then.pop(0))
        else:
            told.status, told.ends = told.ends, ""

    def _event(self, told: Told, name: str, kind: str, status: str, reason: str = "") -> None:
        number = len(told.events)
        event = {
            "StackId": "stack",
            "EventId": f"event-{number}",
            "StackName": "stack",
            "Timestamp": BEGAN + timedelta(seconds=number),
            "LogicalResourceId": name,
            "ResourceType": kind,
            "ResourceStatus": status,
        }
        told.events.append({**event, "ResourceStatusReason": reason} if reason else event)

    def _stack(self, name: str) -> Told:
        if name not in self.stacks:
            raise Refusal("ValidationError", f"Stack with id {name} does not exist")
        return self.stacks[name]

    def do_DescribeStacks(self, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 — AWS's name
        told = self._stack(asked["StackName"])
        outputs = [{"OutputKey": key, "OutputValue": value} for key, value in told.outputs.items()]
        one = {"StackName": asked["StackName"], "CreationTime": BEGAN, "StackStatus": told.status, "Outputs": outputs}
        return {"Stacks": [one]}

    def do_CreateChangeSet(self, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 — AWS's name
        name, kind = asked["StackName"], asked["ChangeSetType"]
        there = self.stacks.get(name)
        if kind == "UPDATE" and there is None:
            raise Refusal("ValidationError", f"Stack [{name}] does not exist")
        if kind == "CREATE" and there is not None and there.status != "REVIEW_IN_PROGRESS":
            raise Refusal("AlreadyExistsException", f"Stack [{name}] already exists")
        self.stacks.setdefault(name, Told("REVIEW_IN_PROGRESS"))
        self.made[name] = asked
        told = self.stacks[name]
        empty = {"Status": "FAILED", "StatusReason": "The submitted information didn't contain changes."}
        full = {
            "Status": "CREATE_COMPLETE",
            "Changes": [{"Type": "Resource", "ResourceChange": c} for c in told.changes],
        }
        told.sets[asked["ChangeSetName"]] = empty if told.no_changes else full
        return {"Id": "arn:set", "StackId": "arn:stack"}

    def do_DescribeChangeSet(self, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 — AWS's name
        found = self._stack(asked["StackName"]).sets[asked["ChangeSetName"]]
        return {"ChangeSetName": asked["ChangeSetName"], "StackName": asked["StackName"], **found}

    def do_DeleteChangeSet(self, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 — AWS's name
        self._stack(asked["StackName"]).sets.pop(asked["ChangeSetName"])
        return {}

    def do_ExecuteChangeSet(self, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 — AWS's name
        told = self._stack(asked["StackName"])
        told.sets.pop(asked["ChangeSetName"])
        is_new = told.status == "REVIEW_IN_PROGRESS"
        told.status = "CREATE_IN_PROGRESS" if is_new else "UPDATE_IN_PROGRESS"
        told.ends = told.ends or ("CREATE_COMPLETE" if is_new else "UPDATE_COMPLETE")
        return {}

    def do_DescribeStackEvents(self, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 — AWS's name
        events = self._stack(asked["StackName"]).events[::-1]
        first = int(asked.get("NextToken", 0))
        page = {"StackEvents": events[first : first + 3]}
        return {**page, "NextToken": str(first + 3)} if first + 3 < len(events) else page

    def do_DeleteStack(self, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 — AWS's name
        self.stacks.pop(asked["StackName"])
        return {}

    def do_DetectStackDrift(self, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 — AWS's name
        self._stack(asked["StackName"])
        return {"StackDriftDetectionId": "detection"}

    def do_DescribeStackDriftDetectionStatus(self, _asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 — AWS's name
        done = "DETECTION_COMPLETE" if self.waited else "DETECTION_IN_PROGRESS"
        return {
            "StackId": "arn:stack",
            "StackDriftDetectionId": "detection",
            "DetectionStatus": done,
            "Timestamp": BEGAN,
        }

    def do_DescribeStackResourceDrifts(self, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 — AWS's name
        return {"StackResourceDrifts": self._stack(asked["StackName"]).drifted}

    def do_DescribeServices(self, _asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 — AWS's name
        return {"services": self.services}

    def do_DescribeTaskDefinition(self, _asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 — AWS's name
        told = [{"name": "RUNG_COMMIT", "value": "abc123"}]
        return {"taskDefinition": {"containerDefinitions": [{"image": self.image, "environment": told}]}}

    def do_GetCallerIdentity(self, _asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 — AWS's name
        return {"Account": ACCOUNT}

    def do_HeadBucket(self, _asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 — AWS's name
        return {}

    do_CreateBucket = do_PutPublicAccessBlock = do_PutObject = do_HeadBucket  # noqa: N815 — AWS's names


@dataclass(frozen=True)
class _Http:
    """As much of an HTTP answer as botocore looks at."""

    status_code: int


def _check(answer: dict[str, Any], shape: Any) -> None:
    """Fail the test where AWS could not answer so."""
    if shape is None:
        assert not answer
        return
    report = ParamValidator().validate(answer, shape)
    assert not report.has_errors(), report.generate_report()
