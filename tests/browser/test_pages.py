"""Every page: at three widths, light and dark, without a console error, by keyboard, WCAG 2.2 AA."""

from collections.abc import Iterator

import pytest
from _pytest.mark import ParameterSet
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config import env
from tests.browser.conftest import Running, sign_in
from tests.browser.views import settle, views

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHOTS = env.ROOT / "var" / "screenshots"

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def looked_at() -> list[ParameterSet]:
    """Return the pairs of width and theme, each as one parameter."""
    return [pytest.param(one.values, marks=one.marks) for one in views()]


@pytest.fixture(scope="module", params=looked_at(), ids=str)
def view(request: pytest.FixtureRequest, chromium: Browser, rung: Running) -> Iterator[tuple[BrowserContext, str]]:
    """A signed-in browser of one width and theme; console errors fail the test."""
    width, theme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    complaints: list[str] = []
    context.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
    sign_in(context.new_page(), rung)
    yield context, f"{width}-{theme}"
    context.close()
    assert complaints == []


def addresses(page: Page, rung: Running) -> dict[str, str]:
    """Return every page by name, found as a person finds them."""
    answer = page.goto(rung.url + "/admin/")
    assert answer is not None
    assert answer.status == 200, page.inner_text("body")
    expect(page.locator("a.row", has_text="Marlow").first, page.inner_text("body")).to_be_visible()
    while page.locator(".chip.working").count():  # the demo practice's own runs
        page.wait_for_timeout(300)
        page.reload()
    calm = page.locator("a.row", has_text="Marlow").last.get_attribute("href") or ""
    grave = page.locator("a.row", has_text="Wren").last.get_attribute("href") or ""
    empty = page.locator("a.row", has_text="Aspen").last.get_attribute("href") or ""
    page.goto(rung.url + "/admin/clients/client/")
    client = page.locator("a.row", has_text="Marlow").get_attribute("href") or ""
    return {
        "today": "/admin/",
        "clients": "/admin/clients/client/",
        "client-new": "/admin/clients/client/add/",
        "client": client,
        "consents": client.replace("change", "consents"),
        "psychotherapy": client.replace("change", "psychotherapy"),
        "keeping": client.replace("change", "keeping"),
        "quality": "/admin/quality/",
        "certificates": "/admin/pipelines/erasurecertificate/",
        "consents-phone": client.replace("change", "consents") + "?meeting=phone",
        "emergency": "/admin/clients/emergencyaccess/",
        "access": client.replace("change", "access"),
        "access-empty": client.replace("change", "access") + "?since=2031-01-01",
        "sessions": "/admin/therapy_sessions/therapysession/",
        "session": calm,
        "session-empty": empty,
        "session-risk": grave,
        "brief": calm.replace("change", "brief"),
        "brief-risk": grave.replace("change", "brief"),
        "guide": calm.replace("change", "guide"),
    }


def test_every_page_is_whole_and_accessible(view: tuple[BrowserContext, str], rung: Running) -> None:
    context, name = view
    page = context.pages[0]
    SHOTS.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[str]] = {}
    for title, address in addresses(page, rung).items():
        answer = page.goto(rung.url + address)
        assert answer is not None
        assert answer.status == 200, title
        page.wait_for_timeout(150)
        page.screenshot(path=SHOTS / f"{title}-{name}.png", full_page=True)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{title} scrolls sideways by {overflow}px at {name}"
        settle(page)
        results = Axe().run(page, options={"runOnly": WCAG})
        broken = [f"{v['id']}: {node['html'][:160]}" for v in results.response["violations"] for node in v["nodes"]]
        if broken:
            found[title] = broken
    assert found == {}


def test_the_sign_in_page_is_accessible(chromium: Browser, rung: Running) -> None:
    page = chromium.new_page()
    page.goto(rung.url + "/")
    settle(page)
    results = Axe().run(page, options={"runOnly": WCAG})
    assert [v["id"] for v in results.response["violations"]] == []
    page.close()


def test_evidence_opens_by_keyboard_alone(view: tuple[BrowserContext, str], rung: Running) -> None:
    context, _ = view
    page = context.pages[0]
    page.goto(rung.url + addresses(page, rung)["brief"])
    page.locator(".finding-title").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("mark.on").count() >= 1
