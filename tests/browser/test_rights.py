"""The rights desk in a real browser: a request, its answer, a copy; every page at two widths, light and dark."""

import io
from typing import Literal
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Running, sign_in
from tests.browser.test_pages import SHOTS, WCAG
from tests.browser.views import settle, views

Theme = Literal["light", "dark"]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def rights_of(page: Page, rung: Running, first_name: str) -> str:
    """Go to the rights of a client, as a person does, and return the address."""
    page.goto(rung.url + "/admin/clients/client/")
    page.locator("a.row", has_text=first_name).first.click()
    page.get_by_role("link", name="Rights: copy, amendment, disclosures").click()
    expect(page.get_by_role("heading", name="Copy of the record")).to_be_visible()
    return page.url


def ask_for_amendment(page: Page) -> None:
    """Receive a request to amend the newest session."""
    page.get_by_text("A request came in").click()
    page.get_by_label("What is asked for").select_option("amendment")
    page.get_by_label("Which record").select_option(index=1)
    page.get_by_label("What they ask, in their words").fill("It was Tuesday, not Monday.")
    page.get_by_role("button", name="Receive it and start the clock").click()
    expect(page.get_by_text("60 days left")).to_be_visible()


def test_an_amendment_is_denied_disputed_and_stands_beside_the_record(desk: BrowserContext, rung: Running) -> None:
    page = desk.pages[0]
    rights_of(page, rung, "Marlow")
    ask_for_amendment(page)
    page.get_by_label("The addendum").fill("The recording says Monday.")
    page.get_by_label("If denied").select_option("accurate")
    page.get_by_role("button", name="Deny").click()
    page.get_by_label("What the client writes").fill("I remember Tuesday.")
    page.get_by_role("button", name="Keep it with the record").click()
    expect(page.get_by_text("I remember Tuesday.")).to_be_visible()
    page.get_by_role("link", name="The session itself").click()
    expect(page.get_by_role("heading", name="Amendments")).to_be_visible()
    expect(page.get_by_text("I remember Tuesday.")).to_be_visible()


def test_a_copy_is_downloaded_and_listed(desk: BrowserContext, rung: Running) -> None:
    page = desk.pages[0]
    address = rights_of(page, rung, "Marlow")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Make the copy").click()
    name = waiting.value.suggested_filename
    assert name.startswith("record-copy-")
    assert "arlow" not in name
    with ZipFile(io.BytesIO(waiting.value.path().read_bytes())) as archive:
        assert archive.testzip() is None
        assert b"Marlow" in archive.read("record.json")
    page.goto(address)
    expect(page.get_by_text("Copy of the record: transcripts and notes").first).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), views(360, 1440))
def test_every_page_is_whole_and_accessible(chromium: Browser, rung: Running, width: int, theme: Theme) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page = sign_in(context.new_page(), rung)
    address = rights_of(page, rung, "Wren")
    ask_for_amendment(page)
    request = page.url
    page.goto(address)
    assert page.input_value("#id_words") == "", "what was kept must not stand in the next form"
    pages = {"rights-request": request, "rights-client": address, "rights-desk": "/admin/rights/rightsrequest/"}
    SHOTS.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[str]] = {}
    for title, path in pages.items():
        page.goto(path if path.startswith("http") else rung.url + path)
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
