"""Today shows what is planned, and whatever risk nobody answered yet, however long ago it was said."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from rung.common import clock
from rung.pipelines.admin import today
from rung.sessions.models import RiskFlag, TherapySession
from tests.factories import people, records

pytestmark = pytest.mark.django_db
LONG_AFTER = people.NOON + timedelta(days=60)


def test_an_open_flag_of_long_ago_is_shown_and_planned_for_no_day(monkeypatch: pytest.MonkeyPatch) -> None:
    who, colleague = people.clinician(), people.clinician()
    flagged, quiet = people.session(who), people.session(who)
    records.transcript(who, quiet)
    flag = records.flag(who, records.transcript(who, flagged))
    records.flag(colleague, records.transcript(colleague, people.session(colleague)))
    monkeypatch.setattr(clock, "now", lambda: LONG_AFTER)
    request = RequestFactory().get("/admin/")
    request.user = who
    shown = today.dashboard(request, {})
    assert [row.id for row in shown["flagged"]] == [flagged.id]
    assert shown["today"] == shown["coming"] == []
    RiskFlag.objects.filter(pk=flag.pk).update(status="acknowledged")
    assert today.dashboard(request, {})["flagged"] == []


def test_a_flag_outlives_a_full_calendar() -> None:
    who = people.clinician()
    flagged = people.session(who)
    TherapySession.objects.filter(pk=flagged.pk).update(starts_at=people.NOON + timedelta(days=1))  # the last
    records.flag(who, records.transcript(who, flagged))
    person = people.client(who)
    for _ in range(today.LIMIT):
        people.session(who, person)
    rows = today.rows_for(who, people.NOON)
    assert [row.id for row in rows if row.open_flags] == [flagged.id]
    assert len({row.id for row in rows}) == len(rows)
