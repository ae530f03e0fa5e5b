"""Keep what a run made: flags first, then the brief, then the guide."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.common import jsonkit
from rung.sessions import schemas
from rung.sessions.models import ClientGuide, ClinicalBrief, RiskConcern, RiskFlag, SessionTranscript
from rung.sessions.services import ledger, versions
from rung.sessions.services.versions import BETH, RUNG, Maker


@dataclass(frozen=True, slots=True)
class NewFlag:
    """One hit to keep."""

    category: str
    level: int
    detail: schemas.FlagDetail

    @property
    def place(self) -> str:
        """Where in the transcript it is, and as what; two hits with one place are one flag."""
        at = self.detail
        return f"{self.category}:{self.level}:{at.utterance}:{at.start}-{at.end}"


@transaction.atomic
def keep_flags(
    flags: Sequence[NewFlag], *, transcript: SessionTranscript, run_id: UUID, by: Clinician, at: datetime
) -> list[RiskFlag]:
    """Keep every hit of the screen that this transcript does not have yet, in the concern of its category.

    Each is audited.
    """
    kept = set(RiskFlag.objects.filter(transcript=transcript).values_list("place", flat=True))
    new = [(n, place, flag) for n, (place, flag) in enumerate(_by_place(flags).items()) if place not in kept]
    concerns = _concerns_of([flag for _, _, flag in new], transcript, at)
    rows = [
        RiskFlag(
            session_id=transcript.session_id,
            client_id=transcript.client_id,
            is_part2=transcript.is_part2,
            transcript=transcript,
            concern=concerns[flag.category],
            run_id=run_id,
            position=position,
            place=place,
            category=flag.category,
            level=flag.level,
            detail=jsonkit.dump(flag.detail),
            created_at=at,
        )
        for position, place, flag in new
    ]
    for row in RiskFlag.objects.bulk_create(rows):
        subject = audit.Subject("risk_flag", row.id, transcript.client_id)
        audit.record(audit.Act.CREATE, by=by, at=at, subject=subject)
    return rows


@transaction.atomic
def keep_brief(
    content: schemas.BriefContent,
    *,
    transcript: SessionTranscript,
    run_id: UUID,
    by: Clinician,
    at: datetime,
    maker: Maker = RUNG,
) -> ClinicalBrief:
    """Keep a brief; it is never changed afterwards, and its hash says so. `maker` is the agent that made it."""
    text = jsonkit.dump(content)
    brief = ClinicalBrief(
        session_id=transcript.session_id,
        client_id=transcript.client_id,
        is_part2=transcript.is_part2,
        transcript=transcript,
        run_id=run_id,
        content=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        finding_count=len(content.findings),
        created_at=at,
    )
    brief.save(force_insert=True)
    versions.add_version(brief, text, maker=maker, at=at)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("brief", brief.id, transcript.client_id))
    return brief


@transaction.atomic
def keep_guide(
    content: schemas.GuideContent,
    *,
    safe_brief: str,
    brief: ClinicalBrief,
    by: Clinician,
    at: datetime,
    maker: Maker = BETH,
) -> ClientGuide:
    """Keep Beth's draft and a copy for the clinician to edit."""
    text = jsonkit.dump(content)
    guide = ClientGuide(
        session_id=brief.session_id,
        client_id=brief.client_id,
        is_part2=brief.is_part2,
        brief=brief,
        run_id=brief.run_id,
        safe_brief=safe_brief,
        draft=text,
        text=text,
        created_at=at,
    )
    guide.save(force_insert=True)
    versions.add_version(guide, text, maker=maker, at=at)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("guide", guide.id, brief.client_id))
    return guide


def _by_place(flags: Sequence[NewFlag]) -> dict[str, NewFlag]:
    return {flag.place: flag for flag in flags}


def _concerns_of(flags: Sequence[NewFlag], transcript: SessionTranscript, at: datetime) -> dict[str, RiskConcern]:
    """Return the concerns of new flags by category; all take them in one order, so that no two wait for each other."""
    levels: dict[str, int] = {}
    for flag in flags:
        levels[flag.category] = max(flag.level, levels.get(flag.category, 0))
    return {
        category: ledger.receive(
            client_id=transcript.client_id, category=category, level=levels[category], by=None, at=at
        )
        for category in sorted(levels)
    }
