"""What a release would meet, and what can be wrong with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from deploy.release import images
from deploy.release.aws import Aws
from deploy.release.definition import Definition
from deploy.release.services import Service
from deploy.release.target import Target


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and what to do; `is_unknown` where we may not look."""

    what: str
    do: str
    is_unknown: bool = False


@dataclass
class Scene:
    """What a release would meet."""

    aws: Aws
    target: Target
    image: images.Image | None
    definitions: dict[str, Definition] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    allow_zero: bool = False


type Check = Callable[[Scene], Iterator[Problem]]
