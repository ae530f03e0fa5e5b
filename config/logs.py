"""Structured logs through an allow-list: a field that is not named here is not written."""

import logging
import sys
from types import TracebackType

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

ALLOWED_FIELDS = frozenset(
    {
        "attempt", "code", "event", "exception_type", "failed", "job_id", "level", "logger", "method", "milliseconds",
        "oldest_seconds", "request_id", "route", "run_id", "stage", "status", "timestamp", "waiting", "where",
    }
)  # fmt: skip


def allow_listed(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Drop what is not allowed; of an exception keep its type and place, never its text."""
    raised = _exception(event.pop("exc_info", None))
    if raised is not None:
        event["exception_type"] = type(raised).__name__
        event["where"] = _place(raised.__traceback__)
    return {name: value for name, value in event.items() if name in ALLOWED_FIELDS}


def foreign_event(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Of a library's line keep the template, not the arguments: they may hold record text.

    A line without arguments may have had them put in already: of it only the
    place that wrote it is kept.
    """
    record = event["_record"]
    if not (event.get("positional_args") and isinstance(record.msg, str)):
        event["event"] = record.name
    event["where"] = f"{record.module}:{record.lineno}"
    return event


def formatter() -> logging.Formatter:
    """Return the JSON formatter for every handler, and route structlog's own lines through it."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, foreign_event],
        use_get_message=False,  # putting the arguments in could fail, and logging would then print them
        pass_foreign_args=True,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            allow_listed,
            structlog.processors.JSONRenderer(),
        ],
    )


def _exception(info: object) -> BaseException | None:
    """Return the exception of `exc_info` in each way it can be given: itself, sys.exc_info(), or True."""
    found = info[1] if isinstance(info, tuple) else sys.exc_info()[1] if info is True else info
    return found if isinstance(found, BaseException) else None


def _place(trace: TracebackType | None) -> str:
    found = ""
    while trace is not None:
        found = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
