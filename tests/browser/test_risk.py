"""Risk in a real browser: from Today to what was done about it, and the plan the client takes home."""

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


def client_of(page: Page, rung: Running) -> str:
    """Return the address of the demo's client at risk, once their brief is there."""
    page.goto(rung.url + "/admin/")
    while page.locator(".chip.working").count():  # the demo practice's own runs
        page.wait_for_timeout(300)
        page.reload()
    page.goto(rung.url + "/admin/clients/client/")
    return rung.url + (page.locator("a.row", has_text="Wren").get_attribute("href") or "")


def test_the_whole_way_of_a_concern(desk: BrowserContext, rung: Running) -> None:
    page = desk.pages[0]
    client = client_of(page, rung)
    page.goto(rung.url + "/admin/")
    page.get_by_role("region", name="Risk").locator("a.row").first.click()
    expect(page.get_by_role("heading", name="Risk", exact=True)).to_be_visible()
    card = page.get_by_role("region", name="Suicide")
    expect(card.get_by_text("Acknowledge within").first).to_be_visible()
    card.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_text("Acknowledged. It stays in the record")).to_be_visible()

    card.get_by_label("What was done and found").fill("Spoke with Wren; the brother stays tonight.")
    card.get_by_role("button", name="Escalate").click()
    expect(page.get_by_text("Say to whom it was handed on")).to_be_visible()
    expect(card.get_by_label("What was done and found")).to_have_value("Spoke with Wren; the brother stays tonight.")
    card.get_by_label("Escalated to").select_option(label="A supervisor")
    card.get_by_role("button", name="Escalate").click()
    expect(page.get_by_text("Noted to whom it was handed on")).to_be_visible()
    expect(card.get_by_label("What was done and found")).to_have_value("")
    card.locator("summary", has_text="History").click()
    expect(card.get_by_text("Spoke with Wren; the brother stays tonight.")).to_be_visible()

    page.goto(client.replace("change", "safety"))
    page.get_by_label("2. What I can do by myself").fill("Walk to the river\nSwim")
    page.get_by_role("button", name="Save as version").click()
    expect(page.get_by_text("Saved as a draft")).to_be_visible()
    page.get_by_role("button", name="Note the agreement").click()
    page.get_by_role("link", name="Page for the client").click()
    expect(page.get_by_text("Walk to the river")).to_be_visible()
    expect(page.get_by_text("988 Suicide & Crisis Lifeline")).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), views(360, 1440))
def test_every_page_is_whole_and_accessible(chromium: Browser, rung: Running, width: int, theme: Theme) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page = sign_in(context.new_page(), rung)
    client = client_of(page, rung)
    page.goto(client.replace("change", "safety"))
    page.get_by_label("1. Warning signs").fill("I stop answering my sister")
    page.get_by_role("button", name="Save as version").click()
    pages = {"risk-today": rung.url + "/admin/", "risk-client": client}
    pages |= {f"risk-{name}": client.replace("change", name) for name in ("risk", "safety", "safetyprint")}
    SHOTS.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[str]] = {}
    for title, address in pages.items():
        page.goto(address)
        for closed in page.locator("details:not([open]) > summary").all()[::-1]:
            closed.click()
        page.wait_for_timeout(150)
        page.screenshot(path=SHOTS / f"{title}-{width}-{theme}.png", full_page=True)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{title} scrolls sideways by {overflow}px"
        settle(page)
        results = Axe().run(page, options={"runOnly": WCAG})
        found[title] = [f"{v['id']}: {n['html'][:160]}" for v in results.response["violations"] for n in v["nodes"]]
    context.close()
    assert not [line for lines in found.values() for line in lines]
