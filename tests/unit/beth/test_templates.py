"""The reviewed words: plain, kind, enough to vary, and free of names, numbers and clinic."""

import re
from collections import Counter
from pathlib import Path
from shutil import copytree

import pytest

from rung.agents.beth import wording as module
from rung.agents.beth.wording import load, wording
from rung.common import textkit
from rung.isolation import DataBroken, FocusArea, Pace, PlainStrength, PlainTheme, Sources, exercises, inspect
from rung.isolation.gate import lists

FOLDER = Path(module.__file__).parent / "templates"
TOLD = [(e.id.value, text) for e in exercises().values() for text in (e.title, e.why, *e.how, e.when_not)]
WRITTEN = [("line", line) for line in wording().lines()]
FRAME = [("frame", text) for text in (*wording().headings.values(), *wording().minutes.values(), wording().label)]
EVERYTHING = [*TOLD, *WRITTEN, *FRAME]
GRADE = 8.0  # eighth grade, for texts as a whole
HARD_LINE = 15.0


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade (Kincaid et al., 1975), syllables counted as groups of vowels."""
    words = re.findall(r"[a-z']+", text.lower())
    sentences = max(1, len(re.findall(r"[.!?]+", text)))
    syllables = sum(
        max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e\b|es\b|ed\b", "", w)))) for w in words
    )
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def test_every_term_has_at_least_two_wordings_of_each_kind() -> None:
    words = wording()
    assert (set(words.themes), set(words.focus_areas), set(words.strengths)) == (
        set(PlainTheme), set(FocusArea), set(PlainStrength),
    )  # fmt: skip
    pools = [pool for p in words.themes.values() for pool in (p.preparation, p.discussion, p.reflection)]
    pools += [*words.focus_areas.values(), *words.strengths.values()]
    assert min(map(len, pools)) >= 2
    assert min(len(pool) for pace in Pace for pool in (words.openings[pace], words.closings[pace])) >= 5


def test_no_line_stands_twice() -> None:
    assert [line for line, count in Counter(wording().lines()).items() if count > 1] == []


def test_reviewed_text_passes_the_gate_by_itself() -> None:
    assert inspect(EVERYTHING, Sources(())).leaks == ()


def test_reviewed_text_holds_no_word_that_is_also_a_common_name() -> None:
    names = set(lists.entries("names.toml", "words"))
    assert [(where, text) for where, text in EVERYTHING if names & set(textkit.words(text))] == []


def test_reviewed_text_is_plain_ascii_without_digits() -> None:
    assert [text for _, text in EVERYTHING if not text.isascii() or re.search(r"\d", text)] == []


def test_every_line_is_a_sentence_or_a_question() -> None:
    assert [line for line in wording().lines() if line[-1] not in ".?" or not line[0].isupper()] == []


def test_reflection_questions_are_questions() -> None:
    questions = [line for p in wording().themes.values() for line in p.reflection]
    assert [line for line in questions if not line.endswith("?")] == []


def test_an_eighth_grader_can_read_it() -> None:
    whole = " ".join(text if text[-1] in ".?!" else f"{text}." for _, text in [*TOLD, *WRITTEN])
    assert grade(whole) <= GRADE
    hard = [text for _, text in [*TOLD, *WRITTEN] if len(text.split()) > 6 and grade(text) > HARD_LINE]
    assert hard == []


def test_a_copy_of_the_templates_reads_the_same(tmp_path: Path) -> None:
    assert load(copytree(FOLDER, tmp_path / "templates")) == wording()


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("frame.toml", 'label = "', 'labels = "', "frame.toml: label: expected a text."),
        ("frame.toml", "[greeting]", "[greetings]", "frame.toml: greeting: expected a table."),
        ("frame.toml", '15 = "', '16 = "', "frame.toml: minutes.15: expected a text."),
        ("focus.toml", "[saying_no]", "[saying_yes]", "templates: 'saying_yes' is not a FocusArea."),
        (
            "strengths.toml",
            "[bravery]\nlines",
            "[bravery]\nline",
            "strengths.toml: bravery.lines: expected a list",
        ),
        ("themes/body.toml", "[rest_and_sleep]", "[insomnia]", "templates: 'insomnia' is not a PlainTheme."),
        (
            "themes/body.toml",
            "[rest_and_sleep]",
            "[food_and_comfort.x]",
            "templates: no lines for PlainTheme 'rest_and_sleep'.",
        ),
    ],
)
def test_a_broken_template_is_named(tmp_path: Path, file: str, old: str, new: str, complaint: str) -> None:
    folder = copytree(FOLDER, tmp_path / "templates")
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    with pytest.raises(DataBroken) as broken:
        load(folder)
    assert str(broken.value).startswith(complaint)
