"""A kit for making a copy of a record and looking into it."""

import io
import json
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.common.utterances import Source, Speaker, Transcript, Utterance
from rung.rights import services
from rung.rights.enums import RecordKind
from rung.rights.models import Disclosure, RightsRequest
from rung.sessions import services as sessions
from rung.sessions.models import SessionTranscript, TherapySession
from tests.factories.people import NOON

EVERYTHING = frozenset(RecordKind)
JOINT = (
    (Speaker.THERAPIST, "How was the week?"),
    (Speaker.CLIENT, "Źle, nie spałam. Ça va mieux, Şebnem."),
    (Speaker.OTHER, "PARTNERSECRET"),
    (Speaker.UNKNOWN, "Mhm."),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a copy holds."""

    file_name: str
    files: dict[str, bytes]
    disclosure: Disclosure

    @property
    def fhir(self) -> Any:
        return json.loads(self.files["fhir-r4.json"])

    @property
    def plain(self) -> Any:
        return json.loads(self.files["record.json"])

    @property
    def resources(self) -> list[Any]:
        return [entry["resource"] for entry in self.fhir["entry"]]


def copied(
    by: Clinician, client: Client, chosen: frozenset[RecordKind] = EVERYTHING, request: RightsRequest | None = None
) -> Opened:
    """Return a copy, opened."""
    made = services.export_record(client=client, chosen=chosen, request=request, by=by, at=NOON)
    with made.stream as stream, ZipFile(io.BytesIO(stream.read())) as archive:
        assert archive.testzip() is None
        return Opened(made.file_name, {name: archive.read(name) for name in archive.namelist()}, made.disclosure)


def joint_transcript(by: Clinician, session: TherapySession) -> SessionTranscript:
    """Return a transcript in which a partner speaks."""
    lines = tuple(Utterance(number, who, text) for number, (who, text) in enumerate(JOINT))
    said = Transcript(Source.TRANSCRIPT, lines)
    return sessions.keep_transcript(said, session=session, memo=None, by=by, at=NOON)
