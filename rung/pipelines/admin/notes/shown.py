"""What the note's page shows, under one audited read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients import selectors as clients
from rung.common import jsonkit
from rung.pipelines.admin.notes.comparing import Compared, compared
from rung.pipelines.admin.notes.fields import ShownField, fields_of
from rung.sessions import policies, schemas, selectors
from rung.sessions.enums import NoteFormat, NoteStatus
from rung.sessions.errors import RecordNotFound
from rung.sessions.models import DocumentVersion, SessionNote, TherapySession
from rung.sessions.services.signing import STATEMENT

STATUS_TITLES = {NoteStatus.DRAFT: "Draft", NoteStatus.SIGNED: "Signed", NoteStatus.AMENDED: "Amended"}
AGENTS = {"notes": "Drafted by Rung", "rung": "Rung", "beth": "Beth"}


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One line of the history."""

    number: int
    who: str
    at: datetime
    layout: str
    short: str


@dataclass(frozen=True, slots=True)
class ShownSignature:
    """Who signed, when, what they said, how much was changed."""

    by: str
    at: datetime
    sha256: str
    percent: float
    said: schemas.Attestation


@dataclass(frozen=True, slots=True)
class ShownEarlier:
    """A note that was amended or stands beside this one, as it is kept; `because` says why it was amended."""

    status: str
    because: str
    amended_at: datetime | None
    signature: ShownSignature | None
    text: schemas.NoteText


@dataclass(frozen=True, slots=True)
class Signing:
    """What somebody reads before they sign."""

    statement: str
    disclosures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotePage:
    """Everything the note page shows."""

    id: UUID
    note_id: UUID
    client: str
    notice: str
    status: str
    layout: str
    layout_title: str
    layouts: tuple[tuple[str, str], ...]
    version: int
    author: str
    reason: str
    can_edit: bool
    can_amend: bool
    may_change: bool
    fields: tuple[ShownField, ...]
    signature: ShownSignature | None
    signing: Signing
    earlier: tuple[ShownEarlier, ...]
    history: tuple[ShownVersion, ...]
    compared: Compared | None


def shown(session: TherapySession, *, number: int | None, by: Clinician, at: datetime) -> NotePage:
    """Return the newest note of a session; `number` is a version to compare with what it says now.

    Raises:
        RecordNotFound: there is no note yet, or no such version.
    """
    every = list(selectors.notes_of(session))
    if not every:
        raise RecordNotFound
    note = every[0]
    history = list(selectors.versions_of(note))
    asked = selectors.version_of(note, number) if number else None
    with audit.access(by=by, at=at, subject=audit.Subject("note", note.id, note.client_id)):
        may_change = client_policies.is_client_of(session.client, by)
        text, is_mine = selectors.note_text_of(note), may_change and note.author_id == by.id
        return NotePage(
            id=session.id,
            note_id=note.id,
            client=session.client.full_name(),
            notice=policies.redisclosure_notice(is_part2=note.is_part2),
            status=STATUS_TITLES[NoteStatus(note.status)],
            layout=note.format,
            layout_title=str(NoteFormat(note.format).label),
            layouts=tuple((str(value), str(label)) for value, label in NoteFormat.choices if value != note.format),
            version=note.version,
            author=note.author.name,
            reason=note.reason or "",
            can_edit=is_mine and policies.may_edit_note(note.status),
            can_amend=is_mine and note.status == NoteStatus.SIGNED,
            may_change=may_change,
            fields=fields_of(text, selectors.note_draft_of(note)),
            signature=_signature(note),
            signing=Signing(STATEMENT, clients.rules_of(session.client).disclosures_in_record()),
            earlier=tuple(_earlier(one, every) for one in every[1:]),
            history=tuple(_line(version) for version in history),
            compared=_compared(asked, text, history[0].number) if asked else None,
        )


def _compared(asked: DocumentVersion, now: schemas.NoteText, newest: int) -> Compared:
    return compared(jsonkit.load(schemas.NoteText, asked.content), now, (asked.number, newest))


def _earlier(note: SessionNote, every: list[SessionNote]) -> ShownEarlier:
    title, amendment = STATUS_TITLES[NoteStatus(note.status)], next((o for o in every if o.amends_id == note.id), None)
    because, at = (amendment.reason or "", amendment.signed_at) if amendment else ("", None)
    return ShownEarlier(title, because, at, _signature(note), selectors.note_text_of(note))


def _signature(note: SessionNote) -> ShownSignature | None:
    said = selectors.attestation_of(note)
    if said is None or note.signed_at is None:
        return None
    percent = round((note.changed_share or 0) * 100, 1)
    return ShownSignature(note.author.name, note.signed_at, note.signed_sha256, percent, said)


def _line(version: DocumentVersion) -> ShownVersion:
    who = version.author.name if version.author else AGENTS.get(version.agent, version.agent)
    layout = str(NoteFormat(version.layout).label) if version.layout else ""
    return ShownVersion(version.number, who, version.created_at, layout, version.sha256[:12])
