"""The book: the utterances under examination, each read once, and whose words count."""

from collections.abc import Iterable
from functools import cached_property

from rung.agents.core.quoting import Quotable
from rung.agents.core.reading import Sentence, read
from rung.agents.core.reported import Reporter, reporter_of
from rung.common.utterances import Speaker, Utterance


class Book:
    """Numbered utterances, read when first asked for.

    Where nobody is known as client or therapist (a memo, notes), one voice
    speaks: the client's own, or a clinician's about the client, whose third
    person is then read as the client's first.
    """

    def __init__(self, utterances: Iterable[Utterance]) -> None:
        self.utterances = tuple(utterances)
        self._by_number = {utterance.number: utterance for utterance in self.utterances}
        self._sentences: dict[int, tuple[Sentence, ...]] = {}
        self._quotables: dict[int, Quotable] = {}

    def get(self, number: int) -> Utterance | None:
        """Return the utterance of that number, if there is one."""
        return self._by_number.get(number)

    @cached_property
    def is_memo(self) -> bool:
        """Whether one voice speaks and nobody is told apart."""
        speakers = {utterance.speaker for utterance in self.utterances}
        return Speaker.UNKNOWN in speakers and not speakers & {Speaker.CLIENT, Speaker.THERAPIST}

    @cached_property
    def reporter(self) -> Reporter | None:
        """How a memo speaks of the client; None where the client speaks."""
        if not self.is_memo:
            return None
        unknown = (u for u in self.utterances if u.speaker is Speaker.UNKNOWN)
        return reporter_of(sentence for u in unknown for sentence in read(u.text))

    def is_evidence(self, utterance: Utterance) -> bool:
        """Return whether an utterance can say something about the client."""
        return utterance.speaker is Speaker.CLIENT or (self.is_memo and utterance.speaker is Speaker.UNKNOWN)

    def sentences(self, utterance: Utterance) -> tuple[Sentence, ...]:
        """Return the sentences of an utterance, reported speech retold as the client's own."""
        known = self._sentences.get(utterance.number)
        if known is None:
            known = read(utterance.text)
            reporter = self.reporter
            if reporter is not None and utterance.speaker is Speaker.UNKNOWN:
                known = tuple(reporter.retold(sentence) for sentence in known)
            self._sentences[utterance.number] = known
        return known

    def quotable(self, utterance: Utterance) -> Quotable:
        """Return the utterance's text, ready to be quoted."""
        if utterance.number not in self._quotables:
            self._quotables[utterance.number] = Quotable(utterance.text)
        return self._quotables[utterance.number]
