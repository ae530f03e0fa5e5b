"""The whole analysis: summary, questions, areas to explore, what was dropped, whoever proposed it."""

import pytest

from rung.agents.rung import OFFLINE_LABEL, analyse, examine
from rung.agents.rung.schemas import AnalysisInput, EarlierPattern, Proposal, Term
from rung.common.utterances import Source, Speaker, Transcript, Utterance
from rung.isolation.vocabulary.clinical import FindingKind
from tests.unit.analyst.spoken import analysed, claimed, found, said

SESSION = (
    "T: What brings you here?",
    "C: I drink too much wine in the evenings, and my drinking worries me.",
    "C: I lie awake and can't sleep until three.",
    "T: So the evenings are the hardest.",
    "C: I want to quit drinking, it's bad for my kids.",
    "C: But it helps me relax, and I can't quit, I tried and it didn't work.",
    "C: My sister is there for me, and I'm grateful for that.",
    "C: Whenever we argue my husband shuts me out and won't talk to me.",
    "C: The more I ask him, the more he pulls away.",
)


def test_an_analysis_is_labelled() -> None:
    assert analysed(*SESSION).label == OFFLINE_LABEL == "offline analysis, not a language model"


def test_the_summary_is_made_of_cited_sentences() -> None:
    analysis = analysed(*SESSION)
    texts = [sentence.text for sentence in analysis.summary]
    assert "The session turned most on alcohol use." in texts
    assert len(texts) == len(set(texts)) >= 5
    cited = {citation for finding in analysis.findings for citation in finding.citations}
    assert {sentence.citation for sentence in analysis.summary} <= cited


def test_questions_follow_from_findings_in_our_own_words() -> None:
    analysis = analysed(*SESSION)
    said_words = " ".join(SESSION).casefold()
    assert 4 <= len(analysis.questions) <= 8
    for question in analysis.questions:
        assert (question.kind.value, question.name) in found(analysis)
        assert question.citations
        assert question.text.casefold() not in said_words


def test_frameworks_follow_from_what_was_found() -> None:
    kept = found(analysed(*SESSION))
    assert ("framework", "motivational_interviewing") in kept
    assert ("framework", "eft") in kept


def test_at_most_three_frameworks_are_suggested_and_none_twice() -> None:
    analysis = analysed(
        *SESSION, "C: I'm torn, I made a list of pros and cons.", "C: I worry all day and I replay it in my head."
    )
    names = [finding.name for finding in analysis.findings if finding.kind is FindingKind.FRAMEWORK]
    assert len(names) == len(set(names))
    assert len(names) <= 4


def test_faint_signs_of_a_heavy_pattern_are_told_as_not_kept() -> None:
    analysis = analysed("C: I'm not an alcoholic.")
    assert ("defense", "denial") not in found(analysis)
    assert [(one.name, one.reason.value) for one in analysis.dropped if one.kind == "defense"] == [
        ("denial", "too_weak")
    ]


def test_what_was_denied_is_told_as_denied() -> None:
    dropped = analysed("C: I'm not angry. My brother drinks. If I had a panic attack, I would call.").dropped
    assert {(one.name, one.reason.value, one.utterance) for one in dropped} >= {
        ("anger", "negated", 0),
        ("alcohol_use", "third_person", 0),
        ("panic", "hypothetical", 0),
    }


def test_areas_come_from_notes_earlier_sessions_and_hints() -> None:
    earlier = (
        EarlierPattern(FindingKind.THEME, "trust", 2),
        EarlierPattern(FindingKind.THEME, "shame", 4),
        EarlierPattern(FindingKind.THEME, "guilt", 1),
        EarlierPattern(FindingKind.THEME, "nonsense", 5),
        EarlierPattern(FindingKind.STRENGTH, "hope", 5),
    )
    analysis = analysed("C: There was some conflict.", notes="Asked about her divorce.", earlier=earlier)
    assert analysis.areas_to_explore == tuple(
        Term(FindingKind.THEME, name) for name in ("separation", "shame", "trust", "conflict")
    )


def test_an_everyday_theme_needs_more_in_a_long_session() -> None:
    once = "C: My boss called."
    small_talk = [f"C: We saw number {n} pass by the window." for n in range(100)]
    assert ("theme", "work") in found(analysed(once))
    assert ("theme", "work") not in found(analysed(once, *small_talk))


def test_a_session_about_everything_keeps_twelve_themes() -> None:
    lines = [
        "I'm so angry.",
        "I feel anxious.",
        "The grief is bad since my mother died.",
        "I'm burned out.",
        "The cravings are strong.",
        "I feel guilty about it.",
        "It's hopeless.",
        "I get jealous.",
        "I feel so lonely.",
        "I feel depressed.",
        "I had a panic attack.",
        "I'm a perfectionist.",
        "I procrastinate.",
        "I'm so ashamed.",
        "I'm overweight.",
    ]
    analysis = analysed(*(f"C: {line}" for line in lines))
    assert sum(finding.kind is FindingKind.THEME for finding in analysis.findings) == 12


def test_a_models_claims_are_verified_and_completed_alike() -> None:
    given = AnalysisInput(Transcript(Source.TRANSCRIPT, said(*SESSION)))
    proposal = Proposal(
        (
            claimed("theme", "alcohol_use", "my drinking worries me", 1),
            claimed("defense", "denial", "I have no problem whatsoever", 1),
            claimed("theme", "sleep", "So the evenings are the hardest", 3),
        )
    )
    analysis = examine(given, proposal, "a model")
    assert found(analysis) == {("theme", "alcohol_use")}
    assert [one.reason.value for one in analysis.dropped] == ["quote_not_found", "wrong_speaker"]
    assert analysis.label == "a model"
    assert analysis.talk == analyse(given).talk


@pytest.mark.parametrize("letter", ["T", "O"])
def test_a_session_without_the_client_finds_nothing_about_the_client(letter: str) -> None:
    kinds = {kind for kind, _ in found(analysed(*(f"{letter}{line[1:]}" for line in SESSION)))}
    assert kinds <= {"therapist_behavior"}


@pytest.mark.parametrize(
    "text",
    ["", "\x00" * 50, "\ud800 sad", "😀" * 50, "a" * 1_000_000, "[" * 10_000, "'" * 10_000, "...", "e\u0301" * 5_000],
)
def test_strange_text_is_survived(text: str) -> None:
    utterance = Utterance(0, Speaker.CLIENT, text)
    assert analyse(AnalysisInput(Transcript(Source.TRANSCRIPT, (utterance,)), notes=text)).findings == ()


def test_an_empty_session_is_told_as_empty() -> None:
    analysis = analysed()
    assert (analysis.findings, analysis.summary, analysis.questions) == ((), (), ())
    assert len(analysis.not_assessed) == 16


def test_long_speech_is_quoted_in_part() -> None:
    line = (
        "I went to the market and the weather was fine, " * 6
        + "and I feel so depressed, "
        + "and then we went home, " * 9
    )
    analysis = analysed(f"C: {line}")
    quotes = [citation.quote for finding in analysis.findings for citation in finding.citations]
    assert quotes
    assert all(len(quote) <= 200 for quote in quotes)
    assert any("depressed" in quote for quote in quotes)
