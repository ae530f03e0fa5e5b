"""What left: the accounting, disclosures noted by hand, copies for the client."""

from uuid import UUID

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts import api as sign_in
from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import selectors as clients
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.common.api.limits import Bucket
from rung.rights import policies, selectors, services
from rung.rights.api.shapes import Accounting, AccountingOut, DisclosureOut, NewCopy, NewDisclosure, OpenedDisclosure
from rung.rights.enums import DisclosureKind, RecordKind
from rung.rights.models import Disclosure
from rung.rights.schemas import DisclosureDetail
from rung.rights.services.disclosures import Disclosed


@documented("show_accounting", out=(200, AccountingOut), refuses=(404,))
class ShowAccounting(Door[Clinician]):
    """Show what was disclosed about a client within six years, latest first."""

    def get(self, _request: Request, client_id: UUID) -> Response:
        client = clients.client_of(self.by, client_id)
        until = self.at.date()
        since = policies.accounted_from(until)
        rows = selectors.disclosures_of(self.by, client, since=since)
        with audit.access(by=self.by, at=self.at, subject=audit.Subject("accounting", client.id, client.id)):
            opened = Accounting(client.id, since, until, [_opened(row) for row in rows])
            return Response(AccountingOut(opened).data)


@documented("note_disclosure", into=NewDisclosure, out=(201, DisclosureOut), refuses=(404, 422))
class NoteDisclosure(Door[Clinician]):
    """Note that something of a record was given to somebody, as to a court."""

    def post(self, _request: Request, client_id: UUID) -> Response:
        client, sent = clients.client_of(self.by, client_id), self.sent(NewDisclosure)
        detail = DisclosureDetail(sent["recipient"], sent["what"], sent["why"])
        disclosed = Disclosed(DisclosureKind(sent["kind"]), sent["disclosed_on"], detail)
        row = services.note_disclosure(disclosed, client=client, by=self.by, at=self.at)
        with audit.access(by=self.by, at=self.at, subject=audit.Subject("disclosure", row.id, client.id)):
            return Response(DisclosureOut(_opened(row)).data, 201)


@documented("copy_record", into=NewCopy, out=(200, OpenApiTypes.BINARY), refuses=(403, 404, 422))
class CopyRecord(Door[Clinician]):
    """Make a copy of a client's record: PDF, FHIR R4 and JSON in one archive.

    It asks for a sign-in of the last minutes, and is noted as a disclosure. It
    never holds psychotherapy notes, and leaves out what other people said. Ask
    again for another one: an Idempotency-Key is not taken.
    """

    buckets = (Bucket.USUAL, Bucket.UPLOADS)
    is_answer_kept = False

    def post(self, request: Request, client_id: UUID) -> FileResponse:
        sign_in.check_is_recent(request, at=self.at)
        client, sent = clients.client_of(self.by, client_id), self.sent(NewCopy)
        chosen = frozenset(RecordKind(kind) for kind in sent["contents"])
        asked = selectors.client_request_of(self.by, client, sent.get("request_id"))
        made = services.export_record(client=client, chosen=chosen, request=asked, by=self.by, at=self.at)
        return FileResponse(made.stream, as_attachment=True, filename=made.file_name, content_type="application/zip")


def _opened(row: Disclosure) -> OpenedDisclosure:
    return OpenedDisclosure(row, selectors.detail_of(row))
