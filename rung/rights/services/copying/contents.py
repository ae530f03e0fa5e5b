"""What goes into a copy: an allow-list. Whatever is not named here stays out, psychotherapy notes first of all."""

from collections.abc import Iterator
from dataclasses import asdict

from django.db.models import QuerySet

from rung.accounts.models import Clinician
from rung.clients.models import Client, SafetyPlan
from rung.clients.selectors import safety
from rung.common.utterances import Source, Speaker
from rung.rights import selectors
from rung.rights.enums import DenialReason, RecordKind
from rung.rights.models import RightsRequest
from rung.rights.schemas import CopiedDocument, CopiedSession, Paragraph
from rung.sessions import schemas
from rung.sessions import selectors as sessions
from rung.sessions.enums import GuideStatus, NoteFormat, NoteStatus
from rung.sessions.models import ClientGuide, ClinicalBrief, SessionNote, SessionTranscript, TherapySession

LEFT_OUT = "[words of another person, left out]"
FIRST_NAME = "{first_name}"
SOURCES = {Source.AUDIO: "Recording, written down", Source.TRANSCRIPT: "Transcript", Source.NOTES: "Clinician's notes"}
SPEAKERS = {Speaker.CLIENT: "Client", Speaker.THERAPIST: "Therapist"}
STEPS = {"fulfilled": "Addendum", "denied": "Why it was not changed", "disputed": "The client's disagreement"}


def sessions_of(client: Client, chosen: frozenset[RecordKind], *, by: Clinician) -> Iterator[CopiedSession]:
    """Yield a client's sessions, first to last, one in memory at a time; needs a declared access."""
    held: QuerySet[TherapySession] = sessions.sessions_of(by).filter(client=client).order_by("starts_at", "id")
    for session in held.iterator(chunk_size=20):
        documents = tuple(_documents(session, chosen))
        yield CopiedSession(session.id, session.starts_at, session.status, documents)


def plans_of(client: Client) -> tuple[CopiedDocument, ...]:
    """Return the safety plans that the client agreed to, first to last; needs a declared access."""
    agreed = safety.plans_of(client).filter(agreed_on__isnull=False).order_by("number")
    return tuple(_plan(row) for row in agreed)


def _plan(row: SafetyPlan) -> CopiedDocument:
    parts = tuple(
        Paragraph(_title(name), tuple(lines)) for name, lines in asdict(safety.steps_of(row)).items() if lines
    )
    return CopiedDocument(row.id, f"Safety plan, version {row.number}", row.created_at, parts)


def _documents(session: TherapySession, chosen: frozenset[RecordKind]) -> Iterator[CopiedDocument]:
    if RecordKind.TRANSCRIPT in chosen:
        yield from (_transcript(row) for row in sessions.transcripts_of(session).order_by("created_at"))
        kept = sessions.notes_of(session).exclude(status=NoteStatus.DRAFT).order_by("created_at")
        yield from (note(row) for row in kept)
    if RecordKind.BRIEF in chosen:
        yield from (_brief(row) for row in sessions.briefs_of(session).order_by("created_at"))
    if RecordKind.GUIDE in chosen:
        released = sessions.guides_of(session).filter(status=GuideStatus.RELEASED).order_by("created_at")
        yield from (_guide(row, session.client.first_name) for row in released)
    yield from (_amendment(row) for row in selectors.amendments_of([session]))


def _transcript(row: SessionTranscript) -> CopiedDocument:
    is_spoken = row.source != Source.NOTES
    lines = tuple(_said(line) if is_spoken else line.text for line in sessions.lines_of(row))
    return CopiedDocument(row.id, SOURCES[Source(row.source)], row.created_at, (Paragraph("", lines),))


def note(row: SessionNote) -> CopiedDocument:
    """Return a signed session note with its signature; needs a declared access."""
    parts = tuple(Paragraph(one.heading, tuple(one.text.splitlines())) for one in sessions.note_text_of(row).sections)
    why = (Paragraph("Amendment, because", tuple(row.reason.splitlines())),) if row.reason else ()
    title = f"Session note ({NoteFormat(row.format).label})" + (", amended later" if _is_amended(row) else "")
    return CopiedDocument(
        row.id, title, row.signed_at or row.created_at, (*why, *parts, _signature(row)), row.amends_id
    )


def _is_amended(row: SessionNote) -> bool:
    return row.status == NoteStatus.AMENDED


def _signature(row: SessionNote) -> Paragraph:
    said = sessions.attestation_of(row)
    if said is None or row.signed_at is None:
        return Paragraph("Not signed", ())
    signed = f"Signed by {row.author.name} on {row.signed_at:%Y-%m-%d, %H:%M} UTC. {said.statement}"
    return Paragraph("Signature", (signed, *said.disclosures, f"SHA-256 of the signed version: {row.signed_sha256}"))


def _said(line: schemas.Line) -> str:
    """Return an utterance; a partner's or a relative's words are theirs, in joint sessions above all."""
    who = SPEAKERS.get(Speaker(line.speaker), "Voice")
    return LEFT_OUT if line.speaker == Speaker.OTHER else f"{who}: {line.text}"


def _brief(row: ClinicalBrief) -> CopiedDocument:
    content = sessions.content_of(row)
    summary = Paragraph("Summary", tuple(f"{line.text} {_quoted(line.citation)}" for line in content.summary))
    findings = tuple(
        Paragraph(f"{_title(found.kind)}: {_title(found.name)}", tuple(_quoted(cited) for cited in found.citations))
        for found in content.findings
    )
    questions = Paragraph("Questions for the session", tuple(question.text for question in content.questions))
    return CopiedDocument(row.id, "Clinical brief", row.created_at, (summary, *findings, questions))


def _quoted(cited: schemas.CitedWords) -> str:
    return LEFT_OUT if cited.speaker == Speaker.OTHER else f"“{cited.quote}”"


def _guide(row: ClientGuide, first_name: str) -> CopiedDocument:
    parts = tuple(
        Paragraph(section.heading, tuple(line.replace(FIRST_NAME, first_name) for line in section.lines))
        for section in sessions.text_of(row).sections
    )
    return CopiedDocument(row.id, "Client guide", row.released_at or row.created_at, parts)


def _amendment(row: RightsRequest) -> CopiedDocument:
    asked = Paragraph("What the client asked to have changed", (row.words,))
    taken = {step.status: step for step in row.steps.all()}
    steps = tuple(
        Paragraph(heading, tuple(filter(None, (_reason(taken[status].denial_reason), taken[status].words))))
        for status, heading in STEPS.items()
        if status in taken
    )
    return CopiedDocument(row.id, "Amendment", row.created_at, (asked, *steps), amends=row.record_id)


def _reason(code: str) -> str:
    return str(DenialReason(code).label) if code else ""


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
