"""A signed-in clinician with twenty clients, for the benches: `python -m tests.bench.scene` prints what they need."""

import json
from importlib import import_module

import django

django.setup()

from django.conf import settings  # noqa: E402 — Django must be set up first
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402 — as above
from django.core.management import call_command  # noqa: E402 — as above

from rung.accounts import services as accounts  # noqa: E402 — as above
from rung.accounts.models import Clinician  # noqa: E402 — as above
from rung.common import clock, scope  # noqa: E402 — as above
from tests.factories import people  # noqa: E402 — as above

CLIENTS = 20


def cookie_of(clinician: Clinician) -> str:
    """Return the cookie of a session in which a clinician has signed in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(clinician.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = clinician.get_session_auth_hash()
    session.save()
    accounts.open_session(
        who=clinician,
        session_key=str(session.session_key),
        has_second_factor=True,
        address="127.0.0.1",
        browser="Bench",
        at=clock.now(),
    )
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    clinician = people.clinician()
    with scope.acting(clinician.id):
        clients = [people.client(clinician, f"Testa {number}") for number in range(CLIENTS)]
    print(json.dumps({"cookie": cookie_of(clinician), "client": str(clients[0].id)}))
