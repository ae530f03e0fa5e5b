"""Amazon Transcribe Medical over the wire: begin a job, ask for it, read what it wrote, remove every trace.

A job's plain recording and result lie in one bucket of ours, each encrypted
with our KMS key, only as long as the job is wanted. A job is named by whoever
begins it, and a second start under the name finds the first.
"""

import struct
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import IO, Any, NoReturn

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from rung.providers.breaker import Breaker
from rung.providers.deadlines import within
from rung.providers.transcribe_medical.errors import (
    SpeechJobLingers,
    SpeechResultUnreadable,
    SpeechServiceBabbles,
    SpeechServiceDenies,
    SpeechServiceRefuses,
    SpeechServiceSilent,
)
from rung.providers.transcribe_medical.jobs import JobState, Kind, Place
from rung.providers.transcribe_medical.result import Spoken, spoken_in

IAM_ACTIONS = (
    "transcribe:StartMedicalTranscriptionJob",
    "transcribe:GetMedicalTranscriptionJob",
    "transcribe:DeleteMedicalTranscriptionJob",
    "s3:PutObject",  # on the transcription bucket's objects; also what the service itself does there in our name
    "s3:GetObject",
    "s3:DeleteObject",
    "kms:GenerateDataKey",  # on the bucket's key
    "kms:Decrypt",
)

CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0
MOST_TRIES = 4
CALL_SECONDS = 20.0  # for all tries of a call
COPY_SECONDS = 180.0  # for a recording of 300 MB on its way up, or a long result on its way down
BREAKS_AFTER = 5
BREAK_SECONDS = 30.0
MOST_RESULT_BYTES = 64_000_000  # two hours of fast speech are about 10 MB
MOST_VOICES = 4  # a pair with a relative and a guest; fewer would put one person's words into another's mouth

