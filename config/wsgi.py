"""The application for gunicorn's threads."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config import env

env.choose_settings("config.settings.dev")
_django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer a request whose body keeps coming: a sender that stops would hold one of few threads for ever."""
    link = environ.get("gunicorn.socket")
    if link is not None:
        link.settimeout(settings.BODY_SILENCE_SECONDS)
    found: Iterable[bytes] = _django(environ, start_response)
    return found
