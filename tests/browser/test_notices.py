"""Notices: what the demo's runs left is listed, opened and marked; empty for whom nothing waits; settings that keep."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config.settings import dev
from tests.browser.conftest import Running
from tests.browser.test_pages import SHOTS, WCAG
from tests.browser.views import THEMES, WIDTHS, settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
# axe judges no single character: a count below ten would hide a color that is too faint.
TWO_DIGITS = "document.querySelectorAll('.sidebar-badge').forEach(badge => { badge.textContent = '16' })"
INBOX, SETTINGS = "/admin/notices/", "/admin/notices/channels/"


def look_at(page: Page, url: str, name: str) -> None:
    """Take pictures at every width and in both themes; nothing may be wider than the page, nor refused by axe."""
    for width in WIDTHS:
        for theme in THEMES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            page.goto(url)
            page.screenshot(path=SHOTS / f"{name}-{width}-{theme}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
            page.evaluate(TWO_DIGITS)
            settle(page)
            results = Axe().run(page, options={"runOnly": WCAG})
            assert [v["id"] for v in results.response["violations"]] == []


def test_notices_are_listed_opened_and_chosen(desk: BrowserContext, chromium: Browser, rung: Running) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page = desk.pages[0]
    rows = page.locator("form.row")
    for _ in range(60):  # the demo's runs end one after another
        page.goto(rung.url + INBOX)
        if rows.filter(has_text="A guide waits for review").count() and rows.count() > 2:
            break
        page.wait_for_timeout(1000)
    look_at(page, rung.url + INBOX, "notices")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(rung.url + INBOX)
    before = int(page.locator(".sidebar-badge").inner_text())
    rows.filter(has_text="A brief is ready").first.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Evidence").or_(page.locator(".transcript")).first).to_be_visible()
    expect(page.locator(".sidebar-badge")).to_have_text(str(before - 1))
    page.goto(rung.url + INBOX)
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator(".sidebar-badge")).to_have_count(0)
    expect(page.get_by_role("heading", name="Nothing new")).to_be_visible()
    page.get_by_role("link", name="How you are told").click()
    page.get_by_role("group", name="A brief is ready").get_by_label("By e-mail").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("group", name="A brief is ready").get_by_label("By e-mail")).to_be_checked()
    look_at(page, rung.url + SETTINGS, "notice-settings")
    empty_for_whom_nothing_waits(chromium, rung)


def empty_for_whom_nothing_waits(chromium: Browser, rung: Running) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(rung.url + "/")
    page.get_by_label("Email").fill(dev.DEMO_ADMIN_EMAIL)
    page.get_by_label("Password").fill(rung.password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    look_at(page, rung.url + INBOX, "notices-empty")
    context.close()
