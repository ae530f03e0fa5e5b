"""What a file is by its first bytes; its name is not asked."""

import re
from enum import StrEnum

HEAD_BYTES = 4096
MPEG_LAYER_3 = 1


class AudioKind(StrEnum):
    """The containers that are accepted."""

    WAV = "wav"
    MP3 = "mp3"
    M4A = "m4a"
    FLAC = "flac"
    OGG = "ogg"
    WEBM = "webm"


ACCEPTED = (
    (re.compile(rb"(?:RIFF|RF64)....WAVE", re.DOTALL), AudioKind.WAV),
    (re.compile(rb"fLaC"), AudioKind.FLAC),
    (re.compile(rb"OggS"), AudioKind.OGG),
    (re.compile(rb"\x1a\x45\xdf\xa3"), AudioKind.WEBM),
    (re.compile(rb"....ftyp", re.DOTALL), AudioKind.M4A),
    (re.compile(rb"ID3"), AudioKind.MP3),
)
OTHERS = (
    (re.compile(rb"%PDF"), "a PDF"),
    (re.compile(rb"PK\x03\x04"), "a ZIP file or an Office document"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an Office document"),
    (re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE), "a web page"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP", re.DOTALL), "a picture"),
    (re.compile(rb"RIFF....AVI ", re.DOTALL), "an AVI video"),
    (re.compile(rb"FORM....AIF|caff|#!AMR|\x30\x26\xb2\x75", re.DOTALL), "audio of another kind"),
    (re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), "audio of another kind"),
    (re.compile(rb"\x1f\x8b|7z\xbc\xaf|Rar!"), "an archive"),
    (re.compile(rb"MZ|\x7fELF|#!"), "a program"),
    (re.compile(rb"[\t\r\n\x20-\x7e]{16}"), "text"),
)


def kind_of(head: bytes) -> AudioKind | None:
    """Return which accepted container begins like this, None where none does."""
    for pattern, kind in ACCEPTED:
        if pattern.match(head):
            return kind
    return AudioKind.MP3 if _begins_mp3(head) else None


def likeness(head: bytes) -> str:
    """Return what a refused file looks like, in words; empty where that is unknown."""
    return next((name for pattern, name in OTHERS if pattern.match(head)), "")


def _begins_mp3(head: bytes) -> bool:
    """Tell whether this is an MPEG layer III frame header (ISO 11172-3, 2.4.1.3) with no reserved value."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004 - bits of the format
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bitrate, rate = head[2] >> 4, head[2] >> 2 & 3
    return layer == MPEG_LAYER_3 and version != 1 and bitrate not in (0, 15) and rate != 3  # noqa: PLR2004 - bits of the format
