"""A client with a long course, for the bench: `python -m tests.bench.course` prints what it needs."""

import json
import uuid
from dataclasses import replace
from datetime import timedelta

from django.core.management import call_command

from tests.bench.scene import cookie_of  # first: it sets Django up

from rung.clients.models import Client  # isort: skip
from rung.accounts.models import Clinician  # isort: skip
from rung.common import scope  # isort: skip
from rung.sessions import schemas, services  # isort: skip
from tests.factories import measures, people, records  # isort: skip

SESSIONS = 500
NAMES = (
    "sleep",
    "work_stress",
    "worry",
    "guilt",
    "self_criticism",
    "grief",
    "loneliness",
    "anger",
    "shame",
    "intimacy",
)
QUOTE = "I lay awake again and thought of everything that I should have said to her at the table."


def content() -> schemas.BriefContent:
    """Return a brief of ten findings with three citations each."""
    cited = (schemas.CitedWords(0, "client", QUOTE, 0, len(QUOTE)),) * 3
    found = tuple(schemas.CitedFinding("theme", name, 0.8, cited) for name in NAMES)
    return replace(records.content(), findings=found)


def lived(clinician: Clinician) -> Client:
    """Return a client with 500 sessions, each with a brief and a PHQ-9."""
    client = people.client(clinician)
    for number in range(SESSIONS):
        day = people.NOON - timedelta(days=3 * number)
        session = services.schedule_session(client=client, starts_at=day, by=clinician, at=people.NOON)
        said = records.transcript(clinician, session)
        services.keep_brief(content(), transcript=said, run_id=uuid.uuid4(), by=clinician, at=people.NOON)
        measures.form(clinician, client, (number % 4,) * 8 + (0,), day.date())
    return client


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    who = people.clinician()
    with scope.acting(who.id):
        person = lived(who)
    print(json.dumps({"cookie": cookie_of(who), "client": str(person.id)}))
