"""What every type of the wall holds: members of closed vocabularies, each once."""

from enum import StrEnum

from rung.isolation.errors import NotClientSafe


def check(values: object, kind: type[StrEnum], most: int) -> None:
    """Refuse anything but a tuple of at most so many different members of exactly this enum.

    Raises:
        NotClientSafe: it is something else.
    """
    if type(values) is not tuple or any(type(value) is not kind for value in values):
        raise NotClientSafe
    if len(values) > most or len(set(values)) < len(values):
        raise NotClientSafe
