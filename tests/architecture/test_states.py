"""Every status is in its transition table, and docs/states.md shows the tables."""

from django.db import models

from tests.architecture import statediagrams
from tests.architecture.sourcekit import refuse


class Color(models.TextChoices):
    """A planted machine."""

    RED = "red"
    GREEN = "green"


class Mood(models.TextChoices):
    """A planted machine that shares a value with Color."""

    BLUE = "blue"
    GREEN = "green"


def test_every_status_has_a_row_in_its_transition_table() -> None:
    tables = statediagrams.tables()
    assert tables, "no enums module has a TRANSITIONS table: was it renamed?"
    refuse(
        (line for table in tables for line in statediagrams.mistakes(table)),
        "Give every member of a …Status enum one row in TRANSITIONS of its enums.py, leading to members of that enum.",
    )


def test_the_committed_diagrams_are_the_rendered_ones() -> None:
    rendered = statediagrams.render(statediagrams.tables())
    committed = statediagrams.PATH.read_text() if statediagrams.PATH.exists() else ""
    assert committed == rendered, "Run `python -m tests.architecture.statediagrams --write` and commit docs/states.md."


def test_the_guard_refuses_planted_tables() -> None:
    table = statediagrams.Table("rung.x.enums", (Color,), {Color.RED: frozenset({Color.GREEN})})
    assert [*statediagrams.mistakes(table)] == ["rung.x.enums: Color.GREEN has no row"]
    full = {Color.RED: frozenset({"black"}), Color.GREEN: frozenset[str](), "pink": frozenset[str]()}
    found = [*statediagrams.mistakes(statediagrams.Table("rung.x.enums", (Color,), full))]
    assert found == ["rung.x.enums: Color.RED leads to 'black'", "rung.x.enums: 'pink' is no status"]


def test_two_enums_in_one_table_may_not_share_a_value() -> None:
    rows = {value: frozenset[str]() for value in ("red", "green", "blue")}
    found = [*statediagrams.mistakes(statediagrams.Table("rung.x.enums", (Color, Mood), rows))]
    assert "rung.x.enums: 'green' belongs to Color and Mood: one row would serve both" in found


def test_a_diagram_shows_beginning_ways_and_ends() -> None:
    rows = {Color.RED: frozenset({Color.GREEN}), Color.GREEN: frozenset[str]()}
    drawn = statediagrams.diagram("rung.x.enums", Color, rows)
    for line in ("stateDiagram-v2", "[*] --> red", "red --> green", "green --> [*]"):
        assert line in drawn
