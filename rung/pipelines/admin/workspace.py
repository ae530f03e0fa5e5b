"""The session's workspace and its brief, gathered under one audited read each."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.pipelines import selectors as runs
from rung.pipelines.admin import analysts, briefing, consents, progress, words
from rung.pipelines.admin.reading import page as reading_page
from rung.pipelines.admin.reading.shapes import ShownItem
from rung.pipelines.admin.rights import shown as rights
from rung.pipelines.admin.risk import levels
from rung.pipelines.models import StageRun
from rung.pipelines.stages import screen
from rung.sessions import policies, schemas, selectors
from rung.sessions.errors import RecordNotFound
from rung.sessions.models import ClinicalBrief, RiskFlag, TherapySession, VoiceMemo


@dataclass(frozen=True, slots=True)
class ShownFlag:
    """A risk flag with its words."""

    id: UUID
    title: str
    meaning: str
    scale: str
    category: str
    level: int
    status: str
    waits: bool
    who: str
    detail: schemas.FlagDetail


@dataclass(frozen=True, slots=True)
class ShownInput:
    """Something that came in."""

    title: str
    about: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything the session page shows."""

    id: UUID
    client: str
    client_id: UUID
    starts_at: datetime
    meeting: str
    modality: str
    notice: str
    consents_missing: tuple[consents.ConsentRow, ...]
    is_verbal_enough: bool
    run: progress.ShownRun | None
    flags: tuple[ShownFlag, ...]
    inputs: tuple[ShownInput, ...]
    finding_count: int | None
    guide_status: str
    guide_withheld: bool
    note_status: str
    summary: tuple[schemas.SummaryLine, ...]
    may_change: bool
    amendments: tuple[rights.ShownAmendment, ...]


@dataclass(frozen=True, slots=True)
class BriefPage:
    """Everything the brief page shows."""

    id: UUID
    client: str
    client_id: UUID
    notice: str
    source: str
    engine: str
    content: schemas.BriefContent
    analyst: analysts.ShownAnalyst
    flags: tuple[ShownFlag, ...]
    groups: tuple[briefing.Group, ...]
    lines: tuple[briefing.ShownLine, ...]
    not_assessed: tuple[str, ...]
    dropped: tuple[tuple[str, schemas.DroppedFinding], ...]
    guide_status: str
    guide_withheld: bool
    note_status: str
    may_change: bool
    amendments: tuple[rights.ShownAmendment, ...]
    reading: tuple[ShownItem, ...]


def shown(session: TherapySession, *, by: Clinician, at: datetime) -> Workspace:
    """Return the workspace of a session."""
    run = runs.latest_run_of(by, session)
    brief, guide = selectors.latest_brief_of(session), selectors.latest_guide_of(session)
    missing = consents.missing_for(session, at=at)
    with _reading(session, by, at):
        return Workspace(
            id=session.id,
            client=session.client.full_name(),
            client_id=session.client_id,
            starts_at=session.starts_at,
            meeting=session.get_modality_display(),
            modality=session.modality,
            notice=policies.redisclosure_notice(is_part2=session.is_part2),
            consents_missing=missing,
            is_verbal_enough=all(row.is_verbal_enough for row in missing),
            run=progress.shown(run) if run else None,
            flags=_flags(session),
            inputs=_inputs(session),
            finding_count=brief.finding_count if brief else None,
            guide_status=guide.status if guide else "",
            guide_withheld=_is_withheld(session),
            note_status=_note_status(session),
            summary=selectors.content_of(brief).summary if brief else (),
            may_change=client_policies.is_client_of(session.client, by),
            amendments=rights.amendments(session),
        )


def brief_shown(session: TherapySession, *, by: Clinician, at: datetime) -> BriefPage:
    """Return the newest brief of a session beside its transcript.

    Raises:
        RecordNotFound: there is none yet.
    """
    brief, guide = selectors.latest_brief_of(session), selectors.latest_guide_of(session)
    if brief is None:
        raise RecordNotFound
    analyst = analysts.shown(runs.run_behind(by, brief.run_id))
    with _reading(session, by, at):
        content = selectors.content_of(brief)
        return BriefPage(
            id=session.id,
            client=session.client.full_name(),
            client_id=session.client_id,
            notice=policies.redisclosure_notice(is_part2=brief.is_part2),
            source=words.SOURCE_TITLES[brief.transcript.source],
            engine=brief.transcript.engine,
            content=content,
            analyst=analyst,
            flags=_flags(session),
            groups=briefing.groups_of(content),
            lines=briefing.lines_of(content, selectors.lines_of(brief.transcript), _risk_in(brief)),
            guide_status=guide.status if guide else "",
            guide_withheld=_is_withheld(session),
            note_status=_note_status(session),
            amendments=rights.amendments(session),
            not_assessed=tuple(words.title_of(unasked.domain) for unasked in content.not_assessed),
            may_change=client_policies.is_client_of(session.client, by),
            reading=reading_page.beside(session),
            dropped=tuple((words.title_of(refused.name), refused) for refused in content.dropped),
        )


def _reading(session: TherapySession, by: Clinician, at: datetime) -> AbstractContextManager[None]:
    return audit.access(by=by, at=at, subject=audit.Subject("session", session.id, session.client_id))


def _is_withheld(session: TherapySession) -> bool:
    """Whether a run over this session stopped short of a guide because of risk."""
    return StageRun.objects.filter(run__session=session, reason=screen.RISK_FLAGGED).exists()


def _risk_in(brief: ClinicalBrief) -> tuple[schemas.FlagDetail, ...]:
    """Return the flagged words of the transcript that the brief stands beside."""
    flags = selectors.flags_of(brief.session).filter(transcript=brief.transcript_id)
    return tuple(selectors.detail_of(row) for row in flags)


def _note_status(session: TherapySession) -> str:
    note = selectors.latest_note_of(session)
    return note.status if note else ""


def _flags(session: TherapySession) -> tuple[ShownFlag, ...]:
    return tuple(_flag(row) for row in selectors.flags_of(session))


def _flag(row: RiskFlag) -> ShownFlag:
    detail = selectors.detail_of(row)
    return ShownFlag(
        id=row.id,
        title=levels.title_of(row.category, row.level),
        meaning=levels.meaning_of(row.category, row.level),
        scale=levels.scale_of(row.category, row.level),
        category=words.title_of(row.category),
        level=row.level,
        status=row.status,
        waits=policies.may_acknowledge_flag(row.status),
        who=words.SPEAKER_TITLES[detail.speaker],
        detail=detail,
    )


def _inputs(session: TherapySession) -> tuple[ShownInput, ...]:
    memos = [
        ShownInput(memo.file_name, f"{memo.container}, {memo.seconds:.0f} s, {_is_there(memo)}", memo.created_at)
        for memo in selectors.memos_of(session)
    ]
    texts = [
        ShownInput(words.SOURCE_TITLES[row.source], _about(row.utterance_count, row.engine), row.created_at)
        for row in selectors.transcripts_of(session)
    ]
    return tuple(sorted([*memos, *texts], key=lambda shown: shown.at, reverse=True))


def _is_there(memo: VoiceMemo) -> str:
    return f"recording removed {memo.purged_at:%-d %b %Y}, transcript kept" if memo.purged_at else "sealed"


def _about(count: int, engine: str) -> str:
    return f"{count} utterances" + (f", recognised by {engine}" if engine else "")
