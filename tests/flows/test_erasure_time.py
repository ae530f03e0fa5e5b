"""What counts as a service: from the last one on, a state's time to keep a record runs."""

import pytest

from rung.clients.errors import RetentionNotOver
from rung.pipelines import services
from rung.pipelines.enums import ErasureReason
from rung.pipelines.services.erasure import Wish
from rung.sessions.services import psychotherapy
from tests.factories import people
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db


def test_a_client_who_was_never_served_may_go_at_once() -> None:
    clinician = people.clinician()
    client = people.client(clinician)
    wish = Wish(ErasureReason.ADDED_BY_MISTAKE, "testa fictional")
    made = services.erase_client(client=client, wish=wish, by=clinician, at=NOON)
    assert (made.kept_until, made.reason) == (None, "added_by_mistake")


def test_a_psychotherapy_note_is_a_service_too() -> None:
    clinician = people.clinician()
    client = people.client(clinician)
    psychotherapy.write_note(client=client, text="A thought", by=clinician, at=NOON)
    wish = Wish(ErasureReason.RETENTION_ENDED, "Testa Fictional")
    with pytest.raises(RetentionNotOver):
        services.erase_client(client=client, wish=wish, by=clinician, at=NOON)
