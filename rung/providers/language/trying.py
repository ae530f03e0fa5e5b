"""Trying: at most four requests for one question, within its deadline, whoever is asked."""

import queue
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from rung.providers.breaker import Breaker
from rung.providers.language.asking import Ask, Reply, Usage
from rung.providers.language.errors import AnswerUnusable, ModelUnavailable, NoAnswer
from rung.providers.language.pricing import Tokens

MOST_TRIES = 4
MOST_REPAIRS = 1  # an answer in a wrong shape is asked for once more
FIRST_WAIT_SECONDS = 0.5  # the most that is waited after the first try; twice as much after each other
LEAST_SECONDS = 0.05  # what is left of a deadline and is too little for a request
BREAKS_AFTER = 5
BREAK_SECONDS = 30.0

_chance = random.SystemRandom()
_breakers: dict[str, Breaker] = {}
_lock = threading.Lock()


class Passing(Exception):
    """The model was not reached, or is busy: the next try may succeed."""


class Misshapen(Exception):
    """An answer came, and is not of the agreed shape."""


@dataclass(frozen=True, slots=True)
class Try:
    """One request: whether it repairs a wrong shape, how long it may take, and where to note what it took."""

    is_repair: bool
    seconds: float
    spent: Tokens


@dataclass(frozen=True, slots=True)
class Model:
    """Who is asked: its name, what tells it from others of that name, and what its tokens cost."""

    name: str
    place: str
    cost_of: Callable[[Tokens], int | None]  # millionths of a US dollar; None where it is not known


def tried[Out](model: Model, ask: Ask[Out], once: Callable[[Try], Out]) -> Reply[Out]:
    """Return the answer of the first try that gives one.

    `once` makes one request and raises Passing, Misshapen or NoAnswer; tries
    wait in between, longer each time, by chance, so that many workers do not
    come back at once.

    Raises:
        NoAnswer: with what was spent until then.
    """
    attempt = _Attempt(model, ask.deadline_seconds)
    breaker = _breaker_of(model)
    if not breaker.may_try():
        raise ModelUnavailable(attempt.usage())
    try:
        out = _out_of_tries(attempt, once)
    except NoAnswer as refusal:
        failure = type(refusal)  # raised below, where no vendor's exception with its text hangs on it
    else:
        breaker.succeeded()
        return Reply(out, attempt.usage())
    if failure is ModelUnavailable:
        breaker.failed()
    else:
        breaker.succeeded()
    raise failure(attempt.usage())


def within[T](seconds: float, call: Callable[[], T], failures: tuple[type[Exception], ...]) -> T:
    """Return what a call returns, or give up waiting for it.

    Raises:
        Passing: it took longer; it ends by itself, in a thread that keeps nothing alive.
    """
    box: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            box.put((call(), None))
        except failures as failure:  # raised again where it is waited for; any other ends as a time-out
            box.put((None, failure))

    threading.Thread(target=run, daemon=True, name="language-model").start()
    try:
        answer, failure = box.get(timeout=seconds)
    except queue.Empty:
        raise Passing from None
    if failure is not None:
        raise failure
    return answer  # type: ignore[return-value]  # None only together with a failure


class _Attempt:
    """The tries for one question so far."""

    def __init__(self, model: Model, seconds: float) -> None:
        self._model = model
        self._began = time.monotonic()
        self._seconds = seconds
        self.tries = 0
        self.spent = Tokens()

    def left(self) -> float:
        """Return the seconds until the deadline."""
        return self._began + self._seconds - time.monotonic()

    def usage(self) -> Usage:
        """Return what was spent until now."""
        spent, cost = self.spent, self._model.cost_of(self.spent)
        took = round((time.monotonic() - self._began) * 1000)
        return Usage(
            self._model.name,
            tokens_in=spent.given,
            tokens_out=spent.written,
            tokens_cached=spent.cached,
            cost_microdollars=cost or 0,
            milliseconds=took,
            tries=self.tries,
            is_priced=cost is not None,
        )


def _out_of_tries[Out](attempt: _Attempt, once: Callable[[Try], Out]) -> Out:
    repairs = 0
    failure: type[NoAnswer] = ModelUnavailable
    while attempt.tries < MOST_TRIES and attempt.left() > LEAST_SECONDS:
        attempt.tries += 1
        try:
            return once(Try(repairs > 0, attempt.left(), attempt.spent))
        except Misshapen:
            failure = AnswerUnusable
            if repairs == MOST_REPAIRS:
                break
            repairs += 1
        except Passing:
            failure = ModelUnavailable
            _wait(attempt)
    raise failure


def _wait(attempt: _Attempt) -> None:
    """Wait before the next try, unless none follows or the deadline would pass meanwhile."""
    wait = _chance.uniform(0, FIRST_WAIT_SECONDS * 2 ** (attempt.tries - 1))
    if attempt.tries < MOST_TRIES:
        time.sleep(max(0.0, min(wait, attempt.left())))


def _breaker_of(model: Model) -> Breaker:
    with _lock:
        name = f"{model.place} {model.name}"
        return _breakers.setdefault(name, Breaker(failures=BREAKS_AFTER, pause_seconds=BREAK_SECONDS))
