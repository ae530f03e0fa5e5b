"""What waits too long is found by constant questions, told once to whom it waits for, and to nobody else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rung.accounts import selectors
from rung.accounts.enums import NoticeKind
from rung.accounts.models import Clinician, Notice
from rung.clients.enums import Purpose
from rung.clients.models import Consent
from rung.common import scope
from rung.encryption.errors import AccessUndeclared
from rung.pipelines import services as pipelines
from rung.pipelines.services import waiting
from rung.sessions import services as sessions
from rung.sessions.models import SessionNote
from tests.factories import people, records
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def kinds_of(who: Clinician) -> list[str]:
    return sorted(selectors.notices_of(who).values_list("kind", flat=True))


def lapsing(who: Clinician, until: datetime) -> Consent:
    """Return a consent that must be renewed, as a state may ask for it; here its row is written as it would be."""
    client = people.silent_client(who)
    consent = people.consents(client, who, Purpose.RECORDING)[0]
    return Consent.objects.create(
        client=client,
        purpose=Purpose.AI_PROCESSING,
        modality=consent.modality,
        text_version=consent.text_version,
        text_sha256=consent.text_sha256,
        method=consent.method,
        words="Testa",
        recorded_by=who,
        created_at=NOON,
        expires_at=until,
    )


def test_an_unsigned_note_is_told_of_after_a_day_and_once(who: Clinician) -> None:
    note = records.note(who)
    assert pipelines.tell_of_waiting(at=NOON + DAY - timedelta(seconds=1)) == 0
    assert [pipelines.tell_of_waiting(at=NOON + DAY + timedelta(hours=n)) for n in range(3)] == [1, 0, 0]
    notice = selectors.notices_of(who).get()
    assert (notice.kind, notice.occasion_id, notice.about_id) == (NoticeKind.NOTE_UNSIGNED, note.id, note.session_id)


def test_a_signed_note_is_not_told_of(who: Clinician) -> None:
    records.signed_note(who)
    assert pipelines.tell_of_waiting(at=NOON + DAY * 30) == 0


def test_a_draft_guide_is_told_of_after_two_days_unless_it_is_released_or_followed(who: Clinician) -> None:
    guide, released = records.guide(who), records.guide(who)
    text = records.guide_text("Reviewed.")
    sessions.save_guide(guide_id=released.id, content=text, version=1, by=who, at=NOON)
    sessions.release_guide(guide_id=released.id, by=who, at=NOON)
    earlier = records.guide(who, guide.session)
    type(earlier).objects.filter(pk=earlier.pk).update(created_at=NOON - DAY)
    assert pipelines.tell_of_waiting(at=NOON + DAY) == 0
    assert pipelines.tell_of_waiting(at=NOON + DAY * 2) == 1
    assert selectors.notices_of(who).get().occasion_id == guide.id


def test_a_consent_that_lapses_soon_is_told_of(who: Clinician) -> None:
    consent = lapsing(who, NOON + DAY * 60)
    assert pipelines.tell_of_waiting(at=NOON + DAY * 45) == 0
    assert [pipelines.tell_of_waiting(at=NOON + DAY * 46) for _ in range(2)] == [1, 0]
    notice = selectors.notices_of(who).get()
    assert (notice.kind, notice.about_id) == (NoticeKind.CONSENT_LAPSES, consent.client_id)


@pytest.mark.parametrize("longer", [None, NOON + DAY * 400])
def test_a_consent_that_was_renewed_is_not_told_of(who: Clinician, longer: datetime | None) -> None:
    consent = lapsing(who, NOON + DAY * 60)
    with scope.acting(who.id):
        Consent.objects.create(**{**_again(consent), "expires_at": longer})
    assert pipelines.tell_of_waiting(at=NOON + DAY * 50) == 0
    assert pipelines.tell_of_waiting(at=NOON + DAY * 70) == 0, "over: the pages that need it say so"


def _again(consent: Consent) -> dict[str, Any]:
    names = ("client_id", "purpose", "modality", "text_version", "text_sha256", "method", "recorded_by_id")
    return {**{name: getattr(consent, name) for name in names}, "words": "Testa", "created_at": NOON + DAY}


def test_everybody_is_told_of_their_own(who: Clinician) -> None:
    other = people.clinician()
    records.note(who)
    records.guide(other)
    assert pipelines.tell_of_waiting(at=NOON + DAY * 3) == 2
    assert (kinds_of(who), kinds_of(other)) == (["note_unsigned"], ["draft_waits"])


@pytest.mark.parametrize("find", waiting.FINDING.values())
def test_finding_costs_one_question_however_much_waits(
    who: Clinician, find: Callable[[datetime], waiting.Found]
) -> None:
    for _ in range(3):
        records.note(who)
        records.guide(who)
        lapsing(who, NOON + DAY * 10)
    with scope.acting(scope.UPKEEP), CaptureQueriesContext(connection) as asked:
        found = find(NOON + DAY * 3)
    assert len(found) == 3
    assert len([query for query in asked if query["sql"].startswith("SELECT")]) == 1


def test_upkeep_finds_notes_and_opens_none(who: Clinician) -> None:
    records.note(who)
    with pytest.raises(AccessUndeclared), scope.acting(scope.UPKEEP):
        assert SessionNote.objects.get().draft


def test_who_silenced_a_kind_does_not_keep_the_others_waiting(who: Clinician, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST", 1)
    for _ in range(2):
        records.note(who)
    assert [pipelines.tell_of_waiting(at=NOON + DAY) for _ in range(3)] == [1, 1, 0]
    assert Notice.objects.count() == 2
