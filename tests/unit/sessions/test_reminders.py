"""Overdue risk reminds once a step: whoever treats, then who supervises; a letter says nothing but that."""

import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError

from rung.accounts import services as accounts
from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.accounts.services import channels
from rung.accounts.services import notices as notice_services
from rung.audit.models import AuditEvent
from rung.common import scope
from rung.encryption.errors import AccessUndeclared
from rung.pipelines import services as pipelines
from rung.pipelines.services import reminding
from rung.sessions import services
from rung.sessions.models import RiskConcern, RiskReminder
from rung.sessions.selectors import risk as selectors
from tests.factories import notices, people, records
from tests.factories.canary import CANARY

pytestmark = pytest.mark.django_db
DUE = people.NOON + timedelta(hours=4)  # a level of 4
SECOND = people.NOON + timedelta(hours=8)


@pytest.fixture
def who() -> Clinician:
    return people.clinician()


@pytest.fixture
def concern(who: Clinician) -> RiskConcern:
    client = people.client(who, CANARY, CANARY)
    return records.flag(who, records.transcript(who, people.session(who, client), (CANARY,)), CANARY).concern


def sent() -> list[tuple[str, ...]]:
    notices.carry(SECOND)
    return [tuple(letter.to) for letter in mail.outbox]


def test_nobody_is_reminded_before_it_is_due(concern: RiskConcern) -> None:
    assert concern.due_at == DUE
    assert pipelines.remind_of_risk(at=DUE - timedelta(seconds=1)) == 0
    assert sent() == []


def test_a_reminder_is_written_and_mailed_once(who: Clinician, concern: RiskConcern) -> None:
    assert [pipelines.remind_of_risk(at=DUE + timedelta(minutes=n)) for n in range(3)] == [1, 0, 0]
    assert sent() == [(who.email,)]
    reminder = selectors.reminders_for(who).get()
    assert (reminder.concern, reminder.step, reminder.due_at, reminder.mailed_at) == (concern, "clinician", DUE, DUE)
    assert AuditEvent.objects.filter(subject_kind="risk_reminder", subject_id=reminder.id).count() == 1


def test_the_supervisor_is_reminded_after_a_second_period(who: Clinician, concern: RiskConcern) -> None:
    supervisor, former = (people.clinician(who.practice, Role.SUPERVISOR) for _ in range(2))
    people.supervision(supervisor, who)
    ended = people.supervision(former, who)
    admin = people.clinician(who.practice, Role.PRACTICE_ADMIN)
    accounts.end_supervision(supervision_id=ended.id, by=admin, at=people.NOON)
    pipelines.remind_of_risk(at=DUE)
    assert pipelines.remind_of_risk(at=SECOND) == 1
    assert pipelines.remind_of_risk(at=SECOND) == 0
    assert sent() == [(who.email,), (supervisor.email,)]
    assert selectors.reminders_for(supervisor).get().concern == concern


@pytest.mark.usefixtures("concern")
def test_times_that_were_missed_are_made_up_for_at_once(who: Clinician) -> None:
    people.supervision(people.clinician(who.practice, Role.SUPERVISOR), who)
    assert pipelines.remind_of_risk(at=SECOND + timedelta(days=3)) == 2


def test_an_act_ends_the_reminding_and_a_missed_reassessment_begins_it_again(
    who: Clinician, concern: RiskConcern
) -> None:
    services.acknowledge_concern(concern_id=concern.id, version=1, by=who, at=DUE)
    assert pipelines.remind_of_risk(at=SECOND) == 0
    assert pipelines.remind_of_risk(at=DUE + timedelta(days=7)) == 1
    services.resolve_concern(concern_id=concern.id, version=2, words="Done.", by=who, at=DUE + timedelta(days=7))
    assert pipelines.remind_of_risk(at=DUE + timedelta(days=90)) == 0


def test_a_letter_holds_no_word_of_a_record(concern: RiskConcern, capfd: pytest.CaptureFixture[str]) -> None:
    pipelines.remind_of_risk(at=SECOND)
    assert len(sent()) == 1
    letter = mail.outbox[0]
    text = f"{letter.subject} {letter.body}"
    assert letter.subject == "A risk timer is due"
    for word in (CANARY, concern.category, str(concern.id), str(concern.client_id)):
        assert word not in text
    assert CANARY not in "".join(capfd.readouterr())


@pytest.mark.usefixtures("concern")
def test_a_letter_that_does_not_leave_loses_no_reminder_and_is_sent_once_it_can_be(
    who: Clinician, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_args: Any) -> None:
        raise smtplib.SMTPServerDisconnected(CANARY)

    monkeypatch.setattr(channels, "send_mail", refuses)
    assert pipelines.remind_of_risk(at=DUE) == 1
    assert notices.carry(DUE) == ["not_delivered"]
    monkeypatch.undo()
    assert pipelines.remind_of_risk(at=DUE) == 0
    assert sent() == [(who.email,)]
    assert selectors.reminders_for(who).count() == 1


@pytest.mark.usefixtures("concern")
def test_a_stop_between_row_and_letter_is_made_up_for(who: Clinician, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_reminder: RiskReminder, _at: datetime) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reminding, "_tell", killed)
    with pytest.raises(KeyboardInterrupt):
        pipelines.remind_of_risk(at=DUE)
    monkeypatch.undo()
    assert (pipelines.remind_of_risk(at=DUE), sent()) == (0, [(who.email,)])


@pytest.mark.usefixtures("concern")
def test_a_reminder_that_cannot_be_told_is_not_taken_for_told(who: Clinician, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(**_asked: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(notice_services, "notify", breaks)
    with pytest.raises(DatabaseError):
        pipelines.remind_of_risk(at=DUE)
    monkeypatch.undo()
    assert selectors.reminders_for(who).get().mailed_at is None
    assert (pipelines.remind_of_risk(at=DUE), sent()) == (0, [(who.email,)])


@pytest.mark.parametrize("reader", [lambda w: w, lambda w: people.clinician(w.practice)], ids=["own", "colleague"])
def test_a_reminder_is_open_to_whom_it_is_for(
    who: Clinician, concern: RiskConcern, reader: Callable[[Clinician], Clinician]
) -> None:
    pipelines.remind_of_risk(at=DUE)
    person = reader(who)
    with scope.acting(person.id):
        assert RiskReminder.objects.count() == (person == who)
        assert RiskConcern.objects.filter(pk=concern.pk).count() == (person == who)


def test_upkeep_sees_what_is_due_and_changes_and_opens_nothing(concern: RiskConcern) -> None:
    with pytest.raises(DatabaseError), scope.acting(scope.UPKEEP):
        RiskConcern.objects.filter(pk=concern.pk).update(level=0)
    with pytest.raises(AccessUndeclared), scope.acting(scope.UPKEEP):
        assert selectors.detail_of_act(concern.acts.get())
