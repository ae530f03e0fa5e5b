"""The circuit breaker, by the clock."""

import pytest

from rung.providers.breaker import Breaker


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    at = [1000.0]
    monkeypatch.setattr("rung.providers.breaker.time.monotonic", lambda: at[0])
    return at


def _broken() -> Breaker:
    breaker = Breaker(failures=3, pause_seconds=10)
    for _ in range(3):
        assert breaker.may_try()
        breaker.failed()
    return breaker


def test_it_opens_after_so_many_failures_in_a_row(clock: list[float]) -> None:
    assert not _broken().may_try()


def test_a_success_in_between_starts_the_count_anew(clock: list[float]) -> None:
    breaker = Breaker(failures=3, pause_seconds=10)
    for _ in range(5):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
    assert breaker.may_try()


def test_after_the_pause_one_may_try(clock: list[float]) -> None:
    breaker = _broken()
    clock[0] += 9.9
    assert not breaker.may_try()
    clock[0] += 0.1
    assert [breaker.may_try() for _ in range(4)] == [True, False, False, False]


def test_the_one_that_tries_decides(clock: list[float]) -> None:
    breaker = _broken()
    clock[0] += 10
    assert breaker.may_try()
    breaker.failed()
    clock[0] += 9.9
    assert not breaker.may_try()
    clock[0] += 0.1
    assert breaker.may_try()
    breaker.succeeded()
    assert all(breaker.may_try() for _ in range(4))
