"""What the sealed column of a disclosure holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DisclosureDetail:
    """To whom, what and why."""

    recipient: str
    what: str
    why: str
