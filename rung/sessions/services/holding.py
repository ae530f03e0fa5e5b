"""Hold a note while it is acted on."""

from uuid import UUID

from rung.accounts.models import Clinician
from rung.clients import policies as client_policies
from rung.sessions import selectors
from rung.sessions.models import SessionNote


def locked_note(by: Clinician, note_id: UUID) -> SessionNote:
    """Return one of the clinician's notes, held to the end of the transaction.

    Raises:
        RecordNotFound: not among the clinician's notes.
        OnlyReading: of somebody the clinician supervises.
    """
    found = selectors.note_of(by, note_id)
    client_policies.check_is_client_of(found.client, by)
    held = SessionNote.objects.select_for_update(of=("self",)).select_related("session", "client__practice")
    return held.get(pk=found.pk)
