"""Headers of every address there is, as anybody gets them; error pages and log lines repeat nothing."""

import copy
import subprocess
import sys

import pytest
from django.test import Client as Browser

from config import env, variables
from tests.factories.canary import CANARY
from tests.unit.config.conftest import Written
from tests.unit.config.test_env import COMPLETE
from tests.unit.matrix import asking
from tests.unit.matrix.asking import ID
from tests.unit.matrix.lines import Line, Who
from tests.unit.matrix.scene import Ids, scene
from tests.unit.matrix.table import TABLE

SOURCES = {"'self'", "'none'", "'unsafe-eval'", "data:", "blob:"}  # 'unsafe-inline' is none of them
ALWAYS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def path_of(line: Line, ids: Ids) -> str:
    return line.at or "/" + ID.sub(lambda _: ids[line.of] if line.of else "x", line.pattern)


def wrong_headers(headers: dict[str, str]) -> list[str]:
    """Return what is missing or too weak."""
    wrong = [f"{name}: {headers.get(name)}" for name, value in ALWAYS.items() if headers.get(name) != value]
    policy = headers.get("Content-Security-Policy", "")
    directives = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
    if {source for sources in directives.values() for source in sources} - SOURCES:
        wrong.append(f"Content-Security-Policy: {policy}")
    if directives.get("frame-ancestors") != ["'none'"] or directives.get("default-src") != ["'self'"]:
        wrong.append(f"Content-Security-Policy: {policy}")
    return wrong


@pytest.mark.django_db
def test_every_address_has_every_header_whoever_asks() -> None:
    everybody, wrong = scene(), {}
    for who in (Who.OWNER, Who.ANONYMOUS, Who.OPERATOR):
        browser = everybody.browsers[who]
        cookies = copy.deepcopy(browser.cookies)
        for line in TABLE:
            for ids in (everybody.mine, everybody.missing):
                for method in ("GET", "POST", "DELETE"):
                    answer = browser.generic(method, path_of(line, ids))
                    browser.cookies = copy.deepcopy(cookies)
                    if found := wrong_headers(dict(answer.items())):
                        wrong[f"{who}: {method} {line.pattern} ({answer.status_code})"] = found
    assert wrong == {}


@pytest.mark.django_db
def test_no_page_has_a_script_or_a_style_of_its_own() -> None:
    """The policy would refuse them; a page that needs one is broken. Data for a script is none: it is never run."""
    everybody, inline = scene(), []
    for line in TABLE:
        if Who.OWNER not in line.reads or line.pattern.startswith("api/"):
            continue
        page = everybody.browsers[Who.OWNER].get(path_of(line, everybody.mine)).content.decode()
        tags = [part.partition(">")[0] for part in page.split("<script")[1:]]
        inline += [line.pattern for tag in tags if "src=" not in tag and 'type="application/json"' not in tag]
        inline += [line.pattern for word in ("<style", " style=", " onclick=", "javascript:") if word in page]
    assert inline == []


ASKED = {
    "400": ("GET", f"/admin/?q={CANARY}", {"host": f"{CANARY.lower()}.example"}),
    "403": ("POST", f"/admin/login/?next={CANARY}", {}),
    "404": ("GET", f"/admin/{CANARY}/?q={CANARY}", {"referer": CANARY}),
    "405": ("BREW", f"/admin/{CANARY}/", {}),
    "413": ("POST", f"/admin/{CANARY}/", {"content-length": "99999999999"}),
    "404 of the API": ("GET", f"/api/v1/{CANARY}?q={CANARY}", {}),
    "405 of the API": ("BREW", f"/api/v1/clients?q={CANARY}", {}),
    "400 of the API": ("POST", f"/api/v1/clients?q={CANARY}", {}),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ASKED)
def test_an_error_repeats_nothing_and_logs_nothing_of_the_request(name: str, written: Written) -> None:
    everybody = scene()
    browser = Browser(enforce_csrf_checks=name == "403", raise_request_exception=False)
    browser.cookies = everybody.browsers[Who.OWNER].cookies
    method, path, headers = ASKED[name]
    if "API" in name and "400" in name:
        headers = {**headers, "x-csrftoken": "a" * 32}
    answer = browser.generic(method, path, CANARY.encode(), "application/json", headers=headers)
    assert answer.status_code == int(name[:3])
    assert not asking.answer_of(answer).holds(CANARY)
    lines = [line for line in written() if line["logger"] == "rung.request"]
    assert [line["status"] for line in lines] == [answer.status_code]
    assert set(lines[0]) <= {
        "event", "level", "logger", "timestamp", "method", "route", "status", "milliseconds", "request_id",
    }  # fmt: skip


LIVE = """
import django
from django.conf import settings
from config.settings.parts import storage
settings.STORAGES["staticfiles"] = storage.PLAIN_STATIC_FILES  # none were collected here
django.setup()
from django.test import Client
browser = Client(raise_request_exception=False)
plain = browser.get("/version", headers={"host": "rung.example"})
safe = browser.get("/version", secure=True, headers={"host": "rung.example"})
page = browser.get("/admin/login/", secure=True, headers={"host": "rung.example"})
print(plain.status_code, plain["Location"], safe["Strict-Transport-Security"])
print(*[(name, cookie["secure"], cookie["httponly"], cookie["samesite"]) for name, cookie in page.cookies.items()])
"""


def test_production_speaks_tls_alone_and_its_cookies_with_it() -> None:
    names = {variable.name for variable in variables.VARIABLES}
    kept = {name: value for name, value in env.for_children().items() if name not in names}
    values = {**kept, **COMPLETE, "DJANGO_SETTINGS_MODULE": "config.settings.prod"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LIVE],
        env=values,
        cwd=env.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    first, second = done.stdout.splitlines()
    assert first == "301 https://rung.example/version max-age=63072000; includeSubDomains; preload"
    assert second == "('__Host-csrf', True, True, 'Lax')"
