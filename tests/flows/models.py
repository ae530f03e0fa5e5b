"""A language model in the test itself: answers what it is told to, and keeps what it was asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rung.accounts.enums import Analyst
from rung.accounts.models import Practice
from rung.agents import rung
from rung.agents.rung.schemas import AnalysisInput, Proposal, ProposedCitation, ProposedFinding
from rung.audit import services as audit
from rung.common import clock
from rung.pipelines import engine, flows
from rung.pipelines.models import PipelineRun
from rung.pipelines.stages import analyse
from rung.pipelines.stages.model_desk import Craft
from rung.pipelines.stages.stage import Stage
from rung.providers.language.asking import Ask, Reply, Usage
from rung.sessions import schemas, selectors
from rung.sessions.models import ClinicalBrief

USAGE = Usage("testa.wren-1", 1_200, 300, 800, 12_300, 8_200, 1)
SLEEP = ProposedFinding("theme", "sleep", 0.8, (ProposedCitation(1, "I can't sleep at night"),))
LIE = ProposedFinding("theme", "bereavement", 0.9, (ProposedCitation(1, "My mother died in spring"),))

type Answer = Reply[Proposal] | Exception | Callable[[Ask[Proposal]], Reply[Proposal]]


def said(*findings: ProposedFinding, usage: Usage = USAGE) -> Reply[Proposal]:
    """Return an answer."""
    return Reply(Proposal(findings), usage)


@dataclass
class Responder:
    """Gives its answers in turn, the last one for ever."""

    answers: Sequence[Answer]
    asked: list[Ask[Proposal]] = field(default_factory=list)

    def __call__(self, settings: object, ask: Ask[Proposal]) -> Reply[Proposal]:
        assert settings is not None
        answer = self.answers[min(len(self.asked), len(self.answers) - 1)]
        self.asked.append(ask)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Reply) else answer(ask)


def by_utterance(given: AnalysisInput) -> tuple[str, ...]:
    """Return each utterance as a message of its own, so that one session takes several questions."""
    return tuple(f"[{u.number}] {u.speaker.value}: {u.text}" for u in given.transcript.utterances)


def merged(proposals: Sequence[Proposal]) -> Proposal:
    """Return every claim of every part."""
    return Proposal(tuple(found for one in proposals for found in one.findings))


PARTS = Craft(by_utterance, merged, rung.examine)


def recipe(responder: Responder, craft: Craft = analyse.CRAFT) -> tuple[Stage[Any, Any], ...]:
    """Return the recipe with a language model behind each analyst."""
    asking = analyse.stage_asking({Analyst.BEDROCK: responder, Analyst.LOCAL_SERVER: responder}, craft)
    return tuple(asking if stage.name == asking.name else stage for stage in flows.recipe_of("pre_session"))


def choose(run: PipelineRun, analyst: Analyst = Analyst.BEDROCK) -> PipelineRun:
    """Let the practice of a run have an analyst; return the run."""
    Practice.objects.filter(pk=run.requested_by.practice_id).update(analyst=analyst)
    return run


def go(
    run: PipelineRun, responder: Responder, craft: Craft = analyse.CRAFT, must_stop: Callable[[], bool] = lambda: False
) -> PipelineRun:
    """Advance a run in this process."""
    stages = recipe(responder, craft)
    engine.advance(run.id, lambda _: stages, by_id=run.requested_by_id, must_stop=must_stop)
    run.refresh_from_db()
    return run


def content_of(run: PipelineRun) -> schemas.BriefContent:
    brief = ClinicalBrief.objects.get(run_id=run.id)
    subject = audit.Subject("brief", brief.id, brief.client_id)
    with audit.access(by=run.requested_by, at=clock.now(), subject=subject):
        return selectors.content_of(brief)


def names_in(run: PipelineRun) -> set[str]:
    return {finding.name for finding in content_of(run).findings}
