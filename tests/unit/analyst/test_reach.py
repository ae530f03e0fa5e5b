"""Every term of the vocabulary can be found, and ordinary talk finds no heavy one."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from rung.agents.core.phrases import PhraseIndex
from rung.agents.core.reading import read
from rung.agents.rung import lexicon, wording
from rung.agents.rung.lexicon import table
from rung.isolation.vocabulary.clinical import VOCABULARIES, FindingKind, is_known
from tests.unit.analyst.spoken import analysed, found

POSITIVE = tomllib.loads((Path(__file__).parent / "positive.toml").read_text(encoding="utf-8"))
TERMS = [(kind, name.value) for kind, names in VOCABULARIES.items() for name in names]
CLIENT_TERMS = [(kind, name) for kind, name in TERMS if kind is not FindingKind.THERAPIST_BEHAVIOR]
HEAVY = {"attachment", "defense", "communication", "dynamic"}
ORDINARY = [
    "I avoid sugar and salt because of my diabetes.",
    "He's always been a good dad.",
    "My daughter is turning five and acts like a big girl.",
    "I do not drink and I'm not an alcoholic, I just came for the physical.",
    "I usually shut down the computer at six.",
    "I put my phone on silent when I work.",
    "He's a perfect fit for the team.",
    "She calls me once a week on Sundays.",
    "My heart was pounding after the run.",
    "I apologize for being late.",
    "I had to raise my hand to ask a question.",
    "I don't remember his name.",
    "My son had a tantrum at the store yesterday.",
    "He said I can stop taking the pills whenever I want.",
    "She's the one who drives me here.",
    "I can count on one hand the times I was sick.",
    "My husband cooks on Fridays and I do the weekends.",
    "I have to ask my manager for time off.",
    "He walks out to the car with me.",
    "I change the subject line in the email.",
    "The pain goes away and then it comes back.",
    "I need you to tell me the dosage.",
    "I feel like a kid at Christmas.",
    "I pushed the cart away and fell.",
    "I blocked out Tuesday for the appointment.",
    "They don't want me to drive until the cast is off.",
    "I get too close to the screen when I read.",
    "We drove apart from each other in two cars.",
    "I read the leaflet about the tablets.",
    "The nurse was late on Monday.",
]


@pytest.mark.parametrize(("kind", "name"), TERMS)
def test_every_term_can_be_found(kind: FindingKind, name: str) -> None:
    line = POSITIVE[kind.value][name]
    before = "C: I went home after the party and I kept thinking about it."
    lines = (before, f"T: {line}") if kind is FindingKind.THERAPIST_BEHAVIOR else (f"C: {line}",)
    assert (kind.value, name) in found(analysed(*lines))


@pytest.mark.parametrize("line", ORDINARY)
def test_ordinary_talk_shows_no_heavy_pattern(line: str) -> None:
    assert {kind for kind, _ in found(analysed(f"C: {line}"))} & HEAVY == set()


@pytest.mark.parametrize(("kind", "name"), CLIENT_TERMS)
def test_every_finding_leads_to_a_question(kind: FindingKind, name: str) -> None:
    assert wording.question_about(kind, name).endswith("?")


def test_the_lexicon_names_the_vocabulary_and_nothing_else() -> None:
    for kind in VOCABULARIES:
        if kind is not FindingKind.THERAPIST_BEHAVIOR:
            names = set(table(kind.value)) - {"everyday"}
            assert names == {name.value for name in VOCABULARIES[kind]}
    assert all(is_known("theme", name) for name in lexicon.everyday())


def phrases() -> Iterator[str]:
    for kind in VOCABULARIES:
        if kind is not FindingKind.THERAPIST_BEHAVIOR:
            for name, weights in table(kind.value).items():
                yield from () if name == "everyday" else (p for group in weights.values() for p in group)


def test_no_phrase_waits_for_a_word_that_reading_takes_away() -> None:
    for phrase in phrases():
        spelled = PhraseIndex([(phrase, None)], lexicon.lists())
        for word in spelled._by_word:
            assert read(word)[0].words == (word,), phrase


@pytest.mark.parametrize(("kind", "name"), CLIENT_TERMS)
def test_every_finding_has_its_sentence(kind: FindingKind, name: str) -> None:
    for first in (True, False):
        sentence = wording.sentence_about(kind, name, first=first)
        assert sentence[0].isupper()
        assert "_" not in sentence
        assert "{" not in sentence
