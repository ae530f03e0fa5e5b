"""Clients: listed, added, shown."""

from datetime import UTC, datetime

import pytest
from pytest_django.fixtures import Settings

from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.clients import selectors
from rung.clients.models import Consent
from tests.factories import people
from tests.unit.api.callers import Caller, reads_of

CLIENTS = "/api/v1/clients"


def test_a_client_is_added_and_shown(caller: Caller, clinician: Clinician) -> None:
    added = caller.post(CLIENTS, {"first_name": " Testa ", "last_name": "Made-Up"})
    assert added.status == 201
    assert (added.data["first_name"], added.data["last_name"]) == ("Testa", "Made-Up")
    assert added.data["discharged_at"] is None
    shown = caller.get(added.headers["Location"])
    assert shown.data == added.data
    assert selectors.clients_of(clinician).count() == 1


def test_times_are_utc(caller: Caller) -> None:
    said = caller.post(CLIENTS, {"first_name": "Testa"}).data["created_at"]
    assert said.endswith("Z")
    assert datetime.fromisoformat(said).tzinfo == UTC


def test_a_last_name_may_be_missing(caller: Caller) -> None:
    assert caller.post(CLIENTS, {"first_name": "Testa"}).data["last_name"] == ""


def test_a_first_name_may_not_be_blank(caller: Caller, clinician: Clinician) -> None:
    answer = caller.post(CLIENTS, {"first_name": "  "})
    assert (answer.status, answer.code) == (422, "name_missing")
    assert not selectors.clients_of(clinician).exists()


def test_a_name_has_a_length(caller: Caller) -> None:
    answer = caller.post(CLIENTS, {"first_name": "x" * 81})
    assert (answer.status, answer.field_codes) == (400, {"first_name": "max_length"})


def test_the_list_has_names_and_notes_each_as_read(caller: Caller, clinician: Clinician) -> None:
    first = people.client(clinician, "Testa")
    second = people.client(clinician, "Fictia")
    people.client(people.clinician(), "Foreign")
    listed = caller.get(CLIENTS).data
    assert {item["first_name"] for item in listed["items"]} == {"Testa", "Fictia"}
    assert listed["next_cursor"] is None
    assert set(reads_of(clinician)) == {("client", str(first.id)), ("client", str(second.id))}


def test_one_read_is_one_event_with_its_request(caller: Caller, clinician: Clinician) -> None:
    client = people.client(clinician)
    answer = caller.get(f"{CLIENTS}/{client.id}")
    event = AuditEvent.objects.filter(act="read").get()
    assert (event.actor_id, event.client_id, event.subject_kind) == (clinician.id, client.id, "client")
    assert event.request_id == answer.headers["X-Request-Id"]


def test_names_are_not_cached(caller: Caller) -> None:
    assert caller.get(CLIENTS).headers["Cache-Control"] == "no-store"


def test_a_client_is_found_by_an_exact_name_and_noted_as_read(caller: Caller, clinician: Clinician) -> None:
    found = people.client(clinician, "Zoë", "Brook")
    people.client(clinician, "Fern", "Brook-Stone")
    people.client(people.clinician(clinician.practice), "Zoë", "Brook")
    for name in ("zoe", "BROOK", "Zoë  Brook"):
        answer = caller.post(f"{CLIENTS}/search", {"name": name})
        assert [item["id"] for item in answer.data["items"]] == [str(found.id)]
    assert reads_of(clinician) == [("client", str(found.id))] * 3


def test_a_search_that_finds_nobody_is_empty(caller: Caller, clinician: Clinician) -> None:
    people.client(clinician, "Zoë", "Brook")
    assert caller.post(f"{CLIENTS}/search", {"name": "Zo"}).data == {"items": []}


def test_a_name_is_never_sought_in_an_address(caller: Caller) -> None:
    assert caller.get(f"{CLIENTS}/search?name=Testa").status == 405
    assert caller.post(f"{CLIENTS}/search?name=Testa", {}).field_codes == {"name": "required"}


def test_a_client_may_be_added_with_what_they_agreed_to(caller: Caller, clinician: Clinician) -> None:
    consents = {"purposes": ["recording"], "modality": "phone", "method": "typed", "words": "Testa Made-Up"}
    added = caller.post(CLIENTS, {"first_name": "Testa", "consents": consents})
    assert added.status == 201
    found = Consent.objects.get()
    assert (found.purpose, found.modality, found.method) == ("recording", "phone", "typed")


@pytest.mark.parametrize(
    ("consents", "code"),
    [
        ({"purposes": ["recording"], "method": "verbal", "words": " "}, "witness_note_missing"),
        ({"purposes": ["recording"], "method": "typed", "words": ""}, "signature_missing"),
        ({"purposes": ["couples_merge"], "method": "verbal", "words": "Heard."}, "consent_unwritten"),
    ],
)
def test_a_consent_that_would_not_hold_adds_nobody(
    caller: Caller, clinician: Clinician, consents: dict[str, object], code: str
) -> None:
    assert caller.post(CLIENTS, {"first_name": "Testa", "consents": consents}).code == code
    assert not selectors.clients_of(clinician).exists()


def test_only_a_demonstration_assumes_that_somebody_agreed(caller: Caller, settings: Settings) -> None:
    caller.post(CLIENTS, {"first_name": "Testa"})
    assert set(Consent.objects.values_list("purpose", flat=True)) == {"recording", "ai_processing", "release_to_client"}
    told = {"purposes": [], "method": "verbal", "words": ""}
    caller.post(CLIENTS, {"first_name": "Testa", "consents": told})
    settings.DEMO_EMAIL = ""
    caller.post(CLIENTS, {"first_name": "Testa"})
    assert Consent.objects.count() == 3
