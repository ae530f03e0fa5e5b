"""Beth: plain and warm. She reads a client-safe brief and nothing else, and writes the client's guide."""

from rung.agents.beth.agent import agent
from rung.agents.beth.guarded import texts_of, write_guarded
from rung.agents.beth.rendering import as_markdown, as_text
from rung.agents.beth.schemas import Guide, GuideExercise, Refused, Section
from rung.agents.beth.sectioning import sections
from rung.agents.beth.writing import write_guide

__all__ = [
    "Guide",
    "GuideExercise",
    "Refused",
    "Section",
    "agent",
    "as_markdown",
    "as_text",
    "sections",
    "texts_of",
    "write_guarded",
    "write_guide",
]
