"""What may be done with a guide or a flag in which state: the table decides, all of it."""

import pytest

from rung.common.errors import RungError
from rung.sessions import errors, policies, schemas
from rung.sessions.enums import TRANSITIONS, FlagStatus, GuideStatus, NoteStatus, SessionStatus
from tests.factories import records

MACHINES = (SessionStatus, GuideStatus, NoteStatus, FlagStatus)
TEXT = records.guide_text("Rest is allowed.")


def _refusal(check: object, *args: object) -> type[RungError] | None:
    assert callable(check)
    try:
        check(*args)
    except RungError as refusal:
        return type(refusal)
    return None


def test_every_state_is_in_the_table_and_leads_only_within_its_own_machine() -> None:
    machine_of = {str(state): machine for machine in MACHINES for state in machine}
    assert len(machine_of) == sum(len(machine) for machine in MACHINES), "two machines share a word"
    assert set(TRANSITIONS) == set(machine_of)
    for state, following in TRANSITIONS.items():
        assert {machine_of[after] for after in following} <= {machine_of[state]}, state


@pytest.mark.parametrize("machine", MACHINES)
def test_every_state_can_be_reached_and_an_end_is_always_in_reach(machine: type[SessionStatus]) -> None:
    first = next(iter(machine))
    assert _reach(first) == set(machine)
    for state in machine:
        assert any(not TRANSITIONS[end] for end in _reach(state)), state


def test_no_state_leads_back_to_unreviewed_or_from_withdrawn_to_released() -> None:
    for state in GuideStatus:
        assert GuideStatus.DRAFT not in TRANSITIONS[state]
    assert GuideStatus.RELEASED not in _reach(GuideStatus.WITHDRAWN)
    assert not _reach(GuideStatus.RELEASED) & {GuideStatus.DRAFT, GuideStatus.REVIEWED}


EDIT = {GuideStatus.RELEASED: errors.GuideAlreadyReleased, GuideStatus.WITHDRAWN: errors.GuideAlreadyReleased}
RELEASE = {**EDIT, GuideStatus.DRAFT: errors.GuideNotReviewed}
WITHDRAW: dict[GuideStatus, type[RungError]] = {
    state: errors.GuideNotReleased for state in GuideStatus if state != GuideStatus.RELEASED
}


@pytest.mark.parametrize("state", GuideStatus)
def test_a_guide_may_be_edited_exactly_where_the_table_leads_to_reviewed(state: GuideStatus) -> None:
    refusal = _refusal(policies.check_may_edit_guide, state)
    assert refusal == EDIT.get(state)
    assert (refusal is None) == (GuideStatus.REVIEWED in TRANSITIONS[state])


@pytest.mark.parametrize("state", GuideStatus)
def test_a_guide_may_be_released_exactly_where_the_table_leads_to_released(state: GuideStatus) -> None:
    refusal = _refusal(policies.check_may_release_guide, state, TEXT)
    assert refusal == RELEASE.get(state)
    assert (refusal is None) == (GuideStatus.RELEASED in TRANSITIONS[state])


@pytest.mark.parametrize("state", GuideStatus)
def test_a_guide_may_be_withdrawn_exactly_where_the_table_leads_to_withdrawn(state: GuideStatus) -> None:
    refusal = _refusal(policies.check_may_withdraw_guide, state)
    assert refusal == WITHDRAW.get(state)
    assert (refusal is None) == (GuideStatus.WITHDRAWN in TRANSITIONS[state])


@pytest.mark.parametrize("state", FlagStatus)
def test_a_flag_may_be_acknowledged_exactly_where_the_table_leads_there(state: FlagStatus) -> None:
    assert policies.may_acknowledge_flag(state) == (state == FlagStatus.OPEN)


@pytest.mark.parametrize("lines", [(), ("",), ("  ", "\t"), ("\u00a0",)])
def test_a_guide_that_says_nothing_is_not_released(lines: tuple[str, ...]) -> None:
    blank = schemas.GuideContent("For you", (schemas.GuideSection("hello", "Hello", lines),) * 2)
    assert _refusal(policies.check_may_release_guide, GuideStatus.REVIEWED, blank) is errors.GuideEmpty


def test_a_guide_without_sections_is_not_released() -> None:
    assert _refusal(policies.check_may_release_guide, GuideStatus.REVIEWED, schemas.GuideContent("", ())) is (
        errors.GuideEmpty
    )


def test_a_state_is_told_before_the_text_is() -> None:
    """A blank draft is first of all unreviewed."""
    blank = schemas.GuideContent("", ())
    assert _refusal(policies.check_may_release_guide, GuideStatus.DRAFT, blank) is errors.GuideNotReviewed


def _reach(state: str) -> set[str]:
    found = {state}
    while more := {after for one in found for after in TRANSITIONS[one]} - found:
        found |= more
    return found
