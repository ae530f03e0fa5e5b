"""Evaluating: every measure over the cases there are."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rung.evaluation import report
from rung.evaluation.cases import Cases, Recorded, Session
from rung.evaluation.measures import agreement, calibration, evidence, gate, injections, leaks, risk, swaps
from rung.evaluation.running import Made, made_of
from rung.evaluation.scores import rate

OFFLINE, RECORDED = "offline analyst", "recorded model"


@dataclass(frozen=True, slots=True)
class Watch:
    """A clock in seconds, and whom to tell what is being done: its name, how much of it, of how much."""

    clock: Callable[[], float]
    tell: Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class _Run:
    """One session, gone through, and the seconds that it took."""

    made: Made
    seconds: float


def evaluate(cases: Cases, watch: Watch) -> report.Report:
    """Measure everything that the cases allow."""
    began = watch.clock()
    answered = _answered(cases)
    runs = list(_runs([(session, None) for session in cases.sessions], "transcripts", watch))
    made = [run.made for run in runs]
    analysts = [*_offline(runs, cases, watch), *_recorded(answered, watch)]
    watch.tell("talk", 0, 2 * len(cases.sessions))
    talk, behavior = agreement.client_talk(cases.sessions), agreement.therapist_behavior(cases.sessions)
    watch.tell("risk", 0, len(cases.posts))
    screened = risk.risk(cases.posts)
    watch.tell("gate", 0, len(made) + len(cases.sentences))
    gated = gate.measured(made, cases.sentences)
    watch.tell("instructions", 0, len(cases.instructions))
    injected = injections.injections(cases.instructions)
    return report.Report(
        version=report.VERSION,
        read=_read(cases, len(answered)),
        analysts=tuple(analysts),
        client_talk=talk,
        therapist_behavior=behavior,
        risk=screened,
        gate=gated,
        injections=injected,
        seconds=round(watch.clock() - began, 1),
    )


def _answered(cases: Cases) -> list[tuple[Session, Recorded]]:
    answers = {answer.id: answer for answer in cases.recorded}
    return [(session, answers[session.id]) for session in cases.sessions if session.id in answers]


def _runs(pairs: Sequence[tuple[Session, Recorded | None]], doing: str, watch: Watch) -> Iterator[_Run]:
    for number, (session, answer) in enumerate(pairs):
        watch.tell(doing, number, len(pairs))
        began = watch.clock()
        made = made_of(session, answer.proposal if answer else None)
        yield _Run(made, watch.clock() - began)


def _offline(runs: Sequence[_Run], cases: Cases, watch: Watch) -> Iterator[report.Analyst]:
    if runs:
        watch.tell("swaps", 0, 2 * len(runs))
        made = [run.made for run in runs]
        pace = _pace(runs, (), cost=0.0)
        yield _analyst(OFFLINE, made, pace, swaps.swaps(made, cases.posts))


def _recorded(answered: Sequence[tuple[Session, Recorded]], watch: Watch) -> Iterator[report.Analyst]:
    """Yield the model's figures; its answers were given once, so that nothing can be swapped for it."""
    if answered:
        runs = list(_runs(answered, "recorded answers", watch))
        told = [answer.seconds for _, answer in answered if answer.seconds is not None]
        pace = _pace(runs, told, cost=sum(answer.cost_usd for _, answer in answered))
        yield _analyst(RECORDED, [run.made for run in runs], pace, ())


def _analyst(name: str, made: Sequence[Made], pace: report.Pace, swapped: tuple[swaps.Swap, ...]) -> report.Analyst:
    found = evidence.evidence(made)
    return report.Analyst(name, pace, found, leaks.leaks(made), calibration.calibration(made), swapped)


def _pace(runs: Sequence[_Run], told: Sequence[float], *, cost: float) -> report.Pace:
    seconds = [run.seconds for run in runs]
    return report.Pace(
        transcripts=len(runs),
        seconds_mean=rate(sum(seconds), len(seconds)),
        seconds_longest=round(max(seconds), 4),
        model_seconds_mean=rate(sum(told), len(told)),
        cost_usd=round(cost, 4),
        cost_usd_mean=rate(cost, len(runs)),
    )


def _read(cases: Cases, answered: int) -> report.Read:
    return report.Read(
        transcripts=len(cases.sessions),
        named=sum(bool(session.names) for session in cases.sessions),
        labeled=sum(any(session.talk) or any(session.behaviors) for session in cases.sessions),
        posts=len(cases.posts),
        sentences=len(cases.sentences),
        instructions=len(cases.instructions),
        recorded=len(cases.recorded),
        recorded_without_transcript=len(cases.recorded) - answered,
    )
