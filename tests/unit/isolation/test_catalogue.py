"""The catalogue: many exercises, complete, plain, and named by file and id when one is broken."""

from collections import Counter
from pathlib import Path

import pytest

from rung.isolation import DataBroken, ExerciseId, FocusArea, PlainTheme, Topic, catalogue, exercises
from rung.isolation.catalogue import MINUTES, load

SOURCE = Path(catalogue.__file__).parent


def test_there_are_at_least_eighty_exercises_and_each_id_has_one() -> None:
    assert set(exercises()) == set(ExerciseId)
    assert len(exercises()) >= 80


def test_every_exercise_says_why_how_how_long_and_when_not() -> None:
    for exercise in exercises().values():
        assert exercise.why.endswith("."), exercise.id
        assert exercise.when_not.endswith("."), exercise.id
        assert 3 <= len(exercise.how) <= 6, exercise.id
        assert all(step[-1] in ".?:…" for step in exercise.how), exercise.id
        assert exercise.minutes in MINUTES


def test_every_theme_has_two_exercises_and_every_focus_area_one() -> None:
    themes = Counter(theme for exercise in exercises().values() for theme in exercise.themes)
    areas = Counter(area for exercise in exercises().values() for area in exercise.focus_areas)
    assert {theme for theme in PlainTheme if themes[theme] < 2} == set()
    assert {area for area in FocusArea if not areas[area]} == set()


def test_no_text_stands_twice() -> None:
    texts = Counter(text for e in exercises().values() for text in (e.title, e.why, e.when_not, *e.how))
    assert [text for text, count in texts.items() if count > 1] == []


def test_a_source_names_authors_and_a_year() -> None:
    sourced = [exercise.source for exercise in exercises().values() if exercise.source]
    assert len(sourced) >= 60
    assert all(any(year in source for year in map(str, range(1930, 2026))) for source in sourced)


def copy_of_the_files(folder: Path) -> Path:
    for topic in Topic:
        (folder / f"{topic}.toml").write_text((SOURCE / f"{topic}.toml").read_text())
    return folder


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            'themes = ["rest_and_sleep"]',
            'themes = ["rest"]',
            "sleep.toml: bed_for_sleep_only: 'rest' is not a PlainTheme.",
        ),
        ('id = "sleep_log"', 'id = "sleep_diary"', "sleep.toml: 'sleep_diary' is not a ExerciseId."),
        ('id = "sleep_log"', 'id = "word_shuffle"', "sleep.toml: word_shuffle: described twice."),
        ('title = "One-week sleep log"', 'title = ""', "sleep.toml: sleep_log: expected a text."),
        ('title = "One-week sleep log"', 'titel = "x"', "sleep.toml: sleep_log: unknown entry 'titel'."),
        ("minutes = 30", "minutes = 31", "sleep.toml: quiet_hour_ritual: 31 minutes; choose one of"),
        ("minutes = 30", 'minutes = "30"', "sleep.toml: quiet_hour_ritual: expected a whole number."),
        (
            'focus = ["evening_wind_down", "a_steady_wake_time"]',
            "focus = []",
            "sleep.toml: bed_for_sleep_only: expected a list",
        ),
    ],
)
def test_a_broken_entry_is_named_by_file_and_id(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    file = copy_of_the_files(tmp_path) / "sleep.toml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    with pytest.raises(DataBroken) as broken:
        load(tmp_path)
    assert str(broken.value).startswith(complaint)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "sleep.toml: expected [[exercise]] entries."),
        ("exercise = [1]", "sleep.toml: expected a table."),
        ("exercise = []", "bed_for_sleep_only: no file describes it."),
    ],
)
def test_a_shelf_without_exercises_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    (copy_of_the_files(tmp_path) / "sleep.toml").write_text(text)
    with pytest.raises(DataBroken) as broken:
        load(tmp_path)
    assert str(broken.value) == complaint
