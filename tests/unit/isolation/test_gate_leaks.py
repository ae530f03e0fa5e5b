"""Planted leaks: every one is caught, with a reason and an excerpt from the guide."""

import pytest

from rung.isolation import LeakReason, Sources, inspect
from tests.unit.isolation import record

PLANTED = [
    (reason, text)
    for reason, texts in (
        (LeakReason.NGRAM, record.QUOTES),
        (LeakReason.NAME, record.NAMES),
        (LeakReason.DATE, record.DATES),
        (LeakReason.NUMBER, record.NUMBERS),
        (LeakReason.CLINICAL_TERM, record.TERMS),
        (LeakReason.CANARY, record.CANARIES),
        (LeakReason.LINK, record.LINKS),
        (LeakReason.HIDDEN_TEXT, record.HIDDEN),
    )
    for text in texts
]


def test_at_least_sixty_leaks_are_planted() -> None:
    assert len(set(PLANTED)) >= 60


@pytest.mark.parametrize(("reason", "text"), PLANTED)
def test_a_planted_leak_is_caught(reason: LeakReason, text: str) -> None:
    verdict = inspect([("opening", "Welcome."), ("discussion", text)], record.SOURCES)
    found = [leak for leak in verdict.leaks if leak.reason is reason]
    assert not verdict.passed
    assert found
    assert {(leak.section, leak.position) for leak in found} <= {("discussion", 1)}
    assert all(leak.excerpt and leak.explanation for leak in found)


@pytest.mark.parametrize("size", [6, 9, 15])
def test_every_window_of_the_record_is_caught(size: int) -> None:
    for said in record.SOURCES.texts:
        words = said.split()
        for start in range(max(1, len(words) - size + 1)):
            quote = " ".join(words[start : start + size])
            assert not inspect({"reflection": f"Consider this: {quote} — and rest."}, record.SOURCES).passed, quote


def test_a_quote_spread_over_two_lines_is_found_in_both() -> None:
    lines = [("discussion", "Why I stole my"), ("discussion", "grandmother's silver necklace"), ("closing", "Rest.")]
    leaks = inspect(lines, record.SOURCES).leaks
    assert {leak.position for leak in leaks if leak.reason is LeakReason.NGRAM} == {0, 1}


def test_a_quote_spread_over_two_utterances_is_found() -> None:
    sources = Sources(("and then I went", "straight back to bed"))
    assert not inspect({"closing": "you went straight back to bed"}, sources).passed


def test_a_canary_spread_over_lines_is_found() -> None:
    verdict = inspect([("a", ""), ("a", "zebra umb"), ("a", "rella 44"), ("b", "17")], record.SOURCES)
    assert [leak.reason for leak in verdict.leaks if leak.reason is LeakReason.CANARY] == [LeakReason.CANARY]


def test_an_empty_canary_is_no_alarm() -> None:
    assert inspect({"a": "Rest."}, Sources((), canaries=("", "--"))).passed


def test_an_excerpt_is_cut_when_it_is_long() -> None:
    text = "my sister told me that " * 40
    leaks = inspect({"a": text}, Sources((text,))).leaks
    assert len(leaks) == 1
    assert leaks[0].excerpt.endswith("…")


def test_sources_and_evidence_do_not_show_the_record() -> None:
    assert "Quillanne" not in repr(record.SOURCES)


def test_every_reason_explains_itself_without_jargon() -> None:
    for reason in LeakReason:
        assert reason.explanation.endswith(".")
        assert "n-gram" not in reason.explanation
