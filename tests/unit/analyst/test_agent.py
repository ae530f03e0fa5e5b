"""Rung as an agent: its prompt says what verification demands, and the runner keeps the shapes."""

import hashlib
from typing import cast

import pytest

from rung.agents.core import Agent, Answer, WrongShape, run
from rung.agents.rung import RUNG, examine, respond_offline
from rung.agents.rung.analysis import analyse
from rung.agents.rung.prompting import session_message
from rung.agents.rung.schemas import AnalysisInput, EarlierPattern, Proposal
from rung.common.utterances import Source, Transcript
from rung.isolation.vocabulary.clinical import VOCABULARIES, FindingKind
from tests.unit.analyst.spoken import said

GIVEN = AnalysisInput(Transcript(Source.TRANSCRIPT, said("T: How are you?", "C: I feel so depressed.")))


def test_the_prompt_names_the_whole_vocabulary() -> None:
    for kind, names in VOCABULARIES.items():
        assert f"- `{kind.value}`: " in RUNG.prompt
        assert all(f"`{name.value}`" in RUNG.prompt for name in names)
    assert "{{" not in RUNG.prompt


def test_the_hash_names_the_exact_wording() -> None:
    assert RUNG.prompt_hash == hashlib.sha256(RUNG.prompt.encode()).hexdigest()
    other = Agent(RUNG.name, f"{RUNG.prompt} ", RUNG.takes, RUNG.gives)
    assert other.prompt_hash != RUNG.prompt_hash


def test_the_offline_twin_answers_for_the_agent() -> None:
    answer = run(RUNG, GIVEN, respond_offline)
    assert answer == Answer("rung", RUNG.prompt_hash, answer.out)
    assert examine(GIVEN, answer.out, "x").findings == analyse(GIVEN).findings != ()


def test_an_answer_of_another_shape_is_refused() -> None:
    with pytest.raises(WrongShape):
        run(RUNG, GIVEN, lambda _agent, _given: cast("Proposal", "all is well"))


def test_a_question_of_another_shape_is_refused() -> None:
    with pytest.raises(WrongShape):
        run(RUNG, cast("AnalysisInput", "hello"), respond_offline)


def test_a_session_is_written_as_numbered_lines() -> None:
    earlier = (EarlierPattern(FindingKind.THEME, "sleep", 3),)
    message = session_message(AnalysisInput(GIVEN.transcript, "Asked about mood.", earlier))
    assert message.splitlines() == [
        "<transcript>",
        "[0] therapist: How are you?",
        "[1] client: I feel so depressed.",
        "</transcript>",
        "<notes>",
        "Asked about mood.",
        "</notes>",
        "<earlier>",
        "theme.sleep: seen in 3 sessions",
        "</earlier>",
    ]


def test_a_session_without_notes_has_no_notes() -> None:
    assert session_message(GIVEN).splitlines()[-1] == "</transcript>"
