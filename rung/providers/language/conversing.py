"""Conversing: one request to Bedrock Converse. Loaded by the first question: see `bedrock`."""

import asyncio
from functools import partial

from botocore.exceptions import BotoCoreError
from pydantic_ai import ModelRequest, ModelResponse, TextPart, ToolCallPart, ToolDefinition
from pydantic_ai.direct import model_request
from pydantic_ai.exceptions import ModelConnectionError, ModelHTTPError, UserError
from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.models.bedrock import BedrockConverseModel, BedrockModelSettings
from pydantic_ai.providers.bedrock import BedrockProvider

from rung.providers.language import wire
from rung.providers.language.asking import Ask
from rung.providers.language.errors import AnswerBlocked, AnswerUnusable, ModelMisconfigured, NoAnswer
from rung.providers.language.parsing import REPAIR, parsed, schema_of
from rung.providers.language.places import BedrockSettings
from rung.providers.language.pricing import Tokens
from rung.providers.language.trying import Misshapen, Passing, Try, within

TOOL = "answer"
BUSY = frozenset({408, 424, 429})  # time-out of the model, error in it, throttling
FIRST_SERVER_ERROR = 500
QUOTA = "ServiceQuotaExceededException"  # a 400, and yet it passes
# What our own code and the vendors' may raise; RuntimeError is pydantic-ai's root.
FAILURES = (RuntimeError, BotoCoreError, OSError, ValueError, TypeError, AttributeError, LookupError)


def once[Out](where: BedrockSettings, ask: Ask[Out], this: Try) -> Out:
    """Make one request and read its answer.

    Raises:
        Passing: not reached, busy, or too slow.
        Misshapen: no answer in the agreed shape.
        NoAnswer: blocked, cut short, or refused for good.
    """
    try:
        response = within(this.seconds, partial(_asked, where, ask, this), (*FAILURES, Passing, NoAnswer))
    except ModelHTTPError as failure:
        is_busy = failure.status_code in BUSY or failure.status_code >= FIRST_SERVER_ERROR
        raise (Passing if is_busy or failure.provider_error_code == QUOTA else ModelMisconfigured) from None
    except (ModelConnectionError, OSError):
        raise Passing from None
    except (BotoCoreError, UserError):  # no credentials, no such setting for this model
        raise ModelMisconfigured from None
    except FAILURES:  # an answer that the vendor's parsers do not understand
        raise Misshapen from None
    _note(response, this.spent)
    return _answer_in(response, ask)


def _asked[Out](where: BedrockSettings, ask: Ask[Out], this: Try) -> ModelResponse:
    """Return what the model answered; runs in a thread of its own."""
    with wire.deadline(this.seconds):
        provider = BedrockProvider(bedrock_client=wire.client_of(where.region))
        model = BedrockConverseModel(where.model, provider=provider)
        message = ask.message + REPAIR if this.is_repair else ask.message
        tool = ToolDefinition(
            name=TOOL, description="Give the answer.", parameters_json_schema=schema_of(ask.gives), kind="output"
        )
        return asyncio.run(
            model_request(
                model,
                [ModelRequest.user_text_prompt(message, instructions=ask.system)],
                model_settings=_settings(where, ask.max_tokens),
                model_request_parameters=ModelRequestParameters(
                    output_mode="tool", output_tools=[tool], allow_text_output=False
                ),
                instrument=False,
            )
        )


def _settings(where: BedrockSettings, max_tokens: int) -> BedrockModelSettings:
    found = BedrockModelSettings(max_tokens=max_tokens, bedrock_cache_instructions=True)
    if where.guardrail:
        guardrail, _, version = where.guardrail.rpartition(":")  # its id may be an ARN
        found["bedrock_guardrail_config"] = {
            "guardrailIdentifier": guardrail,
            "guardrailVersion": version,
            "trace": "disabled",  # a trace quotes what was found
        }
    return found


def _note(response: ModelResponse, spent: Tokens) -> None:
    usage = response.usage
    spent.given += usage.input_tokens
    spent.written += usage.output_tokens
    spent.cached += usage.cache_read_tokens
    spent.stored += usage.cache_write_tokens


def _answer_in[Out](response: ModelResponse, ask: Ask[Out]) -> Out:
    if response.finish_reason == "content_filter":
        raise AnswerBlocked
    if response.finish_reason == "length":
        raise AnswerUnusable
    for part in response.parts:
        if isinstance(part, ToolCallPart) and part.tool_name == TOOL:
            return parsed(ask.gives, part.args)
    text = "".join(part.content for part in response.parts if isinstance(part, TextPart))
    return parsed(ask.gives, text)  # of a model that cannot be held to a tool
