import pytest

from rung.screening import Category, screen_text
from tests.unit.screening.lines import Flagged, flagged_lines, silent_lines

MUST_BE_SILENT = {Category.SUICIDE, Category.SELF_HARM, Category.HARM_TO_OTHERS}


@pytest.mark.parametrize("line", silent_lines())
def test_an_everyday_denied_reported_or_quoted_line_stays_silent(line: str) -> None:
    screening = screen_text(line)

    assert [hit for hit in screening.hits if hit.category in MUST_BE_SILENT] == []
    assert screening.level == 0


@pytest.mark.parametrize("line", flagged_lines(), ids=lambda line: line.text)
def test_a_risk_line_is_found_at_its_level(line: Flagged) -> None:
    levels = [hit.level for hit in screen_text(line.text).hits if hit.category is line.category]

    assert levels
    assert max(levels) >= line.level


def test_there_are_enough_lines_of_both_kinds() -> None:
    assert len(silent_lines()) >= 470
    assert len(flagged_lines()) >= 120


def test_every_category_is_found_somewhere() -> None:
    assert {line.category for line in flagged_lines()} == set(Category)


@pytest.mark.parametrize("line", [line for line in flagged_lines() if line.level >= 4], ids=lambda line: line.text)
def test_a_high_line_stays_high_among_silent_lines(line: Flagged) -> None:
    around = "\n".join(silent_lines()[:20])

    assert screen_text(f"{around}\n{line.text}\n{around}").level >= 4
