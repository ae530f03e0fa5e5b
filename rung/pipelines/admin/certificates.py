"""Certificates of erasure: the list, and one to print."""

from django.http import Http404, HttpRequest, HttpResponse

from rung.pipelines import selectors
from rung.pipelines.admin.pages import Pages, clinician_of, refusals_become_messages, uuid_or_404

LIMIT = 200


class CertificatePages(Pages):
    """What is left of erased records."""

    def changelist_view(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """List the certificates, newest first."""
        rows = list(selectors.certificates_of(clinician_of(request))[:LIMIT])
        return self.page(request, "rung/certificates.html", title="Erased records", rows=rows)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: object = None) -> HttpResponse:
        """Nobody writes a certificate by hand."""
        raise Http404

    @refusals_become_messages
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: object = None
    ) -> HttpResponse:
        """Show one certificate; it is never changed."""
        certificate = selectors.certificate_of(clinician_of(request), uuid_or_404(object_id))
        lines = list(certificate.lines.all())
        return self.page(
            request, "rung/certificate.html", title="Certificate of erasure", page=certificate, lines=lines
        )
