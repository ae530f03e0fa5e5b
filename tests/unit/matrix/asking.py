"""A kit for asking one route in every way, and for comparing answers byte by byte."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client as Browser
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.unit.matrix.lines import STRANGERS, Body, Line, Who
from tests.unit.matrix.scene import MINE, NOTE, REASON, THEIRS, Ids, Scene

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
MEMO = Path(__file__).parent.parent.parent / "fixtures" / "speech" / "memo.ogg"
ID = re.compile(r"<(?:\w+:)?\w+>")
VARYING = {"X-Request-Id", "Date", "Expires", "RateLimit", "RateLimit-Policy"}  # the last two: how often they ask
LENGTH = re.compile(r"\('Content-Length', '\d+'\)")
TOKENS = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, without what differs from one request to the next."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def is_done(self) -> bool:
        """Whether it was answered, by a page, a document or a way on, and not sent to the sign-in."""
        where = dict(self.headers).get("Location", "")
        return self.status < 400 and "/login/" not in where

    def holds(self, word: str) -> bool:
        """Whether a word of somebody's record stands anywhere in it."""
        return word.lower() in f"{self.headers} {self.body!r}".lower()


@dataclass(frozen=True, slots=True)
class Ask:
    """Which ids are sent: those of the owner, of the clinician of another practice, of nobody, or none at all."""

    name: str  # mine, theirs, missing, malformed
    path: Ids
    body: Ids

    def stands(self, who: Who) -> Who:
        """Return who the person is to the owner of the ids; to a record that is not there everybody is a stranger."""
        if who in STRANGERS or self.name == "mine":
            return who
        return Who.OWNER if (self.name, who) == ("theirs", Who.STRANGER) else Who.STRANGER

    def unsaid(self, answer: Answer, body: Body) -> Answer:
        """Return an answer without what it may repeat of what was sent: ids in headers, a name that was typed."""
        headers, typed = repr(answer.headers), self.body["name"] if "{name}" in body.values.values() else ""
        for sent in {*self.path.values(), *self.body.values()}:
            headers = headers.replace(sent, "ID")
        if not typed:
            return replace(answer, headers=((headers, ""),))
        headers = LENGTH.sub("", headers)  # of a body that is compared as a whole
        return replace(answer, headers=((headers, ""),), body=answer.body.replace(typed.encode(), b"NAME"))


def asks_by_path(scene: Scene, line: Line, who: Who) -> Iterator[Ask]:
    """Yield each kind of id for the address; one where it names no record."""
    names = ("mine", "theirs", "missing", "malformed") if line.of else ("mine",)
    for name in names if who not in STRANGERS else names[::3]:
        yield Ask(name, scene.ids(name), scene.ids(name))


def asks_by_body(scene: Scene, who: Who) -> Iterator[Ask]:
    """Yield each kind of id for the body or the query, at an address of the person's own where they have one."""
    own = scene.theirs if who is Who.STRANGER else scene.mine
    for name in ("mine", "theirs", "missing", "malformed"):
        yield Ask(name, own, scene.ids(name))


def asked(browser: Browser, line: Line, method: str, ask: Ask, *, query: str = "") -> Answer:
    """Send one request."""
    pattern = line.pattern.replace("<int:number>", "1")  # a place within the record, and no id
    path = line.at or "/" + ID.sub(lambda _: ask.path[line.of] if line.of else "x", pattern)
    body = line.writes.get(method, Body())
    address = f"{path}?{query.format_map(ask.body)}" if query else path
    values = {name: _filled(value, ask.body) for name, value in body.values.items()}
    return answer_of(_sent(browser, method, address, body, values))


def _sent(browser: Browser, method: str, address: str, body: Body, values: Mapping[str, object]) -> HttpResponseBase:
    headers = dict(body.headers)
    if body.file:
        recording = SimpleUploadedFile(MEMO.name, MEMO.read_bytes())
        return browser.post(address, {**values, body.file: recording}, headers=headers)
    if body.is_form:
        content = encode_multipart(BOUNDARY, dict(values))
        return browser.generic(method, address, content, MULTIPART_CONTENT, headers=headers)
    content = json.dumps(values).encode() if values else b""
    return browser.generic(method, address, content, "application/json", headers=headers)


def _filled(value: object, ids: Ids) -> object:
    return value.format_map(ids) if isinstance(value, str) else value


def answer_of(response: HttpResponseBase) -> Answer:
    """Return a response as it is compared."""
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]  # of an iterable
    headers = [(name, value) for name, value in response.items() if name not in VARYING]
    headers += [("Set-Cookie", name) for name in response.cookies if name != "csrftoken"]
    return Answer(response.status_code, tuple(sorted(headers)), TOKENS.sub(b"", body))


def shows(answer: Answer, who: Who) -> str:
    """Return the word of a record that an answer shows to somebody who may not see it; empty where there is none."""
    hidden = {
        MINE: {Who.OWNER, Who.SUPERVISOR},
        THEIRS: {Who.STRANGER},
        NOTE: {Who.OWNER},
        REASON: {Who.OWNER, Who.ADMIN},
    }
    return next((word for word, seen_by in hidden.items() if who not in seen_by and answer.holds(word)), "")
