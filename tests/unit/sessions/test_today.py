"""Today shows what is planned, and whatever risk or draft nobody answered yet, however long ago it came."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import RequestFactory

from rung.accounts.models import Clinician
from rung.common import clock
from rung.pipelines.admin import today
from rung.pipelines.models import PipelineRun
from rung.sessions import services
from rung.sessions.models import TherapySession
from tests.factories import notices, people, records
from tests.flows import scenes

pytestmark = pytest.mark.django_db
LONG_AFTER = people.NOON + timedelta(days=60)
type Show = Callable[..., dict[str, Any]]


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Show:
    """Return what somebody sees on Today."""

    def shown(who: Clinician, at: datetime = LONG_AFTER) -> dict[str, Any]:
        monkeypatch.setattr(clock, "now", lambda: at)
        request = RequestFactory().get("/admin/")
        request.user = who
        return today.dashboard(request, {})

    return shown


def test_an_open_concern_of_long_ago_is_shown_and_planned_for_no_day(show: Show) -> None:
    who, colleague = people.clinician(), people.clinician()
    flagged, quiet = people.session(who), people.session(who)
    records.transcript(who, quiet)
    flag = records.flag(who, records.transcript(who, flagged))
    records.flag(colleague, records.transcript(colleague, people.session(colleague)))
    shown = show(who)
    assert [row.id for row in shown["concerns"]] == [flag.concern_id]
    assert shown["today"] == shown["coming"] == []


def test_a_concern_is_shown_once_until_it_is_resolved(show: Show) -> None:
    who = people.clinician()
    person = people.client(who)
    flags = [records.flag(who, records.transcript(who, people.session(who, person))) for _ in range(3)]
    concern_id = flags[0].concern_id
    assert [row.id for row in show(who)["concerns"]] == [concern_id]
    services.acknowledge_concern(concern_id=concern_id, version=3, by=who, at=people.NOON)
    assert [(row.status, row.is_unseen) for row in show(who)["concerns"]] == [("Acknowledged", False)]
    services.resolve_concern(concern_id=concern_id, version=4, words="Talked.", by=who, at=people.NOON)
    assert show(who)["concerns"] == []


def test_concerns_outlive_a_full_calendar(show: Show) -> None:
    who = people.clinician()
    flagged = people.session(who)
    TherapySession.objects.filter(pk=flagged.pk).update(starts_at=people.NOON + timedelta(days=1))  # the last
    flag = records.flag(who, records.transcript(who, flagged))
    person = people.client(who)
    for _ in range(today.LIMIT):
        people.session(who, person)
    shown = show(who, people.NOON)
    assert [row.id for row in shown["concerns"]] == [flag.concern_id]
    assert len(shown["today"]) + len(shown["coming"]) == today.LIMIT


def test_overdue_concerns_come_first_and_say_so(show: Show) -> None:
    who = people.clinician()
    slow, urgent, later = (
        records.flag(who, records.transcript(who, people.session(who)), level=level) for level in (2, 5, 0)
    )
    shown = show(who, people.NOON + timedelta(hours=4))["concerns"]
    assert [row.id for row in shown] == [urgent.concern_id, slow.concern_id, later.concern_id]
    assert [row.due for row in shown] == [
        "acknowledge: 3 h overdue",
        "acknowledge within 20 h",
        "acknowledge within 3 days",
    ]
    assert [row.is_overdue for row in shown] == [True, False, False]


def test_a_draft_guide_waits_until_it_is_reviewed_however_old(show: Show) -> None:
    who = people.clinician()
    guides = [records.guide(who) for _ in range(2)]
    assert [row.id for row in show(who)["to_review"]] == [guide.session_id for guide in guides]
    text = records.guide_text("Rest.")
    services.save_guide(guide_id=guides[0].id, content=text, version=1, by=who, at=people.NOON)
    assert [row.id for row in show(who)["to_review"]] == [guides[1].session_id]
    assert show(people.clinician(who.practice))["to_review"] == []


def test_notices_and_briefs_that_are_being_prepared_are_counted(show: Show) -> None:
    run = scenes.queued_run()
    notices.notice(run.requested_by)
    assert (show(run.requested_by)["preparing"], show(run.requested_by)["unread"]) == (1, 1)
    assert show(people.clinician())["preparing"] == 0
    PipelineRun.objects.filter(pk=run.pk).update(status="complete")
    assert show(run.requested_by)["preparing"] == 0
