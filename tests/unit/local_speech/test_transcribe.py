import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from rung.common.utterances import Source, Speaker
from rung.providers import local_speech
from rung.providers.local_speech import limits
from rung.providers.local_speech.supervision import ENVIRONMENT, ROOT
from tests.unit.local_speech import sounds

LONG = 60.0  # seconds; far more than any of these needs


class Enough(Exception):
    pass


def children() -> list[psutil.Process]:
    """Return the listening children; other tests' processes may end, or be dead and unburied, while we look."""
    found = []
    for one in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):  # a zombie's error, too, is one of these
            if "local_speech" in " ".join(one.cmdline()):
                found.append(one)
    return found


@pytest.mark.parametrize("kind", list(local_speech.AudioKind))
def test_words_are_recognized_in_every_accepted_container(kind: local_speech.AudioKind) -> None:
    transcript = local_speech.transcribe(sounds.MEMOS / f"memo.{kind}", deadline_seconds=LONG)
    assert "not sleeping well" in " ".join(utterance.text for utterance in transcript.utterances)
    assert (transcript.source, transcript.engine) == (Source.AUDIO, "Whisper tiny.en, on this machine")


def test_utterances_are_numbered_timed_and_nobodys_yet() -> None:
    utterances = local_speech.transcribe(sounds.MEMO, deadline_seconds=LONG).utterances
    assert [utterance.number for utterance in utterances] == list(range(len(utterances)))
    assert {utterance.speaker for utterance in utterances} == {Speaker.UNKNOWN}
    times = [moment for utterance in utterances for moment in (utterance.start_ms, utterance.end_ms)]
    assert times == sorted(moment for moment in times if moment is not None)
    assert times[-1] is not None
    assert times[-1] <= 7_734


def test_progress_grows_to_the_end() -> None:
    seen: list[float] = []
    local_speech.transcribe(sounds.MEMO, deadline_seconds=LONG, on_progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(1.0, abs=0.01)


def test_stereo_at_48_khz_is_understood(tmp_path: Path) -> None:
    path = sounds.write_wav(tmp_path / "memo.wav", np.repeat(sounds.memo_samples(), 3), rate=48_000, channels=2)
    transcript = local_speech.transcribe(path, deadline_seconds=LONG)
    assert "anxious about work" in transcript.utterances[0].text


@pytest.mark.parametrize("kind", ["flac", "mp3", "m4a"])
def test_a_cut_recording_keeps_its_words_and_says_how_much_was_read(tmp_path: Path, kind: str) -> None:
    whole = (sounds.MEMOS / f"memo.{kind}").read_bytes()
    path = tmp_path / "memo"
    path.write_bytes(whole[: len(whole) // 2])
    transcript = local_speech.transcribe(path, deadline_seconds=LONG)
    assert "anxious about work" in transcript.utterances[0].text
    assert "damaged" in transcript.engine
    assert "of 8 s read" in transcript.engine
    assert len(transcript.engine) <= 80


def test_corrupted_pages_of_an_ogg_are_passed_over(tmp_path: Path) -> None:
    content = bytearray((sounds.MEMOS / "memo.ogg").read_bytes())
    content[14_000:14_400] = bytes(400)
    path = tmp_path / "memo.ogg"
    path.write_bytes(content)
    assert "anxious about work" in local_speech.transcribe(path, deadline_seconds=LONG).utterances[0].text


def test_silence_holds_no_speech(tmp_path: Path) -> None:
    with pytest.raises(local_speech.NoSpeech, match="recording is kept"):
        local_speech.transcribe(sounds.silence(tmp_path / "memo.wav", 300), deadline_seconds=LONG)


def test_what_probe_refuses_is_refused_before_recognition(tmp_path: Path) -> None:
    with pytest.raises(local_speech.AudioTooLong):
        local_speech.transcribe(sounds.MEMO, deadline_seconds=LONG, max_seconds=5)
    with pytest.raises(local_speech.AudioMissing):
        local_speech.transcribe(tmp_path / "gone.wav", deadline_seconds=LONG)


def test_a_deadline_ends_the_child() -> None:
    with pytest.raises(local_speech.SpeechTimedOut):
        local_speech.transcribe(sounds.MEMO, deadline_seconds=0.3)
    assert children() == []


def test_a_caller_that_stops_listening_ends_the_child() -> None:
    running: list[psutil.Process] = []

    def stop(_done: float) -> None:
        running.extend(children())
        raise Enough

    with pytest.raises(Enough):
        local_speech.transcribe(sounds.MEMO, deadline_seconds=LONG, on_progress=stop)
    assert len(running) == 1
    assert not running[0].is_running()


def test_the_child_is_bounded_and_knows_no_secret() -> None:
    environments: list[dict[str, str]] = []
    bounds: list[int] = []

    def look(_done: float) -> None:
        if environments:
            return  # at the last report the child may have ended
        child = children()[0]
        environments.append(child.environ())
        bounds.extend(child.rlimit(kind)[1] for kind in (psutil.RLIMIT_AS, psutil.RLIMIT_CORE, psutil.RLIMIT_FSIZE))

    local_speech.transcribe(sounds.MEMO, deadline_seconds=LONG, on_progress=look)
    assert set(environments[0]) <= {*ENVIRONMENT, "LC_CTYPE"}  # Python sets this one for itself
    assert bounds[:3] == [limits.CHILD_ADDRESS_BYTES, 0, 0]


def test_a_child_that_floods_its_parent_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHILD_OUTPUT_BYTES", 20)
    with pytest.raises(local_speech.SpeechFailed):
        local_speech.transcribe(sounds.MEMO, deadline_seconds=LONG)
    assert children() == []


def test_a_child_that_crashes_is_a_failure_of_its_own_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(local_speech.SpeechFailed):
        local_speech.transcribe(sounds.MEMO, deadline_seconds=LONG)
    with pytest.raises(local_speech.SpeechFailed):
        local_speech.probe(sounds.MEMO)


@pytest.mark.skipif(sys.platform != "linux", reason="memory files are Linux's")
def test_sound_that_never_touched_a_disk_is_recognized() -> None:
    descriptor = os.memfd_create("memo")
    try:
        os.write(descriptor, sounds.MEMO.read_bytes())
        transcript = local_speech.transcribe(Path(f"/proc/self/fd/{descriptor}"), deadline_seconds=LONG)
    finally:
        os.close(descriptor)
    assert "anxious about work" in transcript.utterances[0].text


DOOMED = """
import os, signal, sys
from pathlib import Path
import psutil
from rung.providers import local_speech

def die(_done):
    print(psutil.Process().children()[0].pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

local_speech.transcribe(Path(sys.argv[1]), deadline_seconds=600, on_progress=die)
"""


def test_the_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    path = sounds.write_wav(tmp_path / "memo.wav", sounds.memo_samples(times=150))
    parent = subprocess.run([sys.executable, "-c", DOOMED, str(path)], cwd=ROOT, capture_output=True, check=False)
    assert parent.returncode == -9
    child = int(parent.stdout)
    for _ in range(100):
        if over(child):
            break
        time.sleep(0.1)
    assert over(child)


def over(pid: int) -> bool:
    """Tell whether a process is gone, or dead and only waiting for whoever inherited it."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
