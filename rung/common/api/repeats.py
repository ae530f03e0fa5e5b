"""Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): an act sent again is answered again, done once."""

import re
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from rest_framework.response import Response

from rung.common.api.doors import Door
from rung.common.errors import RungError

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
_KEY = re.compile(r"[!-~]{8,128}")

type Act = Callable[[], Response]
type Keeper = Callable[[Door[Any], str, Act], Response]


class KeyMalformed(RungError):
    """An Idempotency-Key has 8 to 128 visible ASCII characters and no space; a random UUID is best."""

    code = "idempotency_key_malformed"
    status = 400


class KeyInFlight(RungError):
    """The same request is being worked on; ask again in a moment for its answer."""

    code = "idempotency_key_in_flight"
    wait = 1  # seconds, answered as Retry-After


class KeyReused(RungError):
    """This Idempotency-Key was sent with another request; use a new key for a new request."""

    code = "idempotency_key_reused"
    status = 422


def once[D: Door[Any]](method: Callable[..., Response]) -> Callable[..., Response]:
    """Let a door's method be answered again where its caller sends the same key again.

    Who keeps the answers is named in the settings, as DRF's error function is:
    they are sealed, and sealing is floors above.
    """

    @wraps(method)
    def answered(door: D, *args: object, **kwargs: object) -> Response:
        key = door.request.headers.get(HEADER)
        if key is None:
            return method(door, *args, **kwargs)
        if _KEY.fullmatch(key) is None:
            raise KeyMalformed
        return _keeper()(door, key, lambda: method(door, *args, **kwargs))

    return answered


@cache
def _keeper() -> Keeper:
    found: Keeper = import_string(settings.API_ANSWERS_KEPT_BY)
    return found
