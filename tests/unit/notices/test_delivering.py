"""A channel that fails loses nothing, is tried at most four times, and is given the same words for everybody."""

import json
from datetime import timedelta

import pytest
from django.core import mail

from rung.accounts.enums import NoticeKind
from rung.accounts.errors import DeliveryHeld
from rung.accounts.models import Clinician, NoticeDelivery
from rung.accounts.services import channels, delivering
from rung.common import scope
from rung.pipelines import services as pipelines
from rung.sessions.selectors import risk
from tests.factories import notices, people, records
from tests.factories.canary import CANARY, shapes_of
from tests.factories.people import NOON
from tests.fakes import sns as sns_twin
from tests.fakes.twin import Said, instead, reset
from tests.unit.notices.conftest import Outside, all_on

pytestmark = pytest.mark.django_db
DUE = NOON + timedelta(hours=8)


def row_of(channel: str) -> NoticeDelivery:
    return NoticeDelivery.objects.get(channel=channel)


def test_a_notice_is_taken_through_every_channel_once(who: Clinician, outside: Outside) -> None:
    all_on(who)
    notices.notice(who)
    assert [notices.carry() for _ in range(3)] == [[], [], []]
    words = "A brief is ready. Sign in to see it: http://localhost:8000/admin/notices/"
    assert [(letter.subject, letter.body, letter.to) for letter in mail.outbox] == [
        ("A brief is ready", words, [who.email])
    ]
    assert [message["Message"] for message in outside.published.messages] == [words]
    assert [json.loads(body)["text"] for body in outside.posted] == [words]
    assert {row.sent_at for row in NoticeDelivery.objects.all()} == {NOON}


def test_a_channel_that_is_down_is_tried_again_and_the_others_are_not_held_up(who: Clinician, outside: Outside) -> None:
    all_on(who)
    outside.webhook.breaks[:] = [reset]
    outside.topic.breaks[:] = [instead(sns_twin.refusal("InternalError", 500))]
    notices.notice(who)
    assert notices.carry() == ["not_delivered"] * 2
    assert len(mail.outbox) == 1
    assert (row_of("slack").failure, row_of("slack").tries) == ("channel_silent", 1)
    assert notices.carry(NOON + timedelta(minutes=1)) == []
    assert (len(outside.published.messages), len(outside.posted), len(mail.outbox)) == (1, 1, 1)
    assert (row_of("slack").failure, row_of("slack").tries) == ("", 2)


def test_after_four_tries_it_is_given_up_and_stays_in_the_inbox(who: Clinician, outside: Outside) -> None:
    all_on(who)
    outside.webhook.breaks[:] = [instead(Said(403, b"invalid_token"))] * 9
    notices.notice(who)
    said = [notices.carry(NOON + timedelta(minutes=n)) for n in range(6)]
    assert said == [["not_delivered"]] * 3 + [[]] * 3
    assert len(outside.webhook.asked) == delivering.MOST_TRIES
    row = row_of("slack")
    assert (row.failure, row.sent_at, row.given_up_at) == ("channel_refuses", None, NOON + timedelta(minutes=3))
    assert row.notice.is_shown


def test_what_another_worker_holds_is_left_to_it_until_it_is_late(who: Clinician, outside: Outside) -> None:
    notices.notice(who, NoticeKind.RISK_DUE)
    row = row_of("email")
    row.tries, row.held_until = 1, NOON + delivering.HELD
    row.save()
    with pytest.raises(DeliveryHeld):
        delivering.deliver(delivery_id=row.id, at=NOON)
    assert mail.outbox == []
    delivering.deliver(delivery_id=row.id, at=NOON + delivering.HELD)  # it was killed
    assert len(mail.outbox) == 1
    assert row_of("email").tries == 2


def test_who_was_shut_out_meanwhile_is_not_written_to(who: Clinician) -> None:
    notices.notice(who, NoticeKind.RISK_DUE)
    Clinician.objects.filter(pk=who.pk).update(is_active=False)
    assert notices.carry() == []
    assert mail.outbox == []
    assert (row_of("email").failure, row_of("email").given_up_at) == ("recipient_gone", NOON)


def test_nothing_outside_says_who_or_what(
    who: Clinician, outside: Outside, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """A record full of canaries comes to be due; what leaves tells it from no other."""
    all_on(who)
    client = people.client(who, CANARY, CANARY)
    session = people.session(who, client)
    flag = records.flag(who, records.transcript(who, session, (CANARY,)), CANARY)
    outside.webhook.breaks[:] = [instead(Said(500, CANARY.encode()))]
    pipelines.remind_of_risk(at=DUE)
    pipelines.tell_of_waiting(at=DUE)
    for minute in range(4):
        notices.carry(DUE + timedelta(minutes=minute))
    letters = [str(letter.message()).encode() for letter in mail.outbox]
    left = [*letters, *outside.published.bodies, *outside.posted]
    assert len(left) == 3, "a letter, a message and a post"
    ids = (client.id, session.id, flag.id, flag.concern_id, who.id, risk.reminders_for(who).get().id)
    told = NoticeDelivery.objects.values_list("pk", "notice_id")
    words = [*shapes_of(CANARY), *(str(one).encode() for one in (*ids, *(part for pair in told for part in pair)))]
    logged = f"{caplog.text}{''.join(capfd.readouterr())}".encode()
    assert not [word for word in words for text in left if word in text]
    assert not [shape for shape in shapes_of(CANARY) if shape in logged]


def test_the_words_of_a_kind_are_the_same_for_everybody() -> None:
    assert len({channels.text_of(kind) for kind in NoticeKind}) == len(NoticeKind)
    assert all(str(kind.label).isascii() and len(str(kind.label)) <= 100 for kind in NoticeKind), "as SNS takes it"


def test_upkeep_alone_takes_letters_out(who: Clinician) -> None:
    notices.notice(who, NoticeKind.RISK_DUE)
    with scope.acting(people.clinician().id):
        assert not NoticeDelivery.objects.exists()
