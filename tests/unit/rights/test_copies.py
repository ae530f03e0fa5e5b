"""The copy of a record: whole, readable by other software, without what is another person's."""

import base64
import builtins
import dataclasses
import tempfile
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from fhir.resources.R4B import get_fhir_model_class

from rung.audit.models import AuditEvent
from rung.clients import services as clients
from rung.clients.errors import ClientNotFound
from rung.encryption import access, files
from rung.rights import selectors, services
from rung.rights.enums import DenialReason, DisclosureKind, RecordKind, RightsKind
from rung.rights.errors import NothingChosen
from rung.rights.models import Disclosure
from rung.rights.services import export
from rung.rights.services.copying import contents, paper
from rung.rights.services.requests import AmendedRecord
from rung.sessions import schemas
from rung.sessions import services as sessions
from tests.factories import measures, people, plans, records, rights
from tests.factories.canary import CANARY
from tests.factories.people import NOON
from tests.unit.rights.copies import EVERYTHING, copied, joint_transcript

pytestmark = pytest.mark.django_db


def test_a_copy_holds_what_was_chosen_and_nothing_else() -> None:
    by = people.clinician()
    session = people.session(by)
    records.guide(by, session, "Rest is allowed.")  # a draft: never shown to a client
    for chosen, titles in (
        (EVERYTHING, {"Transcript", "Clinical brief"}),
        ({RecordKind.BRIEF}, {"Clinical brief"}),
        ({RecordKind.GUIDE}, set()),
        ({RecordKind.SESSION}, set()),
    ):
        opened = copied(by, session.client, frozenset(chosen))
        held = opened.plain["sessions"][0]["documents"]
        assert {document["title"] for document in held} == titles
        assert "Rest is allowed." not in str(opened.plain)
        assert set(opened.files) == {
            "read-me-first.pdf", "sessions/2026-03-02-1.pdf", "fhir-r4.json", "record.json",
        }  # fmt: skip


def test_a_released_guide_is_in_it_with_the_first_name() -> None:
    by = people.clinician()
    guide = records.guide(by)
    text = records.guide_text("Rest well, {first_name}.")
    sessions.save_guide(guide_id=guide.id, content=text, version=1, by=by, at=NOON)
    sessions.release_guide(guide_id=guide.id, by=by, at=NOON)
    client = guide.client
    assert "Rest well, Testa." in str(copied(by, client, frozenset({RecordKind.GUIDE})).plain)
    sessions.withdraw_guide(guide_id=guide.id, by=by, at=NOON)
    assert "Rest well" not in str(copied(by, client).plain)


def test_words_of_a_partner_are_left_out_in_every_form() -> None:
    by = people.clinician()
    session = people.session(by)
    said = joint_transcript(by, session)
    cited = schemas.CitedWords(2, "other", "PARTNERSECRET", 0, 13)
    finding = schemas.CitedFinding("communication", "contempt", 0.9, (cited,))
    content = dataclasses.replace(
        records.content(), findings=(finding,), summary=(schemas.SummaryLine("It was said:", cited),)
    )
    sessions.keep_brief(content, transcript=said, run_id=uuid.uuid4(), by=by, at=NOON)
    opened = copied(by, session.client)
    texts = [base64.b64decode(r["content"][0]["attachment"]["data"]).decode() for r in opened.resources[2:]]
    everything = "\n".join([*texts, str(opened.plain)])
    assert "PARTNERSECRET" not in everything
    assert everything.count(contents.LEFT_OUT) == 6  # once in the transcript, twice in the brief; in both forms
    assert "Źle, nie spałam." in everything
    assert "Voice: Mhm." in everything


