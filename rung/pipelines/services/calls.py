"""Account for every question to a language model: before it is sent, and when it is over."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rung.accounts.enums import Analyst
from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.pipelines.enums import CallOutcome
from rung.pipelines.errors import FenceLost
from rung.pipelines.models import AgentCall, PartAnswer, PipelineRun
from rung.providers.language.asking import Usage

_MOST = 2**31 - 1  # of any count: a server of somebody's may claim what it likes
_MOST_TRIES = 2**15 - 1
_UNNAMED = re.compile(r"[^A-Za-z0-9._:/@+-]")  # a model's name has none of these; a sentence has


@dataclass(frozen=True, slots=True)
class Question:
    """Who is asked, by which wording of which agent, about which part of a session."""

    agent: str
    prompt_hash: str
    provider: Analyst
    part: int


@transaction.atomic
def begin_call(*, question: Question, run: PipelineRun, by: Clinician, at: datetime) -> AgentCall:
    """Note that a part of a session is about to be sent; committed before it is, whatever happens then.

    Raises:
        FenceLost: another worker has the run, or it ended with its consent: nothing may be sent.
    """
    if not _is_held(run):
        raise FenceLost
    call = AgentCall(
        run=run,
        client_id=run.client_id,
        agent=question.agent,
        prompt_hash=question.prompt_hash,
        provider=question.provider,
        part=question.part,
        created_at=at,
    )
    call.save(force_insert=True)
    audit.record(audit.Act.START, by=by, at=at, subject=audit.Subject("agent_call", call.id, run.client_id))
    return call


@transaction.atomic
def finish_call(*, call: AgentCall, outcome: CallOutcome, usage: Usage, by: Clinician, at: datetime) -> AgentCall:
    """Note what became of a call and what it took."""
    call.outcome, call.finished_at = outcome, at
    call.model = name_of(usage.model)
    call.tokens_in, call.tokens_out = _count(usage.tokens_in), _count(usage.tokens_out)
    call.tokens_cached, call.cost_microdollars = _count(usage.tokens_cached), _count(usage.cost_microdollars)
    call.milliseconds, call.tries = _count(usage.milliseconds), min(_count(usage.tries), _MOST_TRIES)
    call.save(force_update=True)
    audit.record(audit.Act.FINISH, by=by, at=at, subject=audit.Subject("agent_call", call.id, call.client_id))
    return call


@transaction.atomic
def keep_answer(answer: str, *, call: AgentCall, by: Clinician, at: datetime) -> PartAnswer | None:
    """Keep an answer for a worker that takes over; None where the run is another's, or lost its consent."""
    if not _is_held(call.run):
        return None
    kept = PartAnswer(run=call.run, part=call.part, prompt_hash=call.prompt_hash, model=call.model, created_at=at)
    kept.answer = answer
    kept.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("part_answer", kept.id, call.client_id))
    return kept


def discard_answers(run: PipelineRun) -> None:
    """Let the answers of a run go, in the transaction that keeps what was made of them."""
    PartAnswer.objects.filter(run=run).delete()


def name_of(model: str) -> str:
    """Return a model's name as it is kept: no spaces, no sentence."""
    return _UNNAMED.sub("", model)[:120]


def _is_held(run: PipelineRun) -> bool:
    """Answer whether the run is still in our hands, and keep it there to the commit."""
    return PipelineRun.objects.select_for_update().filter(pk=run.pk, fence=run.fence).first() is not None


def _count(claimed: int) -> int:
    return max(0, min(int(claimed), _MOST))
