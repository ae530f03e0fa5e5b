"""Asks the child what a recording is and what is said in it."""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rung.common.errors import RungError
from rung.common.utterances import Source, Speaker, Transcript, Utterance
from rung.providers.local_speech import limits, wire
from rung.providers.local_speech.errors import CHILD_REFUSALS, AudioTooLong, NoSpeech, SpeechFailed
from rung.providers.local_speech.kinds import AudioKind
from rung.providers.local_speech.recording import Recording, opened
from rung.providers.local_speech.supervision import replies

ENGINE = "Whisper tiny.en, on this machine"
MINUTE = 60
LOSS_SECONDS = 1.0  # a length in a header is this exact, or the recording is damaged


@dataclass(frozen=True, slots=True)
class AudioFacts:
    """What a recording is, by its content."""

    container: AudioKind
    codec: str
    seconds: float  # as the file says; of a file that does not say, as its packets say
    bytes: int


def probe(path: Path, *, max_seconds: int = limits.MAX_AUDIO_SECONDS) -> AudioFacts:
    """Return what a recording is; its first moment is decoded, so that nothing unreadable is accepted.

    Takes about 0.4 s in a child process. The name of the file is not asked.

    Raises:
        AudioMissing: there is no such file.
        EmptyAudio: it holds no sound.
        NotAudio: it is something else, and the message says what.
        AudioTooLarge: it is over MAX_AUDIO_BYTES.
        AudioTooLong: it is over `max_seconds`; it is not decoded to find out.
        UnreadableAudio: it begins like audio and cannot be decoded.
        SpeechTimedOut, SpeechFailed, SpeechUnavailable: the child could not answer.
    """
    with opened(path) as recording:
        asked = _asked("probe", recording, limits.PROBE_DEADLINE_SECONDS, max_seconds)
        with closing(asked) as said:
            found = next((reply for reply in said if isinstance(reply, wire.Found)), None)
    if found is None:
        raise SpeechFailed
    return AudioFacts(recording.kind, found.codec, found.seconds, recording.size)


def transcribe(
    path: Path,
    *,
    deadline_seconds: float,
    on_progress: Callable[[float], None] | None = None,
    max_seconds: int = limits.MAX_AUDIO_SECONDS,
) -> Transcript:
    """Return the words of a recording, one utterance a recognized segment, the speaker unknown.

    The file stays the caller's. It may be `/proc/self/fd/N` of a file made by
    `os.memfd_create`: the sound then never touches a disk. `on_progress` is
    called with 0.0 to 1.0; what it raises stops the child. Where parts of the
    recording could not be read, the transcript's `engine` says how much was.

    Raises:
        NoSpeech: no words were recognized.
        SpeechTimedOut: it took longer than `deadline_seconds`; the child is gone.
        SpeechFailed: the child crashed or ran out of memory.
        RungError: what `probe` refuses.
    """
    said: list[wire.Reply] = []
    with opened(path) as recording, closing(_asked("transcribe", recording, deadline_seconds, max_seconds)) as asked:
        for reply in asked:
            if not isinstance(reply, wire.Progress):
                said.append(reply)
            elif on_progress is not None:
                on_progress(reply.done)
    return _transcript(said)


def _asked(question: str, recording: Recording, deadline_seconds: float, max_seconds: int) -> Generator[wire.Reply]:
    """Yield the child's replies; raise its refusals in our own words."""
    told = [question, recording.kind.value, str(max_seconds)]
    with closing(replies(told, audio=recording.descriptor, deadline_seconds=deadline_seconds)) as said:
        for reply in said:
            if isinstance(reply, wire.Refused):
                raise _refusal(reply.code, max_seconds)
            yield reply


def _refusal(code: str, max_seconds: int) -> RungError:
    refusal = CHILD_REFUSALS.get(code, SpeechFailed)
    if refusal is AudioTooLong:
        return AudioTooLong(f"The recording is longer than the limit of {max_seconds / MINUTE:g} minutes.")
    return refusal()


def _transcript(said: list[wire.Reply]) -> Transcript:
    heard = [reply for reply in said if isinstance(reply, wire.Heard)]
    finished = [reply for reply in said if isinstance(reply, wire.Finished)]
    if not finished:
        raise SpeechFailed
    if not heard:
        raise NoSpeech
    utterances = tuple(
        Utterance(number, Speaker.UNKNOWN, words.text, words.start_ms, words.end_ms)
        for number, words in enumerate(heard)
    )
    return Transcript(Source.AUDIO, utterances, _engine(finished[0]))


def _engine(finished: wire.Finished) -> str:
    """Return the label of the transcript; it says so when the recording could not be read whole."""
    if finished.seconds + LOSS_SECONDS >= finished.length:
        return ENGINE
    return f"{ENGINE}; damaged: {finished.seconds:.0f} of {finished.length:.0f} s read"
