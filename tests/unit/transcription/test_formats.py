import json

import pytest

from rung.common.utterances import Source, Speaker
from rung.transcription import parse_transcript

THERAPIST, CLIENT, OTHER, UNKNOWN = Speaker.THERAPIST, Speaker.CLIENT, Speaker.OTHER, Speaker.UNKNOWN
PAIR = [(THERAPIST, "How was the week?"), (CLIENT, "I hardly slept.")]
RECORDS = [{"speaker": "therapist", "text": "How was the week?"}, {"speaker": "client", "text": "I hardly slept."}]


def said(content: str, filename: str = "session.txt") -> list[tuple[Speaker, str]]:
    transcript = parse_transcript(content.encode(), filename)
    assert transcript.source is Source.TRANSCRIPT
    assert [utterance.number for utterance in transcript.utterances] == list(range(len(transcript.utterances)))
    return [(utterance.speaker, utterance.text) for utterance in transcript.utterances]


def times(content: str, filename: str = "session.txt") -> list[tuple[int | None, int | None]]:
    return [(u.start_ms, u.end_ms) for u in parse_transcript(content.encode(), filename).utterances]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"utterances": RECORDS}),
        json.dumps(RECORDS),
        json.dumps([{"utterances": RECORDS}]),
        "\n".join(json.dumps(record) for record in RECORDS),
        "\n\n".join(json.dumps(record) for record in RECORDS) + "\n",
        json.dumps({"turns": [{"role": "Therapist", "content": RECORDS[0]["text"]}, RECORDS[1]]}),
    ],
)
@pytest.mark.parametrize("filename", ["session.json", "session.jsonl", "session.txt", ""])
def test_json_is_known_by_its_content(content: str, filename: str) -> None:
    assert said(content, filename) == PAIR


def test_one_object_on_one_line_is_one_utterance() -> None:
    assert said(json.dumps(RECORDS[1]), "session.jsonl") == [PAIR[1]]


@pytest.mark.parametrize(
    "content",
    [
        "Therapist: How was the week?\nClient: I hardly slept.",
        "therapist: How was the week?\r\nclient: I hardly slept.\r\n",
        "THERAPIST:How was the week?\n\nCLIENT:\nI hardly\nslept.",
        "T: How was the week?\nC: I hardly slept.",
        "T1: How was the week?\nP1: I hardly slept.",
        "[doctor] How was the week?\n[patient] I hardly slept.",
        "**Dr. Vale:** How was the week?\n**Client:** I hardly slept.",
        "- Counselor: How was the week?\n- Patient: I hardly slept.",
        "[00:00:01] Therapist: How was the week?\n[00:00:03] Client: I hardly slept.",
        "00:01 Therapist: How was the week?\n00:03 - Client: I hardly slept.",
        "Therapist (00:01): How was the week?\nClient (00:03): I hardly slept.",
        "Therapist  0:01\nHow was the week?\n\nClient  0:03\nI hardly slept.",
        "Therapist: How was the week?\nRowan: I hardly slept.",
    ],
)
def test_labeled_lines_become_turns(content: str) -> None:
    assert said(content) == PAIR


def test_brackets_do_not_make_json_of_a_talk() -> None:
    assert said("[[noise]]\nTherapist: How was the week?\nClient: I hardly slept.") == [(UNKNOWN, "[[noise]]"), *PAIR]


def test_times_before_or_after_a_label_are_kept() -> None:
    assert times("[00:00:01] Therapist: How?\nClient (1:02:03.5): I slept.") == [(1_000, None), (3_723_500, None)]


def test_a_line_without_a_label_goes_on_with_the_turn() -> None:
    content = "Client: I told him: stop.\nAnyway: I left.\nI went home at 10:30\nTherapist: And then?"
    assert said(content) == [
        (CLIENT, "I told him: stop. Anyway: I left. I went home at 10:30"),
        (THERAPIST, "And then?"),
    ]


def test_what_stands_before_the_first_label_is_kept() -> None:
    content = "Session 4\nDate: a Tuesday\nTherapist: How was the week?\nClient: I hardly slept."
    assert said(content) == [(UNKNOWN, "Session 4 Date: a Tuesday"), *PAIR]


VTT = """WEBVTT
Kind: captions

NOTE made by a meeting program

1
00:00:01.000 --> 00:00:02.500 align:start
<v Dr. Vale>How was the week?</v>

00:00:03.000 --> 00:00:04.000
<v Client>I lay awake and

00:00:04.100 --> 00:00:05.000
<v Client>listened &amp; <i>waited</i>.

00:00:09.000 --> 00:00:10.000
It was <3 hours.
"""


def test_captions_become_turns_with_times_and_whole_sentences() -> None:
    assert said(VTT, "meeting.vtt") == [
        PAIR[0],
        (CLIENT, "I lay awake and listened & waited."),
        (CLIENT, "It was <3 hours."),
    ]
    assert times(VTT) == [(1_000, 2_500), (3_000, 5_000), (9_000, 10_000)]


def test_subrip_is_read_like_captions() -> None:
    content = (
        "1\n00:00:01,000 --> 00:00:02,500\nTherapist: How was the week?\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nClient: I hardly\nslept.\n"
    )
    assert said(content, "meeting.srt") == PAIR
    assert times(content) == [(1_000, 2_500), (3_000, 4_000)]


def test_a_blank_line_inside_a_caption_loses_no_words() -> None:
    content = "1\n00:00:01,000 --> 00:00:02,500\nClient: I hardly\n\nslept.\n"
    assert said(content, "meeting.srt") == [PAIR[1]]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"start": 1.5, "end": 2}, (1_500, 2_000)),
        ({"start_ms": 1_500, "end_ms": 2_000}, (1_500, 2_000)),
        ({"start_time": "00:00:01.5", "end_time": "0:02"}, (1_500, 2_000)),
        ({"at": "00:01:00"}, (60_000, None)),
        ({"start": -1, "end": 10**12}, (None, None)),
        ({"start": True, "end": "soon"}, (None, None)),
        ({"start": 5, "end": 4}, (5_000, None)),
        ({"start": None}, (None, None)),
    ],
)
def test_times_of_records_are_read_or_left_out(
    fields: dict[str, object], expected: tuple[int | None, int | None]
) -> None:
    assert times(json.dumps([{"speaker": "client", "text": "Hello.", **fields}])) == [expected]


def test_a_numbered_speaker_of_a_record_is_a_label() -> None:
    assert said(json.dumps([{"speaker": 1, "text": "Hello."}])) == [(UNKNOWN, "Speaker 1: Hello.")]


def test_a_record_without_words_makes_no_utterance() -> None:
    assert said(json.dumps([{"speaker": "client", "text": "  "}, RECORDS[1]])) == [PAIR[1]]
