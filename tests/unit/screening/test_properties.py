import string
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rung.common.utterances import Speaker, Utterance
from rung.screening import HIGH_RISK_LEVEL, Category, screen_text, screen_utterances
from tests.unit.screening.lines import Flagged, flagged_lines, silent_lines

unhurried = settings(deadline=None)
FLAGGED = flagged_lines()
HARMLESS = silent_lines()
SCRAPS = [line.text for line in FLAGGED] + HARMLESS + ['"', "?", "no", "yes", "patient", "\u200b", "\x00", "\ud800"]
anything = st.text(st.characters(exclude_categories=()), max_size=300)
mixed = st.lists(st.sampled_from(SCRAPS) | anything, max_size=6).map(" ".join)
speakers = st.sampled_from(list(Speaker))
talks = st.lists(st.tuples(speakers, mixed), max_size=5).map(
    lambda turns: [Utterance(number, speaker, text) for number, (speaker, text) in enumerate(turns)],
)


@unhurried
@given(mixed)
def test_every_span_cites_the_original_text(text: str) -> None:
    for hit in screen_text(text).hits:
        assert text[hit.start : hit.end] == hit.quote
        assert hit.quote


@unhurried
@given(talks)
def test_every_finding_cites_its_own_utterance(utterances: list[Utterance]) -> None:
    for finding in screen_utterances(utterances):
        cited = utterances[finding.utterance]
        assert cited.text[finding.hit.start : finding.hit.end] == finding.hit.quote
        assert finding.speaker is cited.speaker
        assert finding.speaker is not Speaker.THERAPIST


@unhurried
@given(mixed)
def test_the_level_is_that_of_the_highest_hit(text: str) -> None:
    screening = screen_text(text)

    assert screening.level == max((hit.level for hit in screening.hits), default=0)
    assert set(screening.categories) == {hit.category for hit in screening.hits}
    assert all(0 <= hit.level <= 6 for hit in screening.hits)


@unhurried
@given(mixed)
def test_the_same_text_gives_the_same_screening(text: str) -> None:
    assert screen_text(text) == screen_text(text)


@unhurried
@given(mixed)
def test_hits_come_in_order_and_apart_within_a_category(text: str) -> None:
    hits = screen_text(text).hits

    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)
    for category in Category:
        spans = [(hit.start, hit.end) for hit in hits if hit.category is category]
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@unhurried
@given(mixed, st.lists(st.sampled_from(HARMLESS), max_size=4))
def test_what_is_added_never_lowers_the_level(text: str, added: list[str]) -> None:
    assert screen_text("\n\n".join([text, *added])).level >= screen_text(text).level


@unhurried
@given(mixed, st.text(string.ascii_letters + " .,\n", max_size=400))
def test_a_flag_survives_any_paragraph_after_it(text: str, added: str) -> None:
    assert screen_text(f"{text}\n\n{added}").level >= screen_text(text).level


@unhurried
@given(st.sampled_from(FLAGGED))
def test_writing_it_differently_changes_nothing(line: Flagged) -> None:
    level = screen_text(line.text).level
    curly = line.text.replace("'", "\u2019")
    hidden = line.text.replace("e", "e\u200b").replace("s", "\u200ds")
    wide = "".join(chr(ord(c) + 0xFEE0) if c in string.ascii_letters else c for c in line.text)

    for variant in (line.text.upper(), line.text.lower(), curly, hidden, wide):
        assert screen_text(variant).level == level


@pytest.mark.parametrize("piece", ["\x00", "\ud800", "\U0001f480", "'", "a'", "\u200b", "? ", "no ", "i took ", '" '])
def test_a_large_text_of_one_piece_is_read_to_its_end(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + "\nI am going to kill myself tonight."

    screening = screen_text(text)

    assert screening.level >= HIGH_RISK_LEVEL
    assert screening.hits[-1].end > 200_000 - 40


@pytest.mark.parametrize("piece", ["are you suicidal ", "do you hear voices ", "yes ", "kill yourself ", "plan, no "])
def test_a_conversation_of_endless_turns_is_heard_to_its_end(piece: str) -> None:
    turn = piece * (200_000 // len(piece))
    speakers = [Speaker.THERAPIST, Speaker.CLIENT, Speaker.OTHER, Speaker.CLIENT]
    turns = [turn, turn, turn, f"{turn}.\nI am going to kill myself tonight."]

    findings = screen_utterances([Utterance(i, who, turns[i]) for i, who in enumerate(speakers)])

    assert findings[-1].utterance == len(turns) - 1
    assert findings[-1].hit.level >= HIGH_RISK_LEVEL
