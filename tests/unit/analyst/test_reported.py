"""A clinician's memo about a client is read as the client's own words."""

import pytest

from rung.agents.core.reading import read
from rung.agents.core.reported import reporter_of
from tests.unit.analyst.spoken import analysed, claimed, found, reason


def retold(text: str) -> list[str]:
    sentences = read(text)
    reporter = reporter_of(sentences)
    return [(reporter.retold(s) if reporter else s).line.strip() for s in sentences]


@pytest.mark.parametrize(
    ("memo", "told"),
    [
        ("Client reports feeling anxious.", ["i report feeling anxious"]),
        ("Client is sad. She says she can't sleep.", ["i am sad", "i say i can't sleep"]),
        ("Pt denies pain. He worries a lot.", ["i deny pain", "i worry a lot"]),
        ("The patient's mood is low. His wife left him.", ["the my mood is low", "my wife left me"]),
        ("Client feels lost. They often cry.", ["i feel lost", "i often cry"]),
        ("She describes her job. It hurts her.", ["i describe my job", "it hurts me"]),
        ("Client says her mother thinks she is lazy.", ["i say my mother thinks she's lazy"]),
        ("Client says her husband thinks she is lazy.", ["i say my husband thinks i'm lazy"]),
        ("I asked the client about sleep. Client sleeps badly.", ["writer asked the i about sleep", "i sleep badly"]),
        ("Client doesn't eat. She misses home and also cries.", ["i don't eat", "i miss home and also cries"]),
    ],
)
def test_reported_speech_is_retold(memo: str, told: list[str]) -> None:
    assert retold(memo) == told


@pytest.mark.parametrize(
    "memo",
    ["I feel sad and I miss her. She left me.", "My week was bad.", "", "Nothing to report.", "I saw him. I left."],
)
def test_a_clients_own_memo_stays_as_it_is(memo: str) -> None:
    assert reporter_of(read(memo)) is None


def test_notes_in_the_third_person_yield_findings() -> None:
    analysis = analysed("U: Client reports feeling anxious and states she can't sleep. She wants to quit smoking.")
    assert {("theme", "anxiety"), ("theme", "sleep"), ("change_talk", "desire")} <= found(analysis)


def test_a_memo_in_the_first_person_yields_findings() -> None:
    assert ("theme", "low_mood") in found(analysed("U: I feel so depressed and I cried all night."))


def test_what_notes_say_of_a_relative_is_not_the_clients() -> None:
    line = "Client came alone. Her husband is depressed."
    assert reason(claimed("theme", "low_mood", "Her husband is depressed"), f"U: {line}") == "third_person"


def test_what_notes_deny_is_not_so() -> None:
    line = "Client denies anxiety, depression, or panic."
    for name in ("anxiety", "low_mood", "panic"):
        assert reason(claimed("theme", name, line), f"U: {line}") == "negated"


def test_a_question_to_someone_in_an_unseparated_recording_is_no_evidence() -> None:
    assert (
        reason(claimed("theme", "sleep", "You lie awake every night"), "U: You lie awake every night.")
        == "wrong_speaker"
    )
    assert (
        reason(claimed("strength", "hope", "Do you feel some hope today?"), "U: Do you feel some hope today?") != "kept"
    )


def test_an_unknown_voice_among_known_speakers_is_no_evidence() -> None:
    lines = ("T: How are you?", "C: Fine.", "U: I feel so depressed.")
    assert reason(claimed("theme", "low_mood", "I feel so depressed", 2), *lines) == "wrong_speaker"
