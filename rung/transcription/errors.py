"""What may be wrong with words that are brought in."""

from rung.common.errors import RungError


class EmptyTranscript(RungError):
    """There are no words in it."""

    code = "transcript_empty"
    status = 422


class TranscriptTooLarge(RungError):
    """The text is larger than the limit."""

    code = "transcript_too_large"
    status = 413


class UnreadableTranscript(RungError):
    """This is not a transcript we can read. Bring plain text, WebVTT, SRT or JSON."""

    code = "transcript_unreadable"
    status = 422


class NoSpeakers(RungError):
    """The text does not say who speaks. Paste it as notes, or label each line `Client:` or `Therapist:`."""

    code = "transcript_without_speakers"
    status = 422
