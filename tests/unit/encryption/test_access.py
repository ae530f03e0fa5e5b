"""The declared reason: who may be opened, where, and until when."""

import threading
import uuid

import pytest

from rung.encryption import access
from rung.encryption.errors import AccessUndeclared

ANNA, BERT = uuid.UUID(int=1), uuid.UUID(int=2)


def _may_open(owner: uuid.UUID) -> bool:
    try:
        access.require(owner)
    except AccessUndeclared:
        return False
    return True


def test_nobody_may_be_opened_before_or_after_the_block() -> None:
    assert not _may_open(ANNA)
    with access.granted(ANNA):
        assert _may_open(ANNA)
        assert not _may_open(BERT)
    assert not _may_open(ANNA)


def test_an_inner_block_adds_to_the_outer_one_and_takes_its_own_away() -> None:
    with access.granted(ANNA):
        with access.granted(BERT):
            assert _may_open(ANNA)
            assert _may_open(BERT)
        assert _may_open(ANNA)
        assert not _may_open(BERT)


def test_a_failing_block_closes_like_any_other() -> None:
    with pytest.raises(ZeroDivisionError), access.granted(ANNA):
        raise ZeroDivisionError
    assert not _may_open(ANNA)


def test_a_grant_does_not_reach_another_thread() -> None:
    seen: list[bool] = []
    with access.granted(ANNA):
        other = threading.Thread(target=lambda: seen.append(_may_open(ANNA)))
        other.start()
        other.join()
    assert seen == [False]


def test_an_empty_grant_opens_nothing() -> None:
    with access.granted():
        assert not _may_open(ANNA)