FAILURES = (
    ClientError, BotoCoreError, OSError, ValueError, TypeError, AttributeError, LookupError, struct.error,
)  # fmt: skip
DENIED = {"AccessDeniedException", "AccessDenied", "UnrecognizedClientException", "InvalidSignatureException",
          "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "ExpiredTokenException"}  # fmt: skip
BUSY = {"ThrottlingException", "LimitExceededException", "TooManyRequestsException", "InternalFailureException"}
UNKNOWN = {"NotFoundException", "BadRequestException"}  # of a job's name, which is all that is asked with
ABSENT = {"NoSuchKey", "404"}
SERVER_ERROR, TOO_MANY, TIMED_OUT = 500, 429, 408


STATES = {
    "QUEUED": JobState.GOING,
    "IN_PROGRESS": JobState.GOING,
    "COMPLETED": JobState.DONE,
    "FAILED": JobState.FAILED,
}


@lru_cache(maxsize=4)
def connect(place: Place) -> "TranscribeMedical":
    """Return the service at a place; the credentials are the process's."""
    retries = {"total_max_attempts": MOST_TRIES, "mode": "standard"}
    config = Config(connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS, retries=retries)
    region = place.region or None
    jobs = boto3.client("transcribe", region_name=region, config=config)
    return TranscribeMedical(jobs, boto3.client("s3", region_name=region, config=config), place)


class TranscribeMedical:
    """Jobs by name, each with its recording and its result. Every call is bounded in time and tries.

    Every method raises SpeechServiceSilent where no answer comes, and
    SpeechServiceRefuses where the answer is no.
    """

    def __init__(self, jobs: Any, files: Any, place: Place) -> None:
        self._jobs = jobs
        self._files = files
        self._place = place
        self._breaker = Breaker(failures=BREAKS_AFTER, pause_seconds=BREAK_SECONDS)

    def begin(self, name: str, recording: IO[bytes], *, container: str, kind: Kind = Kind.CONVERSATION) -> None:
        """Have a recording written down; where a job of this name was begun before, nothing more happens."""
        place = self._place
        sealing = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": place.kms_key_id}
        where = {"Bucket": place.bucket, "Key": _media(name)}
        self._call(lambda: self._files.put_object(**where, Body=recording, **sealing), is_long=True)
        asked = {
            "MedicalTranscriptionJobName": name,
            "LanguageCode": "en-US",
            "MediaFormat": container,
            "Media": {"MediaFileUri": f"s3://{place.bucket}/{_media(name)}"},
            "OutputBucketName": place.bucket,
            "OutputKey": _result(name),
            "OutputEncryptionKMSKeyId": place.kms_key_id,
            "Settings": self._settings(kind),
            "Specialty": "PRIMARYCARE",
            "Type": kind.value,
        }
        self._call(lambda: self._jobs.start_medical_transcription_job(**asked), harmless={"ConflictException"})

    def state(self, name: str) -> JobState | None:
        """Return where a job stands, None where there is no such job."""
        asked = {"MedicalTranscriptionJobName": name}
        answer = self._call(lambda: self._jobs.get_medical_transcription_job(**asked), harmless=UNKNOWN)
        if answer is None:
            return None
        job = answer.get("MedicalTranscriptionJob") if isinstance(answer, dict) else None
        found = STATES.get(job.get("TranscriptionJobStatus", "")) if isinstance(job, dict) else None
        if found is None:
            raise SpeechServiceBabbles
        return found

    def result(self, name: str) -> tuple[Spoken, ...]:
        """Return what a job that is done wrote down.

        Raises:
            SpeechResultUnreadable: it is not there, too large, cut off, or of another shape.
        """
        where = {"Bucket": self._place.bucket, "Key": _result(name)}

        def fetched() -> bytes | None:
            answer = self._files.get_object(**where)
            if answer["ContentLength"] > MOST_RESULT_BYTES:
                return None
            content: bytes = answer["Body"].read()  # to its end: only then is it seen whether it was cut short
            return content

        content = self._call(fetched, is_long=True, harmless=ABSENT)
        if content is None:
            raise SpeechResultUnreadable
        return spoken_in(content)

    def forget(self, name: str) -> None:
        """Remove a job with its recording and its result; what is gone already is no error.

        Raises:
            SpeechJobLingers: the service does not let the job go yet; come again.
        """
        bucket, job = self._place.bucket, {"MedicalTranscriptionJobName": name}
        self._call(lambda: self._files.delete_object(Bucket=bucket, Key=_media(name)))
        self._call(lambda: self._jobs.delete_medical_transcription_job(**job), harmless=UNKNOWN | {"ConflictException"})
        lingers = self.state(name) is not None
        # Last: a job that was going until now may have written meanwhile.
        self._call(lambda: self._files.delete_object(Bucket=bucket, Key=_result(name)))
        if lingers:
            raise SpeechJobLingers

    def _settings(self, kind: Kind) -> dict[str, object]:
        voices = {"ShowSpeakerLabels": True, "MaxSpeakerLabels": MOST_VOICES} if kind is Kind.CONVERSATION else {}
        return {**voices, **({"VocabularyName": self._place.vocabulary} if self._place.vocabulary else {})}

    def _call(self, act: Callable[[], Any], *, is_long: bool = False, harmless: Collection[str] = frozenset()) -> Any:
        """Return the answer, None where it was a refusal that is harmless here."""
        if not self._breaker.may_try():
            raise SpeechServiceSilent
        try:
            answer = within(COPY_SECONDS if is_long else CALL_SECONDS, act, raising=FAILURES)
        except ClientError as refusal:
            code = str(refusal.response.get("Error", {}).get("Code", ""))
            if code not in harmless:
                self._refused(code, int(refusal.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)))
            answer = None
        except (BotoCoreError, OSError):  # a time-out, too
            self._breaker.failed()
            raise SpeechServiceSilent from None  # the original may quote what was sent
        except (ValueError, TypeError, AttributeError, LookupError, struct.error):
            self._breaker.failed()
            raise SpeechServiceBabbles from None  # botocore's parser on an answer of another shape
        self._breaker.succeeded()
        return answer

    def _refused(self, code: str, status: int) -> NoReturn:
        """Say in our words what was answered; the service's own may quote what was sent."""
        if code in BUSY or status >= SERVER_ERROR or status in (TOO_MANY, TIMED_OUT):
            self._breaker.failed()
            raise SpeechServiceSilent from None
        self._breaker.succeeded()
        raise (SpeechServiceDenies if code in DENIED else SpeechServiceRefuses) from None


def _media(name: str) -> str:
    return f"media/{name}"


def _result(name: str) -> str:
    return f"results/{name}.json"
