import pytest

from rung.common.utterances import Speaker
from rung.screening import Category, level_of
from tests.unit.screening.talk import talk

ASKED = "T: Have you thought about killing yourself?"


@pytest.mark.parametrize(
    "answer",
    [
        "Yes, most nights.",
        "Yeah.",
        "Mm-hmm.",
        "Uh-huh.",
        "Sometimes.",
        "Well, a lot lately.",
        "Every day.",
        "I have.",
        "I guess so.",
    ],
)
def test_a_yes_is_a_finding_that_cites_the_answer(answer: str) -> None:
    (finding,) = talk(ASKED, f"C: {answer}")

    assert finding.utterance == 1
    assert finding.speaker is Speaker.CLIENT
    assert finding.hit.category is Category.SUICIDE
    assert finding.hit.level == 2
    assert finding.hit.quote in answer
    assert finding.hit.reason == "answers yes to a question: speaks of suicidal thoughts"


@pytest.mark.parametrize(
    "answer",
    [
        "No.",
        "No, never.",
        "Nope, not at all.",
        "Never.",
        "Yeah, no, nothing like that.",
        "I haven't.",
        "Of course not.",
        "I would never.",
        "Not at all.",
        "God, no.",
    ],
)
def test_a_no_is_no_finding(answer: str) -> None:
    assert talk(ASKED, f"C: {answer}") == ()


@pytest.mark.parametrize(
    "answer",
    ["Not anymore.", "No, not lately.", "No, but I used to.", "I don't know.", "I'd rather not say.", "It depends."],
)
def test_an_answer_that_leaves_it_open_is_a_low_finding(answer: str) -> None:
    (finding,) = talk(ASKED, f"C: {answer}")

    assert finding.hit.level == 1
    assert finding.hit.reason.startswith("leaves a question open")


def test_the_question_alone_is_no_finding() -> None:
    assert talk(ASKED, "C: How was your weekend?") == ()
    assert talk(ASKED) == ()


def test_a_question_put_negatively_is_denied_by_agreeing() -> None:
    assert talk("T: So you're not feeling suicidal?", "C: Right.") == ()
    assert talk("T: So you're not feeling suicidal?", "C: No.") == ()
    assert level_of(talk("T: So you're not feeling suicidal?", "C: Sometimes.")) == 2


def test_an_answer_may_come_after_a_pause() -> None:
    findings = talk(ASKED, "C: Um.", "T: Take your time.", "C: Yes.")

    assert [finding.utterance for finding in findings] == [3]


def test_another_question_takes_the_place_of_the_first() -> None:
    assert talk(ASKED, "C: Um.", "T: Shall we take a break?", "C: Yes.") == ()


def test_a_question_does_not_wait_forever() -> None:
    assert talk(ASKED, "C: Hm.", "T: It's all right.", "C: Hm.", "T: Let us talk about work.", "C: Yes.") == ()


def test_a_question_is_answered_once() -> None:
    assert len(talk(ASKED, "C: Yes.", "C: Yes.")) == 1


@pytest.mark.parametrize(
    ("question", "level"),
    [
        ("Do you wish you were dead?", 1),
        ("Are you having suicidal thoughts?", 2),
        ("Have you thought of hanging yourself?", 3),
        ("Are you going to kill yourself?", 4),
        ("Have you planned to end your life?", 5),
        ("Have you ever tried to kill yourself?", 6),
    ],
)
def test_a_yes_has_the_level_of_its_question(question: str, level: int) -> None:
    assert level_of(talk(f"T: {question}", "C: Yes.")) == level


def test_the_last_of_several_questions_is_answered() -> None:
    both = "T: Have you ever tried to kill yourself? And are you having suicidal thoughts now?"

    assert level_of(talk(both, "C: Yes.")) == 2


@pytest.mark.parametrize("question", ["Do you have a plan?", "Did you write a note?", "Do you have a gun at home?"])
def test_a_question_about_plan_and_means_counts_only_where_suicide_is_the_topic(question: str) -> None:
    assert talk(f"T: {question}", "C: Yes.") == ()
    assert level_of(talk(ASKED, "C: Yes.", f"T: {question}", "C: Yes.")) >= 4
    assert level_of(talk("C: I want to end my life.", f"T: {question}", "C: Yes.")) >= 4


def test_leaving_a_question_about_the_plan_open_adds_nothing() -> None:
    assert len(talk(ASKED, "C: Yes.", "T: Do you have a plan?", "C: I don't know.")) == 1


def test_a_plan_for_something_else_is_no_finding() -> None:
    assert talk("T: Do you have a plan for quitting?", "C: Yes, patches.") == ()


