"""A guide for reading: plain text or Markdown. The first name is put in here and nowhere before."""

import re
import unicodedata

from rung.agents.beth.schemas import Guide, Section
from rung.agents.beth.sectioning import sections
from rung.agents.beth.wording import wording

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|~&])")


def as_text(guide: Guide, first_name: str | None) -> str:
    """Return the guide as plain text."""
    blocks = ["\n".join([section.heading, *_bullets(section)]) for section in sections(guide)]
    return "\n\n".join([_greeting(_plain(first_name)), *blocks, f"({guide.label})"]) + "\n"


def as_markdown(guide: Guide, first_name: str | None) -> str:
    """Return the guide as Markdown; the name is escaped, so that it is never markup."""
    name = _MARKUP.sub(r"\\\1", _plain(first_name))
    blocks = ["\n".join([f"## {section.heading}", "", *_bullets(section)]) for section in sections(guide)]
    return "\n\n".join([_greeting(name), *blocks, f"*{guide.label}*"]) + "\n"


def _bullets(section: Section) -> list[str]:
    return [f"- {line}" for line in section.lines]


def _greeting(name: str) -> str:
    greeting = wording().greeting
    return greeting.named.replace("{name}", name) if name else greeting.unnamed


def _plain(first_name: str | None) -> str:
    """Return a name on one line, without control or invisible characters."""
    shown = "".join(c for c in first_name or "" if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(shown.split())
