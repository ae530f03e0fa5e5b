import pytest

from rung.screening import Category, screen_text


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("I don't know if I will kill myself.", 2),
        ("I can't stop thinking about killing myself.", 2),
        ("I can't kill myself because of my kids.", 2),
        ("I don't just want to die, I want to kill myself.", 2),
        ("I'm not only sad, I want to end my life.", 2),
        ("I told my mother that I want to die.", 1),
        ("My father died and I want to be dead too.", 1),
        ("He said I'm lazy. I want to kill myself.", 2),
        ("He doesn't know that I tried to kill myself.", 6),
        ('I told him "I want to kill myself".', 2),
        ("I said I want to die.", 1),
        ("Client denies HI but reports suicidal ideation.", 2),
    ],
)
def test_what_looks_like_a_denial_or_another_person_may_be_neither(said: str, level: int) -> None:
    assert screen_text(said).level >= level


@pytest.mark.parametrize(
    "said",
    [
        "I don't want to live or die, I want a nap.",
        "I do not have suicidal thoughts or a plan to kill myself.",
        "Patient denies suicidal ideation, prior attempts, self-harm, and homicidal ideation.",
        "I told my friend about his suicide attempt.",
        'The sign said "kill me now".',
        'That song, "kill me now", is on the radio.',
        "The song I want to die is on the radio.",
    ],
)
def test_a_denial_reaches_over_a_list_and_a_quotation_over_its_words(said: str) -> None:
    assert not any(hit.level > 1 for hit in screen_text(said).hits)


def test_thoughts_that_are_over_are_shown_low_and_said_to_be_past() -> None:
    (hit,) = screen_text("I used to think about killing myself.").hits

    assert hit.level == 1
    assert hit.reason == "speaks of suicidal thoughts (in the past)"


def test_the_past_reaches_no_further_than_its_sentence() -> None:
    assert screen_text("I used to dance. I think about killing myself.").level == 2
    assert screen_text("I think about killing myself. Years ago I danced.").level == 2


def test_an_attempt_counts_over_a_lifetime() -> None:
    assert screen_text("I tried to kill myself when I was 19.").level == 6


def test_a_note_is_read_as_the_clients_own_words_until_someone_else_is_named() -> None:
    assert screen_text("Client is tearful. She wants to kill herself.").level == 2
    assert screen_text("Client talked about her sister. The sister wants to kill herself.").level == 0
    assert screen_text("The patient's cousin tried to hang herself.").level == 0


def test_commanding_voices_are_high_risk() -> None:
    screening = screen_text("The voices keep telling me to jump.")

    assert screening.level == 4
    assert Category.PSYCHOSIS in screening.categories
