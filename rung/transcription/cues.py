"""Reads WebVTT and SRT, the captions that meeting software exports."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from rung.transcription.clocks import CLOCK, clock_ms
from rung.transcription.labeling import Line, line_of

HEAD_CHARS = 500
REMARKS = ("WEBVTT", "NOTE", "STYLE", "REGION")

_TIMING = re.compile(rf"^[ \t]*({CLOCK})[ \t]*-->[ \t]*({CLOCK}).*$", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^ >]*)? ([^>\n]{1,80})>")
_TAG = re.compile(rf"</?(?:c|i|b|u|v|ruby|rt|lang|font)(?:[ .][^<>\n]{{0,80}})?>|<{CLOCK}>", re.IGNORECASE)
_BLANK = re.compile(r"\n\s*\n")


def are_cues(text: str) -> bool:
    """Tell whether a text begins like captions."""
    return text.startswith("WEBVTT") or _TIMING.search(text[:HEAD_CHARS]) is not None


def lines_of_cues(text: str) -> Iterator[Line]:
    """Yield each caption as a line with its times; remarks of the format are left out."""
    for block in _BLANK.split(text):
        timing = _TIMING.search(block)
        if timing is None:
            if not block.lstrip().startswith(REMARKS):
                yield line_of(block)
            continue
        words = block[timing.end() :]
        voice = _VOICE.search(words)
        said = html.unescape(_TAG.sub("", words)).strip()
        line = Line(said, voice[1].strip(), said) if voice else line_of(" ".join(said.split()))
        yield replace(line, start_ms=clock_ms(timing[1]), end_ms=clock_ms(timing[2]))
