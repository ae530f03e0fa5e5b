"""Versions of a note: list, show."""

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.common import jsonkit
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.common.api.pages import Paging, page_of
from rung.sessions import schemas, selectors
from rung.sessions.api.versionshapes import OpenedVersion, VersionOut, VersionPageOut

LAST_FIRST = ("-number", "-id")


@documented("list_note_versions", query=Paging, out=(200, VersionPageOut), refuses=(404,))
class ListVersions(Door[Clinician]):
    """List the versions of a note, newest first, without their words."""

    def get(self, _request: Request, note_id: UUID) -> Response:
        note = selectors.note_of(self.by, note_id)
        page = page_of(selectors.versions_of(note), self.asked(Paging), order=LAST_FIRST)
        return Response(VersionPageOut(page).data)


@documented("show_note_version", out=(200, VersionOut), refuses=(404,))
class ShowVersion(Door[Clinician]):
    """Show what a note said in one version."""

    def get(self, _request: Request, note_id: UUID, number: int) -> Response:
        note = selectors.note_of(self.by, note_id)
        version = selectors.version_of(note, number)
        with audit.access(by=self.by, at=self.at, subject=audit.Subject("note", note.id, note.client_id)):
            opened = OpenedVersion(version, jsonkit.load(schemas.NoteText, version.content))
            return Response(VersionOut(opened).data)
