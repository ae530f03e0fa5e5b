"""A server of the practice's own that speaks OpenAI's chat completions, such as Ollama or vLLM."""

import json
from functools import partial
from typing import Any

from rung.providers.language import premises
from rung.providers.language.asking import Ask, Reply
from rung.providers.language.errors import AnswerBlocked, AnswerUnusable, ModelMisconfigured
from rung.providers.language.parsing import REPAIR, parsed, schema_of
from rung.providers.language.places import ServerSettings
from rung.providers.language.pricing import Tokens
from rung.providers.language.trying import Misshapen, Model, Passing, Try, tried, within

BUSY = frozenset({408, 409, 425, 429})
OK, FIRST_SERVER_ERROR = 200, 500


def ask[Out](where: ServerSettings, ask: Ask[Out]) -> Reply[Out]:
    """Return a model's answer.

    Raises:
        NoAnswer: why there is none, and what was spent; no word of question or answer.
    """
    return tried(Model(where.model, where.url, _free), ask, partial(_once, where, ask))


def _free(_tokens: Tokens) -> int:
    return 0


def _once[Out](where: ServerSettings, ask: Ask[Out], this: Try) -> Out:
    request = _request(where, ask, is_repair=this.is_repair)
    post = partial(premises.post, request, this.seconds)
    status, body = within(this.seconds, post, (Passing, ModelMisconfigured, AnswerUnusable))
    if status in BUSY or status >= FIRST_SERVER_ERROR:
        raise Passing
    if status != OK:
        raise ModelMisconfigured
    try:
        found = json.loads(body)
        choice = found["choices"][0]
        text, reason = choice["message"]["content"], choice.get("finish_reason")
        _note(found.get("usage") or {}, this.spent)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        raise Misshapen from None
    if reason == "content_filter":
        raise AnswerBlocked
    if reason == "length":
        raise AnswerUnusable
    return parsed(ask.gives, text if isinstance(text, str) else "")


def _request[Out](where: ServerSettings, ask: Ask[Out], *, is_repair: bool) -> premises.Request:
    shape = {"name": "answer", "schema": schema_of(ask.gives), "strict": True}
    asked = {
        "model": where.model,
        "messages": [
            {"role": "system", "content": ask.system},
            {"role": "user", "content": ask.message + REPAIR if is_repair else ask.message},
        ],
        "max_tokens": ask.max_tokens,
        "stream": False,
        "response_format": {"type": "json_schema", "json_schema": shape},
    }
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if where.key:
        headers["Authorization"] = f"Bearer {where.key}"
    url = f"{where.url.rstrip('/')}/chat/completions"
    return premises.Request(url, json.dumps(asked).encode(), headers, where.may_be_public)


def _note(usage: dict[str, Any], spent: Tokens) -> None:
    details = usage.get("prompt_tokens_details") or {}
    spent.given += int(usage.get("prompt_tokens") or 0)
    spent.written += int(usage.get("completion_tokens") or 0)
    spent.cached += int(details.get("cached_tokens") or 0)
