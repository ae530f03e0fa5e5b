"""Versions: what a brief, a note or a guide said each time it was kept, each bound to the one before by its hash.

Whoever keeps a document records the event: a version is part of that act.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from rung.accounts.models import Clinician
from rung.sessions import selectors
from rung.sessions.models import ClientGuide, ClinicalBrief, DocumentVersion
from rung.sessions.selectors import Document


@dataclass(frozen=True, slots=True)
class Maker:
    """Who made a version: a person, or an agent and the hash of what it was told."""

    author: Clinician | None = None
    agent: str = ""
    prompt_sha256: str = ""


RUNG, BETH = Maker(agent="rung"), Maker(agent="beth")


def add_version(document: Document, content: str, *, maker: Maker, at: datetime, layout: str = "") -> DocumentVersion:
    """Keep what a document says now. Its row is held, or was made in this transaction."""
    last = selectors.versions_of(document).first()
    number, previous = (last.number + 1, last.sha256) if last else (1, "")
    version = DocumentVersion(
        session_id=document.session_id,
        client_id=document.client_id,
        kind=selectors.kind_of(document),
        document_id=document.id,
        number=number,
        layout=layout,
        content=content,
        previous=previous,
        author=maker.author,
        agent=maker.agent,
        prompt_sha256=maker.prompt_sha256,
        created_at=at,
    )
    version.sha256 = hash_of(version, content)
    version.save(force_insert=True)
    return version


def begin_brief(brief: ClinicalBrief) -> None:
    """Keep the version of a brief from before there were versions; needs a declared access."""
    if not selectors.versions_of(brief).exists():
        add_version(brief, brief.content, maker=RUNG, at=brief.created_at)


def begin_guide(guide: ClientGuide) -> None:
    """Keep the draft, and the text saved last, of a guide from before there were versions; needs a declared access."""
    if selectors.versions_of(guide).exists():
        return
    add_version(guide, guide.draft, maker=BETH, at=guide.created_at)
    if guide.reviewed_at:
        add_version(guide, guide.text, maker=Maker(guide.reviewed_by), at=guide.reviewed_at)


def hash_of(version: DocumentVersion, content: str) -> str:
    """Return the hash of a version: of its content, its place, and the version before."""
    head = f"{version.previous}\n{version.kind} {version.document_id} {version.number}\n"
    return hashlib.sha256(f"{head}{content}".encode()).hexdigest()
