"""A record added by mistake is erased in a real browser, and its certificate can be printed."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Running
from tests.browser.test_pages import SHOTS, WCAG
from tests.browser.views import settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_from_a_typed_name_to_a_certificate(desk: BrowserContext, rung: Running) -> None:
    page = desk.pages[0]
    page.goto(rung.url + "/admin/clients/client/add/")
    page.get_by_label("First name").fill("Thistle")
    page.get_by_role("button", name="Add the client").click()
    page.get_by_role("link", name="Record keeping").click()

    page.get_by_label("Why everything must stay").fill("Subpoena")
    page.get_by_role("button", name="Set a legal hold").click()
    expect(page.get_by_text("a legal hold stands")).to_be_visible()
    page.locator("summary", has_text="Lift").press("Enter")
    page.get_by_label("Why it may be lifted").fill("Settled")
    page.get_by_role("button", name="Lift the hold").press("Enter")

    page.locator("#reason-code").select_option("added_by_mistake")
    page.locator("#typed-name").fill("thistle")
    settle(page)
    assert Axe().run(page, options={"runOnly": WCAG}).response["violations"] == []
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / "keeping-erase.png", full_page=True)
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_role("heading", name="Certificate of erasure").first).to_be_visible()
    expect(page.get_by_text("legal hold", exact=True)).to_be_visible()
    settle(page)
    assert Axe().run(page, options={"runOnly": WCAG}).response["violations"] == []
    page.screenshot(path=SHOTS / "certificate.png", full_page=True)
    page.goto(rung.url + "/admin/clients/client/")
    expect(page.locator("a.row", has_text="Thistle")).to_have_count(0)


def test_psychotherapy_notes_stand_apart_and_keep_what_was_typed(desk: BrowserContext, rung: Running) -> None:
    page = desk.pages[0]
    page.goto(rung.url + "/admin/clients/client/add/")
    page.get_by_label("First name").fill("Yarrow")
    page.get_by_role("button", name="Add the client").click()
    page.get_by_role("link", name="Psychotherapy notes").click()
    page.get_by_label("Text").fill("A thought of my own.")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_text("Kept. Only you can open it.")).to_be_visible()
    expect(page.get_by_label("Text").nth(1)).to_have_value("A thought of my own.")
    expect(page.get_by_label("Text").first).to_have_value("")
    settle(page)
    assert Axe().run(page, options={"runOnly": WCAG}).response["violations"] == []
    page.screenshot(path=SHOTS / "psychotherapy-written.png", full_page=True)
    page.get_by_role("link", name="Back to the client").click()
    page.get_by_role("link", name="Record keeping").click()
    expect(page.get_by_text("Not until after")).to_be_visible()
