"""Questions to a Rung of its own, from outside of it: `python -m tests.canaries.solo prepare|beth|plant WORD`."""

import json
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402 — Django must be set up first
from django.core.files.base import ContentFile  # noqa: E402 — Django must be set up first
from django.core.files.storage import default_storage  # noqa: E402 — Django must be set up first
from django.core.management import call_command  # noqa: E402 — Django must be set up first
from django.db import connection  # noqa: E402 — Django must be set up first
from django.test import Client as Browser  # noqa: E402 — Django must be set up first

from rung.encryption import access  # noqa: E402 — Django must be set up first
from rung.pipelines.models import StageRun  # noqa: E402 — Django must be set up first
from rung.sessions.models import ClientGuide  # noqa: E402 — Django must be set up first
from tests import signin  # noqa: E402 — Django must be set up first
from tests.canaries.words import hits  # noqa: E402 — Django must be set up first
from tests.factories import people  # noqa: E402 — Django must be set up first


def prepare() -> dict[str, str]:
    """Make a practice with somebody who is signed in."""
    call_command("migrate", verbosity=0)
    who, browser = people.clinician(), Browser()
    signin.signed_in(browser, who)
    return {"session": browser.cookies["sessionid"].value}


def beth() -> dict[str, Any]:
    """Open what Beth was given and what she wrote; return what there was, and where a canary stands in it."""
    found, texts = [], []
    for guide in ClientGuide.objects.all():
        with access.granted(guide.client_id):
            texts += [("safe brief", guide.safe_brief), ("draft", guide.draft)]
    for stage in StageRun.objects.filter(name__in=("abstract", "guide")).select_related("run"):
        with access.granted(stage.run.client_id):
            texts += [(stage.name, stage.output or "")]
    for name, text in texts:
        found += [f"{name}: {hit}" for hit in hits(text.encode())]
    return {"read": [name for name, text in texts if text], "found": found}


def plant(word: str) -> dict[str, str]:
    """Leave a word in every place that is scanned, so that each scanner can show that it sees."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planted (plain text, packed bytea)")
        cursor.execute("INSERT INTO planted VALUES (%s, %s)", [word, word.encode("utf-16-le")])
        cursor.execute("CHECKPOINT")
    session = SessionStore()
    session["note"] = word * 50  # long enough to be kept compressed
    session.save(must_create=True)
    default_storage.save("memos/planted", ContentFile(word.encode().hex().encode()))
    return {}


if __name__ == "__main__":
    connection.settings_dict["USER"] = "postgres"  # who asks sees everything
    doing: dict[str, Callable[[], dict[str, Any]]] = {
        "prepare": prepare,
        "beth": beth,
        "plant": lambda: plant(sys.argv[2]),
    }
    print(json.dumps(doing[sys.argv[1]]()))  # noqa: T201 — the answer
