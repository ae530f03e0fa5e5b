"""What other apps add to a copy: they stand beside this one, so settings name them and nothing is imported."""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.rights.schemas import CopiedGroup

type Source = Callable[[Client, Clinician], CopiedGroup]


def groups_of(client: Client, by: Clinician) -> tuple[CopiedGroup, ...]:
    """Return what the sources of COPIED_BESIDE hold of a client; needs a declared access."""
    sources: list[Source] = [import_string(name) for name in settings.COPIED_BESIDE]
    found = (source(client, by) for source in sources)
    return tuple(group for group in found if group.documents)
