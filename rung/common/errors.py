"""RungError: the root of every refusal a caller may meet."""

from typing import ClassVar


class RungError(Exception):
    """Something was refused; nothing was written.

    A subclass is named after the state it reports, without a suffix, and its
    docstring's first line is the message people read. Never put record text in
    the arguments: messages are shown, logged and returned by the API.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    """HTTP status the API answers with."""

    def __init__(self, message: str | None = None) -> None:
        """Take the message for people, or the docstring's first line."""
        doc = (type(self).__doc__ or "Refused.").strip()
        super().__init__(message or doc.splitlines()[0])
