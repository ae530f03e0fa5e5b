"""Two workers at the same moment: somebody is told once, and one letter leaves."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from rung.accounts.enums import NoticeKind
from rung.accounts.errors import DeliveryHeld
from rung.accounts.models import Notice, NoticeDelivery
from rung.accounts.services import delivering
from rung.pipelines import services as pipelines
from rung.pipelines.services import waiting
from tests.factories import notices, people, records
from tests.factories.people import NOON
from tests.unit.notices.conftest import all_on

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 4


def at_once(act: Callable[[], object]) -> list[object]:
    """Let several workers do it, each in a connection of its own."""
    meet = Barrier(WORKERS, timeout=20)

    def call(_number: int) -> object:
        try:
            meet.wait()
            return act()
        except DeliveryHeld as held:
            return held.code
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(call, range(WORKERS)))


def test_workers_that_find_the_same_tell_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    who = people.clinician()
    all_on(who)
    for _ in range(5):
        records.note(who)
    met, find = Barrier(WORKERS, timeout=20), waiting.FINDING[NoticeKind.NOTE_UNSIGNED]

    def found_by_all(at: object) -> waiting.Found:
        found = find(at)  # type: ignore[arg-type]  # a moment
        met.wait()  # each has found all of it before any has told of it
        return found

    monkeypatch.setattr(waiting, "FINDING", {NoticeKind.NOTE_UNSIGNED: found_by_all})
    told = at_once(lambda: pipelines.tell_of_waiting(at=NOON + timedelta(days=2)))
    assert sorted(told, key=repr) == [0] * (WORKERS - 1) + [5]
    assert (Notice.objects.count(), NoticeDelivery.objects.count()) == (5, 5)
    rows = set(NoticeDelivery.objects.values_list("pk", flat=True))
    assert sorted(job for job in notices.queued() if job in rows) == sorted(rows), "one job a letter"


def test_of_workers_with_the_same_letter_one_sends_it() -> None:
    who = people.clinician()
    notices.notice(who, NoticeKind.RISK_DUE)
    delivery = NoticeDelivery.objects.get()
    at_once(lambda: delivering.deliver(delivery_id=delivery.pk, at=NOON))
    assert len(mail.outbox) == 1
    assert NoticeDelivery.objects.get().tries == 1
