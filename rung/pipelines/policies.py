"""What a run, and what came of it, rests on."""

from rung.clients.enums import Modality, Purpose
from rung.clients.services.consents import Scope
from rung.pipelines.models import PipelineRun
from rung.sessions.models import ClientGuide, SessionTranscript, TherapySession, VoiceMemo


def scopes_of(
    session: TherapySession, memo: VoiceMemo | None, transcript: SessionTranscript | None
) -> tuple[Scope, ...]:
    """Return the consents needed to read what came in: AI processing, and recording for what was recorded."""
    is_recorded = memo is not None or (transcript is not None and transcript.memo_id is not None)
    purposes = (Purpose.RECORDING, Purpose.AI_PROCESSING) if is_recorded else (Purpose.AI_PROCESSING,)
    return tuple(Scope(purpose, Modality(session.modality)) for purpose in purposes)


def scopes_of_run(run: PipelineRun) -> tuple[Scope, ...]:
    """Return the consents without which a run keeps nothing."""
    return scopes_of(run.session, run.memo, run.transcript)


def rests_on(guide: ClientGuide, scope: Scope) -> bool:
    """Answer whether a guide may not stay shared without a consent."""
    needed = {s.purpose for s in scopes_of(guide.session, None, guide.brief.transcript)} | {Purpose.RELEASE_TO_CLIENT}
    return scope.modality == guide.session.modality and scope.purpose in needed
