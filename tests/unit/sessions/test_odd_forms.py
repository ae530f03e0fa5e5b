"""What a page answers to a form that nobody filled in, and to a record that does not open."""

import pytest
from django.test import Client as Browser

from rung.encryption.errors import KeyDestroyed, SealBroken
from rung.pipelines.admin import workspace
from rung.sessions.enums import FlagStatus
from rung.sessions.models import ClientGuide
from tests.factories import people, records

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("version", ["", "x", "-1", "1.5", "²", "9" * 30])
def test_a_version_that_is_none_saves_nothing(client: Browser, version: str) -> None:
    who = people.clinician()
    guide = records.guide(who)
    client.force_login(who)
    address = f"/admin/therapy_sessions/therapysession/{guide.session_id}/guide/"
    answer = client.post(address, {"act": "save", "version": version, "section-hello": "Changed."}, follow=True)
    assert answer.status_code == 200
    assert b"while you were editing" in answer.content
    assert ClientGuide.objects.get().version == 1


@pytest.mark.parametrize("refusal", [SealBroken, KeyDestroyed])
def test_a_record_that_does_not_open_sends_nobody_in_circles(
    monkeypatch: pytest.MonkeyPatch, refusal: type[Exception]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise refusal

    who = people.clinician()
    browser = Browser(raise_request_exception=False)
    browser.force_login(who)
    monkeypatch.setattr(workspace, "shown", broken)
    answer = browser.get(f"/admin/therapy_sessions/therapysession/{people.session(who).id}/change/")
    assert answer.status_code == 500


def test_a_flag_is_acknowledged_in_its_own_session(client: Browser) -> None:
    who = people.clinician()
    one, other = people.session(who), people.session(who)
    flag = records.flag(who, records.transcript(who, one))
    client.force_login(who)
    statuses = {}
    for session in (other, one):
        address = f"/admin/therapy_sessions/therapysession/{session.id}/acknowledge/"
        statuses[session.id] = client.post(address, {"flag": str(flag.id)}).status_code
        flag.refresh_from_db(fields=["status"])
        assert flag.status == (FlagStatus.ACKNOWLEDGED if session == one else FlagStatus.OPEN)
    assert statuses == {other.id: 404, one.id: 302}
