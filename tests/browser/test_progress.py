"""Progress in a real browser: a PHQ-9 by keyboard, what is refused stays typed, every view whole and accessible."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config import env
from tests.browser.conftest import Running, sign_in
from tests.browser.views import settle, views

Theme = Literal["light", "dark"]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHOTS = env.ROOT / "var" / "screenshots"

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def progress_of(page: Page, rung: Running, name: str) -> str:
    """Return the address of a client's progress, as a person finds it."""
    page.goto(rung.url + "/admin/clients/client/")
    page.locator("a.row", has_text=name).click()
    page.get_by_role("link", name="Progress").click()
    return page.url


def test_a_phq9_by_keyboard(desk: BrowserContext, rung: Running) -> None:
    page = desk.pages[0]
    progress_of(page, rung, "Sorrel Brook")
    expect(page.get_by_role("heading", name="No measure yet")).to_be_visible()
    page.locator("summary", has_text="PHQ-9").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Note").first.fill("Filled in on paper.")
    page.get_by_role("button", name="Keep the PHQ-9").click()
    expect(page.get_by_text("No item was answered; nothing was kept.")).to_be_visible()
    expect(page.get_by_label("Note").first).to_have_value("Filled in on paper.")
    for place in range(1, 10):
        page.get_by_role("group", name=f"{place}. ").first.get_by_label("Not at all").focus()
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Keep the PHQ-9").press("Enter")
    expect(page.get_by_text("a risk review was opened")).to_be_visible()
    expect(page.get_by_text("9 of 27: mild")).to_be_visible()
    expect(page.get_by_role("img", name="PHQ-9 over time")).to_be_visible()
    page.locator("summary", has_text="PHQ-9 as a table").click()
    expect(page.get_by_role("cell", name="Filled in on paper.")).to_be_visible()
    page.get_by_role("link", name="Back to the client").click()
    expect(page.get_by_role("region", name="Risk").get_by_text("Suicide").first).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), views(360, 1440))
def test_every_view_is_whole_and_accessible(chromium: Browser, rung: Running, width: int, theme: Theme) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page = sign_in(context.new_page(), rung)
    SHOTS.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[str]] = {}
    for name in ("Marlow", "Wren", "Aspen"):
        progress_of(page, rung, name)
        for closed in page.locator("details:not([open]) > summary").all()[::-1] if name == "Aspen" else ():
            closed.click()
        page.wait_for_timeout(150)
        page.screenshot(path=SHOTS / f"progress-{name.lower()}-{width}-{theme}.png", full_page=True)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{name} scrolls sideways by {overflow}px"
        settle(page)
        results = Axe().run(page, options={"runOnly": WCAG})
        found[name] = [f"{v['id']}: {n['html'][:160]}" for v in results.response["violations"] for n in v["nodes"]]
    context.close()
    assert not [line for lines in found.values() for line in lines], found
