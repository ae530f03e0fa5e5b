"""Features of talk: what of an utterance tells how it leans and what it does."""

import math
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from rung.agents.core.book import Book
from rung.agents.core.phrases import PhraseIndex
from rung.agents.core.reading import Sentence
from rung.agents.core.wordlists import words_of
from rung.agents.rung.clues import Clue, TermKey
from rung.common.utterances import Speaker, Utterance
from rung.isolation.vocabulary.clinical import FindingKind

type Features = dict[str, float]

_NEGATORS = words_of("negators")
_LENGTHS = (0, 2, 5, 11, 24, 49)  # words; the bounds of "none", "scrap", … "speech"
_LOG_SCALE = 3.0
_NEGATED_WITHIN = 3
_SUBSTANTIAL = 25  # letters; a turn below that is an "mm-hmm" and not what the client answers
_TURNS_BACK = 4
_NEIGHBORS = 3  # client turns on either side

_LONG_CLIENT, _SHORT_CLIENT = 100, 20
_CONTENT_WORD = 4  # letters
_SCRAP = 5  # words
_ASKING = frozenset({"opens_open", "wh", "aux_q", "ask_tell", "permission"})
_RESPONSES = frozenset({"ack", "affirm", "polite"})
_LEANING = {FindingKind.CHANGE_TALK: "sign of change", FindingKind.SUSTAIN_TALK: "sign of staying"}
_MOST_SIGNS = 2.0
_MOST_COUNTED = 3
_COUNT_SCALE = 1.5


def client_features(book: Book, found: dict[TermKey, list[Clue]]) -> Iterator[tuple[Utterance, Features]]:
    """Yield the features of every utterance of the client's, the clues found in it among them."""
    turns = [utterance for utterance in book.utterances if utterance.speaker is Speaker.CLIENT]
    own = [_own_features(book.sentences(turn)) for turn in turns]
    asked = {u.number: _asked_features(u, book) for u in book.utterances if u.speaker is Speaker.THERAPIST}
    signs = _signs(found)
    index = {utterance.number: position for position, utterance in enumerate(book.utterances)}
    for number, turn in enumerate(turns):
        features = dict(own[number])
        features.update(_answering(book, index[turn.number], asked))
        for name, value in _nearby(own, number):
            features[name] = features.get(name, 0.0) + value
        features.update(signs.get(turn.number, {}))
        features["position"] = index[turn.number] / len(book.utterances)
        yield turn, features


def _signs(found: dict[TermKey, list[Clue]]) -> dict[int, Features]:
    """Return, by utterance, the weight of the clues of change talk and of sustain talk that stand in it."""
    signs: dict[int, Features] = {}
    for (kind, _), clues in found.items():
        if kind in _LEANING:
            for clue in clues:
                features = signs.setdefault(clue.cited.utterance, {})
                weight = features.get(_LEANING[kind], 0.0) + clue.weight * clue.stands
                features[_LEANING[kind]] = min(_MOST_SIGNS, weight)
    return signs


def _own_features(sentences: tuple[Sentence, ...]) -> Features:
    features: Features = {}
    index = _phrases("client_features")
    for sentence in sentences:
        for hit in index.hits(sentence):
            before = sentence.words[max(0, hit.first - _NEGATED_WITHIN) : hit.first]
            features[f"{'not ' if _NEGATORS.intersection(before) else ''}{hit.value}"] = 1.0
        if sentence.asks:
            features["asks"] = 1.0
    features.update(_length(sentences))
    return features


def _length(sentences: tuple[Sentence, ...]) -> Features:
    count = sum(len(sentence.words) for sentence in sentences)
    step = sum(count > bound for bound in _LENGTHS)
    return {f"length {step}": 1.0, "length": math.log1p(count) / _LOG_SCALE}


def _asked_features(turn: Utterance, book: Book) -> Features:
    index = _phrases("asked_features")
    return {f"after {hit.value}": 1.0 for s in book.sentences(turn) for hit in index.hits(s)}


def _answering(book: Book, position: int, asked: dict[int, Features]) -> Features:
    """Return the features of the last turn of substance that the client's words answer."""
    for before in reversed(book.utterances[max(0, position - _TURNS_BACK) : position]):
        if before.speaker is Speaker.THERAPIST and len(before.text) > _SUBSTANTIAL:
            return asked[before.number]
    return {}


