"""Turns bytes into clean text: encodings, line ends, and characters that no one can see or speak."""

import codecs
import re

from rung.transcription.errors import EmptyTranscript, TranscriptTooLarge, UnreadableTranscript
from rung.transcription.limits import MAX_LINES, MAX_TRANSCRIPT_BYTES

MEGABYTE = 1_000_000
HEAD_BYTES = 4096
NOT_TEXT = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word document or a ZIP file"),
    (b"\xd0\xcf\x11\xe0", "a Word document"),
    (b"{\\rtf", "an RTF document"),
    (b"RIFF", "a recording"),
    (b"OggS", "a recording"),
    (b"fLaC", "a recording"),
    (b"ID3", "a recording"),
)
MOSTLY = 0.3  # of the bytes at odd or even places: then they are the empty halves of UTF-16
MOST_CONTROLS = 0.05  # of the characters: more, and it is not text that someone wrote
FEW_CONTROLS = 8  # that a short text may hold all the same

_LINE_END = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def text_of(content: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 or Windows-1252, without control characters.

    Lines end in a newline. A character that is not one (a lone surrogate, a
    broken sequence) becomes U+FFFD, so that it is seen to be missing.

    Raises:
        EmptyTranscript: nothing is left.
        TranscriptTooLarge: over MAX_TRANSCRIPT_BYTES.
        UnreadableTranscript: it is not text.
    """
    check_size(len(content))
    for magic, name in NOT_TEXT:
        if content.startswith(magic):
            raise UnreadableTranscript(f"This file is not text: it looks like {name}. Save it as plain text.")
    text = _decoded(content)
    if len(_CONTROL.findall(text)) > FEW_CONTROLS + len(text) * MOST_CONTROLS:
        raise UnreadableTranscript("This file is not text. Save it as plain text.")
    return worded(text)


def worded(text: str) -> str:
    """Return clean text that has words.

    Raises:
        EmptyTranscript: nothing is left.
    """
    found = clean(text)
    if not any(character.isalnum() for character in found):
        raise EmptyTranscript
    return found


def clean(text: str) -> str:
    """Return text with plain line ends and without characters that are no part of writing."""
    lines = _CONTROL.sub("", _LINE_END.sub("\n", text))
    return _SURROGATE.sub("\ufffd", lines).strip()


def lines_of(text: str) -> list[str]:
    """Return the lines of clean text that are not blank.

    Raises:
        TranscriptTooLarge: more than MAX_LINES.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > MAX_LINES:
        raise TranscriptTooLarge(f"The text has {len(lines):,} lines; the limit is {MAX_LINES:,}.")
    return lines


def check_size(size: int) -> None:
    """Refuse more than MAX_TRANSCRIPT_BYTES.

    Raises:
        TranscriptTooLarge: with the limit; the size is not said, because a caller may have stopped reading there.
    """
    if size > MAX_TRANSCRIPT_BYTES:
        raise TranscriptTooLarge(f"The text is larger than the limit of {MAX_TRANSCRIPT_BYTES / MEGABYTE:.0f} MB.")


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    head = content[:HEAD_BYTES]
    if head[1::2].count(0) > MOSTLY * len(head[1::2]):
        return content.decode("utf-16-le", errors="replace")
    if head[0::2].count(0) > MOSTLY * len(head[0::2]):
        return content.decode("utf-16-be", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _broken(content)


def _broken(content: bytes) -> str:
    """Return UTF-8 with its broken places marked, or Windows-1252 where that fits better."""
    text = content.decode("utf-8", errors="replace")
    foreign = sum(character > "\x7f" for character in text) - text.count("\ufffd")
    return text if foreign >= text.count("\ufffd") else content.decode("cp1252", errors="replace")
