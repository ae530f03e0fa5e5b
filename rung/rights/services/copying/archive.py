"""The archive: what is written goes out piece by piece, compressed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rung.rights.schemas import CopiedClient, CopiedSession
from rung.rights.services.copying import fhir, plain

type Sessions = Callable[[], Iterator[CopiedSession]]


def write(sink: IO[bytes], client: CopiedClient, sessions: Sessions) -> None:
    """Write a copy; the sessions are read once for each of its three forms, because memory holds only one."""
    from rung.rights.services.copying import paper  # heavy: fonts and fpdf2, only for who makes a copy

    at = client.copied_at
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        _add(archive, "read-me-first.pdf", [paper.cover(client)], at)
        if client.documents:
            _add(archive, "safety-plans.pdf", [paper.group(client, "Safety plans", client.documents)], at)
        for held in client.groups:
            name = f"{held.title.lower().replace(' ', '-')}.pdf"
            _add(archive, name, [paper.group(client, held.title, held.documents)], at)
        for number, session in enumerate(sessions(), start=1):
            name = f"sessions/{session.starts_at:%Y-%m-%d}-{number}.pdf"
            _add(archive, name, [paper.session(client, session)], at)
        _add(archive, "fhir-r4.json", _encoded(fhir.bundle(client, sessions())), at)
        _add(archive, "record.json", _encoded(plain.document(client, sessions())), at)


def _add(archive: ZipFile, name: str, pieces: Iterable[bytes], at: datetime) -> None:
    about = ZipInfo(name, date_time=(at.year, at.month, at.day, at.hour, at.minute, at.second))
    about.compress_type = ZIP_DEFLATED
    with archive.open(about, "w", force_zip64=True) as entry:
        for piece in pieces:
            entry.write(piece)


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    return (piece.encode() for piece in pieces)
