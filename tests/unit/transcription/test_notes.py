import pytest

from rung.common.utterances import Source, Speaker
from rung.transcription import parse_notes
from rung.transcription.limits import MAX_NOTE_CHARS


def test_each_line_of_notes_is_an_utterance_of_no_one() -> None:
    transcript = parse_notes("Slept badly again.\n\n- Walked twice\nPlan: walk daily")
    assert transcript.source is Source.NOTES
    assert [(u.speaker, u.text) for u in transcript.utterances] == [
        (Speaker.UNKNOWN, "Slept badly again."),
        (Speaker.UNKNOWN, "- Walked twice"),
        (Speaker.UNKNOWN, "Plan: walk daily"),
    ]


def test_a_role_written_out_labels_its_line() -> None:
    notes = parse_notes('Reports fatigue.\nClient: "I hardly slept."\nTherapist: asked about work\nWife: worried')
    assert [u.speaker for u in notes.utterances] == [
        Speaker.UNKNOWN,
        Speaker.CLIENT,
        Speaker.THERAPIST,
        Speaker.OTHER,
    ]
    assert notes.utterances[1].text == '"I hardly slept."'


@pytest.mark.parametrize("line", ["P: walk daily", "C: tired", "S: low mood", "Rowan: tired", "Client reports: tired"])
def test_headings_and_names_in_notes_label_nothing(line: str) -> None:
    (only,) = parse_notes(line).utterances
    assert (only.speaker, only.text) == (Speaker.UNKNOWN, line)


def test_a_long_line_is_grouped_by_sentences() -> None:
    sentence = "The client walked to the lake and back before work."
    utterances = parse_notes(" ".join([sentence] * 20)).utterances
    assert len(utterances) > 1
    assert all(len(u.text) <= MAX_NOTE_CHARS and u.text.endswith("work.") for u in utterances)
