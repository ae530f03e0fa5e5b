"""Create a run and its job in one transaction: neither exists without the other."""

from datetime import datetime

from django.db import IntegrityError, transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import services as clients
from rung.pipelines import flows, policies, tasks
from rung.pipelines.enums import ACTIVE, Kind
from rung.pipelines.errors import NothingToPrepare
from rung.pipelines.models import PipelineRun, StageRun
from rung.sessions import policies as session_policies
from rung.sessions import selectors
from rung.sessions.models import SessionTranscript, TherapySession, VoiceMemo


def start_pre_session(*, session: TherapySession, by: Clinician, at: datetime) -> PipelineRun:
    """Prepare a session, as `start_over_newest`."""
    return start_over_newest(kind=Kind.PRE_SESSION, session=session, by=by, at=at)


def start_post_session(*, session: TherapySession, by: Clinician, at: datetime) -> PipelineRun:
    """Work up a session that was held, as `start_over_newest`."""
    return start_over_newest(kind=Kind.POST_SESSION, session=session, by=by, at=at)


def start_over_newest(*, kind: Kind, session: TherapySession, by: Clinician, at: datetime) -> PipelineRun:
    """Start a run over the newest recording or text of a session.

    While one of its kind is going it is returned instead: a second click starts nothing.

    Raises:
        SessionNotFound: not among the clinician's sessions.
        OnlyReading: of somebody the clinician supervises.
        NothingToPrepare: the session has neither recording nor text.
        ConsentRefused: the client did not agree, or not to this.
    """
    session_policies.check_is_session_of(session, by)
    memo, transcript = _newest(session)
    try:
        with transaction.atomic():
            scopes = policies.scopes_of(session, memo, transcript)
            clients.require_consents(client_id=session.client_id, scopes=scopes, by=by, at=at)
            run = PipelineRun.objects.create(
                kind=kind,
                session=session,
                client_id=session.client_id,
                requested_by=by,
                memo=memo,
                transcript=transcript,
                created_at=at,
            )
            _queue(run, by=by, at=at)
    except IntegrityError:
        going = PipelineRun.objects.filter(session=session, kind=kind, status__in=ACTIVE).first()
        # It may have ended in between: then nothing is in the way any more.
        return going or start_over_newest(kind=kind, session=session, by=by, at=at)
    return run


def _queue(run: PipelineRun, *, by: Clinician, at: datetime) -> None:
    """Give a new run its stages, its event and its job, in the open transaction."""
    _add_stages(run, at)
    audit.record(audit.Act.START, by=by, at=at, subject=audit.Subject("run", run.id, run.client_id))
    tasks.run_pipeline.configure(lock=f"run-{run.id}").defer(run_id=str(run.id), clinician_id=str(by.id))


def _add_stages(run: PipelineRun, at: datetime) -> None:
    StageRun.objects.bulk_create(
        StageRun(run=run, position=position, name=stage.name, created_at=at)
        for position, stage in enumerate(flows.recipe_of(run.kind))
    )


def _newest(session: TherapySession) -> tuple[VoiceMemo | None, SessionTranscript | None]:
    """Return the newest input: a memo with its transcript if it has one, or a typed text."""
    memo = selectors.memos_of(session).first()
    text = selectors.transcripts_of(session).first()
    if memo is None and text is None:
        raise NothingToPrepare
    if memo is not None and (text is None or text.created_at < memo.created_at):
        return memo, None
    return (text.memo if text else None), text
