"""What the plan of a client adds to their course: completed sprints and attained goals."""

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.progress.selectors import Beyond


def beyond_of(_clinician: Clinician, _client: Client) -> Beyond:
    """Return what the plan adds; nothing as long as nobody plans."""
    return Beyond()
