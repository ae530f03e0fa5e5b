"""Addresses of the rights desk, below /api/v1/."""

from django.urls import path

from rung.common.api.doors import address
from rung.rights.api import answers, disclosures, notes, requests

ONE = "rights-requests/<uuid:request_id>"
CLIENT = "clients/<uuid:client_id>"

urlpatterns = [
    path("rights-requests", address(requests.ListRequests), name="rights-requests"),
    path(ONE, address(requests.ShowRequest), name="rights-request"),
    path(f"{ONE}/extend", address(answers.ExtendRequest), name="extend-rights-request"),
    path(f"{ONE}/fulfill", address(answers.FulfillRequest), name="fulfill-rights-request"),
    path(f"{ONE}/deny", address(answers.DenyRequest), name="deny-rights-request"),
    path(f"{ONE}/dispute", address(answers.DisputeDenial), name="dispute-rights-denial"),
    path(f"{ONE}/withdraw", address(answers.WithdrawRequest), name="withdraw-rights-request"),
    path(f"{CLIENT}/rights-requests", address(requests.ReceiveRequest), name="receive-rights-request"),
    path(f"{CLIENT}/accounting", address(disclosures.ShowAccounting), name="accounting"),
    path(f"{CLIENT}/disclosures", address(disclosures.NoteDisclosure), name="disclosures"),
    path(f"{CLIENT}/copies", address(disclosures.CopyRecord), name="copies"),
    path("notes/<uuid:note_id>/document-reference", address(notes.ExportNote), name="export-note"),
    path("sessions/<uuid:session_id>/amendments", address(requests.ListAmendments), name="amendments"),
]
