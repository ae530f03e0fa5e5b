"""The brief holds closed types only, whoever builds it."""

import dataclasses
import json
from enum import Enum
from typing import get_args, get_type_hints

import pytest

from rung.common import jsonkit
from rung.isolation import (
    BriefJson,
    ClientSafeBrief,
    ExerciseId,
    FocusArea,
    NotClientSafe,
    Pace,
    PlainStrength,
    PlainTheme,
    as_json,
    brief_from_json,
)

BRIEF = ClientSafeBrief(
    themes=(PlainTheme.BEING_HEARD, PlainTheme.REST_AND_SLEEP),
    focus_areas=(FocusArea.SPEAKING_UP,),
    exercises=(ExerciseId.SLOW_EXHALE, ExerciseId.POLITE_NO),
    strengths=(PlainStrength.BRAVERY,),
    pace=Pace.GENTLE,
)


def test_every_field_is_an_enum_or_a_tuple_of_one_enum() -> None:
    for hint in get_type_hints(ClientSafeBrief).values():
        kinds = {kind for kind in get_args(hint) if kind is not Ellipsis} or {hint}
        assert len(kinds) == 1
        assert issubclass(kinds.pop(), Enum)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("themes", ("being_heard",)),
        ("themes", (FocusArea.SPEAKING_UP,)),
        ("themes", [PlainTheme.BEING_HEARD]),
        ("themes", "being_heard"),
        ("themes", (PlainTheme.BEING_HEARD, "she told me that she drinks")),
        ("themes", (PlainTheme.BEING_HEARD, PlainTheme.BEING_HEARD)),
        ("themes", tuple(PlainTheme)),
        ("focus_areas", (PlainTheme.BEING_HEARD,)),
        ("focus_areas", tuple(FocusArea)),
        ("exercises", ("slow_exhale",)),
        ("exercises", tuple(ExerciseId)),
        ("strengths", (None,)),
        ("strengths", tuple(PlainStrength)),
        ("pace", "gentle"),
        ("pace", None),
    ],
)
def test_a_brief_refuses_what_is_not_of_its_closed_types(field: str, value: object) -> None:
    with pytest.raises(NotClientSafe):
        dataclasses.replace(BRIEF, **{field: value})  # type: ignore[arg-type]  # the wrong type is the point


def test_the_refusal_is_a_type_error_too_and_shows_no_value() -> None:
    with pytest.raises(TypeError) as refused:
        ClientSafeBrief(themes=("my name is Wren",))  # type: ignore[arg-type]  # the wrong type is the point
    assert "Wren" not in str(refused.value)


def test_a_brief_comes_back_from_json() -> None:
    assert brief_from_json(json.loads(json.dumps(as_json(BRIEF)))) == BRIEF
    assert set(as_json(BRIEF)) == set(BriefJson.__annotations__)


def test_a_brief_comes_back_from_kept_json() -> None:
    kept = jsonkit.load(ClientSafeBrief, jsonkit.dump(BRIEF))
    assert kept == BRIEF
    assert all(type(theme) is PlainTheme for theme in kept.themes)


@pytest.mark.parametrize(
    "change",
    [
        {"themes": ["denial"]},
        {"themes": "being_heard"},
        {"themes": [["being_heard"]]},
        {"themes": [1]},
        {"themes": None},
        {"exercises": ["slow_exhale", "slow_exhale"]},
        {"pace": "frantic"},
        {"pace": 3},
        {"note": "call her mother"},
    ],
)
def test_json_with_anything_unknown_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(NotClientSafe):
        brief_from_json({**as_json(BRIEF), **change})


def test_json_without_a_field_is_refused() -> None:
    kept = {key: value for key, value in as_json(BRIEF).items() if key != "pace"}
    with pytest.raises(NotClientSafe):
        brief_from_json(kept)
