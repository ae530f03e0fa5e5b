"""The first name enters when a guide is shown, and only as a name."""

import pytest

from rung.agents import beth
from rung.isolation import Observation, client_safe_brief

BRIEF = client_safe_brief([Observation("theme", "sleep", 2), Observation("strength", "humor", 1)])
GUIDE = beth.write_guide(BRIEF)


def test_text_begins_with_the_name_and_ends_with_the_label() -> None:
    text = beth.as_text(GUIDE, "Juniper")
    assert text.startswith("Hello Juniper,\n\nWelcome\n- ")
    assert text.endswith(f"\n\n({GUIDE.label})\n")


def test_every_line_of_the_guide_is_shown() -> None:
    text, markdown = beth.as_text(GUIDE, "Juniper"), beth.as_markdown(GUIDE, "Juniper")
    for section in beth.sections(GUIDE):
        assert section.heading in text
        assert f"## {section.heading}" in markdown
        for line in section.lines:
            assert f"- {line}\n" in text
            assert f"- {line}\n" in markdown


@pytest.mark.parametrize("name", [None, "", "  ", "\u200b\x00"])
def test_without_a_name_the_greeting_has_none(name: str | None) -> None:
    assert beth.as_text(GUIDE, name).startswith("Hello,\n")
    assert beth.as_markdown(GUIDE, name).startswith("Hello,\n")


def test_a_name_cannot_be_markup() -> None:
    markdown = beth.as_markdown(GUIDE, "[x](http://example.org)\n# <b>Wren</b>")
    greeting = markdown.split("\n\n")[0]
    assert greeting == r"Hello \[x\]\(http://example.org\) \# \<b\>Wren\</b\>,"


def test_a_name_that_looks_like_a_template_stays_as_it_is() -> None:
    assert beth.as_text(GUIDE, "{name}").startswith("Hello {name},")


def test_a_name_is_nowhere_but_in_the_greeting() -> None:
    assert beth.as_text(GUIDE, "Quillanne").count("Quillanne") == 1
