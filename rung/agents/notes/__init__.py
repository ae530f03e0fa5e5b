"""Session notes, drafted in five formats from the same cited facts of a brief."""

from rung.agents.notes.drafting import AGENT, WORDING_HASH, draft_note
from rung.agents.notes.facts import facts_of, statements_of
from rung.agents.notes.formats import titles
from rung.agents.notes.material import Material
from rung.agents.notes.schemas import Draft, Format, Section, Statement

__all__ = [
    "AGENT",
    "WORDING_HASH",
    "Draft",
    "Format",
    "Material",
    "Section",
    "Statement",
    "draft_note",
    "facts_of",
    "statements_of",
    "titles",
]
