"""guide: Beth writes from the client-safe brief alone; the gate compares her text with the record."""

from dataclasses import dataclass
from datetime import datetime

from rung import isolation
from rung.agents import beth
from rung.pipelines.errors import GuideLeaks
from rung.pipelines.stages import reading, screen
from rung.pipelines.stages.stage import Stage, Work
from rung.sessions import schemas


@dataclass(frozen=True, slots=True)
class Desk:
    """Beth's side and the gate's side; only the gate sees `sources`."""

    brief: isolation.ClientSafeBrief
    sources: isolation.Sources


def read(work: Work) -> Desk:
    """Return the client-safe brief, and what the gate compares with."""
    client = work.run.client
    texts = tuple(u.text for u in reading.transcript_of(work).utterances)
    names = tuple(name for name in (client.first_name, client.last_name) if name)
    brief = work.output_of("abstract", isolation.ClientSafeBrief)
    return Desk(brief, isolation.Sources(texts=texts, names=names))


def think(desk: Desk, _work: Work) -> schemas.GuideContent:
    """Write a guide that passes the gate.

    Raises:
        GuideLeaks: no wording passed.
    """
    guide, verdict = beth.write_guarded(desk.brief, desk.sources)
    if not verdict.passed:
        raise GuideLeaks
    return content_of(guide)


def content_of(guide: beth.Guide) -> schemas.GuideContent:
    """Return a guide as it is kept: headed sections of lines."""
    sections = tuple(schemas.GuideSection(s.key, s.heading, s.lines) for s in beth.sections(guide))
    return schemas.GuideContent(guide.label, sections)


def keep(_work: Work, content: schemas.GuideContent, _at: datetime) -> schemas.GuideContent:
    """Leave the draft for the stage that keeps it."""
    return content


stage = Stage("guide", "Writing the client guide", read, think, keep, screen.guide_is_withheld, is_essential=False)
