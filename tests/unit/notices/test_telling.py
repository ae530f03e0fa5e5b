"""Somebody is told once, as they chose, and nobody else sees it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from pytest_django.fixtures import DjangoAssertNumQueries

from rung.accounts import selectors, services
from rung.accounts.enums import Channel, NoticeKind
from rung.accounts.errors import AlwaysShown
from rung.accounts.models import Clinician, Notice, NoticeChoice, NoticeDelivery
from rung.accounts.services import notices as told
from rung.audit.models import AuditEvent
from rung.common import scope
from rung.pipelines import engine, flows
from rung.pipelines import services as pipelines
from rung.pipelines.enums import ErasureReason, RunStatus
from rung.pipelines.services import noticing
from rung.pipelines.services.erasure import Wish
from rung.sessions.models import ClientGuide
from tests.factories import notices, people, records
from tests.factories.people import NOON
from tests.flows import scenes
from tests.unit.notices.conftest import EVERYTHING, all_on

pytestmark = pytest.mark.django_db
BRIEF, RISK = NoticeKind.BRIEF_READY, NoticeKind.RISK_DUE


def telling(who: Clinician, kind: NoticeKind = BRIEF) -> told.Telling:
    return told.Telling(who.id, kind, uuid.uuid4(), uuid.uuid4())


def test_an_occasion_is_told_once_and_audited(who: Clinician) -> None:
    one = telling(who)
    written = [told.notify(tellings=[one, one], at=NOON + timedelta(hours=n)) for n in range(3)]
    assert [len(rows) for rows in written] == [1, 0, 0]
    notice = selectors.unseen_notices_of(who).get()
    assert (notice.kind, notice.about_id, notice.created_at) == (BRIEF, one.about_id, NOON)
    assert AuditEvent.objects.filter(subject_kind="notice", subject_id=notice.id, act="create").count() == 1


def test_a_notice_whose_event_cannot_be_written_is_not_written(who: Clinician) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    with pytest.raises(DatabaseError), transaction.atomic():
        told.notify(tellings=[telling(who, RISK)], at=NOON)
    assert not Notice.objects.exists()
    assert notices.queued() == []


def test_risk_is_mailed_and_the_rest_is_not_unless_it_was_chosen(who: Clinician) -> None:
    told.notify(tellings=[telling(who), telling(who, RISK)], at=NOON)
    assert notices.carry() == []
    assert [letter.subject for letter in mail.outbox] == ["A risk timer is due"]
    services.choose_channels(on=EVERYTHING.keys() - {(RISK, Channel.EMAIL)}, by=who, at=NOON)
    told.notify(tellings=[telling(who), telling(who, RISK)], at=NOON)
    notices.carry()
    assert [letter.subject for letter in mail.outbox][1:] == ["A brief is ready"]


def test_what_is_not_set_up_is_not_tried(who: Clinician) -> None:
    all_on(who)
    told.notify(tellings=[telling(who)], at=NOON)
    assert set(NoticeDelivery.objects.values_list("channel", flat=True)) == {"email"}


def test_what_is_silenced_is_not_shown_and_not_told_again(who: Clinician) -> None:
    services.choose_channels(on=EVERYTHING.keys() - {(BRIEF, Channel.IN_APP)}, by=who, at=NOON)
    one = telling(who)
    assert len(told.notify(tellings=[one], at=NOON)) == 1
    assert not selectors.notices_of(who).exists()
    assert told.notify(tellings=[one], at=NOON) == []


def test_risk_cannot_be_silenced_in_the_inbox(who: Clinician) -> None:
    with pytest.raises(AlwaysShown):
        services.choose_channels(on=EVERYTHING.keys() - {(RISK, Channel.IN_APP)}, by=who, at=NOON)
    assert not NoticeChoice.objects.exists()


def test_a_choice_that_is_the_houses_own_leaves_no_row(who: Clinician) -> None:
    all_on(who)
    assert NoticeChoice.objects.exists()
    house = {(k, c) for k, c in EVERYTHING if c == Channel.IN_APP or (c == Channel.EMAIL and k.is_of_risk)}
    services.choose_channels(on=house, by=who, at=NOON)
    assert not NoticeChoice.objects.exists()


@pytest.mark.parametrize("count", [1, 20])
def test_each_more_that_is_told_costs_its_event_alone(
    who: Clinician, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    wanted = [telling(who) for _ in range(count)]
    with django_assert_num_queries(5 + count):  # choices, rows, which were new, savepoint and its end; an event each
        told.notify(tellings=wanted, at=NOON)


@pytest.mark.parametrize("is_own", [True, False])
def test_a_notice_is_open_to_whom_it_is_for(who: Clinician, is_own: bool) -> None:  # noqa: FBT001 — a case
    all_on(who)
    notices.notice(who, RISK)
    reader = who if is_own else people.clinician(who.practice)
    with scope.acting(reader.id):
        seen = [model.objects.exists() for model in (Notice, NoticeDelivery, NoticeChoice)]
        assert Notice.objects.update(seen_at=NOON) == is_own
    assert seen == [is_own] * 3
    with pytest.raises(DatabaseError), scope.acting(people.clinician(who.practice).id):
        notices.notice(who)


def test_notices_about_somebody_go_with_them(who: Clinician) -> None:
    about = uuid.uuid4()
    gone, stays = notices.notice(who, RISK, about), notices.notice(who)
    with scope.acting(who.id):
        assert told.forget_notices(about_ids=[about]) == 0
    with scope.acting(scope.UPKEEP):
        assert told.forget_notices(about_ids=[about]) == 1
    assert list(Notice.objects.all()) == [stays]
    assert notices.carry() == [], f"the letter of {gone.id} is not sent any more"
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("status", "has_guide", "kinds"),
    [
        (RunStatus.COMPLETE, False, {"brief_ready"}),
        (RunStatus.COMPLETE, True, {"brief_ready", "guide_waits"}),
        (RunStatus.PARTLY_COMPLETE, False, {"brief_ready", "run_needs_you"}),
        (RunStatus.FAILED, False, {"run_needs_you"}),
    ],
)
def test_who_asked_for_a_run_is_told_what_became_of_it(status: RunStatus, *, has_guide: bool, kinds: Any) -> None:
    run = scenes.queued_run()
    run.status = status
    if has_guide:
        guide = records.guide(run.requested_by, run.session)
        guide.run_id = run.id
        guide.save(update_fields=["run_id"])
    for _ in range(2):  # a worker that was killed after its commit comes again
        with scope.acting(run.requested_by_id):
            noticing.tell_of_run(run, at=NOON)
    found = selectors.notices_of(run.requested_by)
    assert {notice.kind for notice in found} == kinds
    assert {notice.about_id for notice in found} == {run.session_id}


def test_a_run_tells_of_its_brief_and_its_guide_once() -> None:
    run = scenes.queued_run()
    for _ in range(2):
        engine.advance(run.id, flows.recipe_of, by_id=run.requested_by_id, must_stop=lambda: False)
    found = selectors.notices_of(run.requested_by)
    assert sorted(found.values_list("kind", flat=True)) == ["brief_ready", "guide_waits"]
    guide = ClientGuide.objects.get(run_id=run.id)
    assert set(found.values_list("occasion_id", flat=True)) == {run.id, guide.id}


def test_a_run_whose_end_cannot_be_kept_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(**_asked: Any) -> None:
        raise DatabaseError

    run = scenes.queued_run()
    monkeypatch.setattr(told, "notify", breaks)
    with pytest.raises(DatabaseError):
        engine.advance(run.id, flows.recipe_of, by_id=run.requested_by_id, must_stop=lambda: False)
    run.refresh_from_db()
    assert run.status != RunStatus.COMPLETE, "neither is kept without the other; the next worker ends it"


def test_erasing_a_client_removes_what_was_told_of_them(who: Clinician) -> None:
    client = people.silent_client(who)
    session, supervisor = people.session(who, client), people.clinician(who.practice)
    for recipient, about in ((who, client.id), (who, session.id), (supervisor, client.id)):
        notices.notice(recipient, about=about)
    kept = notices.notice(who)
    wish = Wish(ErasureReason.RETENTION_ENDED, "Testa Fictional")
    with scope.acting(who.id):
        pipelines.erase_client(client=client, wish=wish, by=who, at=NOON.replace(year=2036))
    assert list(Notice.objects.all()) == [kept]
