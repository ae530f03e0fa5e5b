"""Signing in with two factors, one's own account, the people page, and sessions that end, in a real browser."""

import quopri
import re
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config import env
from tests.browser.conftest import Running, sign_in
from tests.browser.test_pages import SHOTS, WCAG
from tests.browser.views import THEMES, settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PASSWORD = "seven green herons wade"
WIDTHS = (360, 1440)
STATE = "**/admin/account/session/"


def invitation(rung: Running, practice: str) -> str:
    """Make a practice as an operator does, and return its first administrator's link."""
    values = env.for_children(RUNG_STATE_DIR=str(rung.state), DJANGO_SETTINGS_MODULE="config.settings.dev")
    command = [sys.executable, "manage.py", "create_practice", practice, "--admin-email", f"{practice}@rowan.example"]
    done = subprocess.run(command, env=values, cwd=env.ROOT, capture_output=True, text=True, check=True)
    found = re.search(r"http://localhost:\d+(/admin/join/\S+)", done.stdout)
    assert found, done.stdout
    return rung.url + found[1]


def letter(rung: Running) -> str:
    """Return the link in the newest letter."""
    newest = max((rung.state / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    found = re.search(r"http://localhost:\d+/admin/join/\S+", quopri.decodestring(newest.read_bytes()).decode())
    assert found
    return found.group()


def code(secret: str) -> str:
    """Return what an app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser in which nobody has signed in; console errors fail the test."""
    found = chromium.new_context(viewport={"width": 1440, "height": 900})
    complaints: list[str] = []
    found.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
    yield found
    found.close()
    assert complaints == []


def look(page: Page, title: str) -> None:
    """Check a page at two widths and in both themes, and keep pictures of it."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state()
    for width in WIDTHS:
        for theme in THEMES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            page.evaluate("on => document.documentElement.classList.toggle('dark', on)", theme == "dark")  # Unfold's
            page.wait_for_timeout(200)
            page.screenshot(path=SHOTS / f"{title}-{width}-{theme}.png", full_page=True)
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overflow <= 0, f"{title} scrolls sideways by {overflow}px at {width}"
            settle(page)
            found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
            assert not found, [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")
    page.evaluate("document.documentElement.classList.remove('dark')")


def join(page: Page, link: str) -> None:
    """Accept an invitation up to the second factor."""
    page.goto(link)
    page.get_by_label("Your name").fill("Rowan Dipper")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()


def test_an_administrator_joins_with_an_app_and_looks_after_people(context: BrowserContext, rung: Running) -> None:
    page = context.new_page()
    link = invitation(rung, "alder")
    page.goto(link)
    look(page, "join")
    join(page, link)
    look(page, "account-setup")
    page.get_by_role("link", name="Use an app on my phone").click()
    look(page, "account-app")
    page.get_by_text("It cannot scan?").click()
    secret = page.locator("details code").inner_text()
    page.get_by_label("Authenticator code").fill(code(secret))
    page.get_by_role("button", name="Set up the app").click()
    expect(page.locator(".codes li")).to_have_count(10)
    look(page, "account-recovery-codes")
    recovery = page.locator(".codes li").first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url("**/admin/")

    page.get_by_role("link", name="People").click()
    page.get_by_label("Email").fill("wren@rowan.example")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("An invitation is on its way")).to_be_visible()
    other = context.browser.new_page() if context.browser else page
    join(other, letter(rung))
    other.close()
    page.get_by_label("Email").fill("tansy@rowan.example")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("button", name="New sign-in for Rowan Dipper")).to_be_visible()
    look(page, "people")
    page.goto(rung.url + "/admin/account/")
    look(page, "account")
    page.goto(rung.url + "/admin/account/password/")
    look(page, "account-password")

    page.goto(rung.url + "/admin/account/")
    page.evaluate("document.getElementById('logout-form').submit()")
    page.get_by_label("Email").fill("alder@rowan.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Use a security key")).to_be_visible()
    look(page, "second-step")
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/admin/")


def test_a_security_key_is_the_second_factor(context: BrowserContext, rung: Running) -> None:
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    join(page, invitation(rung, "birch"))
    page.get_by_role("link", name="Use a security key").click()
    look(page, "account-key")
    page.get_by_role("button", name="Add the key").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.goto(rung.url + "/admin/account/")
    page.evaluate("document.getElementById('logout-form').submit()")
    page.get_by_label("Email").fill("birch@rowan.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url("**/admin/")
    page.goto(rung.url + "/admin/account/confirm/key/?next=/admin/account/")
    look(page, "confirm-key")
    page.get_by_role("button", name="Use the security key").click()
    page.wait_for_url("**/admin/account/")


def test_a_warning_comes_before_the_end_and_one_press_stays(context: BrowserContext, rung: Running) -> None:
    page = sign_in(context.new_page(), rung)
    page.goto(rung.url + "/admin/clients/client/add/")
    page.get_by_label("First name").fill("Sorrel")
    page.route(STATE, lambda route: route.fulfill(json={**route.fetch().json(), "seconds": 90}))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    dialog = page.get_by_role("dialog", name="Are you still there?")
    expect(dialog).to_contain_text("signed out in 2 minutes")
    expect(dialog.get_by_role("button", name="Stay signed in")).to_be_focused()
    look(page, "session-warning")
    page.unroute(STATE)
    with page.expect_response(lambda r: r.request.method == "POST" and r.url.endswith("/session/")) as stayed:
        page.keyboard.press("Enter")
    assert stayed.value.status == 200
    expect(dialog).not_to_be_visible()
    assert page.get_by_label("First name").input_value() == "Sorrel"


def test_what_was_typed_outlives_the_session(context: BrowserContext, rung: Running) -> None:
    page = sign_in(context.new_page(), rung)
    page.goto(rung.url + "/admin/clients/client/add/")
    page.get_by_label("First name").fill("Tansy")
    context.clear_cookies(name="sessionid")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    dialog = page.get_by_role("dialog", name="You were signed out")
    expect(dialog).to_be_visible()
    expect(page.get_by_text("First name")).not_to_be_visible()
    look(page, "session-over")
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    with context.expect_page() as opened:
        dialog.get_by_role("link", name="Sign in in a new tab").click()
    sign_in(opened.value, rung)
    opened.value.close()
    expect(dialog).not_to_be_visible(timeout=10_000)
    assert page.get_by_label("First name").input_value() == "Tansy"
    page.get_by_role("button", name="Add the client").click()
    expect(page.get_by_text("The client was added")).to_be_visible()
