"""Leaks: what guides share with the sessions they were written after, counted without the gate."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rung.common import textkit
from rung.evaluation.running import Made

_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}\b|\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b"
)
_NUMBER = re.compile(r"(?<!\d)\d{3,}(?!\d)")  # shorter ones are minutes and counts


@dataclass(frozen=True, slots=True)
class Leaks:
    """Guides, and how many of them share something with their session."""

    guides: int
    withheld_for_risk: int
    refused_by_gate: int
    sharing_5_words: int
    sharing_6_words: int
    names: int
    dates: int
    numbers: int


def leaks(made: Sequence[Made]) -> Leaks:
    """Return what the guides of many sessions let through."""
    guides = [(one, _text(one)) for one in made if one.guide]
    return Leaks(
        guides=len(guides),
        withheld_for_risk=sum(one.is_withheld for one in made),
        refused_by_gate=sum(one.guide is None and not one.is_withheld for one in made),
        sharing_5_words=sum(bool(_runs(text, 5) & _runs(_said(one), 5)) for one, text in guides),
        sharing_6_words=sum(bool(_runs(text, 6) & _runs(_said(one), 6)) for one, text in guides),
        names=sum(any(_stands(name, text) for name in one.session.names) for one, text in guides),
        dates=sum(_both(_DATE, text, _said(one)) for one, text in guides),
        numbers=sum(_both(_NUMBER, text, _said(one)) for one, text in guides),
    )


def _text(made: Made) -> str:
    return "\n".join(text for _, text in made.guide_texts)


def _said(made: Made) -> str:
    return "\n".join(utterance.text for utterance in made.session.transcript.utterances)


def _runs(text: str, size: int) -> set[tuple[str, ...]]:
    return textkit.ngrams(textkit.words(text), size)


def _stands(name: str, text: str) -> bool:
    """Return whether a name stands within a sentence: "Will" and "May" open some innocently."""
    return bool(re.search(rf"(?<=[^\s.!?:\"(\n])[ \t]+{re.escape(name)}\b", text))


def _both(pattern: re.Pattern[str], text: str, said: str) -> bool:
    return bool(set(pattern.findall(textkit.fold(text))) & set(pattern.findall(textkit.fold(said))))
