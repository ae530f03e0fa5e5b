"""The copy as JSON of our own shape, for software that knows no FHIR."""

from collections.abc import Iterable, Iterator

from rung.common import jsonkit
from rung.rights.schemas import CopiedClient, CopiedSession


def document(client: CopiedClient, sessions: Iterable[CopiedSession]) -> Iterator[str]:
    """Yield one JSON object in pieces, one session in memory at a time."""
    yield '{"client": ' + jsonkit.dump(client) + ', "sessions": ['
    for number, session in enumerate(sessions):
        yield (",\n" if number else "") + jsonkit.dump(session)
    yield "]}\n"
