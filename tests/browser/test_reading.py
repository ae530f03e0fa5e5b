"""A reading list in a real browser: added, assigned, noted, and told in the brief."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from config import env
from tests.browser.conftest import Running
from tests.browser.views import settle

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHOTS = env.ROOT / "var" / "screenshots"

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_reading_is_added_assigned_and_told_in_the_brief(desk: BrowserContext, rung: Running) -> None:
    page = desk.pages[0]
    page.goto(rung.url + "/admin/")
    while page.locator(".chip.working").count():  # the demo practice's own runs
        page.wait_for_timeout(300)
        page.reload()
    page.goto(rung.url + "/admin/clients/client/")
    client = rung.url + (page.locator("a.row", has_text="Wren").get_attribute("href") or "")
    page.goto(client)
    page.get_by_role("link", name="Reading list").click()
    expect(page.get_by_text("Nothing to read yet")).to_be_visible()
    page.get_by_label("Title").fill("Feeling Good")
    page.get_by_label("Author").fill("David D. Burns")
    page.get_by_label("Link").fill("https://www.example.org/feeling-good")
    page.get_by_role("button", name="Add to the list").click()
    card = page.get_by_role("region", name="Feeling Good")
    card.get_by_role("button", name="Assign").click()
    expect(card.get_by_text("Assigned")).to_be_visible()
    card.get_by_role("button", name="To discuss").click()
    card.get_by_label("Note").fill("Chapters one to three.")
    card.get_by_role("button", name="Save the note").click()
    expect(card.get_by_label("Note")).to_have_value("Chapters one to three.")
    _look(page, "reading")
    page.goto(client)
    page.locator("a.row[href*=therapysession]").first.click()
    page.goto(page.url.replace("change", "brief"))
    expect(page.get_by_role("region", name="Reading").get_by_text("Feeling Good")).to_be_visible()
    _look(page, "reading-brief")


def _look(page: Page, name: str) -> None:
    """Keep pictures at both widths and themes; nothing scrolls sideways, and axe finds nothing."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    for width in (360, 1440):
        for theme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            page.reload()  # the site reads the theme as it loads
            page.wait_for_timeout(150)
            page.screenshot(path=SHOTS / f"{name}-{width}-{theme}.png", full_page=True)
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overflow <= 0, f"{name} scrolls sideways by {overflow}px"
            settle(page)
            found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
            assert not [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]
