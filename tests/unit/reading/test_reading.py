"""Reading lists: what is kept, what is refused, who may change it, and that every act is one event."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.clients.errors import ClientNotFound, OnlyReading
from rung.clients.models import Client
from rung.encryption import access
from rung.reading import policies, selectors, services
from rung.reading.enums import TRANSITIONS, ReadingStatus
from rung.reading.errors import (
    DayPassed,
    ItemChanged,
    ItemNotFound,
    LinkRefused,
    OtherSession,
    StepRefused,
    TitleMissing,
)
from rung.reading.models import ReadingItem
from rung.reading.services import Change
from rung.rights.services.copying import readings
from tests.factories import people, reading

pytestmark = pytest.mark.django_db
DAY = people.NOON.date()


@pytest.fixture
def who() -> Clinician:
    return people.clinician()


@pytest.fixture
def person(who: Clinician) -> Client:
    return people.client(who)


def changed(item: ReadingItem, change: Change, by: Clinician) -> ReadingItem:
    return services.change_item(item_id=item.id, version=item.version, change=change, by=by, at=people.NOON)


def test_a_reading_is_suggested_and_its_words_are_sealed(who: Clinician, person: Client) -> None:
    item = reading.item(who, person, "  Feeling   Good ", " https://example.org/a ")
    assert item.status == ReadingStatus.SUGGESTED
    with access.granted(person.id):
        work = selectors.work_of(ReadingItem.objects.get(pk=item.pk))
    assert (work.title, work.link) == ("Feeling Good", "https://example.org/a")
    event = AuditEvent.objects.get(subject_kind="reading_item", subject_id=item.id)
    assert (event.act, event.client_id, event.actor_id) == ("create", person.id, who.id)


def test_it_goes_its_course_and_keeps_its_note(who: Clinician, person: Client) -> None:
    item = reading.noted(who, person, "Chapter three.")
    item = changed(item, Change(status=ReadingStatus.ASSIGNED, due_on=DAY + timedelta(days=7)), who)
    item = changed(item, Change(status=ReadingStatus.READING, is_to_discuss=True), who)
    item = changed(item, Change(status=ReadingStatus.READ), who)
    found = ReadingItem.objects.get(pk=item.pk)
    assert (found.status, found.due_on, found.is_to_discuss) == ("read", DAY + timedelta(days=7), True)
    with access.granted(person.id):
        assert found.note == "Chapter three."
    assert AuditEvent.objects.filter(subject_id=item.id, act="change").count() == 4


@pytest.mark.parametrize("status", ReadingStatus)
@pytest.mark.parametrize("to", ReadingStatus)
def test_only_the_steps_of_the_table_are_taken(
    who: Clinician, person: Client, status: ReadingStatus, to: ReadingStatus
) -> None:
    item = reading.item(who, person)
    ReadingItem.objects.filter(pk=item.pk).update(status=status)
    if to in TRANSITIONS[status]:
        assert changed(item, Change(status=to), who).status == to
        return
    with pytest.raises(StepRefused):
        changed(item, Change(status=to), who)


def test_what_a_session_should_know_of(who: Clinician, person: Client) -> None:
    session = people.session(who, person)
    suggested, unread, flagged = (reading.item(who, person) for _ in range(3))
    changed(unread, Change(status=ReadingStatus.ASSIGNED), who)
    flagged = changed(flagged, Change(is_to_discuss=True), who)
    assert {row.pk for row in selectors.items_for(session)} == {unread.pk, flagged.pk}
    flagged = changed(flagged, Change(discussed_in=session.id), who)
    assert (flagged.is_to_discuss, flagged.discussed_in_id) == (False, session.id)
    assert {row.pk for row in selectors.items_for(session)} == {unread.pk, flagged.pk}
    assert {row.pk for row in selectors.items_for(people.session(who, person))} == {unread.pk}
    assert suggested.pk in {row.pk for row in selectors.items_of(person)}


def test_what_does_not_fit_is_refused(who: Clinician, person: Client) -> None:
    item = reading.item(who, person)
    with pytest.raises(TitleMissing):
        reading.item(who, person, "  ")
    with pytest.raises(LinkRefused):
        reading.item(who, person, link="http://example.org")
    with pytest.raises(DayPassed):
        changed(item, Change(status=ReadingStatus.ASSIGNED, due_on=DAY - timedelta(days=2)), who)
    with pytest.raises(StepRefused):
        changed(item, Change(due_on=DAY), who)
    with pytest.raises(OtherSession):
        changed(item, Change(discussed_in=people.session(who).id), who)
    with pytest.raises(ItemChanged):
        services.change_item(item_id=item.id, version=7, change=Change(note="x"), by=who, at=people.NOON)
    assert ReadingItem.objects.get().version == 1


@pytest.mark.parametrize(
    "text",
    [
        "http://example.org", "javascript:alert(1)", "https://user@example.org/", "https://example.org:8443/",
        "https://localhost/", "https://10.0.0.1/", "https://[::1]/", "https://exa mple.org/", "https://[bad",
        "https://example.org/" + "a" * 500, "https://example.org/\n", 'https://example.org/"', "example.org",
        "https://example.org:bad/",
    ],
)  # fmt: skip
def test_a_link_that_is_not_plainly_public_is_not_kept(text: str) -> None:
    assert not policies.is_link(text)


def test_a_plain_https_link_is_kept() -> None:
    assert policies.is_link("https://www.example.org/a/b?c=d#e")


def test_only_who_treats_writes(who: Clinician, person: Client) -> None:
    supervisor = people.clinician(who.practice, Role.SUPERVISOR)
    people.supervision(supervisor, who)
    item = reading.item(who, person)
    with pytest.raises(OnlyReading):
        changed(item, Change(note="x"), supervisor)
    with pytest.raises(ItemNotFound):
        changed(item, Change(note="x"), people.clinician())
    with pytest.raises(ClientNotFound):
        reading.item(people.clinician(), person)


def test_an_act_whose_event_cannot_be_written_writes_nothing(who: Clinician, person: Client) -> None:
    item = reading.item(who, person)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    with pytest.raises(DatabaseError, match="audit_auditevent"), transaction.atomic():
        reading.item(who, person)
    with pytest.raises(DatabaseError, match="audit_auditevent"), transaction.atomic():
        changed(item, Change(note="x"), who)
    assert [row.version for row in ReadingItem.objects.all()] == [1]


def test_a_copy_holds_what_was_given_and_no_mere_suggestion(who: Clinician, person: Client) -> None:
    reading.item(who, person, "Only thought of")
    given = changed(reading.noted(who, person), Change(status=ReadingStatus.ASSIGNED, due_on=DAY), who)
    with access.granted(person.id):
        (document,) = readings.readings_of(person).documents
    assert (document.id, document.title) == (given.id, "Reading: Feeling Good")
    assert "Chapter three." in document.text
