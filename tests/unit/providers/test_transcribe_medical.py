"""Amazon Transcribe Medical, against a twin over its real wire format that is told to fail."""

import io
import time
import types
from collections.abc import Iterator

import botocore.endpoint
import pytest

from rung.common.errors import RungError
from rung.providers import transcribe_medical
from rung.providers.transcribe_medical import JobState, Kind, Place, service
from rung.providers.transcribe_medical.service import TranscribeMedical
from tests.factories.canary import CANARY
from tests.fakes import transcribe as twins
from tests.fakes.twin import Break, Said, Twin, cut_short, drip, instead, reset

NAME = "rung-0123456789abcdef"
SOUND = CANARY.encode()


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Twin, Twin, twins.Outside]]:
    with twins.serving() as (jobs, files, held):
        addresses = {"AWS_ENDPOINT_URL_TRANSCRIBE": jobs.url, "AWS_ENDPOINT_URL_S3": files.url}
        for name, value in {**twins.ENVIRONMENT, **addresses}.items():
            monkeypatch.setenv(name, value)
        service.connect.cache_clear()
        yield jobs, files, held
    service.connect.cache_clear()


@pytest.fixture
def jobs(outside: tuple[Twin, Twin, twins.Outside]) -> Twin:
    return outside[0]


@pytest.fixture
def files(outside: tuple[Twin, Twin, twins.Outside]) -> Twin:
    return outside[1]


