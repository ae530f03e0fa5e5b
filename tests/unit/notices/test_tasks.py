"""The worker's tasks: known to the queue by name, given ids, and bounded."""

import uuid

import pytest
from django.core import mail
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from rung.accounts import tasks
from rung.accounts.enums import Channel, NoticeKind
from rung.accounts.errors import NotDelivered
from rung.accounts.models import Clinician, Notice, NoticeDelivery
from rung.accounts.services import channels
from rung.accounts.services.notices import DELIVER, LAST
from rung.common import clock
from rung.pipelines import tasks as of_pipelines
from rung.providers.telling import ChannelSilent
from tests.factories import notices, people, records

pytestmark = pytest.mark.django_db


def test_a_letter_is_a_job_behind_all_others(who: Clinician) -> None:
    notices.notice(who, NoticeKind.RISK_DUE)
    given = {"delivery_id": str(NoticeDelivery.objects.get().id)}
    job = ProcrastinateJob.objects.get(task_name=DELIVER, args=given)
    assert (job.queue_name, job.priority) == ("upkeep", LAST)
    app.tasks[DELIVER](**job.args)
    assert [letter.to for letter in mail.outbox] == [[who.email]]


def test_a_failure_comes_back_and_a_delivery_that_is_gone_does_not(
    who: Clinician, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_args: object) -> None:
        raise ChannelSilent

    monkeypatch.setitem(channels.SENDERS, Channel.EMAIL, silent)
    notices.notice(who, NoticeKind.RISK_DUE)
    with pytest.raises(NotDelivered):
        tasks.deliver_notice(delivery_id=str(NoticeDelivery.objects.get().id))
    tasks.deliver_notice(delivery_id=str(uuid.uuid4()))


def test_the_clock_tells_of_what_waits(who: Clinician, monkeypatch: pytest.MonkeyPatch) -> None:
    records.note(who)
    monkeypatch.setattr(clock, "now", lambda: people.NOON.replace(day=9))
    of_pipelines.tell_of_waiting(timestamp=0)
    assert Notice.objects.get().kind == NoticeKind.NOTE_UNSIGNED
