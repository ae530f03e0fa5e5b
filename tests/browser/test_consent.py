"""Consent in a real browser: what is missing is said, and fixed with one click; taking it back takes a confirmation."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Running

RUN_MILLISECONDS = 60_000

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_from_a_missing_consent_to_a_brief_and_back(desk: BrowserContext, rung: Running) -> None:
    page = desk.pages[0]
    page.goto(rung.url + "/admin/clients/client/add/")
    page.get_by_label("First name").fill("Briar")
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Add the client").click()
    page.get_by_role("button", name="Add the session").click()
    expect(page.get_by_role("heading", name="Consent is missing")).to_be_visible()

    page.fill("#notes-text", "Client reports being anxious about work.")
    page.locator(".way button").nth(2).click()
    expect(page.get_by_text("No brief was started")).to_be_visible()
    page.get_by_role("button", name="The client agreed: record it").click()
    expect(page.locator("#consent-hint")).to_have_count(0)
    page.get_by_role("button", name="Prepare the brief from the newest").click()
    page.locator("#open-brief").wait_for(timeout=RUN_MILLISECONDS)

    page.goto(rung.url + "/admin/clients/client/")
    page.locator("a.row", has_text="Briar").first.click()
    page.get_by_role("link", name="Consent").click()
    page.locator("summary", has_text="Withdraw").first.press("Enter")
    page.get_by_label("The client takes this back").first.press("Space")
    page.get_by_role("button", name="Withdraw consent: Recording").press("Enter")
    expect(page.get_by_text("Withdrawn. Work that needed it has ended")).to_be_visible()
    expect(page.get_by_text("Withdrawn", exact=True)).to_be_visible()
