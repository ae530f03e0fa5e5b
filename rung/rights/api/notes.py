"""A signed session note for other records systems."""

import json
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts import api as sign_in
from rung.accounts.models import Clinician
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.common.api.limits import Bucket
from rung.rights import services
from rung.rights.enums import FileForm


@documented("export_note", out=(200, OpenApiTypes.OBJECT), refuses=(403, 404))
class ExportNote(Door[Clinician]):
    """Export a signed note as a FHIR R4 DocumentReference with its text as PDF and as plain text.

    It asks for a sign-in of the last minutes, and is audited as an export; note
    the disclosure when you give it to somebody. Substance use records carry the
    security label of 42 CFR Part 2. An Idempotency-Key is not taken.
    """

    buckets = (Bucket.USUAL, Bucket.UPLOADS)
    is_answer_kept = False

    def post(self, request: Request, note_id: UUID) -> Response:
        sign_in.check_is_recent(request, at=self.at)
        made = services.export_note(note_id=note_id, form=FileForm.FHIR, by=self.by, at=self.at)
        return Response(json.loads(made.content))
