"""The shape of an answer."""

from collections.abc import Callable
from typing import Any

from deploy.rehearsal.world import World

type Table = dict[tuple[str, str], Callable[[World, Any], Any]]
