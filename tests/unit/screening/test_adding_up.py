from rung.screening import Category, screen_text

INTENT = "with the other signs cited, this suggests intent to act"
SIGN = "a sign that counts together with the others cited"


def test_signs_that_add_up_raise_the_strongest_and_cite_the_others() -> None:
    text = "I have a plan. I'm so tired, I can't do this anymore. I'm going to do it this weekend, sorry mom."
    screening = screen_text(text)
    raised = [hit for hit in screening.hits if hit.reason.endswith(INTENT)]
    others = [hit for hit in screening.hits if hit.reason.startswith(SIGN)]

    assert screening.level == 4
    assert len(raised) == 1
    assert raised[0].level == 4
    assert len(others) >= 2
    assert {hit.category for hit in screening.hits} == {Category.SUICIDE}


def test_one_sign_alone_is_never_shown() -> None:
    assert screen_text("I have a plan.").hits == ()
    assert screen_text("I feel hopeless and like a burden.").hits == ()


def test_signs_far_apart_do_not_add_up() -> None:
    filler = "We painted the kitchen and the neighbors came for dinner with their kids. " * 30
    text = f"I have a plan. {filler} I'm going to do it. {filler} Sorry mom."

    assert screen_text(text).level == 0


def test_signs_far_down_a_long_text_still_add_up() -> None:
    filler = "We painted the kitchen and the neighbors came for dinner with their kids. " * 30
    text = f"I have a plan. {filler}\nI feel suicidal. I have a plan. I'm going to do it this weekend, sorry mom."

    assert screen_text(text).level == 4


def test_signs_in_a_text_about_someone_else_do_not_add_up() -> None:
    text = "He has a plan and a date. She wrote letters and they said goodbye. He is going to do it this weekend."

    assert screen_text(text).level == 0


def test_a_statement_that_is_high_by_itself_needs_no_other() -> None:
    screening = screen_text("I am going to kill myself tonight. I have a plan.")

    assert screening.level >= 4
    assert not any(INTENT in hit.reason or SIGN in hit.reason for hit in screening.hits)


def test_one_statement_is_one_hit() -> None:
    assert len(screen_text("I want to kill myself").hits) == 1
