"""Measures at the API's doors: kept with their answers, a review opened, the trajectory with its signals."""

from datetime import timedelta

import pytest

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.progress.models import Measure
from rung.sessions.models import RiskConcern
from tests.factories import measures, people
from tests.unit.api.callers import Caller, reads_of


@pytest.fixture
def person(clinician: Clinician) -> Client:
    return people.client(clinician)


def sent(**changes: object) -> dict[str, object]:
    return {"instrument": "phq9", "taken_on": "2026-03-02", "answers": [1] * 8 + [0], **changes}


def test_a_measure_is_kept_and_listed(caller: Caller, clinician: Clinician, person: Client) -> None:
    at = f"/api/v1/clients/{person.id}/measures"
    first = caller.post(at, sent(note="Answered slowly."))
    assert (first.status, first.data["total"], first.data["band"]) == (201, 8, "Mild")
    scale = {"name": "Sleep diary", "score": 3, "lowest": 0, "highest": 10}
    assert caller.post(at, {"instrument": "other", "taken_on": "2026-03-03", "scale": scale}).data["scale"] == scale
    items = caller.get(at).data["items"]
    assert [(one["instrument"], one["total"], one["note"]) for one in items] == [
        ("other", None, ""),
        ("phq9", 8, "Answered slowly."),
    ]
    assert ("client.progress", str(person.id)) in reads_of(clinician)
    assert not RiskConcern.objects.exists()


def test_the_same_key_keeps_one_and_opens_one_review(caller: Caller, person: Client) -> None:
    at, body = f"/api/v1/clients/{person.id}/measures", sent(answers=[None] * 8 + [3])
    answers = [caller.post(at, body, **{"Idempotency-Key": "measure-20260302"}) for _ in range(2)]
    assert [answer.status for answer in answers] == [201, 201]
    assert answers[0].data == answers[1].data
    assert answers[0].data["total"] is None
    assert Measure.objects.count() == 1
    assert RiskConcern.objects.get().level == 2


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (sent(answers=[1, 2]), 422, "answers_wrong"),
        (sent(answers=[None] * 9), 422, "nothing_answered"),
        (sent(answers=[4] * 9), 400, "invalid"),
        (sent(taken_on="2999-01-01"), 422, "measure_day_wrong"),
        (sent(session_id="00000000-0000-4000-8000-000000000000"), 422, "other_clients_session"),
        (sent(instrument="other", answers=[]), 422, "scale_wrong"),
        (sent(instrument="mood"), 400, "invalid"),
    ],
)
def test_refusals_are_problems(caller: Caller, person: Client, body: object, status: int, code: str) -> None:
    answer = caller.post(f"/api/v1/clients/{person.id}/measures", body)
    assert (answer.status, answer.code) == (status, code)
    assert not Measure.objects.exists()


def test_a_trajectory_comes_with_its_signals(caller: Caller, clinician: Clinician, person: Client) -> None:
    for week, total in enumerate((22, 21, 20, 14, 8, 7, 6)):
        answers = (*(min(3, max(0, total - 3 * place)) for place in range(8)), 0)
        measures.form(clinician, person, answers, measures.TODAY - timedelta(weeks=10 - week))
    said = caller.get(f"/api/v1/clients/{person.id}/trajectory").data
    assert said["verdict"] == "improving"
    assert said["why"]
    assert {"PHQ-9", "PHQ-9 now", "Attendance"} == {signal["about"] for signal in said["signals"]}
    assert said["patterns"] == []