@pytest.fixture
def held(outside: tuple[Twin, Twin, twins.Outside]) -> twins.Outside:
    return outside[2]


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long botocore would have waited between tries; it does not."""
    seen: list[float] = []
    monkeypatch.setattr(botocore.endpoint, "time", types.SimpleNamespace(sleep=seen.append, time=time.time))
    return seen


@pytest.fixture
def speech(held: twins.Outside) -> TranscribeMedical:
    return service.connect(Place(twins.BUCKET, twins.KEY, vocabulary="therapy"))


def begin(speech: TranscribeMedical, kind: Kind = Kind.CONVERSATION) -> None:
    speech.begin(NAME, io.BytesIO(SOUND), container="wav", kind=kind)


def check_says_nothing(refusal: RungError) -> None:
    assert CANARY not in str(refusal)
    assert "Zyxquintilla" not in str(refusal)
    assert refusal.__cause__ is None


def test_a_job_is_begun_asked_for_read_and_forgotten(speech: TranscribeMedical, held: twins.Outside) -> None:
    begin(speech)
    assert held.bucket.objects[f"/{twins.BUCKET}/media/{NAME}"] == SOUND
    assert [speech.state(NAME) for _ in range(3)] == [JobState.GOING, JobState.GOING, JobState.DONE]
    assert speech.result(NAME)[0].text == "How have the nights been?"
    speech.forget(NAME)
    assert not held.jobs
    assert held.plain_copies() == []
    assert speech.state(NAME) is None
    speech.forget(NAME)


def test_a_conversation_tells_voices_apart_and_a_dictation_does_not(
    speech: TranscribeMedical, held: twins.Outside
) -> None:
    begin(speech)
    assert held.jobs[NAME]["Settings"] == {
        "ShowSpeakerLabels": True,
        "MaxSpeakerLabels": 4,
        "VocabularyName": "therapy",
    }
    assert (held.jobs[NAME]["Type"], held.jobs[NAME]["Specialty"]) == ("CONVERSATION", "PRIMARYCARE")
    speech.forget(NAME)
    begin(speech, Kind.DICTATION)
    assert held.jobs[NAME]["Type"] == "DICTATION"
    assert held.jobs[NAME]["Settings"] == {"VocabularyName": "therapy"}


def test_a_second_start_finds_the_first(speech: TranscribeMedical, held: twins.Outside) -> None:
    begin(speech)
    begin(speech)
    assert held.begun == [NAME]


def test_a_start_whose_answer_was_lost_is_one_job(
    speech: TranscribeMedical, jobs: Twin, held: twins.Outside, waits: list[float]
) -> None:
    jobs.breaks[:] = [cut_short]
    begin(speech)
    assert held.begun == [NAME]


def test_a_job_that_failed_says_so_and_not_why(speech: TranscribeMedical, held: twins.Outside) -> None:
    held.life = ["FAILED"]
    begin(speech)
    assert speech.state(NAME) is JobState.FAILED


def test_a_job_that_cannot_be_deleted_yet_is_not_taken_for_gone(speech: TranscribeMedical, held: twins.Outside) -> None:
    held.lingers, held.life = True, ["IN_PROGRESS"]
    begin(speech)
    with pytest.raises(transcribe_medical.SpeechJobLingers):
        speech.forget(NAME)
    assert held.plain_copies() == [], "the recording goes at once all the same"
    held.jobs[NAME]["life"] = ["COMPLETED"]
    assert speech.state(NAME) is JobState.DONE
    speech.forget(NAME)
    assert not held.jobs
    assert held.plain_copies() == []


@pytest.mark.parametrize(
    "fault",
    [
        instead(Said.error("LimitExceededException", 429)),
        instead(Said.error("ThrottlingException")),
        instead(Said.error("InternalFailureException", 500)),
        instead(Said(503, b"<html>busy</html>")),
        reset,
    ],
    ids=["429", "throttled", "500", "503 html", "reset"],
)
class TestAPassingFault:
    def test_is_tried_again(self, speech: TranscribeMedical, jobs: Twin, waits: list[float], fault: Break) -> None:
        begin(speech)
        jobs.breaks[:] = [fault] * 3
        assert speech.state(NAME) is JobState.GOING
        assert len(jobs.asked) == 5

    def test_is_given_up_after_four_tries(
        self, speech: TranscribeMedical, jobs: Twin, waits: list[float], fault: Break
    ) -> None:
        jobs.breaks[:] = [fault] * 9
        with pytest.raises(transcribe_medical.SpeechServiceSilent) as refusal:
            speech.state(NAME)
        check_says_nothing(refusal.value)
        assert len(jobs.asked) <= service.MOST_TRIES == 4

    def test_breaks_the_circuit(self, speech: TranscribeMedical, jobs: Twin, waits: list[float], fault: Break) -> None:
        jobs.breaks[:] = [fault] * 99
        for _ in range(service.BREAKS_AFTER):
            with pytest.raises(transcribe_medical.SpeechServiceSilent):
                speech.state(NAME)
        asked = len(jobs.asked)
        for _ in range(20):
            with pytest.raises(transcribe_medical.SpeechServiceSilent):
                speech.state(NAME)
        assert len(jobs.asked) == asked


@pytest.mark.parametrize("fault", [instead(Said(503, b"")), reset], ids=["503", "reset"])
def test_a_bucket_that_is_silent_begins_no_job(
    speech: TranscribeMedical, files: Twin, held: twins.Outside, waits: list[float], fault: Break
) -> None:
    files.breaks[:] = [fault] * 9
    with pytest.raises(transcribe_medical.SpeechServiceSilent):
        begin(speech)
    assert len(files.asked) == service.MOST_TRIES
    assert held.begun == []


@pytest.mark.parametrize("code", ["AccessDeniedException", "UnrecognizedClientException"])
def test_a_denial_is_not_tried_again(speech: TranscribeMedical, jobs: Twin, code: str) -> None:
    jobs.breaks[:] = [instead(Said.error(code))]
    with pytest.raises(transcribe_medical.SpeechServiceDenies) as refusal:
        speech.state(NAME)
    check_says_nothing(refusal.value)
    assert len(jobs.asked) == 1


def test_a_recording_that_is_refused_is_refused(speech: TranscribeMedical, jobs: Twin) -> None:
    jobs.breaks[:] = [instead(Said.error("BadRequestException"))]
    with pytest.raises(transcribe_medical.SpeechServiceRefuses) as refusal:
        begin(speech)
    check_says_nothing(refusal.value)


def test_a_dripping_answer_is_left_at_the_deadline(
    speech: TranscribeMedical, jobs: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(speech)
    monkeypatch.setattr(service, "CALL_SECONDS", 0.5)
    jobs.breaks[:] = [drip]
    with pytest.raises(transcribe_medical.SpeechServiceSilent):
        speech.state(NAME)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b"null", b"<p>", b'{"MedicalTranscriptionJob": 7}', b'{"MedicalTranscriptionJob": {"Tr']
)
def test_an_answer_of_another_shape_is_no_state(
    speech: TranscribeMedical, jobs: Twin, waits: list[float], body: bytes
) -> None:
    jobs.breaks[:] = [instead(Said(200, body))] * 4
    with pytest.raises(transcribe_medical.SpeechServiceSilent) as refusal:
        speech.state(NAME)
    check_says_nothing(refusal.value)


def test_a_state_nobody_knows_is_none_of_ours(speech: TranscribeMedical, jobs: Twin) -> None:
    told = {"MedicalTranscriptionJob": {"TranscriptionJobStatus": "PONDERING"}}
    jobs.breaks[:] = [instead(Said.json(told))]
    with pytest.raises(transcribe_medical.SpeechServiceBabbles):
        speech.state(NAME)


def test_a_result_that_is_not_there_cannot_be_read(speech: TranscribeMedical) -> None:
    with pytest.raises(transcribe_medical.SpeechResultUnreadable):
        speech.result(NAME)


def test_a_result_cut_short_on_its_way_is_silence(speech: TranscribeMedical, files: Twin, held: twins.Outside) -> None:
    held.bucket.objects[f"/{twins.BUCKET}/results/{NAME}.json"] = twins.written(NAME, twins.TALK)
    files.breaks[:] = [cut_short]
    with pytest.raises(transcribe_medical.SpeechServiceSilent):
        speech.result(NAME)
    assert speech.result(NAME)


def test_a_result_without_end_is_not_read_to_its_end(
    speech: TranscribeMedical, held: twins.Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_RESULT_BYTES", 100)
    held.bucket.objects[f"/{twins.BUCKET}/results/{NAME}.json"] = twins.written(NAME, twins.TALK)
    with pytest.raises(transcribe_medical.SpeechResultUnreadable):
        speech.result(NAME)


def test_what_is_called_is_what_the_role_is_given(speech: TranscribeMedical, jobs: Twin, files: Twin) -> None:
    begin(speech)
    for _ in range(3):
        speech.state(NAME)
    speech.result(NAME)
    speech.forget(NAME)
    verbs = {"PUT": "s3:PutObject", "GET": "s3:GetObject", "DELETE": "s3:DeleteObject"}
    called = {f"transcribe:{asked}" for asked in jobs.asked} | {verbs[asked] for asked in files.asked}
    sealing = {"kms:GenerateDataKey", "kms:Decrypt"}  # what S3 and the service do with the key in our name
    assert called | sealing == set(service.IAM_ACTIONS)


def test_nobody_listening_is_silence(held: twins.Outside, monkeypatch: pytest.MonkeyPatch, waits: list[float]) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_TRANSCRIBE", "http://127.0.0.1:9")
    with pytest.raises(transcribe_medical.SpeechServiceSilent):
        service.connect(Place(twins.BUCKET, "alias/nobody")).state(NAME)
