"""What is written around a record: consents, notes, plans, acts on risk, holds, rights, disclosures, emergencies."""

import json
from collections.abc import Mapping

from rung.common import clock
from tests.canaries.visitor import Visitor

CLIENTS, RIGHTS = "/admin/clients/client", "/admin/rights/rightsrequest"
EMERGENCY = "/admin/clients/emergencyaccess/"
CONSENT = {"purpose": "research_lookup", "modality": "phone", "method": "typed"}


def fill_everything(visitor: Visitor, session: str, name: str, words: list[str]) -> None:
    """Fill in each form and send to each door, a word of its own to each; open what was kept; be refused, too."""
    client = json.loads(visitor.ask("GET", f"/api/v1/sessions/{session}").body)["client_id"]
    page, desk, door = f"{CLIENTS}/{client}", f"{RIGHTS}/client/{client}", f"/api/v1/clients/{client}"
    today, word = f"{clock.now():%Y-%m-%d}", iter(words)
    given = {"act": "give", "purposes": "couples_merge", "modality": "phone", "method": "typed"}
    asked = {"kind": "access", "received_on": today, "asked_by": "client", "identity_check": "in_person"}
    told = {"kind": "court", "disclosed_on": today}
    kept(visitor, f"{page}/consents/", {**given, "words": next(word)})
    assert visitor.send(f"{door}/consents", {**CONSENT, "words": next(word)}).status == 201
    kept(visitor, f"{page}/psychotherapy/", {"text": f"Of {next(word)}."})
    kept(visitor, f"{page}/safety/", {"act": "save", "number": "0", "country": "US", "coping": next(word)})
    to_read = {"suggested_by": "client", **dict.fromkeys(("title", "author"), next(word))}
    kept(visitor, f"{page}/reading/", {"act": "add", **to_read})
    assert visitor.send(f"{door}/reading", {**to_read, "title": next(word)}).status == 201
    answer_nobody(visitor, page, next(word))
    measure(visitor, page, door, next(word), next(word))
    kept(visitor, f"{page}/keeping/", {"act": "hold", "reason": next(word)})
    kept(visitor, f"{desk}/receive/", {**asked, "words": next(word)})
    request = visitor.send(f"{door}/rights-requests", {**asked, "words": next(word)})
    kept(visitor, f"{RIGHTS}/{request.id}/act/", {"act": "extend", "words": next(word)})
    assert visitor.send(f"/api/v1/rights-requests/{request.id}/fulfill", {"words": next(word)}).status == 200
    kept(visitor, f"{desk}/disclose/", {**told, **dict.fromkeys(("recipient", "what", "why"), next(word))})
    noted = {**told, **dict.fromkeys(("recipient", "what", "why"), next(word))}
    assert visitor.send(f"{door}/disclosures", noted).status == 201
    kept(visitor, EMERGENCY, {"name": name, "reason": f"Nobody else can be reached: {next(word)}."})
    for wrong in (dict.fromkeys(("act", "reason", "text", "words", "name", "kind"), refused) for refused in word):
        for path in (f"{page}/consents/", f"{page}/keeping/", f"{desk}/receive/", EMERGENCY):
            visitor.fill(path, wrong)
        visitor.send(f"{door}/consents", wrong)
        visitor.send(f"{door}/rights-requests", wrong)
    for path in (
        f"{page}/consents/",
        f"{page}/psychotherapy/",
        f"{page}/safety/",
        f"{page}/safetyprint/",
        f"{page}/risk/",
        f"{page}/reading/",
        f"{page}/progress/",
        f"{page}/keeping/",
        f"{page}/access/",
        f"{desk}/csv/",
        EMERGENCY,
    ):
        assert visitor.ask("GET", path).status == 200, path
    assert visitor.fill(f"{desk}/copy/", {"contents": "transcript"}).status == 200


def measure(visitor: Visitor, page: str, door: str, name: str, note: str) -> None:
    """Keep a measure on the page and at the door, with its own name and a note; send what is refused, too."""
    about = {"other-taken_on": f"{clock.now():%Y-%m-%d}", "other-filled_by": "client", "other-note": note}
    score = {"other-name": name, "other-score": "3", "other-lowest": "0", "other-highest": "10"}
    kept(visitor, f"{page}/progress/", {"act": "other", **about, **score})
    refused = visitor.fill(f"{page}/progress/", {"act": "other", **about, **score, "other-score": note})
    assert refused.status == 200
    scale = {"name": name, "score": 3, "lowest": 0, "highest": 10}
    sent = {"instrument": "other", "taken_on": "2026-03-02", "scale": scale, "note": note}
    assert visitor.send(f"{door}/measures", sent).status == 201
    assert visitor.send(f"{door}/measures", {**sent, "instrument": name}).status == 400


def answer_nobody(visitor: Visitor, page: str, word: str) -> None:
    """Say something about a concern that is not there: it is refused, and the words go nowhere."""
    missing = "00000000-0000-4000-8000-000000000000"
    told = {"act": "resolved", "concern": missing, "version": "1", "words": word}
    assert visitor.fill(f"{page}/risk/", told).status == 404
    said = visitor.send(f"/api/v1/concerns/{missing}/resolve", {"words": word}, if_match='"1"')
    assert said.status == 404


def kept(visitor: Visitor, path: str, values: Mapping[str, object]) -> None:
    """Send a form that is taken: it leads on."""
    assert visitor.fill(path, values).status == 302, path
