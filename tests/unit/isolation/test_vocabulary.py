"""The plain vocabularies: rich, apart from one another, and without a word of the clinic."""

import pytest

from rung.common import textkit
from rung.isolation import ExerciseId, FocusArea, PlainStrength, PlainTheme, Sources, inspect
from rung.isolation.gate import lists, terms
from rung.isolation.vocabulary.clinical import VOCABULARIES

PLAIN = [*PlainTheme, *FocusArea, *PlainStrength, *ExerciseId]


def test_the_vocabularies_are_rich() -> None:
    assert len(PlainTheme) >= 60
    assert len(FocusArea) >= 40
    assert len(ExerciseId) >= 80


def test_no_value_means_two_things() -> None:
    """Values are compared as text in the catalogue, so they must not meet."""
    assert len({term.value for term in PLAIN}) == len(PLAIN)


def test_no_plain_term_is_a_clinical_one() -> None:
    said = [("term", term.value.replace("_", " ")) for term in PLAIN]
    assert inspect(said, Sources(())).leaks == ()


def test_no_plain_term_holds_the_word_of_a_label() -> None:
    labels = {
        word for name, kind in VOCABULARIES.items() if name in {"attachment", "defense", "dynamic"} for word in kind
    }
    spoken = {label.value.replace("_", " ") for label in labels}
    for term in PLAIN:
        assert not any(f" {label} " in f" {term.value.replace('_', ' ')} " for label in spoken), term


@pytest.mark.parametrize("kind", VOCABULARIES)
def test_each_clinical_value_is_stopped_by_the_gate_or_listed_as_ordinary(kind: str) -> None:
    ordinary = terms.ordinary()
    for term in VOCABULARIES[kind]:  # type: ignore[index]  # an enum member is its value
        spoken = term.value.replace("_", " ")
        is_stopped = not inspect([("term", spoken)], Sources(())).passed
        assert is_stopped != (spoken in ordinary), spoken


def test_names_that_are_words_are_listed_once() -> None:
    words = lists.entries("names.toml", "words")
    assert len(words) == len(set(words))
    assert all(textkit.words(word) == [word] for word in words)