def test_the_bundle_is_fhir_r4() -> None:
    by = people.clinician()
    session = people.session(by)
    joint_transcript(by, session)
    records.brief(by, records.transcript(by, session))
    amendment = rights.amendment(by, session)
    services.fulfill_request(request_id=amendment.id, words="Addendum.", by=by, at=NOON)
    opened = copied(by, session.client)
    get_fhir_model_class("Bundle").model_validate(opened.fhir)
    assert opened.fhir["type"] == "collection"
    kinds = [resource["resourceType"] for resource in opened.resources]
    assert kinds == ["Patient", "Encounter", *["DocumentReference"] * 4]
    known = {entry["fullUrl"] for entry in opened.fhir["entry"]}
    assert set(_references(opened.fhir)) <= known


def test_a_client_without_a_last_name_is_still_a_patient() -> None:
    by = people.clinician()
    opened = copied(by, people.client(by, "Testa", ""))
    get_fhir_model_class("Bundle").model_validate(opened.fhir)
    assert opened.resources[0]["name"] == [{"text": "Testa", "given": ["Testa"]}]


def test_an_amendment_of_a_document_appends_to_it() -> None:
    by = people.clinician()
    session = people.session(by)
    said = records.transcript(by, session)
    record = AmendedRecord(session.id, RecordKind.TRANSCRIPT, said.id)
    wanted = rights.asked(RightsKind.AMENDMENT, "It was Tuesday.", record)
    request = services.receive_request(wanted, client=session.client, by=by, at=NOON)
    assert "It was Tuesday." not in str(copied(by, session.client).plain)
    services.deny_request(request_id=request.id, words="We looked.", reason=DenialReason.ACCURATE, by=by, at=NOON)
    services.dispute_denial(request_id=request.id, statement="It was.", by=by, at=NOON)
    opened = copied(by, session.client)
    assert opened.resources[-1]["relatesTo"][0]["target"] == {"reference": f"urn:uuid:{said.id}"}
    text = base64.b64decode(opened.resources[-1]["content"][0]["attachment"]["data"]).decode()
    for words in ("It was Tuesday.", "We looked.", "accurate and complete", "The client's disagreement", "It was."):
        assert words in text


def test_the_file_name_does_not_say_whose_it_is() -> None:
    by = people.clinician()
    opened = copied(by, people.client(by, CANARY, CANARY))
    assert opened.file_name == "record-copy-2026-03-02.zip"
    assert not [name for name in opened.files if CANARY in name]


def test_a_copy_is_one_audited_act_and_a_disclosure() -> None:
    by = people.clinician()
    client = people.session(by).client
    request = rights.request(by, client)
    before = AuditEvent.objects.count()
    made = copied(by, client, request=request).disclosure
    event = AuditEvent.objects.first()
    assert AuditEvent.objects.count() == before + 1
    assert event is not None
    assert (event.act, event.subject_id, event.client_id) == ("export", made.id, client.id)
    held = selectors.disclosures_of(by, client, since=rights.TODAY).get()
    assert (held, held.kind, held.request_id) == (made, DisclosureKind.TO_CLIENT, request.id)
    with access.granted(client.id):
        assert "transcripts and notes" in selectors.detail_of(held).what


def test_a_copy_whose_event_cannot_be_written_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    by = people.clinician()
    client = people.client(by)
    monkeypatch.setattr(files, "drafted", lambda _: pytest.fail("the record was opened"))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    with pytest.raises(DatabaseError), transaction.atomic():
        services.export_record(client=client, chosen=EVERYTHING, request=None, by=by, at=NOON)
    assert not Disclosure.objects.exists()


def test_nothing_is_copied_of_others_nor_of_nothing() -> None:
    by = people.clinician()
    theirs = people.client(people.clinician(by.practice))
    with pytest.raises(ClientNotFound):
        copied(by, theirs)
    with pytest.raises(NothingChosen):
        copied(by, people.client(by), frozenset())
    assert not Disclosure.objects.exists()


