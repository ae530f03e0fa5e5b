"""analyse: whom the practice chose reads the transcript and proposes findings that cite it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.conf import settings

from rung.accounts.enums import Analyst
from rung.agents import rung
from rung.agents.rung.schemas import AnalysisInput, ClinicalAnalysis, Proposal
from rung.common import jsonkit
from rung.pipelines.enums import CallOutcome, Notice
from rung.pipelines.errors import BudgetSpent, Interrupted, NotSetUp
from rung.pipelines.models import PartAnswer, PipelineRun
from rung.pipelines.services import calls
from rung.pipelines.stages import reading, screen
from rung.pipelines.stages.asking_model import Asker, analysis_of
from rung.pipelines.stages.model_desk import Answered, Budget, Craft, Desk
from rung.pipelines.stages.stage import Stage, Work
from rung.providers.language import bedrock, local_server
from rung.providers.language.asking import Ask, Reply, Usage
from rung.providers.language.errors import ModelMisconfigured, NoAnswer
from rung.providers.language.places import BedrockSettings, ServerSettings

log = structlog.get_logger("rung.pipelines")

NAME = "analyse"


def ask(where: object, question: Ask[Proposal]) -> Reply[Proposal]:
    """Ask the place that the settings name.

    Raises:
        NoAnswer: none came, or the place is none that can be asked.
    """
    match where:
        case BedrockSettings():
            return bedrock.ask(where, question)
        case ServerSettings():
            return local_server.ask(where, question)
        case _:
            raise ModelMisconfigured


ASKERS: Mapping[str, Asker] = dict.fromkeys((Analyst.BEDROCK, Analyst.LOCAL_SERVER), ask)
CRAFT = Craft(messages_of=rung.messages_of, merged=rung.merged, examine=rung.examine)


@dataclass(frozen=True, slots=True)
class Given:
    """What was said, and the desk of the language model that is to be asked; None where analysis is offline."""

    session: AnalysisInput
    desk: Desk | None


@dataclass(frozen=True, slots=True)
class Made:
    """The analysis, and why it is not a language model's where it should have been."""

    analysis: ClinicalAnalysis
    notice: Notice | None = None


def read(work: Work) -> Given:
    """Return the transcript, and how the practice wants it analysed now."""
    given = AnalysisInput(reading.transcript_of(work))
    analyst = Analyst(work.by.practice.analyst)
    return Given(given, None if analyst == Analyst.OFFLINE else _desk(analyst, work.run))


def stage_asking(askers: Mapping[str, Asker], craft: Craft) -> Stage[Given, Made]:
    """Return the stage, with those who answer for language models."""

    def think(given: Given, work: Work) -> Made:
        if given.desk is None:
            return Made(rung.analyse(given.session))
        asker = askers.get(given.desk.analyst)
        try:
            return Made(analysis_of(given.session, given.desk, work, ask=asker, craft=craft))
        except (NoAnswer, BudgetSpent, Interrupted, NotSetUp) as refusal:
            log.warning("offline instead of a language model", run_id=str(work.run.id), stage=NAME, code=refusal.code)
            return Made(rung.analyse(given.session), _notice_of(refusal.code))

    return Stage(NAME, "Finding patterns and their evidence", read, think, keep)


def keep(work: Work, made: Made, at: datetime) -> ClinicalAnalysis:
    """Keep what the model found of risk beside what the screen did, and leave the analysis for the brief and guide."""
    if made.analysis.risks:
        screen.keep(work, made.analysis.risks, at)
    if made.notice is not None:
        work.run.notice = made.notice
        work.run.save(update_fields=["notice"])
    calls.discard_answers(work.run)
    return made.analysis


def _desk(analyst: Analyst, run: PipelineRun) -> Desk:
    return Desk(
        analyst=analyst,
        setup=settings.LANGUAGE_MODELS.get(analyst),
        budget=_budget_of(run),
        answered={
            row.part: Answered(jsonkit.load(Proposal, row.answer), row.model)
            for row in PartAnswer.objects.select_related("run").filter(run=run, prompt_hash=rung.RUNG.prompt_hash)
        },
        starts=run.stages.get(name=NAME).attempts,
    )


def _budget_of(run: PipelineRun) -> Budget:
    """Return what is left of the run's budget after what earlier workers asked."""
    left = Budget(
        calls=settings.LANGUAGE_MAX_CALLS,
        microdollars=settings.LANGUAGE_MAX_MICRODOLLARS,
        seconds=settings.LANGUAGE_STAGE_SECONDS,
        call_seconds=settings.LANGUAGE_CALL_SECONDS,
        answer_tokens=settings.LANGUAGE_MAX_TOKENS,
    )
    for call in run.calls.exclude(outcome=CallOutcome.ASKED):
        left = left.after(Usage(call.model, cost_microdollars=call.cost_microdollars, milliseconds=call.milliseconds))
    # a call that a kill cut short counts; how long it took is not known, and the kill is why it was long
    lost = run.calls.filter(outcome=CallOutcome.ASKED).count()
    for _ in range(lost):
        left = left.after(Usage(""))
    return left


def _notice_of(code: str) -> Notice:
    return Notice(code) if code in Notice.values else Notice.NO_ANSWER


stage = stage_asking(ASKERS, CRAFT)
