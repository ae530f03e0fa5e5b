"""What the sealed column of a kept answer holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was given, and a mark of the request it was given to."""

    fingerprint: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
