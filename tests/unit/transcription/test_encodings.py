import pytest

from rung.transcription import parse_transcript
from rung.transcription.reading import clean, text_of

TALK = "Therapist: How was the café?\nClient: I didn’t go."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_is_read_in_the_encodings_that_editors_write(encoding: str) -> None:
    utterances = parse_transcript(TALK.encode(encoding), "session.txt").utterances
    assert [utterance.text for utterance in utterances] == ["How was the café?", "I didn’t go."]


def test_one_broken_byte_is_marked_and_the_rest_is_kept() -> None:
    content = "Client: Ça va, déjà vu, ".encode() + b"\xff" + b" fin."
    assert text_of(content) == "Client: Ça va, déjà vu, \ufffd fin."


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("a\x00b\x1bc\x7fd\x9be", "abcde"),
        ("\ufeffa", "a"),
        ("a\ud800b", "a\ufffdb"),
        ("safe \u202etext\u202c", "safe text"),
        ("naïve 👋🏽 日本語\tend", "naïve 👋🏽 日本語\tend"),
    ],
)
def test_what_is_no_part_of_writing_is_removed(written: str, expected: str) -> None:
    assert clean(written) == expected


def test_a_lone_surrogate_in_json_is_marked() -> None:
    content = b'[{"speaker": "client", "text": "a \\ud800 b"}]'
    assert parse_transcript(content, "a.json").utterances[0].text == "a \ufffd b"
