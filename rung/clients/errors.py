"""Refusals about clients."""

from rung.common.errors import RungError


class ClientNotFound(RungError):
    """There is no such client among yours."""

    code = "client_not_found"
    status = 404


class OnlyReading(RungError):
    """You may read this record, not change it; the clinician who treats the client can."""

    code = "only_reading"
    status = 403


class NameMissing(RungError):
    """A client needs a first name: it is how the guide will greet them."""

    code = "name_missing"
    status = 422
