"""Files that are two things at once, or not what they say."""

import struct
from pathlib import Path

from tests.factories.canary import CANARY

MEMOS = Path(__file__).parent.parent.parent / "fixtures" / "speech"
PDF = b"%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >> endobj\n"
HTML = b"<!doctype html><script>fetch('//evil.example/')</script>"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
ZIP = b"PK\x03\x04\x14\x00\x00\x00\x00\x00" + b"\x00" * 20 + b"word/document.xml"
SILENT_FRAME = b"\xff\xe3\x18\xc4" + b"\x00" * 68  # MPEG 2.5 layer III, 8 kbit/s at 8 kHz: 72 bytes, 72 ms


def memo(kind: str) -> bytes:
    """Return the fictional memo."""
    return (MEMOS / f"memo.{kind}").read_bytes()


def wav_holding(extra: bytes) -> bytes:
    """Return a real WAV file with a chunk of something else in front of its sound."""
    wav, padded = memo("wav"), extra + b"\x00" * (len(extra) % 2)
    chunk = b"junk" + struct.pack("<I", len(padded)) + padded
    return wav[:4] + struct.pack("<I", len(wav) - 8 + len(chunk)) + b"WAVE" + chunk + wav[12:]


def mp3_tagged(extra: bytes) -> bytes:
    """Return a real MP3 file whose ID3 tag holds something else."""
    frame = b"TXXX" + struct.pack(">I", len(extra) + 1) + b"\x00\x00\x00" + extra
    size = len(frame)
    synchsafe = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + synchsafe + frame + memo("mp3")


def mp3_of_silence(seconds: int) -> bytes:
    """Return hours of silence in few megabytes."""
    return SILENT_FRAME * (seconds * 1000 // 72)


def ogg_that_ends_at(granule: int) -> bytes:
    """Return an Ogg file whose last page says that it ends somewhere else; its checksum is right."""
    ogg = bytearray(memo("ogg"))
    page = ogg.rindex(b"OggS")
    ogg[page + 6 : page + 14] = struct.pack("<Q", granule)
    ogg[page + 22 : page + 26] = b"\x00" * 4
    ogg[page + 22 : page + 26] = struct.pack("<I", _ogg_checksum(bytes(ogg[page:])))
    return bytes(ogg)


def _ogg_checksum(page: bytes) -> int:
    """Return the CRC of RFC 3533: polynomial 0x04c11db7, neither reflected nor inverted."""
    found = 0
    for byte in page:
        found ^= byte << 24
        for _ in range(8):
            found = (found << 1 ^ 0x04C11DB7 if found & 0x80000000 else found << 1) & 0xFFFFFFFF
    return found


REFUSED = {
    "a PDF in front of a WAV": PDF + memo("wav"),
    "a web page in front of an MP3": HTML + memo("mp3"),
    "a picture": PNG + memo("wav"),
    "an Office document": ZIP,
    "a program": b"#!/bin/sh\nrm -rf /\n" + memo("flac"),
    "0 bytes": b"",
    "a tag and nothing behind it": mp3_tagged(HTML)[:120],
    "an Ogg of a year": ogg_that_ends_at(48_000 * 3600 * 24 * 365),
    "hours of silence": mp3_of_silence(2 * 60 * 60 + 60),
    "a playlist": b"#EXTM3U\nfile:///etc/passwd\n",
}

# They are sound, whatever else: kept sealed, and never given out or served.
KEPT = {
    "a PDF inside a WAV": wav_holding(PDF + CANARY.encode()),
    "a web page in an MP3's tag": mp3_tagged(HTML + CANARY.encode()),
    "a ZIP behind a FLAC": memo("flac") + ZIP + CANARY.encode(),
}
