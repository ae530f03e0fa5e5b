"""What the sealed column of a reading holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be read, as the clinician typed it."""

    title: str
    author: str = ""
    link: str = ""  # https, or empty; nothing of ours ever opens it
