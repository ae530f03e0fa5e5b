"""The three ways words come in: a transcript file, a clinician's notes, a memo that was recognized."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from rung.common.utterances import Source, Speaker, Transcript, Utterance
from rung.transcription import limits
from rung.transcription.casting import cast
from rung.transcription.cues import are_cues, lines_of_cues
from rung.transcription.joining import joined
from rung.transcription.labeling import line_of, turns_of
from rung.transcription.reading import check_size, lines_of, text_of, worded
from rung.transcription.records import turns_of_records
from rung.transcription.roles import CLIENT, OTHER, THERAPIST, role_of
from rung.transcription.turns import Turn, numbered

JSON_NAMES = (".json", ".jsonl", ".ndjson")
SEVERAL = 2
NOTE_LABELS = THERAPIST | OTHER | CLIENT

_JSON = re.compile(r'\s*(?:\{\s*"|\[\s*(?:\{\s*"|\]))')


def parse_transcript(content: bytes, filename: str) -> Transcript:
    """Return the utterances of a transcript file: JSON, JSON lines, WebVTT, SRT, or `Speaker: words` lines.

    The content decides which; a name ending in .json or .jsonl only makes
    broken JSON an error instead of text. `casting.cast` says how labels become
    speakers. No word is lost: what stands before the first label, or under a
    label that names no one for certain, is kept as UNKNOWN.

    Raises:
        EmptyTranscript: it has no words.
        TranscriptTooLarge: over MAX_TRANSCRIPT_BYTES or MAX_UTTERANCES.
        UnreadableTranscript: it is not text, or broken JSON.
        NoSpeakers: nothing in it is labeled; the message says what to do.
    """
    text = text_of(content)
    return Transcript(Source.TRANSCRIPT, numbered(cast(_turns(text, filename)), most_chars=limits.MAX_UTTERANCE_CHARS))


def parse_notes(text: str) -> Transcript:
    """Return a clinician's notes: one utterance a line, long lines in groups of sentences, the speaker UNKNOWN.

    A line that begins with a role written out (`Client:`, `Therapist:`,
    `Mother:`) is that speaker's; single letters are not, because the P of a
    SOAP note is its plan.

    Raises:
        EmptyTranscript: there are no words.
        TranscriptTooLarge: over MAX_TRANSCRIPT_BYTES or MAX_UTTERANCES.
    """
    check_size(len(text.encode(errors="replace")))
    spoken = (_noted(line) for line in lines_of(worded(text)))
    return Transcript(Source.NOTES, numbered(spoken, most_chars=limits.MAX_NOTE_CHARS))


def memo_transcript(
    segments: Iterable[Utterance], *, engine: str = "", speaker: Speaker = Speaker.CLIENT
) -> Transcript:
    """Return a recorded memo from recognized segments: one voice, the client's unless said otherwise.

    Segments of one sentence are joined, so that a quote can hold it whole.
    Pass Speaker.UNKNOWN for a recording with several voices.

    Raises:
        EmptyTranscript: no segment has words.
    """
    turns = joined(Turn("", segment.text, segment.start_ms, segment.end_ms) for segment in segments)
    utterances = numbered(((speaker, turn) for turn in turns), most_chars=limits.MAX_UTTERANCE_CHARS)
    return Transcript(Source.AUDIO, utterances, engine)


def conversation_transcript(pieces: Sequence[Turn], *, engine: str = "") -> Transcript:
    """Return a recorded conversation from pieces of speech whose voices were told apart, but not named.

    `casting.cast` says who is who, by whole turns: of two voices, the one that
    asks is the therapist, if the other speaks of themselves. In any doubt, and
    for more voices, everybody is UNKNOWN and keeps their label in the text. A
    single voice is UNKNOWN, too: it may be the clinician's own dictation.

    Raises:
        EmptyTranscript: no piece has words.
    """
    if len({piece.label for piece in pieces}) < SEVERAL:
        spoken = [(Speaker.UNKNOWN, replace(piece, label="")) for piece in pieces]
    else:
        spoken = list(cast(pieces, heard=list(_whole(pieces))))
    return Transcript(Source.AUDIO, numbered(spoken, most_chars=limits.MAX_UTTERANCE_CHARS), engine)


def _whole(pieces: Iterable[Turn]) -> Iterator[Turn]:
    for label, group in groupby(pieces, key=lambda piece: piece.label):
        yield Turn(label, " ".join(piece.text for piece in group))


def _turns(text: str, filename: str) -> list[Turn]:
    if filename.lower().endswith(JSON_NAMES) or _JSON.match(text):
        return turns_of_records(text)
    if are_cues(text):
        return list(joined(turns_of(list(lines_of_cues(text)))))
    return turns_of([line_of(line) for line in lines_of(text)])


def _noted(written: str) -> tuple[Speaker, Turn]:
    line = line_of(written)
    speaker = role_of(line.label)
    if speaker is None or line.label.casefold() not in NOTE_LABELS:
        return Speaker.UNKNOWN, Turn("", written)
    return speaker, Turn(line.label, line.words)
