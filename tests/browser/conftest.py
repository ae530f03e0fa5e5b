"""One running Rung, as `make dev` starts it, and a real Chromium."""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from config import env

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
START_SECONDS = 60
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


@dataclass(frozen=True, slots=True)
class Running:
    """A started Rung."""

    url: str
    process: subprocess.Popen[str]
    email: str
    password: str
    state: Path


def start(state: Path) -> Running:
    """Start everything with `manage.py dev` over an own state folder, and read what it announces."""
    values = env.for_children(RUNG_STATE_DIR=str(state), DJANGO_SETTINGS_MODULE="config.settings.dev")
    command = [sys.executable, "-u", "manage.py", "dev", "--port", "8100"]
    process = subprocess.Popen(
        command, env=values, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=env.ROOT
    )
    assert process.stdout is not None
    printed, url = "", None
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        line = process.stdout.readline()
        printed += line
        url = url or re.search(r"http://localhost:\d+/", line)
        signed = re.search(r"Sign in with:\s+(\S+)\s+(\S+)", line)
        if url and signed:
            return Running(url.group().rstrip("/"), process, signed.group(1), signed.group(2), state)
        if not line:
            break
    raise AssertionError(f"manage.py dev did not start:\n{printed}")


def stop(running: Running) -> list[psutil.Process]:
    """Press Ctrl-C and return the processes that it left behind."""
    family = psutil.Process(running.process.pid).children(recursive=True)
    running.process.send_signal(signal.SIGINT)
    running.process.communicate(timeout=60)
    _, alive = psutil.wait_procs(family, timeout=5)
    return list(alive)


@pytest.fixture(scope="session")
def rung() -> Iterator[Running]:
    """Rung, running for all browser tests."""
    state = Path(tempfile.mkdtemp(prefix="rung-", dir="/tmp"))
    state.chmod(0o755)
    running = start(state)
    yield running
    left = stop(running)
    shutil.rmtree(state, ignore_errors=True)
    assert left == []


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; without one the test is skipped, loudly.

    It ends with the module: while Playwright's event loop is open, Django
    refuses database access in the same process.
    """
    path = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on PATH: apt-get install chromium")
    with sync_playwright() as kit:
        browser = kit.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def desk(chromium: Browser, rung: Running) -> Iterator[BrowserContext]:
    """A browser in which the demo clinician has signed in; console errors fail the test."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    complaints: list[str] = []
    context.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
    context.on("weberror", lambda e: complaints.append(str(e.error)))
    sign_in(context.new_page(), rung)
    yield context
    context.close()
    assert complaints == []


def sign_in(page: Page, rung: Running) -> Page:
    """Go through the sign-in page."""
    page.goto(rung.url + "/")
    page.get_by_label("Email").fill(rung.email)
    page.get_by_label("Password").fill(rung.password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    return page
