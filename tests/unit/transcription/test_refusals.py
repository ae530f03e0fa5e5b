import json
import traceback

import pytest

from rung.transcription import (
    EmptyTranscript,
    NoSpeakers,
    TranscriptTooLarge,
    UnreadableTranscript,
    parse_notes,
    parse_transcript,
)
from rung.transcription.limits import MAX_LINES, MAX_TRANSCRIPT_BYTES, MAX_UTTERANCES


@pytest.mark.parametrize(
    "content",
    [
        b"I slept badly. My thoughts went round and round.",
        b"I slept badly.\nI told him: stop.\n\nThen: nothing.",
        b"Monday: slept.\nTuesday: did not.",
        b"S: low mood\nO: tired\nA: much the same\nP: walk daily",
        b"D: low mood\nA: much the same\nP: walk daily",
        b'[{"text": "I slept badly."}]',
        b"WEBVTT\n\n00:01.000 --> 00:02.000\nI slept badly.",
        b"see https://example.org: a page",
    ],
)
def test_text_without_speakers_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(NoSpeakers, match=r"Paste it as notes, or label each line `Client:` or `Therapist:`"):
        parse_transcript(content, "memo.txt")


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0\0", b"Client:", b"[]", b'{"utterances": []}']
)
def test_nothing_to_read_is_refused_as_empty(content: bytes) -> None:
    with pytest.raises(EmptyTranscript):
        parse_transcript(content, "session.txt")


def test_twenty_megabytes_are_refused_with_both_sizes() -> None:
    with pytest.raises(TranscriptTooLarge, match="limit of 5 MB"):
        parse_transcript(b"Client: a " * 2_000_000, "session.txt")
    with pytest.raises(TranscriptTooLarge):
        parse_notes("a" * (MAX_TRANSCRIPT_BYTES + 1))


def test_more_turns_than_anyone_speaks_are_refused() -> None:
    with pytest.raises(TranscriptTooLarge, match="20,000 turns"):
        parse_transcript(b"C: a\n" * (MAX_UTTERANCES + 1), "session.txt")
    with pytest.raises(TranscriptTooLarge, match="100,001 lines"):
        parse_transcript(b"C: a\n" * (MAX_LINES + 1), "session.txt")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'{"utterances": [\n {"speaker": "client", "text": "secret words"\n]}', 3),
        (b'{"speaker": "client", "text": "a"}\n{"speaker": "client", "text": secret words}', 2),
        (b"secret words", 1),
    ],
)
def test_broken_json_names_the_line_and_never_the_words(content: bytes, line: int) -> None:
    with pytest.raises(UnreadableTranscript, match=f"broken at line {line}") as refused:
        parse_transcript(content, "session.jsonl")
    assert "secret" not in "".join(traceback.format_exception_only(refused.value))
    assert refused.value.__suppress_context__


@pytest.mark.parametrize(
    "value",
    [
        {"note": "secret words"},
        ["secret words"],
        [{"speaker": "client"}],
        [{"speaker": "client", "text": ["secret words"]}],
        7,
    ],
)
def test_json_of_another_shape_is_refused_without_its_words(value: object) -> None:
    with pytest.raises(UnreadableTranscript, match="Expected") as refused:
        parse_transcript(json.dumps(value).encode(), "session.json")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("content", [b"[" * 200_000, b"9" * 10_000, b'{"a":' * 100_000, b"[NaN]"])
def test_json_made_to_hurt_is_refused(content: bytes) -> None:
    with pytest.raises((UnreadableTranscript, EmptyTranscript)):
        parse_transcript(content, "session.json")


def test_several_transcripts_in_one_file_are_refused() -> None:
    session = json.dumps({"utterances": [{"speaker": "client", "text": "Hello."}]})
    with pytest.raises(UnreadableTranscript, match="one at a time"):
        parse_transcript(f"{session}\n{session}".encode(), "sessions.jsonl")


@pytest.mark.parametrize(
    ("content", "seems"),
    [
        (b"%PDF-1.7 Client: hello", "a PDF"),
        (b"PK\x03\x04 Client: hello", "a Word document"),
        (b"RIFF\x00\x00\x00\x00WAVE", "a recording"),
        (bytes(range(1, 32)) * 50, "not text"),
    ],
)
def test_another_kind_of_file_is_refused_and_named(content: bytes, seems: str) -> None:
    with pytest.raises(UnreadableTranscript, match=seems):
        parse_transcript(content, "session.txt")


@pytest.mark.parametrize("text", ["", " \n ", "\ufeff", "...", "\x00"])
def test_empty_notes_are_refused(text: str) -> None:
    with pytest.raises(EmptyTranscript):
        parse_notes(text)
