"""What nobody asked and the client did not say is told as not assessed, never as absent."""

import pytest

from rung.agents.rung.schemas import Domain
from tests.unit.analyst.spoken import analysed

RAISED = {
    Domain.SUICIDE_RISK: ("Any thoughts of ending your life?", "I have thought about killing myself."),
    Domain.SELF_HARM: ("Have you been cutting yourself?", "I was cutting myself again."),
    Domain.HARM_TO_OTHERS: ("Any urges to hurt someone?", "I wanted to hit someone."),
    Domain.SAFETY_AT_HOME: ("Do you feel safe at home?", "He hits me."),
    Domain.SUBSTANCE_USE: ("Do you drink alcohol?", "I have two beers at night."),
    Domain.MOOD: ("How have you been feeling?", "I'm sad."),
    Domain.ANXIETY: ("What makes you anxious?", "I'm scared most mornings."),
    Domain.SLEEP: ("How did you sleep?", "I sleep fine."),
    Domain.APPETITE: ("How is your appetite?", "I hardly eat."),
    Domain.PSYCHOSIS: ("Do you ever hear voices?", "I hear voices at night."),
    Domain.TRAUMA: ("Was there any abuse?", "I have flashbacks."),
    Domain.MEMORY_AND_ORIENTATION: ("How is your concentration?", "My memory is going."),
    Domain.MEDICATION: ("Are you taking your medication?", "I take my pills."),
    Domain.PHYSICAL_HEALTH: ("Do you have any pain?", "My asthma is worse."),
    Domain.SOCIAL_SUPPORT: ("Who helps you?", "My sister came over."),
    Domain.WORK_OR_SCHOOL: ("How is your job?", "My boss called."),
}


def missing(*lines: str, notes: str = "") -> set[Domain]:
    return {one.domain for one in analysed(*lines, notes=notes).not_assessed}


def test_a_silent_session_assessed_nothing() -> None:
    assert missing("T: Hello.", "C: Hello.") == set(Domain) == set(RAISED)


@pytest.mark.parametrize("domain", Domain)
def test_an_answered_question_assesses(domain: Domain) -> None:
    assert domain not in missing(f"T: {RAISED[domain][0]}", "C: No.")


@pytest.mark.parametrize("domain", Domain)
def test_what_the_client_brings_up_is_assessed(domain: Domain) -> None:
    assert domain not in missing(f"C: {RAISED[domain][1]}")
    assert domain not in missing("C: Hello.", notes=RAISED[domain][1])


@pytest.mark.parametrize("domain", Domain)
def test_a_question_without_an_answer_assesses_nothing(domain: Domain) -> None:
    whys = {one.domain: one.why for one in analysed("C: Hi.", f"T: {RAISED[domain][0]}", "T: Well.").not_assessed}
    assert "no answer" in whys[domain]


def test_a_question_needs_no_mark() -> None:
    assert Domain.SLEEP not in missing("T: tell me how you sleep", "C: badly")


def test_a_remark_of_the_therapists_is_no_question() -> None:
    assert Domain.SLEEP in missing("T: Good sleep matters to everyone.", "C: Right.")


def test_a_relatives_words_assess_nothing() -> None:
    assert Domain.SLEEP in missing("O: She can't sleep.", "C: Hm.")


def test_the_reason_says_how_it_was_missed() -> None:
    spoken = {one.domain: one.why for one in analysed("T: Hello.", "C: Hi.").not_assessed}
    memo = {one.domain: one.why for one in analysed("U: A short week.").not_assessed}
    assert spoken[Domain.SUBSTANCE_USE] == (
        "Nobody asked about alcohol, tobacco and other substances, and the client did not bring it up."
    )
    assert memo[Domain.SLEEP] == "Nothing was said about sleep."


def test_notes_that_deny_have_assessed() -> None:
    assert Domain.SUICIDE_RISK not in missing("C: Hi.", notes="Client denies SI and HI.")
    assert Domain.HARM_TO_OTHERS not in missing("C: Hi.", notes="Client denies SI and HI.")


def test_denial_of_a_symptom_makes_no_finding() -> None:
    analysis = analysed(
        "T: Any trouble sleeping? Any low mood?", "C: No.", "C: No trouble sleeping, I'm not depressed."
    )
    assert analysis.summary == ()
    assert {finding.kind.value for finding in analysis.findings} <= {"therapist_behavior"}