def test_other_risks_are_asked_about_with_a_question_mark() -> None:
    asked = talk("T: Do you hear voices telling you things?", "C: Yes, at night.")

    assert [finding.hit.category for finding in asked] == [Category.PSYCHOSIS]
    assert talk("T: Some people hear voices when they are tired.", "C: Yes.") == ()


def test_leaving_another_risk_open_is_no_finding() -> None:
    assert talk("T: Have you been cutting yourself?", "C: I don't know.") == ()


def test_the_therapists_own_words_are_never_findings() -> None:
    assert talk("T: I want to kill myself when I see this paperwork.", "C: Ha.") == ()


def test_the_clients_own_words_need_no_question() -> None:
    (finding,) = talk("T: How was the week?", "C: I tried to kill myself on Sunday.")

    assert (finding.utterance, finding.hit.level) == (1, 6)


def test_an_unidentified_speaker_counts_as_the_client() -> None:
    assert level_of(talk("U: I want to end my life.")) == 2
    assert level_of(talk("U: Have you thought about killing yourself?", "U: Yes.")) == 2


def test_a_report_by_another_person_is_less_certain() -> None:
    (finding,) = talk("O: My wife tried to kill herself last month.")

    assert finding.speaker is Speaker.OTHER
    assert finding.hit.level == 4
    assert finding.hit.reason.endswith("(said by another person in the room)")


def test_another_persons_own_risk_is_a_finding_too() -> None:
    (finding,) = talk("O: I want to kill myself.")

    assert finding.hit.level == 1


def test_another_person_reports_violence_but_not_habits() -> None:
    categories = {
        finding.hit.category for finding in talk("O: He hit me last night, and I drink a bottle of wine every night.")
    }

    assert categories == {Category.ABUSE}


def test_signs_do_not_add_up_across_an_ordinary_turn() -> None:
    turn = "C: I have a plan, I'm so tired of smoking. I'll do it on Monday, this is my last pack, wish me luck!"

    assert talk(turn) == ()


def test_signs_add_up_where_the_turn_speaks_of_suicide() -> None:
    turn = "C: I feel suicidal. I have a plan, I'm so tired. I'll do it on Monday, wish me luck."

    assert level_of(talk(turn)) == 4


def test_a_calm_talk_about_smoking_has_no_findings() -> None:
    findings = talk(
        "T: What would quitting give you?",
        "C: I'm dying for a cigarette, honestly, but I want to live longer than my dad did.",
        "T: So your health matters to you.",
        "C: Yeah. Cigarettes are killing me. My kids would kill me if I kept going.",
        "T: Have you tried before?",
        "C: Yes, twice. My last attempt failed after a week. I couldn't do it.",
        "T: Do you have a plan?",
        "C: I set a date. I'm ready, I'll do it on the first.",
    )

    assert findings == ()


def test_level_of_nothing_is_zero() -> None:
    assert level_of(()) == 0


WITHIN_REACH = "C: I have the pills from my operation in the drawer and I counted them."
CAME_CLOSE = "C: On Sunday I was close. I wrote a note and then my brother called."


@pytest.mark.parametrize("turns", [(WITHIN_REACH, CAME_CLOSE), (CAME_CLOSE, WITHIN_REACH)])
def test_thoughts_means_and_a_note_in_different_turns_are_intent(turns: tuple[str, str]) -> None:
    findings = talk(ASKED, "C: Yes.", "T: Tell me more.", *turns)

    assert level_of(findings) == 4
    assert [finding.utterance for finding in findings] == sorted(finding.utterance for finding in findings)
    raised = next(finding for finding in findings if finding.hit.level == 4)
    assert raised.hit.reason.endswith("this suggests intent to act")
    assert {"have the pills", "wrote a note"} <= {finding.hit.quote for finding in findings}


def test_the_same_words_where_nobody_speaks_of_suicide_are_nothing() -> None:
    assert talk("T: How is the knee?", WITHIN_REACH, "T: And the move?", CAME_CLOSE) == ()


def test_a_wish_to_be_dead_and_the_means_in_the_next_turn_are_intent() -> None:
    assert level_of(talk("C: Sometimes I wish I was dead.")) == 1
    assert level_of(talk("C: Sometimes I wish I was dead.", "T: Go on.", WITHIN_REACH)) == 4


def test_signs_stand_in_the_turn_they_were_said_in() -> None:
    said = (ASKED, "C: Yes.", "T: Go on.", WITHIN_REACH, "T: I see.", CAME_CLOSE)
    for finding in talk(*said):
        assert finding.hit.quote == said[finding.utterance].partition(": ")[2][finding.hit.start : finding.hit.end]
