"""What may be wrong with a recording, or with the recognizer."""

from rung.common.errors import RungError


class AudioMissing(RungError):
    """The recording is no longer where it was put."""

    code = "audio_missing"
    status = 410


class EmptyAudio(RungError):
    """The recording is empty: it holds no sound."""

    code = "audio_empty"
    status = 422


class NotAudio(RungError):
    """This file is not audio we can read. Use WAV, MP3, M4A, FLAC, OGG or WebM."""

    code = "not_audio"
    status = 415


class AudioTooLarge(RungError):
    """The recording is larger than the limit."""

    code = "audio_too_large"
    status = 413


class AudioTooLong(RungError):
    """The recording is longer than the limit."""

    code = "audio_too_long"
    status = 413


class UnreadableAudio(RungError):
    """The recording is damaged: no sound could be read from it."""

    code = "audio_unreadable"
    status = 422


class NoSpeech(RungError):
    """No words were recognized; the recording is kept."""

    code = "no_speech"
    status = 422


class SpeechTimedOut(RungError):
    """Recognizing the words took too long and was stopped; the recording is kept, try again."""

    code = "speech_timed_out"
    status = 503


class SpeechFailed(RungError):
    """The recognizer stopped on this recording; the recording is kept. Try again, or type the words."""

    code = "speech_failed"
    status = 503


class SpeechUnavailable(RungError):
    """Speech recognition is not installed on this machine; install the `local` extra."""

    code = "speech_unavailable"
    status = 503


CHILD_REFUSALS = {
    refusal.code: refusal for refusal in (EmptyAudio, NotAudio, AudioTooLong, UnreadableAudio, SpeechUnavailable)
}
"""The only refusals the child may name; anything else it says counts as SpeechFailed."""
