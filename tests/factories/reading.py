"""Reading lists, made through the services."""

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.reading import services
from rung.reading.enums import SuggestedBy
from rung.reading.models import ReadingItem
from rung.reading.schemas import Work
from rung.reading.services import Change
from tests.factories.people import NOON


def item(of: Clinician, client: Client, title: str = "Feeling Good", link: str = "") -> ReadingItem:
    """Return a new suggestion on a client's reading list."""
    work = Work(title, "David D. Burns", link)
    return services.add_item(client=client, work=work, suggested_by=SuggestedBy.CLINICIAN, by=of, at=NOON)


def noted(of: Clinician, client: Client, note: str = "Chapter three.") -> ReadingItem:
    """Return a reading with a note; its version is 2."""
    made = item(of, client)
    return services.change_item(item_id=made.id, version=1, change=Change(note=note), by=of, at=NOON)