def _nearby(own: list[Features], number: int) -> Iterator[tuple[str, float]]:
    """Yield what the client says a little before and after, fading with distance."""
    for distance in range(1, _NEIGHBORS + 1):
        for other in (number - distance, number + distance):
            if 0 <= other < len(own):
                names = (name for name in own[other] if " " not in name or name.startswith("not "))
                yield from ((f"near {name}", 0.5 / distance) for name in names)


def therapist_features(book: Book) -> Iterator[tuple[Utterance, Features]]:
    """Yield the features of every utterance of the therapist's."""
    before: Utterance | None = None
    for turn in book.utterances:
        if turn.speaker is Speaker.THERAPIST:
            features = _said_features(book.sentences(turn))
            features.update(_shape(turn.text))
            features.update(_length(book.sentences(turn)))
            features.update(_manner(book.sentences(turn)))
            features.update(_echo(turn, before, book))
            yield turn, features
        before = turn


def _said_features(sentences: tuple[Sentence, ...]) -> Features:
    counts: Features = {}
    marks: Features = {}
    index = _phrases("therapist_features")
    for number, sentence in enumerate(sentences):
        for hit in index.hits(sentence):
            counts[hit.value] = counts.get(hit.value, 0.0) + 1
            if hit.first == 0 and number == 0:
                marks[f"first {hit.value}"] = 1.0
            if hit.first == 0 and number == len(sentences) - 1:
                marks[f"last {hit.value}"] = 1.0
            if sentence.asks:
                marks[f"asking {hit.value}"] = 1.0
        mood = "asks" if sentence.asks else "states"
        counts[mood] = counts.get(mood, 0.0) + 1
    scaled = {name: min(count, _MOST_COUNTED) / _COUNT_SCALE for name, count in counts.items()}
    return {**scaled, **marks}


def _manner(sentences: tuple[Sentence, ...]) -> Features:
    """Return how a turn is put: a statement that only its tone makes a question, or a scrap that names something."""
    index = _phrases("therapist_features")
    said = [[(hit.value, hit.last + 1 < len(sentence.words)) for hit in index.hits(sentence)] for sentence in sentences]
    asking = [hits for sentence, hits in zip(sentences, said, strict=True) if sentence.asks]
    by_tone = [not any(name in _ASKING and goes_on for name, goes_on in hits) for hits in asking]
    is_scrap = sum(len(sentence.words) for sentence in sentences) <= _SCRAP
    names = {name for hits in said for name, _ in hits}
    shape = {
        "asks by tone": bool(by_tone) and all(by_tone),
        "names something": is_scrap and bool(said) and not asking and names.isdisjoint(_RESPONSES),
    }
    return {name: 1.0 for name, is_so in shape.items() if is_so}


def _shape(text: str) -> Features:
    end = text.rstrip(' ]"')
    shape = {
        "ends asking": end.endswith("?"),
        "holds a question": "?" in text,
        "is cut off": end.endswith(("-", "—", "–")),
        "goes on": text.startswith(("-", "—")),
    }
    return {name: 1.0 for name, is_so in shape.items() if is_so}


def _echo(turn: Utterance, before: Utterance | None, book: Book) -> Features:
    """Return how the turn takes up the client's words just before."""
    if before is None or before.speaker is not Speaker.CLIENT:
        return {}
    said = {w for s in book.sentences(turn) for w in s.words if len(w) >= _CONTENT_WORD}
    heard = {w for s in book.sentences(before) for w in s.words if len(w) >= _CONTENT_WORD}
    shared = len(said & heard)
    shape = {
        "client asked": "?" in before.text,
        "client spoke long": len(before.text) > _LONG_CLIENT,
        "client spoke short": len(before.text) < _SHORT_CLIENT,
    }
    flags = {name: 1.0 for name, is_so in shape.items() if is_so}
    return {"echo": min(shared, 4) / 2, "echo share": shared / max(1, len(said)), **flags}


@cache
def _phrases(file: str) -> PhraseIndex[str]:
    return PhraseIndex(((phrase, name) for name, given in _table(file).items() for phrase in given), {})


def _table(file: str) -> dict[str, list[str]]:
    text = resources.files(__package__).joinpath(f"{file}.toml").read_text(encoding="utf-8")
    return {name: list(phrases) for name, phrases in tomllib.loads(text).items()}
