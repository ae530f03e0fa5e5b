"""Offline speech recognition: words from a recording, made by a bounded child process on this machine."""

from rung.providers.local_speech.errors import (
    AudioMissing,
    AudioTooLarge,
    AudioTooLong,
    EmptyAudio,
    NoSpeech,
    NotAudio,
    SpeechFailed,
    SpeechTimedOut,
    SpeechUnavailable,
    UnreadableAudio,
)
from rung.providers.local_speech.kinds import AudioKind
from rung.providers.local_speech.limits import MAX_AUDIO_BYTES, MAX_AUDIO_SECONDS
from rung.providers.local_speech.listening import ENGINE, AudioFacts, probe, transcribe

__all__ = [
    "ENGINE",
    "MAX_AUDIO_BYTES",
    "MAX_AUDIO_SECONDS",
    "AudioFacts",
    "AudioKind",
    "AudioMissing",
    "AudioTooLarge",
    "AudioTooLong",
    "EmptyAudio",
    "NoSpeech",
    "NotAudio",
    "SpeechFailed",
    "SpeechTimedOut",
    "SpeechUnavailable",
    "UnreadableAudio",
    "probe",
    "transcribe",
]
