"""Observation: what an analyst says it saw, before the wall."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Observation:
    """A clinical term and the number of utterances behind it.

    It may come from a model: kind and name can be any text and evidence any
    number. The wall drops what it does not know.
    """

    kind: str
    name: str
    evidence: int
