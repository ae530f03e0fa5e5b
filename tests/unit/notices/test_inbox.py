"""The inbox and its settings, on the screens and at the API's doors: everybody's own, in fixed words."""

import uuid

import pytest
from django.test import Client as Browser
from pytest_django.fixtures import DjangoAssertNumQueries

from rung.accounts import selectors
from rung.accounts.admin import notices as pages
from rung.accounts.enums import Channel, NoticeKind
from rung.accounts.models import Clinician, NoticeDelivery
from rung.audit.models import AuditEvent
from tests.factories import notices, people
from tests.fakes.twin import Said, instead
from tests.unit.api.callers import Caller
from tests.unit.notices.conftest import Outside, all_on

pytestmark = pytest.mark.django_db
PAGE, SETTINGS = "/admin/notices/", "/admin/notices/channels/"
DOOR, CHANNELS = "/api/v1/notices", "/api/v1/notice-channels"
RISK = [kind for kind in NoticeKind if kind.is_of_risk]


@pytest.fixture
def browser(client: Browser, who: Clinician) -> Browser:
    client.force_login(who)
    return client


def test_an_empty_inbox_says_what_will_stand_there(browser: Browser) -> None:
    page = browser.get(PAGE).content.decode()
    assert "Nothing new" in page
    assert "sidebar-badge" not in page
    assert "Mark all as read" not in page


def test_what_is_new_is_counted_and_listed(browser: Browser, who: Clinician) -> None:
    for kind in NoticeKind:
        notices.notice(who, kind)
    notices.notice(people.clinician())
    page = browser.get(PAGE).content.decode()
    assert all(f"{kind.label}</span>" in page for kind in NoticeKind)
    assert "sidebar-badge" in page
    assert pages.unread(browser.get(PAGE).wsgi_request) == str(len(NoticeKind))


@pytest.mark.parametrize("kind", NoticeKind)
def test_opening_a_notice_marks_it_and_leads_to_its_page(browser: Browser, who: Clinician, kind: NoticeKind) -> None:
    notice = notices.notice(who, kind)
    answer = browser.post(f"{PAGE}{notice.id}/", {"act": "open"})
    assert str(notice.about_id) in answer.headers["Location"]
    assert not selectors.unseen_notices_of(who).exists()
    assert AuditEvent.objects.filter(subject_id=notice.id, act="change", actor_id=who.id).count() == 1


def test_marking_stays_and_marking_all_leaves_nothing(browser: Browser, who: Clinician) -> None:
    first, _, _ = (notices.notice(who) for _ in range(3))
    assert browser.post(f"{PAGE}{first.id}/", {"act": "read"}).headers["Location"] == PAGE
    assert b"2 notices marked as read" in browser.post(f"{PAGE}read/", follow=True).content
    assert b"0 notices marked as read" in browser.post(f"{PAGE}read/", follow=True).content
    assert selectors.notices_of(who).count() == 3


def test_somebody_elses_notice_is_not_there(browser: Browser) -> None:
    theirs = notices.notice(people.clinician())
    assert browser.post(f"{PAGE}{theirs.id}/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.seen_at is None


@pytest.mark.parametrize("count", [1, 30])
def test_the_count_costs_one_question(
    who: Clinician, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        notices.notice(who)
    with django_assert_num_queries(1):
        assert selectors.unseen_notices_of(who).count() == count


def test_settings_say_what_is_not_set_up_and_keep_risk_in_the_inbox(browser: Browser, who: Clinician) -> None:
    page = browser.get(SETTINGS).content.decode()
    assert "Not set up here: whoever runs Rung sets RUNG_SLACK_WEBHOOK." in page
    assert page.count(" disabled") == 2 * len(NoticeKind) + len(RISK)
    answer = browser.post(SETTINGS, {"brief_ready-email": "on", "brief_ready-slack": "on"}, follow=True)
    assert b"Saved." in answer.content
    on = selectors.channels_of([who.id])
    assert on.is_on(who.id, NoticeKind.BRIEF_READY, Channel.EMAIL)
    assert not on.is_on(who.id, NoticeKind.BRIEF_READY, Channel.SLACK), "it could not be asked for"
    assert not on.is_on(who.id, NoticeKind.RISK_DUE, Channel.EMAIL), "a letter may be switched off"
    assert all(on.is_on(who.id, kind, Channel.IN_APP) == kind.is_of_risk for kind in NoticeKind)


def test_a_failure_is_told_where_channels_are_chosen(browser: Browser, who: Clinician, outside: Outside) -> None:
    all_on(who)
    outside.webhook.breaks[:] = [instead(Said(403, b"invalid_token"))]
    notices.notice(who)
    notices.carry()
    page = browser.get(SETTINGS).content.decode()
    assert "Last attempt failed, 2 Mar, 12:00 UTC: it refused; whoever runs Rung has to look at its settings." in page
    assert "it is sent again" in page
    NoticeDelivery.objects.filter(channel="slack").update(given_up_at=people.NOON)
    assert "it is not sent again" in browser.get(SETTINGS).content.decode()


def test_the_api_lists_and_marks(who: Clinician) -> None:
    first, second = notices.notice(who), notices.notice(who, NoticeKind.RISK_DUE)
    caller = Caller(who)
    assert caller.post(f"{DOOR}/{first.id}/read").data["seen_at"]
    found = caller.get(f"{DOOR}?is_unread=true").data
    assert [(one["id"], one["words"], one["about"]) for one in found["items"]] == [
        (str(second.id), "A risk timer is due", "client")
    ]
    assert (found["unread"], len(caller.get(DOOR).data["items"])) == (1, 2)
    assert caller.post(f"{DOOR}/read").data == {"marked": 1}
    assert caller.post(f"{DOOR}/{uuid.uuid4()}/read").code == "notice_not_found"


def test_the_api_shows_and_chooses_channels(who: Clinician) -> None:
    caller = Caller(who)
    shown = caller.get(CHANNELS).data
    assert shown["working"] == ["in_app", "email"]
    assert {one["kind"]: one["channels"] for one in shown["kinds"]}["risk_due"] == ["in_app", "email"]
    kept = [{"kind": kind, "channels": ["in_app"]} for kind in RISK]
    wanted = [*kept, {"kind": "brief_ready", "channels": ["slack"]}]
    chosen = caller.ask("PUT", CHANNELS, {"kinds": wanted}).data
    assert {one["kind"]: one["channels"] for one in chosen["kinds"]}["brief_ready"] == ["slack"]
    assert caller.ask("PUT", CHANNELS, {"kinds": []}).code == "always_shown"
    assert caller.ask("PUT", CHANNELS, {"kinds": [{"kind": "loud", "channels": []}]}).status == 400
