"""Words that come in: transcripts, notes and recognized memos become numbered utterances. Pure."""

from rung.transcription.errors import EmptyTranscript, NoSpeakers, TranscriptTooLarge, UnreadableTranscript
from rung.transcription.intake import conversation_transcript, memo_transcript, parse_notes, parse_transcript
from rung.transcription.limits import MAX_TRANSCRIPT_BYTES, MAX_UTTERANCES
from rung.transcription.turns import Turn

__all__ = [
    "MAX_TRANSCRIPT_BYTES",
    "MAX_UTTERANCES",
    "EmptyTranscript",
    "NoSpeakers",
    "TranscriptTooLarge",
    "Turn",
    "UnreadableTranscript",
    "conversation_transcript",
    "memo_transcript",
    "parse_notes",
    "parse_transcript",
]
