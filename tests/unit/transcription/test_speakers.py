import pytest

from rung.common.utterances import Speaker
from rung.transcription import parse_transcript
from rung.transcription.roles import role_of

THERAPIST, CLIENT, OTHER, UNKNOWN = Speaker.THERAPIST, Speaker.CLIENT, Speaker.OTHER, Speaker.UNKNOWN


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("Therapist", THERAPIST),
        ("CLINICIAN", THERAPIST),
        ("counsellor 2", THERAPIST),
        ("Dr. Vale", THERAPIST),
        ("T", THERAPIST),
        ("Family Therapist", THERAPIST),
        ("Social worker", THERAPIST),
        ("client", CLIENT),
        ("Patient", CLIENT),
        ("P1", CLIENT),
        ("husband", OTHER),
        ("patient_guest", OTHER),
        ("Client's mother", OTHER),
        ("unknown", UNKNOWN),
        ("Rowan", None),
        ("Speaker 2", None),
        ("P. Rowan", None),
        ("", None),
    ],
)
def test_a_label_names_a_role_by_its_words(label: str, speaker: Speaker | None) -> None:
    assert role_of(label) is speaker


def speakers(*lines: str) -> list[Speaker]:
    return [utterance.speaker for utterance in parse_transcript("\n".join(lines).encode(), "a.txt").utterances]


def talk(asks: str, answers: str) -> list[str]:
    questions = ["How was the week?", "What kept you awake?", "And then?", "Did the walk help?"]
    replies = ["I hardly slept.", "My thoughts, I think.", "I read until I was tired.", "It did help me."]
    return [
        line
        for ask, reply in zip(questions, replies, strict=True)
        for line in (f"{asks}: {ask}", f"{answers}: {reply}")
    ]


@pytest.mark.parametrize(
    ("asks", "answers"), [("Speaker 1", "Speaker 2"), ("Speaker 2", "Speaker 1"), ("Ash", "Rowan")]
)
def test_of_two_unnamed_speakers_the_one_who_asks_is_the_therapist(asks: str, answers: str) -> None:
    assert speakers(*talk(asks, answers)) == [THERAPIST, CLIENT] * 4


def test_beside_a_client_the_one_who_asks_is_the_therapist() -> None:
    assert speakers(*talk("Ash", "Client")) == [THERAPIST, CLIENT] * 4


def test_a_client_who_asks_stays_the_client_and_the_other_unknown() -> None:
    assert speakers(*talk("Client", "Ash")) == [CLIENT, UNKNOWN] * 4


def test_beside_a_therapist_the_only_other_is_the_client() -> None:
    assert speakers("Therapist: How was it?", "Rowan: Fine.") == [THERAPIST, CLIENT]


@pytest.mark.parametrize(
    "lines",
    [
        ["Ash: Hello there.", "Rowan: Hello to you.", "Ash: A fine day.", "Rowan: Indeed it is."],
        ["Ash: How are you?", "Rowan: I am well.", "Ash: And the dog?", "Rowan: My dog is well."],
        [*talk("Ash", "Rowan"), "Sage: I am here too.", "Sage: So am I."],
    ],
)
def test_in_doubt_no_one_is_the_client_and_the_text_keeps_its_label(lines: list[str]) -> None:
    utterances = parse_transcript("\n".join(lines).encode(), "a.txt").utterances
    assert {utterance.speaker for utterance in utterances} == {UNKNOWN}
    assert [utterance.text for utterance in utterances] == lines


def test_two_clients_are_not_taken_for_one() -> None:
    lines = ("Therapist: Who begins?", "Client 1: I do.", "Client 2: I do not.")
    assert speakers(*lines) == [THERAPIST, UNKNOWN, UNKNOWN]


def test_relatives_in_the_room_are_others() -> None:
    assert speakers("Therapist: Who begins?", "Client: I do.", "Wife: Go on.", "Mother: Yes.") == [
        THERAPIST,
        CLIENT,
        OTHER,
        OTHER,
    ]


def test_a_third_name_that_comes_again_is_nobody_for_certain() -> None:
    lines = ("Therapist: Who begins?", "Client: I do.", "Sage: I could.", "Sage: Or not.")
    assert speakers(*lines) == [THERAPIST, CLIENT, UNKNOWN, UNKNOWN]
