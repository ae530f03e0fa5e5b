"""The guide's page: a text that was overtaken is shown again, beside what was saved meanwhile."""

import pytest
from django.test import Client as Browser

from rung.encryption import access
from rung.sessions import selectors, services
from rung.sessions.models import ClientGuide
from tests.factories import people, records

pytestmark = pytest.mark.django_db


def test_a_text_that_was_overtaken_is_shown_again_and_may_be_saved(client: Browser) -> None:
    by = people.clinician()
    client.force_login(by)
    guide = records.guide(by)
    page = f"/admin/therapy_sessions/therapysession/{guide.session_id}/guide/"
    theirs = records.guide_text("Theirs was saved.")
    services.save_guide(guide_id=guide.id, content=theirs, version=1, by=by, at=people.NOON)
    mine = {"act": "save", "version": "1", "section-hello": "Mine was typed."}
    shown = client.post(page, mine).content.decode()
    assert "your text is still here" in shown
    assert 'rows="3">Mine was typed.</textarea>' in shown
    assert "<p>Theirs was saved.</p>" in shown
    assert 'name="version" value="2"' in shown
    assert text_of(guide) == "Theirs was saved."
    assert client.post(page, {**mine, "version": "2"}).status_code == 302
    assert text_of(guide) == "Mine was typed."


def text_of(guide: ClientGuide) -> str:
    with access.granted(guide.client_id):
        return selectors.text_of(ClientGuide.objects.get(pk=guide.pk)).sections[0].text
