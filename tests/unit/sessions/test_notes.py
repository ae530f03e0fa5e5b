"""A session note on its way into the record: drafted, edited, laid out anew, signed, amended."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.clients import services as clients
from rung.clients.enums import Modality, Purpose
from rung.clients.errors import ConsentRefused
from rung.clients.services.consents import Scope
from rung.common.errors import RungError
from rung.encryption import access
from rung.sessions import errors, schemas, selectors, services
from rung.sessions.enums import TRANSITIONS, NoteStatus
from rung.sessions.models import SessionNote
from rung.sessions.services.signing import STATEMENT
from rung.sessions.services.versions import Maker
from tests.factories import people, records

pytestmark = pytest.mark.django_db

LATER = people.NOON + timedelta(hours=1)
NOTES = Maker(agent="notes")

type Act = Callable[[SessionNote, Clinician], SessionNote]


def typed(*texts: str, layout: str = "soap") -> schemas.NoteText:
    sections = records.note_draft(layout).as_text.sections
    return schemas.NoteText(layout, tuple(replace(one, text=text) for one, text in zip(sections, texts, strict=False)))


def _save(note: SessionNote, by: Clinician) -> SessionNote:
    text = typed("My own words.", "Weekly.")
    return services.save_note(note_id=note.pk, text=text, version=note.version, by=by, at=LATER)


def _sign(note: SessionNote, by: Clinician) -> SessionNote:
    return services.sign_note(note_id=note.pk, version=note.version, by=by, at=LATER)


def _amend(note: SessionNote, by: Clinician) -> SessionNote:
    return services.amend_note(note_id=note.pk, reason="The date was wrong.", by=by, at=LATER)


def _switch(note: SessionNote, by: Clinician, layout: str = "dap") -> SessionNote:
    draft = records.note_draft(layout)
    return services.switch_note(draft, note_id=note.pk, version=note.version, maker=NOTES, by=by, at=LATER)


ACTS: dict[str, Act] = {"save": _save, "switch": _switch, "sign": _sign, "amend": _amend}
every_act = pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
ALLOWED = {
    NoteStatus.DRAFT: {"save", "switch", "sign"},
    NoteStatus.SIGNED: {"amend"},
    NoteStatus.AMENDED: set[str](),
}


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


def note_in(state: NoteStatus, by: Clinician) -> SessionNote:
    note = records.note(by)
    if state != NoteStatus.DRAFT:
        note = _sign(note, by)
    if state == NoteStatus.AMENDED:
        _sign(_amend(note, by), by)
    note = SessionNote.objects.get(pk=note.pk)
    assert note.status == state
    return note


def text_of(note: SessionNote) -> schemas.NoteText:
    found = SessionNote.objects.get(pk=note.pk)
    with access.granted(found.client_id):
        return selectors.note_text_of(found)


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("state", NoteStatus)
def test_each_act_does_what_the_state_allows_and_refuses_the_rest(
    clinician: Clinician, state: NoteStatus, name: str
) -> None:
    note = note_in(state, clinician)
    before, events = rows(), AuditEvent.objects.count()
    if name in ALLOWED[state]:
        assert ACTS[name](note, clinician).status in {NoteStatus.DRAFT, NoteStatus.SIGNED}
        assert AuditEvent.objects.count() == events + 1
    else:
        with pytest.raises(RungError):
            ACTS[name](note, clinician)
        assert (rows(), AuditEvent.objects.count()) == (before, events)


def test_the_table_of_states_says_the_same() -> None:
    assert NoteStatus.DRAFT not in TRANSITIONS[NoteStatus.SIGNED] | TRANSITIONS[NoteStatus.AMENDED]
    assert TRANSITIONS[NoteStatus.AMENDED] == frozenset()


def test_a_note_starts_as_its_draft_with_a_version_by_the_agent(clinician: Clinician) -> None:
    note = records.note(clinician)
    assert text_of(note) == records.note_draft().as_text
    (version,) = selectors.versions_of(note)
    assert (version.number, version.agent, version.author, version.previous) == (1, "notes", None, "")
    assert note.author == clinician


def test_a_note_needs_the_consent_to_ai(clinician: Clinician) -> None:
    note = records.note(clinician)
    scope = Scope(Purpose.AI_PROCESSING, Modality.IN_PERSON)
    clients.withdraw_consent(client=note.client, scope=scope, by=clinician, at=people.NOON)
    with pytest.raises(ConsentRefused):
        services.keep_note(records.note_draft(), brief=note.brief, maker=NOTES, by=clinician, at=LATER)
    with pytest.raises(ConsentRefused):
        _switch(note, clinician)
    assert _save(note, clinician).version == 2, "what the author types needs none"


def test_a_text_saved_over_is_not_saved_over_unseen(clinician: Clinician) -> None:
    note = records.note(clinician)
    _save(SessionNote.objects.get(pk=note.pk), clinician)
    before = rows()
    for act in (_save, _sign, _switch):
        with pytest.raises(errors.NoteChanged):
            act(note, clinician)
    with pytest.raises(errors.NoteChanged):
        services.save_note(note_id=note.pk, text=typed("x", layout="dap"), version=2, by=clinician, at=LATER)
    assert rows() == before


def test_switching_the_format_keeps_what_was_typed_and_brings_it_back(clinician: Clinician) -> None:
    note = _save(records.note(clinician), clinician)
    note = _switch(note, clinician)
    assert text_of(note) == records.note_draft("dap").as_text
    assert (note.format, selectors.versions_of(note).count()) == ("dap", 3)
    note = _switch(note, clinician, "soap")
    assert text_of(note) == typed("My own words.", "Weekly.")
    with access.granted(note.client_id):
        kept = [version.content for version in selectors.versions_of(note).order_by("number")]
    assert kept[1] == kept[3]


def test_a_signature_says_who_when_what_and_how_much_was_changed(clinician: Clinician) -> None:
    note = _sign(_save(records.note(clinician), clinician), clinician)
    newest = selectors.versions_of(note)[0]
    assert (note.signed_at, note.author, note.signed_sha256) == (LATER, clinician, newest.sha256)
    with access.granted(note.client_id):
        said = selectors.attestation_of(note)
    assert said is not None
    assert (said.statement, len(said.disclosures)) == (STATEMENT, 1)
    assert (said.drafted, said.signed, said.added, said.removed) == (7, 6, 4, 5)
    assert note.changed_share == pytest.approx(9 / 13, abs=0.001)
    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.subject_kind, event.act, event.subject_id) == ("note.signed", "change", note.pk)


def test_an_untouched_note_was_changed_by_nothing(clinician: Clinician) -> None:
    assert records.signed_note(clinician).changed_share == 0


def test_an_empty_note_is_not_signed(clinician: Clinician) -> None:
    note = services.save_note(
        note_id=records.note(clinician).pk, text=typed(" ", "\n"), version=1, by=clinician, at=LATER
    )
    with pytest.raises(errors.NoteEmpty):
        _sign(note, clinician)


def test_an_amendment_keeps_the_signed_note_and_says_why(clinician: Clinician) -> None:
    signed = records.signed_note(clinician)
    before = rows()[str(signed.pk)]
    amendment = _amend(signed, clinician)
    assert _amend(signed, clinician) == amendment, "begun once"
    assert rows()[str(signed.pk)] == before
    assert (amendment.status, amendment.amends) == (NoteStatus.DRAFT, signed)
    with access.granted(signed.client_id):
        assert SessionNote.objects.get(pk=amendment.pk).reason == "The date was wrong."
    assert text_of(amendment) == text_of(signed)
    _sign(_save(amendment, clinician), clinician)
    after = rows()[str(signed.pk)]
    assert after == {**before, "status": NoteStatus.AMENDED}
    assert selectors.latest_note_of(signed.session) == amendment


def test_an_amendment_needs_a_reason(clinician: Clinician) -> None:
    signed = records.signed_note(clinician)
    with pytest.raises(errors.ReasonMissing):
        services.amend_note(note_id=signed.pk, reason=" \n", by=clinician, at=LATER)


@pytest.mark.parametrize("name", ["save", "switch", "sign", "amend"])
def test_only_the_author_writes(clinician: Clinician, name: str) -> None:
    note = note_in(NoteStatus.SIGNED if name == "amend" else NoteStatus.DRAFT, clinician)
    other = people.clinician(clinician.practice)
    type(note.client).objects.filter(pk=note.client_id).update(clinician=other)  # the client changes hands
    with pytest.raises(errors.NotTheAuthor):
        ACTS[name](note, other)


@every_act
def test_somebody_elses_note_is_like_one_that_does_not_exist(clinician: Clinician, act: Act) -> None:
    theirs = [records.note(people.clinician(clinician.practice)), records.note(people.clinician())]
    before = rows()
    for note in (*theirs, SessionNote(pk=uuid.uuid4())):
        with pytest.raises(errors.RecordNotFound):
            act(note, clinician)
    assert rows() == before


def rows() -> dict[str, dict[str, object]]:
    return {str(row["id"]): {**row} for row in SessionNote.objects.values()}
