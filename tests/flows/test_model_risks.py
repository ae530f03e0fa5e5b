"""Risks that a language model finds are flags beside those of the screen, and stop the guide alike."""

from dataclasses import replace

import pytest
from pytest_django.fixtures import Settings

from rung.agents import rung
from rung.agents.rung.schemas import AnalysisInput, ClinicalAnalysis, Proposal
from rung.common.utterances import Speaker
from rung.pipelines.enums import RunStatus, StageStatus
from rung.pipelines.stages.model_desk import Craft
from rung.screening import Category, Hit, RiskFinding
from rung.sessions.models import ClientGuide, ClinicalBrief, RiskFlag
from tests.flows import scenes
from tests.flows.models import PARTS, SLEEP, Responder, choose, go, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _set_up(settings: Settings) -> None:
    settings.LANGUAGE_MODELS = {"bedrock": "set up", "local_server": "set up"}


def risky(level: int) -> Craft:
    """Return a craft whose model finds one risk in the second utterance."""

    def examine(given: AnalysisInput, proposal: Proposal, label: str) -> ClinicalAnalysis:
        made = rung.examine(given, proposal, label)
        quote = "I can't sleep at night"
        start = given.transcript.utterances[1].text.index(quote)
        hit = Hit(Category.SUICIDE, level, start, start + len(quote), quote, "a language model reads this as risk")
        return replace(made, risks=(RiskFinding(1, Speaker.CLIENT, hit),))

    return replace(PARTS, examine=examine)


def test_risks_of_a_model_are_added_to_those_of_the_screen() -> None:
    screened = go(scenes.queued_run(scenes.GRAVE), Responder([said()]))
    text = scenes.GRAVE.replace("All right.", "All right. I can't sleep at night.")
    run = choose(scenes.queued_run(text.replace("Client: I want", "Client: I can't sleep at night. I want")))
    go(run, Responder([said()]), risky(1))
    assert scenes.flags_of(run) == scenes.flags_of(screened) + 1


@pytest.mark.parametrize(("level", "guides"), [(1, 1), (2, 0), (99, 0)])
def test_a_risk_of_a_model_stops_the_guide_as_the_screens_does(level: int, guides: int) -> None:
    run = go(choose(scenes.queued_run()), Responder([said(SLEEP)]), risky(level))
    assert run.status == RunStatus.COMPLETE
    assert RiskFlag.objects.get(run_id=run.id).level == min(level, 6)
    assert ClientGuide.objects.filter(run_id=run.id).count() == guides
    wanted = StageStatus.DONE if guides else StageStatus.SKIPPED
    assert run.stages.get(name="guide").status == wanted
    assert ClinicalBrief.objects.filter(run_id=run.id).exists()
