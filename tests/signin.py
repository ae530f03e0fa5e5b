"""How tests sign in without typing: as somebody who has just used both factors."""

from typing import Any

from django.test import Client

from rung.accounts import services
from rung.accounts.models import Clinician, OpenSession
from rung.common import clock

_login = Client._login  # type: ignore[attr-defined]  # what force_login calls


def signed_in(client: Client, user: Any, backend: str | None = None) -> None:
    """Sign in as Django's test client does, and start the clocks that our sign-in starts."""
    _login(client, user, backend)
    if isinstance(user, Clinician):
        OpenSession.objects.filter(session_key=str(client.session.session_key)).delete()  # signed in before
        services.open_session(
            who=user,
            session_key=str(client.session.session_key),
            has_second_factor=True,
            address="127.0.0.1",
            browser="Test client",
            at=clock.now(),
        )
