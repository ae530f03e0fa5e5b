"""Who did what with a client's record, for other software."""

import uuid
from datetime import timedelta

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.audit.models import AuditEvent
from rung.clients.models import Client
from tests.factories import people
from tests.factories.people import NOON
from tests.unit.api.callers import Caller, reads_of


def _events(client: Client, count: int, by: Clinician | None = None) -> None:
    for number in range(count):
        subject = audit.Subject("brief", uuid.uuid4(), client.id)
        audit.record(audit.Act.READ, by=by, at=NOON + timedelta(minutes=number), subject=subject)


def _path(client: Client) -> str:
    return f"/api/v1/clients/{client.id}/events"


def test_events_are_listed_latest_first_and_asking_is_one_of_them(caller: Caller, clinician: Clinician) -> None:
    client = people.silent_client(clinician)
    _events(client, 1, clinician)
    listed = caller.get(_path(client)).data["items"]
    assert [(item["act"], item["subject_kind"]) for item in listed] == [
        ("read", "audit_trail"),
        ("read", "brief"),
        ("create", "client"),
    ]
    assert {(item["actor_id"], item["actor"]) for item in listed} == {(str(clinician.id), clinician.name)}
    assert reads_of(clinician)[-1] == ("audit_trail", str(client.id))


def test_pages_give_each_event_once(caller: Caller, clinician: Clinician) -> None:
    client = people.client(clinician)
    _events(client, 7, clinician)
    seen: list[int] = []
    page = caller.get(f"{_path(client)}?limit=3").data
    whole = [event.pk for event in AuditEvent.objects.filter(client_id=client.id).order_by("-at", "-id")]
    while page["next_cursor"]:
        seen += [item["id"] for item in page["items"]]
        page = caller.get(f"{_path(client)}?limit=3&cursor={page['next_cursor']}").data
    assert [*seen, *(item["id"] for item in page["items"])] == whole, "looks that came later are not among them"


def test_events_are_narrowed_by_person_and_period(caller: Caller, clinician: Clinician) -> None:
    client, other = people.client(clinician), people.clinician(clinician.practice)
    _events(client, 3, other)
    _events(client, 2, clinician)
    mine = caller.get(f"{_path(client)}?actor_id={other.id}").data["items"]
    assert {item["actor"] for item in mine} == {other.name}
    assert len(mine) == 3
    period = "since=2026-03-02T12:01:00Z&until=2026-03-02T12:02:00Z"
    assert [item["at"] for item in caller.get(f"{_path(client)}?{period}").data["items"]] == [
        "2026-03-02T12:01:00Z"
    ] * 2


def test_a_stranger_of_another_practice_is_not_named(caller: Caller, clinician: Clinician) -> None:
    client, stranger = people.client(clinician), people.clinician()
    _events(client, 1, stranger)
    found = [item for item in caller.get(_path(client)).data["items"] if item["actor_id"] == str(stranger.id)]
    assert [item["actor"] for item in found] == [""]


def test_a_cursor_of_nonsense_is_refused(caller: Caller, clinician: Clinician) -> None:
    client = people.client(clinician)
    for cursor in ("x", "0", "-1", "9" * 40, "%00", str(2**62)):
        answer = caller.get(f"{_path(client)}?cursor={cursor}")
        assert (answer.status, set(answer.field_codes)) == (400, {"cursor"}), cursor


def test_nothing_is_listed_where_the_look_cannot_be_recorded(caller: Caller, clinician: Clinician) -> None:
    foreign = people.client(people.clinician())
    assert caller.get(_path(foreign)).status == 404
    newest = AuditEvent.objects.latest("id")
    assert (newest.act, newest.subject_id, newest.client_id) == ("denied", foreign.id, None)
