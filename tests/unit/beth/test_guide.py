"""Beth's guide: from a client-safe brief alone, the same everywhere, in reviewed words only."""

import hashlib
import json
import subprocess
import sys
from dataclasses import asdict
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.agents import beth
from rung.agents.beth.wording import wording
from rung.isolation import (
    ClientSafeBrief,
    ExerciseId,
    FocusArea,
    NotClientSafe,
    Observation,
    Pace,
    PlainStrength,
    PlainTheme,
    as_json,
    client_safe_brief,
    exercises,
)
from rung.isolation.vocabulary.clinical import VOCABULARIES, FindingKind


def some[Member: StrEnum](kind: type[Member], most: int) -> st.SearchStrategy[tuple[Member, ...]]:
    return st.lists(st.sampled_from(list(kind)), unique=True, max_size=most).map(tuple)


BRIEFS = st.builds(
    ClientSafeBrief,
    themes=some(PlainTheme, 6),
    focus_areas=some(FocusArea, 4),
    exercises=some(ExerciseId, 6),
    strengths=some(PlainStrength, 4),
    pace=st.sampled_from(Pace),
)
FULL = client_safe_brief([Observation("theme", name, 2) for name in ("sleep", "work", "worry", "guilt", "pain")])


def reviewed_text() -> set[str]:
    words = wording()
    told = {text for e in exercises().values() for text in (e.title, e.why, e.when_not, *e.how)}
    return {*words.lines(), *words.minutes.values(), *words.headings.values(), words.label, *told}


@given(BRIEFS)
def test_a_guide_holds_only_reviewed_text(brief: ClientSafeBrief) -> None:
    guide = beth.write_guide(brief)
    assert {text for _, text in beth.texts_of(beth.sections(guide))} | {guide.label} <= reviewed_text()


@given(BRIEFS)
def test_a_guide_stays_within_the_brief(brief: ClientSafeBrief) -> None:
    guide = beth.write_guide(brief)
    assert [exercise.id for exercise in guide.exercises] == list(brief.exercises[:4])
    assert len(guide.strengths) == len(brief.strengths)
    for exercise in guide.exercises:
        approved = asdict(exercises()[exercise.id])
        assert asdict(exercise).items() <= approved.items()


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_canary_in_the_observations_never_comes_out(kind: str, name: str) -> None:
    canary = "canary-" + hashlib.sha256(f"{kind}{name}".encode(errors="replace")).hexdigest()
    seen = [Observation("theme", canary, 5), Observation(canary, "sleep", 5), Observation(kind, f"{name} {canary}", 5)]
    brief = client_safe_brief([*seen, Observation("theme", "sleep", 1)])
    written = json.dumps([as_json(brief), asdict(beth.write_guide(brief))])
    assert canary not in written


@pytest.mark.parametrize("other", [None, "sleep", {"themes": ["rest_and_sleep"]}, as_json(FULL)])
def test_beth_reads_nothing_but_a_client_safe_brief(other: object) -> None:
    with pytest.raises(NotClientSafe):
        beth.write_guide(other)  # type: ignore[arg-type]  # the wrong type is the point


def test_an_empty_brief_still_gives_something_to_think_about() -> None:
    guide = beth.write_guide(ClientSafeBrief())
    assert guide.opening
    assert guide.closing
    assert (len(guide.preparation), len(guide.discussion_points), len(guide.reflection_questions)) == (2, 2, 2)
    assert guide.exercises == ()


def test_a_full_brief_fills_every_section() -> None:
    keys = [section.key for section in beth.sections(beth.write_guide(FULL))]
    assert keys[:4] == ["opening", "preparation", "discussion", "reflection"]
    assert [key.startswith("exercise.") for key in keys[4:]] == [True, True, True, True, False]


def test_the_weightiest_theme_gets_two_points() -> None:
    guide = beth.write_guide(FULL)
    lead = wording().themes[FULL.themes[0]].discussion
    assert len(set(guide.discussion_points) & set(lead)) == 2
    assert len(guide.discussion_points) == len(FULL.themes) + 1


@pytest.mark.parametrize("pace", Pace)
def test_the_pace_sets_the_tone(pace: Pace) -> None:
    guide = beth.write_guide(ClientSafeBrief(pace=pace))
    assert guide.opening in wording().openings[pace]
    assert guide.closing in wording().closings[pace]


def test_the_label_says_what_wrote_it() -> None:
    assert beth.write_guide(FULL).label == "composed from reviewed templates, not a language model"


def test_every_process_writes_the_same_guide() -> None:
    script = (
        "import dataclasses, json, sys; from rung import isolation; from rung.agents import beth;"
        "brief = isolation.brief_from_json(json.loads(sys.argv[1]));"
        "print(json.dumps(dataclasses.asdict(beth.write_guide(brief))))"
    )
    for seed in ("0", "7"):
        run = [sys.executable, "-c", script, json.dumps(as_json(FULL))]
        answer = subprocess.run(run, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        assert json.loads(answer.stdout) == json.loads(json.dumps(asdict(beth.write_guide(FULL))))


def test_two_clients_rarely_get_the_same_guide() -> None:
    themes = [term.value for term in VOCABULARIES[FindingKind.THEME]]
    pairs = [(one, two) for one in themes for two in themes if one < two]
    seen = ([Observation("theme", one, 2), Observation("theme", two, 1)] for one, two in pairs)
    assert len({beth.write_guide(client_safe_brief(each)) for each in seen}) == len(pairs)
