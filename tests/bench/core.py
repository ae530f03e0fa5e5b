"""Speed of the pure core: transcripts a second on one core, text screened a second."""

import statistics
import time
from collections.abc import Callable
from importlib import resources

import django

from config import env
from rung.common.utterances import Transcript

ROUNDS = 5
BATCH = 20


def measure() -> None:
    """Print medians over rounds for the whole core and for its parts."""
    env.choose_settings("config.settings.test")
    django.setup()
    from rung import screening, transcription
    from rung.agents import rung
    from rung.agents.rung.schemas import AnalysisInput
    from rung.pipelines.stages import oneshot

    folder = resources.files("rung.pipelines.management.demo")
    names = ("marlow.txt", "juniper.txt")
    sessions = [transcription.parse_transcript((folder / name).read_bytes(), name) for name in names]
    oneshot.brief(sessions[0])  # lexicons are compiled on first use

    def over(act: Callable[[Transcript], object]) -> None:
        for number in range(BATCH):
            act(sessions[number % len(sessions)])

    _row("whole core, transcripts/s", lambda: over(oneshot.brief))
    _row("risk screen, transcripts/s", lambda: over(lambda t: screening.screen_utterances(t.utterances)))
    _row("analysis, transcripts/s", lambda: over(lambda t: rung.analyse(AnalysisInput(t))))


def _row(title: str, batch: Callable[[], None]) -> None:
    rates = []
    for _ in range(ROUNDS):
        started = time.process_time()
        batch()
        rates.append(BATCH / (time.process_time() - started))
    print(f"{title:34} median {statistics.median(rates):9.1f}   min {min(rates):9.1f}   max {max(rates):9.1f}")
