"""The word files themselves: what a clinician may edit must stay whole."""

import re
from itertools import chain

import pytest
from pydantic import ValidationError

from rung.screening.findings import Category
from rung.screening.lexicon import signals
from rung.screening.phrases import phrase
from rung.screening.tables import GroupFile, IdiomFile, Kind, Signal, SignalFile, read_table

NAMES = ("wish", "intent", "acts", "signs", "others")
FILES = [read_table(name, SignalFile) for name in NAMES]
GROUPS = read_table("groups", GroupFile).groups
ALL_SIGNALS = [(file, signal) for file in FILES for signal in file.signal]


def test_every_signal_has_its_own_name() -> None:
    names = [signal.name for file, signal in ALL_SIGNALS if file.category is Category.SUICIDE]

    assert len(names) == len(set(names))


def test_every_group_is_used_and_every_used_group_exists() -> None:
    sources = chain(
        *(signal.phrases for _, signal in ALL_SIGNALS),
        *GROUPS.values(),
        *(phrases for file in FILES for phrases in file.groups.values()),
        read_table("idioms", IdiomFile).idioms,
    )
    used = set(re.findall(r"<(\w+)>", " ".join(sources)))

    assert used == set(GROUPS).union(*(file.groups for file in FILES))


def test_no_phrase_is_written_twice_in_a_signal() -> None:
    for _, signal in ALL_SIGNALS:
        assert len(signal.phrases) == len(set(signal.phrases)), signal.name


def test_phrases_are_short_and_generic() -> None:
    for _, signal in ALL_SIGNALS:
        for source in signal.phrases:
            assert len([slot for slot in source.split() if slot.strip(".")]) <= 8, source


def test_a_sign_has_no_level_and_a_statement_needs_no_other() -> None:
    for _, signal in ALL_SIGNALS:
        assert (signal.kind is Kind.STATEMENT) or signal.level == 0, signal.name


def test_only_talk_of_suicide_adds_up() -> None:
    for file, signal in ALL_SIGNALS:
        assert file.category is Category.SUICIDE or signal.points == 0, signal.name


def test_every_phrase_compiles_with_words_to_wake_it() -> None:
    for file, signal in ALL_SIGNALS:
        for source in signal.phrases:
            assert phrase(source, {**GROUPS, **file.groups}).anchors, source


def test_the_books_are_made_once() -> None:
    assert signals() is signals()


def test_a_word_file_with_a_mistake_is_refused() -> None:
    with pytest.raises(ValidationError):
        Signal.model_validate({"name": "x", "reason": "y", "level": 7, "phrases": []})
    with pytest.raises(ValidationError):
        Signal.model_validate({"name": "x", "reason": "y", "level": 1, "phrases": [], "levle": 2})
