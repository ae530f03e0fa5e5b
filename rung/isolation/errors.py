"""Refusals of the wall."""

from typing import ClassVar

from rung.common.errors import RungError


class NotClientSafe(RungError, TypeError):
    """Something that is not in the client-safe vocabulary was offered to a client-safe brief."""

    code: ClassVar[str] = "not_client_safe"
    status: ClassVar[int] = 422


class DataBroken(RungError):
    """The wall's reviewed data cannot be used."""

    code: ClassVar[str] = "wall_data_broken"
    status: ClassVar[int] = 500
