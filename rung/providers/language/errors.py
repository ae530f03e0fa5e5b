"""Why a language model gave no answer. No message holds a word of a prompt or of an answer."""

from typing import ClassVar

from rung.common.errors import RungError
from rung.providers.language.asking import Usage


class NoAnswer(RungError):
    """The language model gave no usable answer."""

    code: ClassVar[str] = "model_no_answer"
    status: ClassVar[int] = 502

    def __init__(self, usage: Usage | None = None) -> None:
        super().__init__()
        self.usage = usage  # what was spent until then, where it is known


class ModelUnavailable(NoAnswer):
    """The language model could not be reached, or was too busy, until the deadline or the last try."""

    code: ClassVar[str] = "model_unavailable"
    status: ClassVar[int] = 503


class ModelMisconfigured(NoAnswer):
    """The language model refuses this account, model or request; an operator must look at the settings."""

    code: ClassVar[str] = "model_misconfigured"


class AnswerUnusable(NoAnswer):
    """The language model answered in a wrong shape, at too great a length, or only in part."""

    code: ClassVar[str] = "model_answer_unusable"


class AnswerBlocked(NoAnswer):
    """The guardrail of the language model blocked the question or the answer."""

    code: ClassVar[str] = "model_answer_blocked"
