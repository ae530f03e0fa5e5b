"""Client talk, therapist behavior and the measures of a session."""

import pytest

from rung.agents.rung.talk import ClientTalk, TherapistAct, client_talk_of, therapist_behavior_of
from tests.unit.analyst.spoken import analysed, found, said

CHANGE, NEUTRAL, SUSTAIN = ClientTalk.CHANGE, ClientTalk.NEUTRAL, ClientTalk.SUSTAIN
QUESTION, REFLECTION, INPUT, OTHER = TherapistAct


@pytest.mark.parametrize(
    ("line", "talk"),
    [
        ("I want to quit smoking because it is hurting my kids.", CHANGE),
        ("I need to stop, I can't go on living like this.", CHANGE),
        ("I'm ready to try, and I know it would be better for my health.", CHANGE),
        ("I don't want to quit, I enjoy smoking and it helps me relax.", SUSTAIN),
        ("I can't stop, it's too hard, and I like it.", SUSTAIN),
        ("It's not a problem, everyone drinks.", SUSTAIN),
        ("Okay.", NEUTRAL),
        ("My appointment was on Tuesday.", NEUTRAL),
        ("Uh-huh.", NEUTRAL),
    ],
)
def test_the_clients_lean_is_heard(line: str, talk: ClientTalk) -> None:
    assert client_talk_of(said("T: What do you make of it?", f"C: {line}")) == (None, talk)


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("What would you like to be different?", QUESTION),
        ("Do you smoke in the house?", QUESTION),
        ("Tell me about a usual day?", QUESTION),
        ("So you feel that nobody listens to you.", REFLECTION),
        ("It sounds like you're tired of all this.", REFLECTION),
        ("Research shows that most patients need several tries, and the medication helps with the withdrawal.", INPUT),
        ("I'd suggest that you talk to the doctor about the patch.", INPUT),
        ("Mm-hmm.", OTHER),
        ("Okay, great, thank you.", OTHER),
    ],
)
def test_the_therapists_act_is_told(line: str, act: TherapistAct) -> None:
    turns = said("C: I went home and nobody listened, and I smoked.", f"T: {line}", "C: Yes, that is how it was.")
    assert therapist_behavior_of(turns) == (None, act, None)


def test_an_answer_is_heard_after_a_speech() -> None:
    speech = "T: " + "The patch gives off a little nicotine through the day so that the body can let go of it. " * 4
    assert client_talk_of(said(speech, "C: I want to try it, I need to stop smoking for my kids.")) == (None, CHANGE)


def test_nobody_else_is_classed() -> None:
    turns = said("O: I want to quit too.", "U: I want to quit.")
    assert client_talk_of(turns) == (None, None)
    assert therapist_behavior_of(turns) == (None, None)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("How many drinks did you have?", "closed_question"),
        ("And what made you choose that day?", "open_question"),
        ("So part of you wants to stay and part of you wants to leave.", "complex_reflection"),
        ("So you went back home.", "simple_reflection"),
        ("Good job, you worked really hard this week.", "affirmation"),
    ],
)
def test_behaviors_are_told_finer(line: str, name: str) -> None:
    assert ("therapist_behavior", name) in found(analysed("C: I went back home on Friday.", f"T: {line}", "C: Yes."))


def test_a_reflection_that_goes_beyond_the_words_is_complex() -> None:
    long = "So you're carrying the whole household and there is hardly anybody around who notices any of your efforts."
    assert ("therapist_behavior", "complex_reflection") in found(analysed("C: I did the dishes.", f"T: {long}"))


def test_measures_count_words_and_behaviors() -> None:
    talk = analysed(
        "T: What brings you here?",
        "C: I want to quit smoking, it is bad for my kids.",
        "T: So you want to quit for your kids.",
        "C: Yes. I need to stop.",
    ).talk
    assert (talk.therapist_words, talk.client_words, talk.talk_ratio) == (12, 16, 0.75)
    assert (talk.open_questions, talk.simple_reflections + talk.complex_reflections) == (1, 1)
    assert talk.reflection_to_question == 1.0
    assert talk.change_talk >= 1


def test_there_is_no_ratio_without_a_whole() -> None:
    talk = analysed("T: Mm-hmm.").talk
    assert (talk.talk_ratio, talk.reflection_to_question) == (None, None)
