"""A model on Bedrock, against a twin over its real wire format that is told to fail."""

import logging
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass

import pytest

from rung.providers.language import Ask, BedrockSettings, Usage, ask_of, bedrock, reading, trying
from rung.providers.language.errors import (
    AnswerBlocked,
    AnswerUnusable,
    ModelMisconfigured,
    ModelUnavailable,
    NoAnswer,
)
from tests.factories.canary import CANARY
from tests.fakes.bedrock import CACHED, FRESH, WRITTEN, Bedrock, blocked, converse_answer, refusal, text_answer
from tests.fakes.twin import Break, Said, cut_short, drip, instead, reset

TEXT = "Zyxquintilla"  # in every refusal of the twin


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Lines:
    lines: tuple[Line, ...]


GOOD = {"lines": [{"number": 3, "words": CANARY}], "note": "left out"}
QUESTION = Ask(f"Read. {CANARY}", f"[0] client: {CANARY}", Lines, 700, 60.0)
ONE = Usage("m", FRESH + CACHED, WRITTEN, CACHED, 0, 0, 1)


def _refused(where: BedrockSettings, kind: type[NoAnswer], question: Ask[Lines] = QUESTION) -> Usage:
    with pytest.raises(NoAnswer) as refusal:
        bedrock.ask(where, question)
    assert type(refusal.value) is kind
    told = "".join(traceback.format_exception(refusal.value))
    assert CANARY not in told
    assert TEXT not in told
    assert refusal.value.__cause__ is refusal.value.__context__ is None, "nothing of a vendor's hangs on it"
    assert refusal.value.usage is not None
    assert CANARY not in f"{refusal.value!r} {question!r}"
    return refusal.value.usage


@pytest.fixture(autouse=True)
def _nothing_is_logged(caplog: pytest.LogCaptureFixture) -> object:
    caplog.set_level(logging.INFO)
    yield
    assert CANARY not in caplog.text
    assert TEXT not in caplog.text


def test_an_answer_comes_typed_with_what_it_cost(bedrock: Bedrock, on_bedrock: BedrockSettings) -> None:
    bedrock.answer = GOOD
    reply = ask_of("bedrock", {"bedrock": on_bedrock})(QUESTION)
    assert reply.out == Lines((Line(3, CANARY),))
    used = reply.usage
    assert (used.model, used.tokens_in, used.tokens_out, used.tokens_cached) == (on_bedrock.model, 1000, 40, 900)
    assert (used.tries, used.is_priced) == (1, True)
    assert used.cost_microdollars == round(FRESH * 3.3 + CACHED * 0.33 + WRITTEN * 16.5)
    assert CANARY not in repr(reply)


def test_what_is_asked_is_bounded_cached_and_has_no_tool_but_the_answer(
    bedrock: Bedrock, on_bedrock: BedrockSettings
) -> None:
    bedrock.answer = GOOD
    trying_it = BedrockSettings(on_bedrock.model, on_bedrock.region, "arn:aws:bedrock:us-east-1:1:guardrail/abc:7")
    ask_of("bedrock", {"bedrock": trying_it})(QUESTION)
    asked = bedrock.asked[0]
    assert asked["inferenceConfig"]["maxTokens"] == 700
    assert asked["system"] == [{"text": QUESTION.system}, {"cachePoint": {"type": "default"}}]
    assert [list(tool) for tool in asked["toolConfig"]["tools"]] == [["toolSpec"]]
    assert asked["guardrailConfig"] == {
        "guardrailIdentifier": "arn:aws:bedrock:us-east-1:1:guardrail/abc",
        "guardrailVersion": "7",
        "trace": "disabled",
    }


