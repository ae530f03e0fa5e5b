"""Pace: how much a guide asks for."""

from enum import StrEnum


class Pace(StrEnum):
    """The tone of a guide: softer where much is heavy, brisker where change has begun."""

    GENTLE = "gentle"
    STEADY = "steady"
    ACTIVE = "active"
