"""An edit of a guide: new lines for its sections; keys, headings and the label stay."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypedDict

from rest_framework.exceptions import ValidationError

from rung.sessions.schemas import GuideContent


class SentSection(TypedDict):
    """What `EditedSection` takes."""

    key: str
    lines: list[str]


def edited(before: GuideContent, sent: list[SentSection], *, is_whole: bool) -> GuideContent:
    """Return the guide with the lines that were sent.

    Raises:
        ValidationError: a section is sent twice, is not of this guide, or is missing where all are asked for.
    """
    known, named = [section.key for section in before.sections], [section["key"] for section in sent]
    if not set(named) <= set(known):
        raise _refused("The guide has no such section; its own are those it was answered with.", "unknown_section")
    if len(set(named)) < len(named):
        raise _refused("Send each section once.", "repeated_section")
    if is_whole and set(named) != set(known):
        raise _refused("Send every section; to change some of them use PATCH.", "missing_section")
    lines = {section["key"]: _lines(section["lines"]) for section in sent}
    sections = tuple(replace(old, lines=lines.get(old.key, old.lines)) for old in before.sections)
    return replace(before, sections=sections)


def _lines(sent: Iterable[str]) -> tuple[str, ...]:
    """Return what is to be read: a line break makes two lines, an empty line none."""
    return tuple(line.strip() for text in sent for line in text.splitlines() if line.strip())


def _refused(said: str, code: str) -> ValidationError:
    return ValidationError({"sections": [said]}, code=code)
