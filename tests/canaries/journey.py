"""What is done with the canaries: every pipeline, error path and screen, from the outside."""

import io
import json
import struct
from collections.abc import Iterator
from pathlib import Path

from tests.canaries.faulty_worker import BREAKS, LEAKS, WAITS
from tests.canaries.stack import Stack
from tests.canaries.urls import KINDS
from tests.canaries.visitor import Visitor

MEMO = Path(__file__).parent.parent / "fixtures" / "speech" / "memo.wav"
SESSIONS = "/admin/therapy_sessions/therapysession"
TALK = """Therapist: How have the nights been?
Client: I have been anxious about work and I can't sleep, {0}.
Client: My sister {1} helps me a lot and I feel proud of that, {2}.
Therapist: What would help you and {3}?
Client: I want to stop checking my phone, {4}. I am going to try that this week.
"""
ENDS = ["complete", "complete", "complete", "failed", "partly_complete", "complete"]

type Words = dict[str, list[str]]


class Recording(io.BytesIO):
    """Sound with words in its metadata and its name."""

    def __init__(self, word: str, name: str, padding: int = 0) -> None:
        wav, said = MEMO.read_bytes(), word.encode() + b"\x00" * (len(word) % 2)
        junk = b"LIST" + struct.pack("<I", len(said)) + said + b"junk" + struct.pack("<I", padding) + b"\x00" * padding
        super().__init__(wav[:4] + struct.pack("<I", len(wav) - 8 + len(junk)) + b"WAVE" + junk + wav[12:])
        self.name = name


def new_session(visitor: Visitor, first: str, last: str) -> str:
    """Add a client and a session with them."""
    client = visitor.send("/api/v1/clients", {"first_name": first, "last_name": last}).id
    return visitor.send("/api/v1/sessions", {"client_id": client, "starts_at": "2026-03-03T12:00:00Z"}).id


def send_everything(visitor: Visitor, words: Words) -> list[str]:
    """Queue a run of each kind; return the sessions."""
    name, said, note = iter(words["name"]), iter(words["said"]), iter(words["note"])
    sessions = [new_session(visitor, next(name), next(name)) for _ in ENDS]
    page = f"{SESSIONS}/{{}}/receive/".format
    visitor.fill(page(sessions[0]), {"kind": "transcript", "text": TALK.format(*_next(said, 5))})
    visitor.fill(page(sessions[1]), {"kind": "notes", "text": " ".join(f"Client reports {word}." for word in note)})
    visitor.fill(page(sessions[2]), {"memo": Recording(words["sound"][0], f"{words['file'][0]}.wav", 3_000_000)})
    for session, fault in zip(sessions[3:], (BREAKS, LEAKS, WAITS), strict=True):
        file = io.BytesIO(TALK.format(*_next(said, 4), fault).encode())
        file.name = f"{words['file'][1]}.txt"
        visitor.fill(f"/api/v1/sessions/{session}/transcripts", {"file": file})
        visitor.send(f"/api/v1/sessions/{session}/pre-session", {})
    return sessions


def look_at_everything(visitor: Visitor, sessions: list[str], words: Words) -> None:
    """Open every screen, edit and release the guide, search."""
    for session in sessions:
        for page in ("change", "brief", "guide", "status"):
            visitor.ask("GET", f"{SESSIONS}/{session}/{page}/")
        for door in ("memos", "transcripts", "flags", "brief", "guide"):
            visitor.ask("GET", f"/api/v1/sessions/{session}/{door}")
    guide = json.loads(visitor.ask("GET", f"/api/v1/sessions/{sessions[0]}/guide").body)
    keys = [section["key"] for section in guide["sections"]]
    edit = {"sections": [{"key": keys[0], "lines": words["edit"]}]}
    visitor.send(f"/api/v1/guides/{guide['id']}", edit, "PATCH", If_Match='"1"')
    visitor.send(f"/api/v1/guides/{guide['id']}/release", {})
    write_a_note(visitor, sessions[0], words["edit"])
    for address in ("/admin/", "/admin/clients/client/", f"{SESSIONS}/", "/api/v1/clients"):
        visitor.ask("GET", address)
    for address in ("/admin/notices/", "/admin/notices/channels/", "/api/v1/notices", "/api/v1/notice-channels"):
        assert visitor.ask("GET", address).status == 200, address
    for word in words["sought"]:
        visitor.ask("GET", f"/admin/search/?s={word}")
        visitor.ask("GET", f"/admin/clients/client/?q={word}&{word}={word}")
        visitor.ask("GET", f"/api/v1/clients?cursor={word}")
        visitor.fill("/admin/clients/client/", {"name": word})
        visitor.ask("GET", f"/api/v1/notices?is_unread={word}&cursor={word}")
        visitor.fill("/admin/notices/channels/", {word: word, f"brief_ready-{word}": word, "note_unsigned-email": word})
        visitor.send("/api/v1/notice-channels", {"kinds": [{"kind": word, "channels": [word]}], word: word}, "PUT")
        visitor.send("/api/v1/clients/search", {"name": word})


