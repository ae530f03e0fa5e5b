"""Two clients are linked, paused, resumed and ended; ended stays ended."""

import pytest
from django.db import DatabaseError, connection, transaction

from rung.audit.enums import Act
from rung.audit.models import AuditEvent
from rung.clients.enums import Modality, Purpose
from rung.clients.errors import ClientNotFound, ConsentMissing, ConsentWithdrawn
from rung.clients.services.consents import Scope
from rung.common import scope
from rung.couples import errors, selectors, services
from rung.couples.enums import LinkStatus
from rung.couples.models import CoupleLink
from rung.pipelines import services as pipelines
from tests.factories import couples, people
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db

MERGING = Scope(Purpose.COUPLES_MERGE, Modality.IN_PERSON)


def test_two_clients_are_linked_whichever_is_named_first() -> None:
    by = people.clinician()
    one, other = people.client(by), people.client(by)
    link = services.link_clients(one=other, other=one, modality=Modality.IN_PERSON, by=by, at=NOON)
    assert link.partners == tuple(sorted((one.id, other.id)))
    events = AuditEvent.objects.filter(act=Act.CREATE, subject_kind="couple_link", subject_id=link.id)
    assert {event.client_id for event in events} == {one.id, other.id}
    for pair in ((one, other), (other, one), (one, people.client(by)), (people.client(by), other)):
        with pytest.raises(errors.AlreadyLinked):
            services.link_clients(one=pair[0], other=pair[1], modality=Modality.IN_PERSON, by=by, at=NOON)


def test_a_link_needs_two_people_of_ones_own_and_both_consents() -> None:
    by = people.clinician()
    one, silent, strange = people.client(by), people.silent_client(by), people.client(people.clinician())
    for other, refusal in ((one, errors.SamePerson), (silent, ConsentMissing), (strange, ClientNotFound)):
        with pytest.raises(refusal):
            services.link_clients(one=one, other=other, modality=Modality.IN_PERSON, by=by, at=NOON)
    assert not CoupleLink.objects.exists()


def test_a_link_is_paused_resumed_and_ended_for_good() -> None:
    by = people.clinician()
    link = couples.link(by)
    with pytest.raises(errors.NotPaused):
        services.resume_link(link_id=link.id, by=by, at=NOON)
    assert services.pause_link(link_id=link.id, by=by, at=NOON).status == LinkStatus.PAUSED
    with pytest.raises(errors.LinkPaused):
        services.pause_link(link_id=link.id, by=by, at=NOON)
    assert services.resume_link(link_id=link.id, by=by, at=NOON).status == LinkStatus.ACTIVE
    assert services.end_link(link_id=link.id, by=by, at=NOON).ended_at == NOON
    for act in (services.pause_link, services.resume_link, services.end_link):
        with pytest.raises(errors.LinkEnded):
            act(link_id=link.id, by=by, at=NOON)
    again = services.link_clients(one=link.first, other=link.second, modality=Modality.IN_PERSON, by=by, at=NOON)
    assert again.id != link.id
    assert selectors.link_with(by, link.second) == again


def test_a_paused_link_is_not_resumed_without_both_consents() -> None:
    by = people.clinician()
    link = couples.link(by)
    services.pause_link(link_id=link.id, by=by, at=NOON)
    pipelines.withdraw_consent(client=link.second, scope=MERGING, by=by, at=NOON)
    with pytest.raises(ConsentWithdrawn):
        services.resume_link(link_id=link.id, by=by, at=NOON)


def test_somebody_elses_couple_looks_like_none() -> None:
    by, stranger = people.clinician(), people.clinician()
    link = couples.link(by)
    for act in (services.pause_link, services.resume_link, services.end_link):
        with pytest.raises(errors.LinkNotFound):
            act(link_id=link.id, by=stranger, at=NOON)
    with pytest.raises(errors.LinkNotFound):
        selectors.link_of(stranger, link.id)
    assert not selectors.links_of(stranger).exists()
    for actor, count in ((by, 1), (stranger, 0)):
        with scope.acting(actor.id), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM couples_couplelink")
            assert cursor.fetchone() == (count,)


def test_an_act_and_its_events_are_one_transaction() -> None:
    by = people.clinician()
    link = couples.link(by)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    with pytest.raises(DatabaseError, match="audit_auditevent"), transaction.atomic():
        services.pause_link(link_id=link.id, by=by, at=NOON)
    link.refresh_from_db()
    assert link.status == LinkStatus.ACTIVE
