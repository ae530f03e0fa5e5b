"""Drafting: the same statements, laid out as a format says."""

import hashlib
from importlib import resources

from rung.agents.notes import formats
from rung.agents.notes.facts import statements_of
from rung.agents.notes.material import Material
from rung.agents.notes.schemas import Draft, Format, Section

AGENT = "notes"


def draft_note(material: Material, format_: Format) -> Draft:
    """Lay out a brief's facts as a note.

    Every sentence rests on facts of the brief and stands in exactly one field;
    another format moves sentences and changes none.
    """
    said = statements_of(material)
    sections = tuple(
        Section(
            field.key,
            field.heading,
            field.hint,
            tuple(one for group in field.groups for one in said if one.group is group),
        )
        for field in formats.layout_of(format_).fields
    )
    return Draft(format_, sections)


def _wording_hash() -> str:
    """Return what names the exact wording that drafted a note: the sentences and the layout, SHA-256 in hexadecimal."""
    sentences = resources.files("rung.agents.notes").joinpath("facts.py").read_text(encoding="utf-8")
    return hashlib.sha256(f"{sentences}\n{formats.source()}".encode()).hexdigest()


WORDING_HASH = _wording_hash()
