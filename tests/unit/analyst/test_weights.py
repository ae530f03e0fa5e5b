"""The weights of talk: written by hand, in quarters, and each of them for something that is looked at."""

import tomllib
from importlib import resources

import pytest

from rung.agents.rung.talk import ClientTalk, TherapistAct, therapist_behavior_of
from tests.unit.analyst.spoken import said

type Weights = dict[str, dict[str, float]]

CLASSES = {"client": {*ClientTalk}, "therapist": {*TherapistAct}}
PREFIXES = ("near ", "not ", "after ", "first ", "last ", "asking ")
COMPUTED = {
    "asks", "states", "position", "length", "sign of change", "sign of staying", "bias", "holds a question",
    "ends asking", "is cut off", "goes on", "asks by tone", "names something", "client asked", "client spoke long",
    "client spoke short", "echo", "echo share", *(f"length {step}" for step in range(7)),
}  # fmt: skip


@pytest.mark.parametrize("who", CLASSES)
def test_every_weight_is_in_quarters_and_of_a_class(who: str) -> None:
    for name, row in _table(f"{who}_weights").items():
        assert set(row) <= CLASSES[who], name
        assert all(weight * 4 == int(weight * 4) for weight in row.values()), name


@pytest.mark.parametrize("who", CLASSES)
def test_every_weight_is_of_a_feature_and_every_phrase_has_weight(who: str) -> None:
    weighed = {_plain(name) for name in _table(f"{who}_weights")}
    phrases = {*_table(f"{who}_features"), *(_table("asked_features") if who == "client" else ())}
    assert weighed <= phrases | COMPUTED
    assert phrases <= weighed | {"opens_open", "wh"}


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("So it sounds like you want your evenings back?", TherapistAct.REFLECTION),
        ("What would your evenings be like?", TherapistAct.QUESTION),
        ("The kitchen.", TherapistAct.REFLECTION),
        ("Okay.", TherapistAct.OTHER),
    ],
)
def test_what_only_the_tone_asks_is_said_back(line: str, act: TherapistAct) -> None:
    turns = said("C: I try to stay out of the kitchen in the evenings, every chance I get.", f"T: {line}")
    assert therapist_behavior_of(turns)[1] is act


def _plain(name: str) -> str:
    while name.startswith(PREFIXES):
        name = name.partition(" ")[2]
    return name


def _table(file: str) -> Weights:
    text = resources.files("rung.agents.rung.talk").joinpath(f"{file}.toml").read_text(encoding="utf-8")
    read: Weights = tomllib.loads(text)
    return read
