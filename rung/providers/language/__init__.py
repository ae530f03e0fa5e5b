"""Language models: one question, one typed answer, what it cost, or why there is none."""

from collections.abc import Mapping
from functools import partial
from typing import Protocol

from rung.providers.language import bedrock, local_server
from rung.providers.language.asking import Ask, Reply, Usage
from rung.providers.language.errors import ModelMisconfigured
from rung.providers.language.places import BedrockSettings, Place, ServerSettings

__all__ = ["Ask", "Asker", "BedrockSettings", "Place", "Reply", "ServerSettings", "Usage", "ask_of"]


class Asker(Protocol):
    """Puts one question to one model."""

    def __call__[Out](self, ask: Ask[Out], /) -> Reply[Out]:
        """Return the answer, or raise NoAnswer."""


def ask_of(choice: str, places: Mapping[str, Place]) -> Asker:
    """Return who asks the model of a choice, `bedrock` or `local_server`.

    Raises:
        ModelMisconfigured: it is not set up.
    """
    match places.get(choice):
        case BedrockSettings() as where:
            return partial(bedrock.ask, where)
        case ServerSettings() as where:
            return partial(local_server.ask, where)
        case _:
            raise ModelMisconfigured
