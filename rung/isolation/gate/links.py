"""LINK: links, images, addresses and markup. A guide is plain text."""

import re
from collections.abc import Iterator

from rung.isolation.gate.leaks import Leak, LeakReason
from rung.isolation.gate.lines import Line

_LINK = re.compile(
    r"""
    \bhttps?\s?:\s?/\s?/\s?\S*
    | \b(?:ftp|file|javascript|data|mailto|tel|sms):\S+
    | \bwww\.\S+
    | [^\s@<>()\[\]]{1,64}@[^\s@<>()\[\]]{1,200}\.[a-z]{2,}          # an e-mail address
    | !?\[[^\]]{0,200}\]\s?\([^)]{0,200}\)                            # a Markdown link or image
    | !?\[[^\]]{1,200}\]\s?\[[^\]]{0,200}\]                           # a Markdown reference
    | ^\s*\[[^\]]{1,200}\]:\s*\S+                                     # where a reference points
    | <\s?/?\s?[a-z!?][^>]{0,200}>?                                   # HTML
    | &\#?\w{2,8};                                                    # an HTML entity
    | \b[a-z0-9-]{1,63}\.(?:com|org|net|edu|gov|io|co|info|biz|app|dev|uk|de|ru|cn|link|xyz)\b
    | \b[a-z0-9-]{1,63}\.[a-z]{2,24}/\S+                              # a host and a path
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)


def leaks(lines: tuple[Line, ...]) -> Iterator[Leak]:
    """Yield every link; the folded text is read, so that full-width letters hide nothing."""
    for line in lines:
        for match in _LINK.finditer(line.folded):
            yield line.leak(LeakReason.LINK, match.group())
