"""Asking a language model about a session, part by part, within what one run may spend."""

from collections.abc import Callable

from rung.agents import rung
from rung.agents.rung.schemas import AnalysisInput, ClinicalAnalysis, Proposal
from rung.common import clock, jsonkit, scope
from rung.pipelines.enums import CallOutcome
from rung.pipelines.errors import BudgetSpent, Interrupted, NotSetUp
from rung.pipelines.models import AgentCall
from rung.pipelines.services import calls
from rung.pipelines.stages.model_desk import Answered, Craft, Desk
from rung.pipelines.stages.stage import Work
from rung.providers.language.asking import Ask, Reply, Usage
from rung.providers.language.errors import AnswerUnusable, ModelUnavailable, NoAnswer

MOST_STARTS = 3  # of the stage: whatever cuts it short again and again, the offline findings come

type Asker = Callable[[object, Ask[Proposal]], Reply[Proposal]]


def analysis_of(given: AnalysisInput, desk: Desk, work: Work, *, ask: Asker | None, craft: Craft) -> ClinicalAnalysis:
    """Return what a language model found, verified like any other claim.

    Raises:
        NoAnswer: of one part; nothing of the others is used either.
        BudgetSpent, Interrupted, NotSetUp: nothing more was sent.
        RungError: the worker must stop, or lost the run or its consent.
    """
    if ask is None or desk.setup is None:
        raise NotSetUp
    if desk.starts > MOST_STARTS:
        raise Interrupted
    found = _Questioning(desk, work, ask).answers(craft.messages_of(given))
    model = found[-1].model if found else ""
    return craft.examine(given, craft.merged([one.proposal for one in found]), f"language model {model}")


class _Questioning:
    """One session's questions, in turn; `budget` shrinks with each."""

    def __init__(self, desk: Desk, work: Work, ask: Asker) -> None:
        self.desk, self.work, self.ask = desk, work, ask
        self.budget = desk.budget

    def answers(self, messages: tuple[str, ...]) -> list[Answered]:
        """Ask about every part that was not answered yet; the worker may let go, or stop, before each."""
        if sum(part not in self.desk.answered for part in range(len(messages))) > self.budget.calls:
            raise BudgetSpent  # before anything is sent for nothing
        found = []
        for part, message in enumerate(messages):
            self.work.report(1 + 98 * part // len(messages))
            found.append(self.desk.answered.get(part) or self._asked(part, message))
        self.work.report(99)
        return found

    def _asked(self, part: int, message: str) -> Answered:
        if self.budget.microdollars <= 0:
            raise BudgetSpent
        if self.budget.seconds <= 0:
            raise ModelUnavailable
        seconds = min(self.budget.call_seconds, self.budget.seconds)
        with scope.acting(self.work.by.id):
            call = calls.begin_call(
                question=calls.Question(rung.RUNG.name, rung.RUNG.prompt_hash, self.desk.analyst, part),
                run=self.work.run,
                by=self.work.by,
                at=clock.now(),
            )
        try:
            reply = self._reply(message, seconds)
        except NoAnswer as refusal:
            # what is not known to be less took all the time it was given
            self._refused(call, refusal, refusal.usage or Usage("", milliseconds=int(seconds * 1000)))
            raise
        return self._kept(call, reply)

    def _reply(self, message: str, seconds: float) -> Reply[Proposal]:
        question = Ask(rung.RUNG.prompt, message, Proposal, self.budget.answer_tokens, seconds)
        reply = self.ask(self.desk.setup, question)
        if not isinstance(reply.out, Proposal):
            raise AnswerUnusable(reply.usage)
        return reply

    def _refused(self, call: AgentCall, refusal: NoAnswer, usage: Usage) -> None:
        with scope.acting(self.work.by.id):
            calls.finish_call(call=call, outcome=outcome_of(refusal), usage=usage, by=self.work.by, at=clock.now())

    def _kept(self, call: AgentCall, reply: Reply[Proposal]) -> Answered:
        """Account for a call and keep its answer, in one transaction: what was paid for is not lost."""
        by, at = self.work.by, clock.now()
        self.budget = self.budget.after(reply.usage)
        with scope.acting(by.id):
            calls.finish_call(call=call, outcome=CallOutcome.ANSWERED, usage=reply.usage, by=by, at=at)
            calls.keep_answer(jsonkit.dump(reply.out), call=call, by=by, at=at)
        return Answered(reply.out, call.model)


def outcome_of(refusal: NoAnswer) -> CallOutcome:
    """Return the refusal's code where it is one that we know."""
    return CallOutcome(refusal.code) if refusal.code in CallOutcome.values else CallOutcome.NO_ANSWER
