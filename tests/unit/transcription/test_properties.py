import contextlib
import json

from hypothesis import given
from hypothesis import strategies as st

from rung.common.errors import RungError
from rung.common.utterances import Speaker, Transcript
from rung.transcription import parse_notes, parse_transcript
from rung.transcription.turns import pieces

word = st.text(st.characters(categories=("Ll", "Lu", "Nd")), min_size=1, max_size=12)
sentence = st.lists(word, min_size=1, max_size=12).map(" ".join)
known = st.sampled_from([Speaker.CLIENT, Speaker.THERAPIST, Speaker.OTHER, Speaker.UNKNOWN])
role = st.sampled_from([Speaker.CLIENT, Speaker.THERAPIST])
moment = st.integers(0, 10**7)


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(utterance.speaker.value, utterance.text) for utterance in transcript.utterances]


@given(st.lists(st.tuples(known, sentence), min_size=1), st.booleans())
def test_json_and_json_lines_round_trip(turns: list[tuple[Speaker, str]], in_lines: bool) -> None:  # noqa: FBT001 - hypothesis draws it
    records = [{"speaker": speaker.value, "text": text} for speaker, text in turns]
    content = "\n".join(map(json.dumps, records)) if in_lines else json.dumps({"utterances": records})
    assert said(parse_transcript(content.encode(), "a.json")) == [(s.value, t) for s, t in turns]


@given(st.lists(st.tuples(role, sentence), min_size=1), st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_labeled_lines_round_trip(turns: list[tuple[Speaker, str]], encoding: str) -> None:
    content = "\r\n".join(f"{speaker.value.title()}: {text}" for speaker, text in turns)
    assert said(parse_transcript(content.encode(encoding), "a.txt")) == [(s.value, t) for s, t in turns]


@given(st.lists(st.tuples(moment, moment), min_size=1, max_size=20))
def test_times_in_milliseconds_round_trip(spans: list[tuple[int, int]]) -> None:
    ordered = [tuple(sorted(span)) for span in spans]
    records = [{"speaker": "client", "text": "Yes.", "start_ms": a, "end_ms": b} for a, b in ordered]
    utterances = parse_transcript(json.dumps(records).encode(), "a.json").utterances
    assert [(u.start_ms, u.end_ms) for u in utterances] == ordered


@given(st.lists(sentence, min_size=1))
def test_no_word_of_a_transcript_is_lost(lines: list[str]) -> None:
    content = "\n".join(["Therapist: Go on.", *lines, "Client: I will."])
    kept = " ".join(u.text for u in parse_transcript(content.encode(), "a.txt").utterances)
    assert kept == " ".join(["Go on.", *lines, "I will."])


@given(st.text())
def test_no_letter_of_notes_is_lost(text: str) -> None:
    try:
        kept = "".join(u.text for u in parse_notes(text).utterances)
    except RungError:
        assert not any(character.isalnum() for character in text)
    else:
        letters = [character for character in text if character.isalnum()]
        assert [character for character in kept if character.isalnum()] == letters


@given(st.binary() | st.text().map(str.encode), st.sampled_from(["a.txt", "a.json", "a.vtt", ""]))
def test_any_bytes_are_read_or_refused_in_our_words(content: bytes, filename: str) -> None:
    with contextlib.suppress(RungError):
        for utterance in parse_transcript(content, filename).utterances:
            assert utterance.text.strip() == utterance.text != ""
            assert not any("\ud800" <= character <= "\udfff" or character < " " for character in utterance.text)


@given(st.lists(sentence, max_size=30).map(". ".join), st.integers(5, 80))
def test_pieces_are_short_and_hold_everything(text: str, most: int) -> None:
    found = list(pieces(text, most_chars=most))
    assert all(0 < len(piece) <= most for piece in found)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