@pytest.mark.parametrize(
    "fault",
    [
        instead(refusal("ThrottlingException", 429)),
        instead(refusal("ModelNotReadyException", 429)),
        instead(refusal("ServiceQuotaExceededException", 400)),
        instead(refusal("ModelTimeoutException", 408)),
        instead(refusal("ModelErrorException", 424)),
        instead(refusal("InternalServerException", 500)),
        instead(refusal("ServiceUnavailableException", 503)),
        instead(Said(503, b"<html>Zyxquintilla</html>")),
        reset,
        cut_short,
    ],
    ids=["throttled", "not ready", "quota", "408", "424", "500", "503", "503 html", "reset", "cut short"],
)
class TestAPassingFault:
    def test_is_tried_again(
        self, bedrock: Bedrock, on_bedrock: BedrockSettings, waits: list[float], fault: Break
    ) -> None:
        bedrock.answer = GOOD
        bedrock.twin.breaks[:] = [fault] * 3
        reply = ask_of("bedrock", {"bedrock": on_bedrock})(QUESTION)
        assert reply.usage.tries == len(bedrock.twin.asked) == 4
        assert len(waits) == 3
        assert all(0 <= wait <= trying.FIRST_WAIT_SECONDS * 2**number for number, wait in enumerate(waits))

    def test_is_given_up_after_four_tries(self, bedrock: Bedrock, on_bedrock: BedrockSettings, fault: Break) -> None:
        bedrock.twin.breaks[:] = [fault] * 9
        used = _refused(on_bedrock, ModelUnavailable)
        assert used.tries == len(bedrock.twin.asked) == 4


def test_a_model_that_stays_away_is_left_alone(bedrock: Bedrock, on_bedrock: BedrockSettings) -> None:
    bedrock.twin.breaks[:] = [reset] * 99
    for _ in range(trying.BREAKS_AFTER):
        _refused(on_bedrock, ModelUnavailable)
    asked = len(bedrock.twin.asked)
    assert _refused(on_bedrock, ModelUnavailable).tries == 0
    assert len(bedrock.twin.asked) == asked == 20
    bedrock.twin.breaks.clear()
    bedrock.answer = GOOD
    other = BedrockSettings("us.amazon.nova-pro-v1:0", on_bedrock.region)
    assert ask_of("bedrock", {"bedrock": other})(QUESTION).usage.tries == 1, "each model has a breaker of its own"


@pytest.mark.parametrize(
    "fault",
    [
        instead(refusal("ValidationException", 400)),
        instead(refusal("AccessDeniedException", 403)),
        instead(refusal("ResourceNotFoundException", 404)),
    ],
    ids=["400", "403", "404"],
)
def test_a_refusal_for_good_is_not_tried_again(bedrock: Bedrock, on_bedrock: BedrockSettings, fault: Break) -> None:
    bedrock.twin.breaks[:] = [fault]
    assert _refused(on_bedrock, ModelMisconfigured).tries == len(bedrock.twin.asked) == 1


