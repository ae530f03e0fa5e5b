"""Two people, or two clicks, at the same moment: one wins, the other is told."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, models, transaction

from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.common.errors import RungError
from rung.sessions import errors, services
from rung.sessions.enums import FlagStatus, GuideStatus
from rung.sessions.models import ClientGuide, RiskFlag
from tests.factories import people, records

pytestmark = pytest.mark.django_db(transaction=True)

NOON = people.NOON
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


@pytest.fixture
def reviewed(clinician: Clinician) -> ClientGuide:
    guide = records.guide(clinician)
    text = records.guide_text("Reviewed.")
    return services.save_guide(guide_id=guide.pk, content=text, version=1, by=clinician, at=NOON)


def _at_once(row: models.Model, *acts: Callable[[], object]) -> list[object]:
    """Let all acts wait for a row's lock, then let go; return what each gave, or its refusal's type."""

    def call(act: Callable[[], object]) -> object:
        try:
            return act()
        except RungError as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic():
            type(row)._base_manager.select_for_update().get(pk=row.pk)
            waiting: list[Future[object]] = [pool.submit(call, act) for act in acts]
            _until_waiting(len(acts))
        return [one.result(20) for one in waiting]


def _until_waiting(count: int) -> None:
    """Return when so many connections wait for a lock."""
    deadline = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction otherwise sees one moment only
            cursor.execute(WAITING)
            if cursor.fetchone() == (count,):
                return
    pytest.fail("they never met")


def test_of_two_releases_one_wins(clinician: Clinician, reviewed: ClientGuide) -> None:
    def release() -> object:
        return services.release_guide(guide_id=reviewed.pk, by=clinician, at=NOON).status

    found = _at_once(reviewed, release, release)
    assert sorted(map(str, found)) == sorted(map(str, [GuideStatus.RELEASED, errors.GuideAlreadyReleased]))
    assert AuditEvent.objects.filter(act="release").count() == 1


def test_of_two_saves_of_one_version_one_wins(clinician: Clinician, reviewed: ClientGuide) -> None:
    def save(line: str) -> object:
        text = records.guide_text(line)
        return services.save_guide(guide_id=reviewed.pk, content=text, version=2, by=clinician, at=NOON).version

    found = _at_once(reviewed, lambda: save("mine"), lambda: save("yours"))
    assert sorted(map(str, found)) == sorted(map(str, [3, errors.GuideChanged]))
    assert ClientGuide.objects.get(pk=reviewed.pk).version == 3
    assert AuditEvent.objects.filter(act="change").count() == 2  # the review before, and the winner


def test_of_a_save_and_a_release_neither_is_half_done(clinician: Clinician, reviewed: ClientGuide) -> None:
    def save() -> object:
        text = records.guide_text("late")
        return services.save_guide(guide_id=reviewed.pk, content=text, version=2, by=clinician, at=NOON).version

    def release() -> object:
        return services.release_guide(guide_id=reviewed.pk, by=clinician, at=NOON).version

    saved, released = _at_once(reviewed, save, release)
    assert (saved, released) in [(3, 3), (errors.GuideAlreadyReleased, 2)]
    found = ClientGuide.objects.get(pk=reviewed.pk)
    assert (found.status, found.version) == (GuideStatus.RELEASED, released)


def test_a_flag_acknowledged_twice_at_once_is_one_event(clinician: Clinician) -> None:
    flag = records.flag(clinician, records.transcript(clinician, people.session(clinician)))

    def acknowledge() -> object:
        return services.acknowledge_flag(flag_id=flag.pk, by=clinician, at=NOON).status

    assert _at_once(flag, acknowledge, acknowledge) == [FlagStatus.ACKNOWLEDGED] * 2
    assert AuditEvent.objects.filter(act="change", subject_kind="risk_flag").count() == 1
    assert RiskFlag.objects.get(pk=flag.pk).acknowledged_at == NOON
