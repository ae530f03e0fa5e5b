"""Reading lists at the API: added, listed, changed by version."""

import pytest
from django.test import Client as Browser

from rung.reading.models import ReadingItem
from tests.factories import people, reading

pytestmark = pytest.mark.django_db
JSON = "application/json"


def test_a_reading_is_added_listed_and_changed_by_version() -> None:
    who = people.clinician()
    person, browser = people.client(who), Browser()
    browser.force_login(who)
    address = f"/api/v1/clients/{person.id}/reading"
    made = browser.post(address, {"title": "Feeling Good", "suggested_by": "client"}, JSON)
    assert (made.status_code, made.json()["status"], made.json()["version"]) == (201, "suggested", 1)
    one = f"/api/v1/reading/{made.json()['id']}"
    sent = {"status": "assigned", "is_to_discuss": True, "note": "Chapter three."}
    assert browser.patch(one, sent, JSON).status_code == 428
    done = browser.patch(one, sent, JSON, headers={"If-Match": '"1"'})
    assert (done.status_code, done.json()["status"], done.json()["note"]) == (200, "assigned", "Chapter three.")
    assert browser.patch(one, sent, JSON, headers={"If-Match": '"1"'}).status_code == 412
    (listed,) = browser.get(address).json()["items"]
    assert listed == done.json()


def test_a_refused_link_is_not_repeated_in_the_answer() -> None:
    who = people.clinician()
    person, browser = people.client(who), Browser()
    browser.force_login(who)
    sent = {"title": "T", "link": "http://zyx.example/", "suggested_by": "client"}
    answer = browser.post(f"/api/v1/clients/{person.id}/reading", sent, JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, "reading_link_refused")
    assert b"zyx" not in answer.content
    assert not ReadingItem.objects.exists()


def test_a_screen_changes_no_reading_of_another_client() -> None:
    who = people.clinician()
    browser, item = Browser(), reading.item(who, people.client(who))
    browser.force_login(who)
    address = f"/admin/clients/client/{people.client(who).id}/reading/"
    sent = {"act": "change", "item": item.id, "version": 1, "note": "x"}
    assert browser.post(address, sent).status_code == 404
    assert ReadingItem.objects.get().version == 1