def write_a_note(visitor: Visitor, session: str, words: list[str]) -> None:
    """Draft, edit, lay out anew, sign, amend and export a session note; send what is refused, too."""
    page, written = f"{SESSIONS}/{session}/note/", {"act": "save", "version": "1", "field-subjective": words[0]}
    for form in (
        {"act": "start"},
        {**written, "field-plan": words[1]},
        {**written, "field-plan": words[2]},  # overtaken: shown again, not saved
        {"act": "switch", "version": "2", "wanted": words[3]},
        {"act": "sign", "version": "2", "reviewed": "yes", "field-plan": words[4]},
        {"act": "amend", "reason": words[5]},
    ):
        assert visitor.fill(page, form).status in {200, 302}
    note = json.loads(visitor.ask("GET", f"/api/v1/sessions/{session}/notes").body)["items"][0]["id"]
    for door in ("", "/versions", "/versions/1"):
        assert visitor.ask("GET", f"/api/v1/notes/{note}{door}").status == 200
    fields = {"sections": [{"key": words[6], "text": words[7]}]}
    visitor.send(f"/api/v1/notes/{note}", fields, "PUT", If_Match='"1"')
    visitor.send(f"/api/v1/notes/{note}/amend", {"reason": words[8], words[9]: ""})
    visitor.fill(f"{SESSIONS}/{session}/note-file/", {"form": words[10]})
    visitor.ask("GET", f"{page}?version={words[11]}&layout={words[12]}")


def go_wrong_everywhere(visitor: Visitor, session: str, words: Words) -> None:
    """Send what is refused, in every way, and make views break with what was sent."""
    for word, header in zip(words["typed"], words["header"], strict=True):
        visitor.fill("/admin/login/", {"username": f"{word}@practice.example", "password": word})
        visitor.fill("/admin/clients/client/add/", {"first_name": "", "last_name": word})
        visitor.fill(f"{SESSIONS}/{session}/receive/", {"kind": word, "text": word})
        visitor.ask("GET", f"/admin/{word}/", User_Agent=header, Referer=f"http://localhost/{header}")
        visitor.ask("GET", f"/api/v1/{word}/?{word}", X_Request_Id=header, Accept=f"text/{header}")
        visitor.ask(word.upper(), f"/admin/{word}/")
        visitor.ask("POST", "/api/v1/clients", f'{{"first_name": "{word}'.encode())
        visitor.send("/api/v1/clients", {word: word, "first_name": ""})
        visitor.send("/api/v1/clients", {"first_name": " ", "last_name": word})
        visitor.send("/api/v1/sessions", {"client_id": word, "starts_at": word})
        visitor.ask("POST", "/api/v1/clients", word.encode(), f"text/{word}")
        visitor.send(f"/api/v1/guides/{session}", {"sections": []}, "PATCH", If_Match=header)
        visitor.ask("POST", f"/admin/{word}/", word.encode(), "text/plain", Content_Length="9999999999")
    for number, word in enumerate(words["raised"]):
        kind = number % len(KINDS)
        visitor.ask("GET", f"/break/{kind}/{word}/?q={word}")
        visitor.fill(f"/break/{kind}/{word}/", {"text": word})
        visitor.send(f"/api/break/{kind}/{word}", {"text": word})
    for number, word in enumerate(words["file"][2:]):
        visitor.fill(
            f"/api/v1/sessions/{session}/memos", {"file": Recording(word, f"{word}/../{word}.pdf"), word: word}
        )
        broken = io.BytesIO(b"%PDF-1.7 " + words["sound"][number + 1].encode())
        broken.name = f"{word}.pdf"
        visitor.fill(f"/api/v1/sessions/{session}/memos", {"file": broken})
        visitor.fill(f"{SESSIONS}/{session}/receive/", {"memo": broken})


def sign_in_goes_wrong_for_strangers(stack: Stack, words: Words) -> Visitor:
    """Type records into the wrong fields of the sign-in."""
    stranger = Visitor(stack.server.port, "")
    for word in words["typed"]:
        stranger.fill("/admin/login/", {"username": f"{word}@practice.example", "password": word})
        stranger.ask("GET", f"/admin/login/?next=/admin/{word}/")
        stranger.ask("GET", f"/api/v1/clients?{word}")
    return stranger


def _next(words: Iterator[str], count: int) -> list[str]:
    return [next(words) for _ in range(count)]
