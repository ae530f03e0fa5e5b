"""What the sealed columns of clients hold, as types."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanSteps:
    """The six steps of a safety plan, one line an entry (Stanley & Brown, 2012)."""

    warning_signs: tuple[str, ...] = ()
    coping: tuple[str, ...] = ()
    distraction: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    professionals: tuple[str, ...] = ()
    safe_place: tuple[str, ...] = ()
