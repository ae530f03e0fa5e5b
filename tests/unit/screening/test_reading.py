import pytest

from rung.screening.reading import read
from rung.screening.voice import addressed, from_note, reported


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I'm gonna", "i am going to"),
        ("dont wanna", "do not want to"),
        ("I- I-I'm so, so tired", "i am so , so tired"),
        ("it it was", "it was"),
        ("want to want to die", "want to die"),
        ("my self", "myself"),
        ("k*ll k.ll K!LL", "kill"),
        ("ki\u200bll", "kill"),
        ("\uff2b\uff29\uff2c\uff2c", "kill"),
        ("I really, um, just can\u2019t", "i , can not"),
        ("not just tired", "tired"),
        ("they've you're he'd we'll isn't", "they have you are he would we will is not"),
        ("sister's", "sister's"),
        ("No? Yes! (Well)", "no ? yes . , well ,"),
        ("one  two\nthree", "one , two . three"),
        ("\u201cno\u201d", '" no "'),
        ("uh-huh, mm-hmm, uh-uh", "mhm , nope"),
        ("", ""),
        ("\x00\ud800\U0001f480", ""),
    ],
)
def test_a_text_is_read_as_plain_words(text: str, words: str) -> None:
    assert " ".join(read(text).words) == words


def test_every_word_knows_where_it_stands_in_the_original() -> None:
    text = "I'm gonna k\u200bms\u2026 my self"
    reading = read(text)

    assert " ".join(reading.words) == "i am going to kill myself , myself"
    assert [text[a:b] for a, b in reading.spans] == [
        "I'm",
        "I'm",
        "gonna",
        "gonna",
        "k\u200bms",
        "k\u200bms",
        "\u2026",
        "my self",
    ]


def test_a_position_in_the_line_is_a_word() -> None:
    reading = read("one two three")

    assert [reading.word_at(reading.line.index(word) - 1) for word in reading.words] == [0, 1, 2]


def test_a_question_is_read_as_if_the_client_had_said_it() -> None:
    assert " ".join(addressed(read("Are you hurting yourself?")).words) == "am i hurting myself ?"


def test_a_note_keeps_a_relatives_pronouns() -> None:
    assert " ".join(from_note(read("Client says she is sad. She cries.")).words) == "i says i am sad . i cries ."
    assert " ".join(from_note(read("Client's mother hurt herself.")).words) == "client's mother hurt herself ."
    assert " ".join(from_note(read("Client and her mother.")).words) == "i and her mother ."
    assert " ".join(from_note(read("She cries. Client sleeps.")).words) == "she cries . i sleeps ."


def test_a_report_is_read_as_the_clients_own_words() -> None:
    assert " ".join(reported(read("My husband hurt himself.")).words) == "my i hurt myself ."
