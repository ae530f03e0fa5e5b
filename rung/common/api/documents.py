"""How an act is documented: its words come from its docstring, its refusals from one table."""

from collections.abc import Callable, Mapping
from inspect import getdoc
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from rung.common.api import repeats
from rung.common.api.doors import Door
from rung.common.api.problems import MEDIA_TYPE, ProblemOut

type Shape = type[serializers.Serializer[Any]]

REFUSALS = {
    400: "The request is malformed, or a field or parameter is not as described.",
    401: "Nobody is signed in.",
    403: "The CSRF token is missing or wrong.",
    404: "There is no such record among yours; what belongs to others looks the same.",
    406: "Answers are JSON only.",
    409: "The record's state does not allow it, or a request with this Idempotency-Key is being worked on.",
    412: "The record has another version than the one in If-Match.",
    413: "The body is larger than the limit.",
    415: "The body has another media type or charset than described.",
    422: "It cannot be done with this content, or the Idempotency-Key was sent with another request.",
    428: "Send If-Match with the ETag of the version you edited.",
    429: "Too many requests of this kind within a minute.",
    503: "The check could not be run now; nothing was kept.",
}
ALWAYS = (401, 406, 415, 429)
UNSAFE = (400, 403, 409, 413, 422)  # 409 and 422 also say what is wrong with an Idempotency-Key
METHODS = ("get", "post", "put", "patch", "delete")
KEY = OpenApiParameter(
    repeats.HEADER,
    {"type": "string", "pattern": "^[!-~]{8,128}$"},
    OpenApiParameter.HEADER,
    description="Sent again within a day, the same request is done once and answered as before. A random UUID is best.",
)


def documented[D: type[Door[Any]]](
    name: str,
    *,
    out: tuple[int, Shape | OpenApiTypes],
    into: Shape | Mapping[str, Shape] | None = None,
    query: Shape | None = None,
    headers: tuple[OpenApiParameter, ...] = (),
    refuses: tuple[int, ...] = (),
) -> Callable[[D], D]:
    """Describe an act in the schema; `refuses` adds to what every act of its method may refuse.

    An unsafe act takes an Idempotency-Key, unless its door says that its answer is not kept.
    """

    def describe(act: D) -> D:
        method = next(method for method in METHODS if method in vars(act))
        said = _statuses(method, has_query=query is not None, refuses=refuses)
        takes_key = act.is_answer_kept and method != "get"
        summary, _, description = (getdoc(act) or "").partition("\n\n")
        decorate = extend_schema(
            operation_id=name,
            summary=summary,
            description=description or summary,
            request=into,
            parameters=[*([query] if query else []), *headers, *_everywhere(out[0]), *([KEY] if takes_key else [])],
            responses={_done(*out): out[1], **{(status, MEDIA_TYPE): _refusal(status) for status in said}},
        )
        done = vars(act)[method]
        setattr(act, method, decorate(repeats.once(done) if takes_key else done))
        return act

    return describe


def answered(name: str, description: str, *statuses: int) -> OpenApiParameter:
    """Return a header of an answer."""
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=description, response=list(statuses))


def _done(status: int, shape: Shape | OpenApiTypes) -> tuple[int, str]:
    return status, "application/zip" if shape is OpenApiTypes.BINARY else "application/json"


def _everywhere(done: int) -> tuple[OpenApiParameter, ...]:
    """Return the headers that tell of the limit."""
    return (
        answered("RateLimit", "What is left of the emptiest bucket: `r` requests within `t` seconds.", done, 429),
        answered("RateLimit-Policy", "The limit of that bucket: `q` requests in `w` seconds.", done, 429),
        answered("Retry-After", "Seconds to wait.", 429),
    )


def _statuses(method: str, *, has_query: bool, refuses: tuple[int, ...]) -> list[int]:
    changes = UNSAFE if method != "get" else (400,) if has_query else ()
    return sorted({*ALWAYS, *changes, *refuses})


def _refusal(status: int) -> OpenApiResponse:
    return OpenApiResponse(ProblemOut, description=REFUSALS[status])
