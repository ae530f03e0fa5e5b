"""Rules of the gate where one word decides."""

import pytest

from rung.isolation import LeakReason, Sources, inspect


def reasons(said: str, written: str, *names: str) -> set[LeakReason]:
    return {leak.reason for leak in inspect({"a": written}, Sources((said,), names)).leaks}


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("on the twenty-first of June", "Think of June 21st."),
        ("on June 21", "Think of the twenty first of June."),
        ("on 21.06.2020", "Think of 6/21."),
        ("since last october", "It began in October."),
        ("October 2020 was bad", "Before October it was calmer."),
        ("it was 2020 then", "2020 is over."),
    ],
)
def test_a_date_is_the_same_in_every_spelling(said: str, written: str) -> None:
    assert LeakReason.DATE in reasons(said, written)


@pytest.mark.parametrize(
    ("said", "written"),
    [("on June 21", "Think of June 22."), ("on June 21", "Walk 3/4 of the path."), ("13/40 then", "13/40 now")],
)
def test_another_date_is_no_leak(said: str, written: str) -> None:
    assert LeakReason.DATE not in reasons(said, written)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("two hundred dollars", "Save 200 dollars."),
        ("thirty-four pills", "Leave the 34 pills."),
        ("I am 34", "At thirty-four pills, stop; at 34, begin."),
        ("1,500 steps", "Walk 1500 steps."),
        ("three glasses", "Three glasses less."),
    ],
)
def test_a_number_is_the_same_in_words_and_digits(said: str, written: str) -> None:
    assert LeakReason.NUMBER in reasons(said, written)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("three glasses", "Take three breaths and five minutes."),
        ("two of us", "Bring two of them."),
        ("I am 34", "Wait 35 minutes."),
        ("since 2019", "2019 is long ago."),
        ("I weigh 80", ""),
    ],
)
def test_ordinary_counts_are_no_leak(said: str, written: str) -> None:
    assert LeakReason.NUMBER not in reasons(said, written)


@pytest.mark.parametrize(
    "written",
    ["Will you rest?", "May brings sun.", "Take the will to change.", "Every may is a maybe.", "you will, may, hope"],
)
def test_a_name_that_is_a_word_may_be_a_word(written: str) -> None:
    assert LeakReason.NAME not in reasons("", written, "Will May", "Hope")


@pytest.mark.parametrize(
    "written",
    [
        "Ask Will.",
        "Will said so.",
        "Dear Will",
        "Mr. Will",
        "Will May",
        "WILL and you",
        "May's idea",
        "Tell May, please.",
    ],
)
def test_a_name_that_is_a_word_is_caught_where_it_names(written: str) -> None:
    assert LeakReason.NAME in reasons("", written, "Will May", "Hope")


def test_a_capitalized_word_of_the_record_is_a_name_unless_it_is_written_small_too() -> None:
    assert LeakReason.NAME in reasons("I told Brindle about it.", "Brindle can help.")
    assert LeakReason.NAME not in reasons("I told Brindle, and brindle is a color.", "Brindle can help.")


def test_initials_are_no_names() -> None:
    assert reasons("", "A calm breath is a start.", "A. Sparrowhawk") == set()


def test_a_crisis_line_may_be_named_and_a_risk_may_not() -> None:
    assert reasons("", "Call the 988 Suicide & Crisis Lifeline at 1-800-273-8255.") == set()
    assert reasons("", "You were suicidal.") == {LeakReason.CLINICAL_TERM}


def test_words_that_merely_contain_a_term_pass() -> None:
    assert reasons("", "Demand less, romance more; a manicure is fine.") == set()
