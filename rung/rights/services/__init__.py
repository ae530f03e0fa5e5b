"""Acts of the rights desk: one act, one transaction, one audit event."""

from rung.rights.services.answers import deny_request, dispute_denial, extend_request, fulfill_request, withdraw_request
from rung.rights.services.disclosures import note_disclosure
from rung.rights.services.export import export_record
from rung.rights.services.note_files import export_note
from rung.rights.services.requests import receive_request

__all__ = [
    "deny_request",
    "dispute_denial",
    "export_note",
    "export_record",
    "extend_request",
    "fulfill_request",
    "note_disclosure",
    "receive_request",
    "withdraw_request",
]
