"""Risks: signs of danger that a language model claims, against the client's own words.

A model may add to what the screen found and take nothing from it. What stands
here is the client's, said of themselves, and neither denied nor supposed.
Whether it means what the model says is for the clinician: unlike a finding, a
sign of danger is rather shown once too often.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, partial
from importlib import resources

from rung.agents.core import polarity
from rung.agents.core.book import Book
from rung.agents.core.checking import Passage, flaw_of_length, flaw_of_speech, standing
from rung.agents.core.dropping import DropReason
from rung.agents.core.evidence import Citation
from rung.agents.core.phrases import PhraseIndex
from rung.agents.core.wordlists import words_of
from rung.agents.rung.schemas import AnalysisInput, Proposal, ProposedRisk
from rung.screening import Category, Hit, RiskFinding

_MOST_CLAIMED = 200  # what comes after is not looked at
_MOST_KEPT = 40
_LEAST_WORDS = 2
_HIGHEST_LEVEL = 6
_SELF = words_of("first_person") - {"my", "mine", "our", "ours"}
# "better off if I was dead", "I wouldn't care if I died": the supposing is how it is said
_MEANT_BEFORE_IF = frozenset({"better", "off", "care", "matter", "easier", "best", "mind", "wish"})
_DENIALS = frozenset({"don't", "didn't", "never", "not"})
_REASON = "a language model reads these words as "
_NAMES = {
    Category.SUICIDE: "talk of suicide",
    Category.SELF_HARM: "talk of self-harm",
    Category.HARM_TO_OTHERS: "talk of harming others",
    Category.ABUSE: "a sign of abuse",
    Category.SUBSTANCE: "a sign of risky use of a substance",
    Category.PSYCHOSIS: "a sign of psychosis",
    Category.DISSOCIATION: "a sign of dissociation",
}


def verified_risks(given: AnalysisInput, proposal: Proposal) -> tuple[RiskFinding, ...]:
    """Return the claimed signs of danger that stand in the client's own words, in the order they were said."""
    return risks_in(Book(given.transcript.utterances), proposal.risks)


def risks_in(book: Book, claimed: Sequence[ProposedRisk]) -> tuple[RiskFinding, ...]:
    """Verify against a book that was already opened."""
    found: dict[tuple[int, Category], RiskFinding] = {}
    for risk in _standing(book, claimed[:_MOST_CLAIMED]):
        place = (risk.utterance, risk.hit.category)
        if place not in found or risk.hit.level > found[place].hit.level:
            found[place] = risk
    gravest = sorted(found.values(), key=lambda risk: -risk.hit.level)[:_MOST_KEPT]
    return tuple(sorted(gravest, key=lambda risk: (risk.utterance, risk.hit.start)))


def _standing(book: Book, claimed: Sequence[ProposedRisk]) -> Iterator[RiskFinding]:
    for claim in claimed:
        utterance = book.get(claim.citation.utterance)
        if claim.category not in Category or utterance is None or not book.is_evidence(utterance):
            continue
        category = Category(claim.category)
        cited = standing(claim.citation, book, partial(_flaw, category))
        if isinstance(cited, Citation):
            level = max(0, min(_HIGHEST_LEVEL, claim.level))
            hit = Hit(category, level, cited.start, cited.end, cited.quote, _REASON + _NAMES[category])
            yield RiskFinding(cited.utterance, cited.speaker, hit)


def _flaw(category: Category, passages: tuple[Passage, ...], book: Book) -> DropReason | None:
    flaw = flaw_of_speech(passages, book)
    if flaw is not None:
        return flaw
    verdicts = list(_verdicts(category, passages))
    if verdicts:
        return None if None in verdicts else verdicts[0]
    return flaw_of_length(_LEAST_WORDS, passages) or _flaw_without_cue(category, passages)


def _verdicts(category: Category, passages: tuple[Passage, ...]) -> Iterator[DropReason | None]:
    """Yield, for every word of danger in the quote, why it does not say so, or None."""
    for passage in passages:
        for hit in _cues().hits(passage.sentence):
            if passage.first <= hit.first and hit.last <= passage.last:
                is_others = polarity.is_of_another(passage.sentence, hit.first)
                is_own = category is Category.ABUSE and bool(_SELF & set(passage.sentence.words[hit.first :]))
                is_unwanted = _is_unwanted(passage.sentence.words, hit.first)
                flaw = _polarity(passage, hit.first, hit.last, is_others=is_others and not is_own)
                yield DropReason.NEGATED if is_unwanted else flaw


def _is_unwanted(words: tuple[str, ...], first: int) -> bool:
    """Return whether "don't want to" stands right before. Elsewhere what one does not want is so all the same."""
    denied = words[max(0, first - 4) : first]
    return denied[-2:-1] == ("want",) and bool(_DENIALS & set(denied[:-2]))


def _flaw_without_cue(category: Category, passages: tuple[Passage, ...]) -> DropReason | None:
    head = passages[0]
    is_others = polarity.is_told_of_another(head.sentence, head.first, head.last)
    is_own = category is Category.ABUSE and bool(_SELF & set(head.words))
    return _polarity(head, head.first, head.last, is_others=is_others and not is_own)


def _polarity(passage: Passage, first: int, last: int, *, is_others: bool) -> DropReason | None:
    if polarity.is_negated(passage.sentence, first, last):
        return DropReason.NEGATED
    if polarity.is_conditional(passage.sentence, first) and not _is_meant(passage, first):
        return DropReason.HYPOTHETICAL
    return DropReason.THIRD_PERSON if is_others else None


def _is_meant(passage: Passage, first: int) -> bool:
    words = passage.sentence.words
    return any(words[n] == "if" and words[n - 1] in _MEANT_BEFORE_IF for n in range(1, first))


@cache
def _cues() -> PhraseIndex[None]:
    """Return the words of every danger: "I don't drink" speaks of no other one either."""
    text = resources.files("rung.agents.rung.lexicon").joinpath("risk.toml").read_text(encoding="utf-8")
    tables: dict[str, list[str]] = tomllib.loads(text)
    return PhraseIndex(((phrase, None) for phrases in tables.values() for phrase in phrases), {})
