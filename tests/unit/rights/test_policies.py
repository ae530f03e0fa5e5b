"""What may be done with a request in which state: the table decides, all of it."""

import functools
import itertools
from collections.abc import Callable
from datetime import timedelta

import pytest

from rung.common.errors import RungError
from rung.rights import errors, policies
from rung.rights.enums import OPEN, TRANSITIONS, DenialReason, RequestStatus, RightsKind
from tests.factories.people import NOON

TODAY = NOON.date()
OURS: tuple[DenialReason | None, ...] = (None, *DenialReason)


def _refusal(check: Callable[[], object]) -> type[RungError] | None:
    try:
        check()
    except RungError as refusal:
        return type(refusal)
    return None


def test_every_end_stays_an_end_and_every_state_is_in_reach() -> None:
    reached = {RequestStatus.RECEIVED}
    for _ in RequestStatus:
        reached |= {RequestStatus(after) for before in reached for after in TRANSITIONS[before]}
    assert reached == set(RequestStatus)
    assert {status for status in RequestStatus if not TRANSITIONS[status]} == {"fulfilled", "disputed", "withdrawn"}


@pytest.mark.parametrize("status", RequestStatus)
def test_only_what_is_open_can_be_answered(status: RequestStatus) -> None:
    expected = None if status in OPEN else errors.RequestAnswered
    assert _refusal(lambda: policies.check_is_open(status)) is expected


@pytest.mark.parametrize("status", RequestStatus)
def test_only_what_was_not_extended_can_be(status: RequestStatus) -> None:
    expected = {RequestStatus.RECEIVED: None, RequestStatus.EXTENDED: errors.AlreadyExtended}
    for due, late in ((TODAY, None), (TODAY - timedelta(days=1), errors.TooLateToExtend)):
        refusal = _refusal(functools.partial(policies.check_may_extend, status, due, on=TODAY))
        assert refusal is (expected.get(status, errors.RequestAnswered) or late)


@pytest.mark.parametrize(("kind", "status", "reason"), [*itertools.product(RightsKind, RequestStatus, OURS)])
def test_denials(kind: RightsKind, status: RequestStatus, reason: DenialReason | None) -> None:
    expected: type[RungError] | None = None
    if status not in OPEN:
        expected = errors.RequestAnswered
    elif kind == RightsKind.ACCOUNTING:
        expected = errors.NeverDenied
    elif kind == RightsKind.AMENDMENT and reason is None:
        expected = errors.DenialReasonMissing
    elif kind == RightsKind.ACCESS and reason is not None:
        expected = errors.DenialReasonUnwanted
    assert _refusal(lambda: policies.check_may_deny(kind, status, reason)) is expected


@pytest.mark.parametrize(("kind", "status"), [*itertools.product(RightsKind, RequestStatus)])
def test_only_a_denied_amendment_can_be_disputed(kind: RightsKind, status: RequestStatus) -> None:
    may = kind == RightsKind.AMENDMENT and status == RequestStatus.DENIED
    assert _refusal(lambda: policies.check_may_dispute(kind, status)) is (None if may else errors.NothingToDispute)


@pytest.mark.parametrize("kind", RightsKind)
def test_an_amendment_names_a_record_and_nothing_else_does(kind: RightsKind) -> None:
    is_amendment = kind == RightsKind.AMENDMENT
    without = _refusal(functools.partial(policies.check_names_record, kind, has_record=False))
    with_one = _refusal(functools.partial(policies.check_names_record, kind, has_record=True))
    assert without is (errors.AmendedRecordMissing if is_amendment else None)
    assert with_one is (None if is_amendment else errors.AmendedRecordUnwanted)


def test_the_four_reasons_are_those_of_the_law() -> None:
    assert len(DenialReason) == 4


@pytest.mark.parametrize("words", ["", " ", "\t\n", "\u2003\u00a0"])
def test_words_are_words(words: str) -> None:
    assert _refusal(lambda: policies.check_words(words)) is errors.WordsMissing
    assert policies.check_words(f" {words}said ") == "said"


def test_nothing_is_noted_before_it_happens() -> None:
    assert _refusal(lambda: policies.check_has_happened(TODAY, on=TODAY)) is None
    assert _refusal(lambda: policies.check_has_happened(TODAY + timedelta(days=1), on=TODAY)) is errors.DateInFuture
