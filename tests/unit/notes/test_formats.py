"""Five formats of one brief: the same facts in other places, and nothing that is not in the brief."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.agents import notes, rung
from rung.agents.notes.formats import layout_of
from rung.agents.notes.material import Area, Asked, Cited, Found, Told, Unasked
from rung.agents.notes.schemas import Group
from rung.agents.rung.schemas import AnalysisInput, TalkMetrics
from rung.common import jsonkit
from rung.common.utterances import Source, Speaker, Transcript, Utterance
from rung.isolation.vocabulary.clinical import FindingKind

WORDS = st.text(min_size=1, max_size=30)
CITED = st.builds(Cited, st.integers(0, 500), st.sampled_from(["client", "therapist"]), WORDS)
KINDS = st.one_of(st.sampled_from([kind.value for kind in FindingKind]), WORDS)
FOUND = st.builds(Found, KINDS, WORDS, st.lists(CITED, max_size=3).map(tuple))
COUNTS = st.integers(0, 1_000)
TALK = st.builds(TalkMetrics, COUNTS, COUNTS, st.none(), st.none(), *[COUNTS] * 9)


def few[T](one: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(one, max_size=5).map(tuple)


UNASKED = st.lists(st.builds(Unasked, WORDS), max_size=5, unique_by=lambda one: one.domain).map(tuple)
MATERIAL = st.builds(
    notes.Material,
    few(st.builds(Told, WORDS, CITED)),
    few(FOUND),
    few(st.builds(Asked, WORDS)),
    UNASKED,
    few(st.builds(Area, KINDS, WORDS)),
    st.none() | TALK,
)


def sentences(material: notes.Material, layout: notes.Format) -> list[tuple[str, tuple[str, ...]]]:
    drafted = notes.draft_note(material, layout)
    return [(one.text, one.facts) for section in drafted.sections for one in section.sentences]


@given(MATERIAL)
def test_every_format_holds_the_same_facts_and_only_those_of_the_brief(material: notes.Material) -> None:
    facts = notes.facts_of(material)
    first = Counter(sentences(material, notes.Format.SOAP))
    for layout in notes.Format:
        said = sentences(material, layout)
        assert Counter(said) == first, "a format moves sentences and changes none"
        assert {fact for _, rests_on in said for fact in rests_on} == facts
        assert all(rests_on for _, rests_on in said), "no sentence without a fact"


@given(MATERIAL)
def test_a_sentence_says_only_words_of_its_facts_and_ours(material: notes.Material) -> None:
    quotes = {cited.quote for found in material.findings for cited in found.citations}
    quotes |= {told.citation.quote for told in material.summary}
    for statement in notes.statements_of(material):
        if any(fact.startswith(("summary", "finding")) for fact in statement.facts) and "“" in statement.text:
            assert any(f"“{quote}”" in statement.text for quote in quotes)


@pytest.mark.parametrize("layout", notes.Format)
def test_a_format_takes_every_group_once(layout: notes.Format) -> None:
    taken = [group for field in layout_of(layout).fields for group in field.groups]
    assert sorted(taken) == sorted(Group)
    assert [field.hint for field in layout_of(layout).fields if not field.hint] == []


@pytest.mark.parametrize("layout", [layout for layout in notes.Format if layout is not notes.Format.FREE])
def test_the_plan_holds_only_areas_and_questions_and_is_marked(layout: notes.Format) -> None:
    plan = layout_of(layout).fields[-1]
    assert (plan.key, set(plan.groups)) == ("plan", {Group.AREAS, Group.QUESTIONS})
    assert "For you to complete" in plan.hint


def analyzed(*said: tuple[Speaker, str]) -> notes.Material:
    lines = tuple(Utterance(number, who, text) for number, (who, text) in enumerate(said))
    analysis = rung.analyse(AnalysisInput(Transcript(Source.TRANSCRIPT, lines)))
    return jsonkit.reshape(notes.Material, analysis)


def test_nothing_is_invented_where_nobody_asked() -> None:
    material = analyzed((Speaker.THERAPIST, "How are you?"), (Speaker.CLIENT, "Fine, thank you."))
    for layout in notes.Format:
        text = " ".join(text for text, _ in sentences(material, layout)).lower()
        assert "not assessed" in text
        assert "suicide risk" in text.partition("not assessed")[2]
        for invented in ("denies", "oriented", "affect", "normal limits", "mental status", "no suicid"):
            assert invented not in text, invented


def test_a_finding_that_the_summary_tells_is_told_once() -> None:
    material = analyzed(
        (Speaker.THERAPIST, "How have the nights been?"),
        (Speaker.CLIENT, "I have been anxious about work and I can't sleep."),
        (Speaker.CLIENT, "My sister helps me a lot and I feel proud of that."),
    )
    assert material.summary
    said = sentences(material, notes.Format.SOAP)
    rests_on = Counter(fact for _, facts in said for fact in facts)
    assert set(rests_on.values()) == {1}
    assert any(len(facts) > 1 and facts[0].startswith("summary") for _, facts in said)
    assert any(text.startswith("Counted: the therapist spoke 5 words") for text, _ in said)


def test_the_wording_has_a_hash() -> None:
    assert len(notes.WORDING_HASH) == 64
    assert [value for value, _ in notes.titles()] == [layout.value for layout in notes.Format]