def test_without_credentials_nothing_is_asked(
    bedrock: Bedrock, on_bedrock: BedrockSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    assert _refused(on_bedrock, ModelMisconfigured).tries == 1
    assert bedrock.twin.asked == []


WRONG = {
    "another schema": converse_answer({"lines": [{"number": "three", "words": CANARY}]}),
    "a name for a field": converse_answer({CANARY: CANARY}),
    "a list": converse_answer([CANARY]),
    "nothing in the tool": converse_answer({}),
    "prose": text_answer(CANARY),
    "JSON cut off": Said(200, b'{"output": {"message": {"conte', {"Content-Type": "application/json"}),
    "no JSON": Said(200, b"<p>Zyxquintilla</p>", {"Content-Type": "application/json"}),
    "another shape": Said(200, b'{"output": 7}', {"Content-Type": "application/json"}),
    "nothing": Said(200, b"", {"Content-Type": "application/json"}),
}


@pytest.mark.parametrize("said", WRONG.values(), ids=WRONG)
class TestAWrongShape:
    def test_is_repaired_once(self, bedrock: Bedrock, on_bedrock: BedrockSettings, said: Said) -> None:
        bedrock.answer = GOOD
        bedrock.twin.breaks[:] = [instead(said)]
        reply = ask_of("bedrock", {"bedrock": on_bedrock})(QUESTION)
        assert reply.usage.tries == 2
        text = bedrock.asked[0]["messages"][0]["content"][0]["text"]
        assert text.startswith(QUESTION.message)
        assert "agreed shape" in text

    def test_is_given_up_after_that(self, bedrock: Bedrock, on_bedrock: BedrockSettings, said: Said) -> None:
        bedrock.twin.breaks[:] = [instead(said)] * 9
        assert _refused(on_bedrock, AnswerUnusable).tries == len(bedrock.twin.asked) == 2


def test_a_model_that_writes_its_answer_out_is_understood(bedrock: Bedrock, on_bedrock: BedrockSettings) -> None:
    bedrock.twin.breaks[:] = [instead(text_answer('{"lines": [{"number": 1, "words": "a"}]}'))]
    assert ask_of("bedrock", {"bedrock": on_bedrock})(QUESTION).out == Lines((Line(1, "a"),))


def test_what_a_wrong_shape_cost_is_counted(bedrock: Bedrock, on_bedrock: BedrockSettings) -> None:
    bedrock.answer = {"lines": 7}
    used = _refused(on_bedrock, AnswerUnusable)
    assert (used.tokens_in, used.tokens_out, used.tokens_cached) == (2000, 80, 1800)
    assert used.cost_microdollars > 0


def test_a_guardrail_is_told_apart_from_a_wrong_shape(bedrock: Bedrock, on_bedrock: BedrockSettings) -> None:
    bedrock.twin.breaks[:] = [blocked()]
    used = _refused(on_bedrock, AnswerBlocked)
    assert (used.tries, used.tokens_in) == (1, 1000)


def test_an_answer_that_ran_out_of_tokens_is_not_used(bedrock: Bedrock, on_bedrock: BedrockSettings) -> None:
    bedrock.twin.breaks[:] = [instead(converse_answer(GOOD, "max_tokens"))]
    assert _refused(on_bedrock, AnswerUnusable).tries == 1


def test_two_megabytes_do_not_hurt(bedrock: Bedrock, on_bedrock: BedrockSettings) -> None:
    bedrock.answer = {"lines": [{"number": 1, "words": "word " * 400_000}]}
    assert _refused(on_bedrock, AnswerUnusable).tries == len(bedrock.twin.asked) == 1


def test_a_dripping_answer_is_left_at_the_deadline(bedrock: Bedrock, on_bedrock: BedrockSettings) -> None:
    bedrock.answer = GOOD
    bedrock.twin.breaks[:] = [drip] * 9
    started = time.monotonic()
    used = _refused(on_bedrock, ModelUnavailable, Ask("s", CANARY, Lines, 10, 0.6))
    assert time.monotonic() - started < 3
    assert used.tries <= trying.MOST_TRIES


def test_a_body_is_read_until_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless:
        def read1(self, amt: int, /) -> bytes:
            return b"x" * amt

    with pytest.raises(AnswerUnusable):
        reading.whole(Endless(), time.monotonic() + 60, None)
    with pytest.raises(trying.Passing):
        reading.whole(Endless(), time.monotonic() - 1, None)


def test_an_unknown_model_costs_nothing_and_says_so(bedrock: Bedrock, on_bedrock: BedrockSettings) -> None:
    bedrock.answer = GOOD
    reply = ask_of("bedrock", {"bedrock": BedrockSettings("meta.llama9-v1:0", on_bedrock.region)})(QUESTION)
    assert (reply.usage.cost_microdollars, reply.usage.is_priced) == (0, False)


def test_a_choice_that_is_not_set_up_is_refused() -> None:
    with pytest.raises(ModelMisconfigured):
        ask_of("bedrock", {})


def test_a_process_that_asks_nothing_does_not_load_what_asks() -> None:
    """The web server and every page with it: 2 s and 74 MB less."""
    loads = "import sys, django; django.setup(); import config.urls, rung.providers.language, rung.pipelines.tasks"
    told = subprocess.run(
        [sys.executable, "-c", f"{loads}; print(*{{'pydantic_ai', 'botocore.session'}} & set(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "pydantic_ai" not in told.stdout
