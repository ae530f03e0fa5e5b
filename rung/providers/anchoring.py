"""What every anchor promises: a line kept there can be read back, and cannot be taken away by the database's owner."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from rung.common.errors import RungError


class AnchorUnavailable(RungError):
    """The place outside the database where the audit trail is anchored does not answer; it is tried again."""

    code = "anchor_unavailable"
    status = 503


class Anchor(Protocol):
    """A place for one line per checkpoint, by chain."""

    def keep(self, chain: str, name: str, line: bytes, *, at: datetime) -> None:
        """Keep a line for good; the same name again changes nothing.

        Raises:
            AnchorUnavailable: it is not kept.
        """

    def kept(self, chain: str) -> Iterator[bytes]:
        """Yield every line of a chain.

        Raises:
            AnchorUnavailable: the place does not answer.
        """

    def chains(self) -> list[str]:
        """Return the chains that have lines.

        Raises:
            AnchorUnavailable: the place does not answer.
        """
