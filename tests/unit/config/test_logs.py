"""Log lines: one JSON object each, allow-listed fields, never a word of an exception, a query or a body."""

import logging
from collections.abc import Callable

import pytest
import structlog

from tests.factories.canary import CANARY
from tests.unit.config.conftest import Written


def _raise() -> None:
    raise ValueError(f"about {CANARY}")


def test_a_line_of_ours_is_one_json_object(written: Written) -> None:
    structlog.get_logger("rung.test").warning("stage stopped", code="seal_broken", stage="screen")
    (line,) = written()
    assert str(line.pop("timestamp")).endswith("Z")
    assert line == {
        "event": "stage stopped",
        "level": "warning",
        "logger": "rung.test",
        "code": "seal_broken",
        "stage": "screen",
    }


def test_a_field_that_is_not_allowed_is_not_written(written: Written) -> None:
    structlog.get_logger("rung.test").info("kept", name=CANARY, text=CANARY, code="ok", args=[CANARY])
    (line,) = written()
    assert set(line) == {"event", "level", "logger", "timestamp", "code"}


def test_positional_arguments_are_not_written(written: Written) -> None:
    structlog.get_logger("rung.test").info("read %s", CANARY)
    assert written()[0]["event"] == "read %s"


def _ours(**how: object) -> None:
    structlog.get_logger("rung.test").error("failed", **how)


def _theirs(**how: object) -> None:
    logging.getLogger("library").error("failed", **how)  # type: ignore[arg-type]  # each way it can be given


WAYS: dict[str, Callable[[BaseException], dict[str, object]]] = {
    "true": lambda _error: {"exc_info": True},
    "itself": lambda error: {"exc_info": error},
    "tuple": lambda error: {"exc_info": (type(error), error, error.__traceback__)},
    "with its stack": lambda _error: {"exc_info": True, "stack_info": True},
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("log", [_ours, _theirs])
def test_of_an_exception_its_type_and_place_are_written(
    written: Written, log: Callable[..., None], way: Callable[[BaseException], dict[str, object]]
) -> None:
    try:
        _raise()
    except ValueError as error:
        log(**way(error))
    (line,) = written()
    assert (line["exception_type"], set(line) & {"stack", "stack_info", "exc_info"}) == ("ValueError", set())
    assert line["where"] == f"{__name__}:{_raise.__code__.co_firstlineno + 1}"


@pytest.mark.parametrize("info", [None, False, (None, None, None), True])
def test_a_line_without_an_exception_names_none(written: Written, info: object) -> None:
    structlog.get_logger("rung.test").error("failed", exc_info=info)
    assert "exception_type" not in written()[0]


@pytest.mark.parametrize(
    ("message", "arguments", "event"),
    [
        ("Could not read %s", (CANARY,), "Could not read %s"),
        ("%s: %s", (CANARY, CANARY), "%s: %s"),
        ("one placeholder too many: %s %s", (CANARY,), "one placeholder too many: %s %s"),
        ("%(text)s", ({"text": CANARY},), "%(text)s"),
        (f"Could not read {CANARY}", (), "library"),
        (f"{CANARY} came", (), "library"),
        (ValueError(CANARY), (), "library"),
        (ValueError(CANARY), (CANARY,), "library"),
        ({"said": CANARY}, (), "library"),
        ("", (), "library"),
    ],
)
def test_of_a_librarys_line_the_template_and_its_place_are_written(
    written: Written, message: object, arguments: tuple[object, ...], event: str
) -> None:
    record = logging.LogRecord("library", logging.ERROR, "/lib/reader.py", 7, message, arguments, None)
    record.request = record.name_of_client = CANARY
    written.handler.handle(record)
    (line,) = written()
    assert (line["event"], line["where"], line["logger"]) == (event, "reader:7", "library")
    assert set(line) == {"event", "where", "logger", "level", "timestamp"}


def test_lines_carry_the_request_they_belong_to(written: Written) -> None:
    with structlog.contextvars.bound_contextvars(request_id="a" * 32, client=CANARY):
        structlog.get_logger("rung.test").info("ours")
        logging.getLogger("library").info("theirs")
    structlog.get_logger("rung.test").info("later")
    assert [line.get("request_id") for line in written()] == ["a" * 32, "a" * 32, None]


def test_a_line_break_does_not_make_a_second_line(written: Written) -> None:
    structlog.get_logger("rung.test").info('a\n{"event": "forged"}')
    assert len(written()) == 1