def test_nothing_lies_in_clear_on_the_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    by = people.clinician()
    session = people.session(by, people.client(by, CANARY, CANARY))
    records.transcript(by, session, (CANARY,))
    opened: list[str] = []
    plain_open = builtins.open

    def watched(name: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
        opened.extend([str(name)] if set(mode) & set("wax+") else [])
        return plain_open(name, mode, *rest, **more)

    held = (tmp_path / "held").open("w+b")
    monkeypatch.setattr(builtins, "open", watched)
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda: held)
    made = services.export_record(client=session.client, chosen=EVERYTHING, request=None, by=by, at=NOON)
    sealed = (tmp_path / "held").read_bytes()
    assert made.stream.read(2) == b"PK"
    assert opened == []
    assert len(sealed) > 10_000
    assert b"PK" not in sealed[:2]
    assert not [word for word in (b"fhir-r4.json", b"read-me-first", CANARY.encode()) if word in sealed]
    made.stream.close()
    assert held.closed


def test_records_of_substance_use_carry_their_notice() -> None:
    by = people.clinician()
    client = people.client(by)
    assert export.PART_2 not in export.notices_of(client)
    client.is_part2 = True
    assert export.PART_2 in export.notices_of(client)


def test_what_the_font_lacks_becomes_a_box_and_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    assert paper.drawable("Zażółć Ωμέγα Жизнь — “quoted”\u2028\U0001f642\x07") == "Zażółć Ωμέγα Жизнь — “quoted”□□□"
    by = people.clinician()
    session = people.session(by, people.client(by, "Testa", "你好"))
    records.transcript(by, session, ("你好\U0001f642",))
    opened = copied(by, session.client)
    assert opened.files["sessions/2026-03-02-1.pdf"].startswith(b"%PDF-")
    assert "你好" in str(opened.plain)
    assert "你" not in caplog.text


def test_sessions_are_in_memory_one_at_a_time() -> None:
    by = people.clinician()
    client = people.client(by)
    for _ in range(3):
        records.transcript(by, people.session(by, client))
    with access.granted(client.id):
        one = next(contents.sessions_of(client, EVERYTHING, by=by))
    assert len(one.documents) == 1
    assert len(copied(by, client).plain["sessions"]) == 3


def _references(found: Any) -> list[str]:
    if isinstance(found, dict):
        here = [found["reference"]] if "reference" in found else []
        return here + [name for value in found.values() for name in _references(value)]
    return [name for value in found for name in _references(value)] if isinstance(found, list) else []


def test_agreed_safety_plans_are_in_it_and_drafts_are_not() -> None:
    who = people.clinician()
    client = people.client(who)
    agreed = plans.plan(who, client, "Walk to the river.")
    clients.agree_safety_plan(plan_id=agreed.id, agreed_on=people.NOON.date(), by=who, at=people.NOON)
    plans.plan(who, client, "Still a draft.", 1)
    made = copied(who, client)
    assert [(held["title"], held["paragraphs"][0]["lines"]) for held in made.plain["client"]["documents"]] == [
        ("Safety plan, version 1", ["Walk to the river."])
    ]
    assert [one["id"] for one in made.resources if one["resourceType"] == "DocumentReference"] == [str(agreed.id)]
    assert made.files["safety-plans.pdf"].startswith(b"%PDF")


def test_measures_are_in_it_with_every_answer() -> None:
    who = people.clinician()
    client = people.client(who)
    measures.form(who, client, (2, None, *(1,) * 6, 0))
    measures.score(who, client, "Sleep diary", "Better since May.")
    made = copied(who, client)
    group = made.plain["client"]["groups"][0]
    titles = {held["title"]: str(held["paragraphs"]) for held in group["documents"]}
    assert (group["title"], set(titles)) == ("Measures", {"PHQ-9", "Sleep diary"})
    assert "Little interest or pleasure in doing things: more than half the days" in titles["PHQ-9"]
    assert "No total: an item was left out" in titles["PHQ-9"]
    assert "3, on a scale from 0 to 10" in titles["Sleep diary"]
    assert "Better since May." in titles["Sleep diary"]
    assert len([one for one in made.resources if one["resourceType"] == "DocumentReference"]) == 2
    assert made.files["measures.pdf"].startswith(b"%PDF")
