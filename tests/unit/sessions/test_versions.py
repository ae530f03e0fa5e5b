"""Versions and signed notes cannot be changed: not by the application, not by its role, not by the tables' owner."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from rung.accounts.models import Clinician
from rung.common import jsonkit, scope
from rung.encryption import access, keyring, shred
from rung.encryption.errors import KeyDestroyed
from rung.encryption.models import Why
from rung.sessions import selectors, services
from rung.sessions.models import DocumentVersion, SessionNote
from rung.sessions.services import versions
from tests.factories import people, records
from tests.factories.canary import CANARY, shapes_of
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
OF_VERSIONS = {
    "update": "UPDATE therapy_sessions_documentversion SET sha256 = repeat('0', 64)",
    "update nothing": "UPDATE therapy_sessions_documentversion SET number = number",
    "delete": "DELETE FROM therapy_sessions_documentversion",
    "truncate": "TRUNCATE therapy_sessions_documentversion",
}
OF_NOTES = {
    "text": "UPDATE therapy_sessions_sessionnote SET text_sealed = ''::bytea",
    "status back": "UPDATE therapy_sessions_sessionnote SET status = 'drafted', signed_at = NULL, signed_sha256 = ''",
    "amended by nothing": "UPDATE therapy_sessions_sessionnote SET status = 'amended'",
    "signed by another": "UPDATE therapy_sessions_sessionnote SET author_id = gen_random_uuid()",
    "signed another day": "UPDATE therapy_sessions_sessionnote SET signed_at = now()",
    "another hash": "UPDATE therapy_sessions_sessionnote SET signed_sha256 = repeat('0', 64)",
    "less was changed": "UPDATE therapy_sessions_sessionnote SET changed_share = 0.5",
    "delete": "DELETE FROM therapy_sessions_sessionnote",
    "truncate": "TRUNCATE therapy_sessions_sessionnote CASCADE",
}
ROLES = ("owner", "owner as a replica", "application")


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


@pytest.fixture
def signed(clinician: Clinician) -> SessionNote:
    return records.signed_note(clinician)


def run(statement: str, role: str, by: Clinician) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the end of the transaction would be in the way
        if role == "application":
            cursor.execute("SELECT set_config('role', %s, true)", [scope.APP_ROLE])
            cursor.execute("SELECT set_config('rung.actor', %s, true)", [str(by.id)])
        if role == "owner as a replica":
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)


def everything() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT json_agg(t)::text FROM therapy_sessions_sessionnote t")
        notes = cursor.fetchone()
        cursor.execute("SELECT json_agg(t)::text FROM therapy_sessions_documentversion t")
        return json.dumps([notes, cursor.fetchone()])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("statement", [*OF_VERSIONS.values(), *OF_NOTES.values()], ids=[*OF_VERSIONS, *OF_NOTES])
def test_sql_changes_neither_a_signed_note_nor_a_version(
    clinician: Clinician, signed: SessionNote, statement: str, role: str
) -> None:
    before = everything()
    with pytest.raises(ProgrammingError, match=r"append-only|never changed or deleted|permission denied"):  # noqa: SIM117 — the transaction ends inside
        with transaction.atomic():
            run(statement, role, clinician)
    assert everything() == before


ORM: dict[str, Callable[[SessionNote], object]] = {
    "update": lambda note: SessionNote.objects.filter(pk=note.pk).update(format="dap"),
    "delete": lambda note: note.delete(),
    "update a version": lambda note: selectors.versions_of(note).update(agent="x"),
    "delete a version": lambda note: selectors.versions_of(note).delete(),
}


@pytest.mark.parametrize("act", ORM.values(), ids=ORM)
def test_the_orm_changes_neither(signed: SessionNote, act: Callable[[SessionNote], object]) -> None:
    before = everything()
    with pytest.raises(ProgrammingError), transaction.atomic():
        act(signed)
    assert everything() == before


def test_a_draft_can_be_changed_by_its_owner_alone(clinician: Clinician) -> None:
    note = records.note(clinician)
    with transaction.atomic():
        run(
            "UPDATE therapy_sessions_sessionnote SET format = 'dap'",
            "application",
            people.clinician(clinician.practice),
        )
        connection.cursor().execute("RESET ROLE")
    assert SessionNote.objects.get(pk=note.pk).format == "soap"


def test_the_tag_of_part_2_is_put_on_and_not_taken_off(clinician: Clinician, signed: SessionNote) -> None:
    services.tag_session_part2(session=signed.session, by=clinician, at=LATER)
    assert SessionNote.objects.get(pk=signed.pk).is_part2
    with pytest.raises(ProgrammingError), transaction.atomic():
        SessionNote.objects.filter(pk=signed.pk).update(is_part2=False)


def test_every_version_is_bound_to_the_one_before(clinician: Clinician) -> None:
    note = records.note(clinician, said=CANARY)
    for number in (1, 2):
        text = records.note_draft(said=f"{CANARY} {number}").as_text
        services.save_note(note_id=note.pk, text=text, version=number, by=clinician, at=LATER)
    found = list(selectors.versions_of(note).order_by("number"))
    assert [version.number for version in found] == [1, 2, 3]
    assert [version.previous for version in found] == ["", found[0].sha256, found[1].sha256]
    with access.granted(note.client_id):
        assert all(versions.hash_of(version, version.content) == version.sha256 for version in found)
        assert versions.hash_of(found[2], found[1].content) != found[2].sha256
    kept = everything().encode()
    assert not [shape for shape in shapes_of(CANARY) if shape in kept]


def test_a_brief_and_a_guide_have_versions_from_the_beginning(clinician: Clinician) -> None:
    guide = records.guide(clinician)
    assert [version.agent for version in selectors.versions_of(guide.brief)] == ["rung"]
    services.save_guide(guide_id=guide.pk, content=records.guide_text("Mine."), version=1, by=clinician, at=LATER)
    assert [(v.number, v.agent, v.author) for v in selectors.versions_of(guide)] == [
        (2, "", clinician),
        (1, "beth", None),
    ]


def test_what_is_older_than_versions_gets_them_with_the_next_act(clinician: Clinician) -> None:
    guide = records.guide(clinician)
    services.save_guide(guide_id=guide.pk, content=records.guide_text("Old."), version=1, by=clinician, at=NOON)
    with connection.cursor() as cursor:  # as it was before there were versions
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE therapy_sessions_documentversion DISABLE TRIGGER ALL")
        cursor.execute("DELETE FROM therapy_sessions_documentversion")
        cursor.execute("ALTER TABLE therapy_sessions_documentversion ENABLE ALWAYS TRIGGER version_stays")
    services.save_guide(guide_id=guide.pk, content=records.guide_text("New."), version=2, by=clinician, at=LATER)
    with access.granted(guide.client_id):
        said = [version.content for version in selectors.versions_of(guide)]
    assert said == [jsonkit.dump(records.guide_text(line)) for line in ("New.", "Old.", "Rest is allowed.")]
    services.keep_note(
        records.note_draft(), brief=guide.brief, maker=versions.Maker(agent="notes"), by=clinician, at=LATER
    )
    assert selectors.versions_of(guide.brief).get().created_at == guide.brief.created_at


def test_an_erasure_leaves_nothing_to_read_and_updates_nothing(signed: SessionNote) -> None:
    before = everything()
    shred.destroy(keyring.client(signed.client_id), why=Why.CLIENT_ERASED, at=LATER)
    keyring.forget()
    assert everything() == before
    with access.granted(signed.client_id):
        with pytest.raises(KeyDestroyed):
            selectors.note_text_of(SessionNote.objects.get(pk=signed.pk))
        with pytest.raises(KeyDestroyed):
            _ = DocumentVersion.objects.filter(document_id=signed.pk)[0].content
