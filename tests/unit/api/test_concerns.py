"""Concerns at the API's doors: listed, acted on by the version that was seen, their history shown."""

import pytest

from rung.accounts.models import Clinician
from rung.sessions.models import RiskConcern
from tests.factories import people, records
from tests.unit.api.callers import Caller, reads_of


@pytest.fixture
def concern(clinician: Clinician) -> RiskConcern:
    """Return an open concern of level 4."""
    return records.flag(clinician, records.transcript(clinician, people.session(clinician))).concern


def test_concerns_are_listed(caller: Caller, clinician: Clinician, concern: RiskConcern) -> None:
    said = caller.get(f"/api/v1/clients/{concern.client_id}/concerns").data["items"]
    assert [(one["id"], one["status"], one["level"], one["unseen"], one["version"]) for one in said] == [
        (str(concern.id), "open", 4, 1, 1)
    ]
    assert reads_of(clinician) == [("client.risk", str(concern.client_id))]


def test_the_whole_way_and_its_history(caller: Caller, concern: RiskConcern) -> None:
    at = f"/api/v1/concerns/{concern.id}"
    first = caller.post(f"{at}/acknowledge", {}, **{"If-Match": '"1"'})
    assert (first.status, first.data["status"], first.headers["ETag"]) == (200, "acknowledged", '"2"')
    told = {"recipient": "other", "words": "Her brother."}
    assert caller.post(f"{at}/escalate", told, **{"If-Match": '"2"'}).data["status"] == "escalated"
    assert caller.post(f"{at}/reassess", {"words": "Calmer."}, **{"If-Match": '"3"'}).status == 200
    done = caller.post(f"{at}/resolve", {"words": "Safe."}, **{"If-Match": '"4"'})
    assert (done.data["status"], done.data["due_at"]) == ("resolved", None)
    acts = caller.get(f"{at}/acts").data["items"]
    assert [(act["kind"], act["words"]) for act in acts] == [
        ("resolved", "Safe."),
        ("reassessed", "Calmer."),
        ("escalated", "Her brother."),
        ("acknowledged", ""),
        ("opened", ""),
    ]


@pytest.mark.parametrize(
    ("act", "body", "version", "status", "code"),
    [
        ("acknowledge", {}, '"7"', 412, "concern_changed"),
        ("resolve", {"words": "Safe."}, '"1"', 409, "act_out_of_turn"),
        ("escalate", {"recipient": "other"}, '"1"', 422, "recipient_missing"),
        ("escalate", {"recipient": "a neighbor"}, '"1"', 400, "invalid"),
        ("acknowledge", {}, None, 428, "version_missing"),
    ],
)
def test_refusals_are_problems(  # noqa: PLR0913, PLR0917 — a row of a table
    caller: Caller, concern: RiskConcern, act: str, body: object, version: str | None, status: int, code: str
) -> None:
    headers = {"If-Match": version} if version else {}
    answer = caller.post(f"/api/v1/concerns/{concern.id}/{act}", body, **headers)
    assert answer.status == status
    assert code in (answer.code, "invalid")
    assert "neighbor" not in answer.body.decode()


def test_an_act_sent_again_is_done_once(caller: Caller, concern: RiskConcern) -> None:
    headers = {"If-Match": '"1"', "Idempotency-Key": "0123456789abcdef"}
    first, again = (caller.post(f"/api/v1/concerns/{concern.id}/acknowledge", {}, **headers) for _ in range(2))
    assert (first.status, again.status, again.data) == (200, 200, first.data)
    assert concern.acts.count() == 2
