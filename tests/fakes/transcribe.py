"""A twin of Amazon Transcribe Medical in JSON 1.1, and of the bucket it works in.

Each request is checked against botocore's own model. A job moves on each time
its state is asked for, along `life`; when it is COMPLETED its result lies in
the bucket in the service's own format.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import botocore.session
from botocore.validate import ParamValidator

from tests.fakes import twin
from tests.fakes.kms import ENVIRONMENT
from tests.fakes.s3 import Bucket
from tests.fakes.twin import Line, Said, Twin

__all__ = ["BUCKET", "ENVIRONMENT", "KEY", "TALK", "Outside", "Words", "serving", "written"]

MODEL = botocore.session.get_session().get_service_model("transcribe")
BUCKET, KEY = "rung-transcription", "alias/rung-transcription"
TARGET = "Transcribe."
START, GET, DELETE = (f"{verb}MedicalTranscriptionJob" for verb in ("Start", "Get", "Delete"))

type Words = tuple[tuple[str, float, str], ...]  # who, from when in seconds, what

TALK: Words = (
    ("spk_0", 0.5, "How have the nights been ?"),
    ("spk_1", 3.0, "I can't sleep , and my mind goes round ."),
    ("spk_0", 8.0, "What keeps you up ?"),
    ("spk_1", 10.0, "I worry about my work ."),
    ("spk_0", 14.0, "Would you like to try something ?"),
    ("spk_1", 17.0, "I want to leave my phone in the kitchen ."),
)


@dataclass
class Outside:
    """What is outside: jobs, and how many were begun; `life` and `words` say what becomes of the next."""

    bucket: Bucket = field(default_factory=Bucket)
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    begun: list[str] = field(default_factory=list)
    life: list[str] = field(default_factory=lambda: ["QUEUED", "IN_PROGRESS", "COMPLETED"])
    words: Words = TALK
    content: bytes | None = None  # instead of a sound result
    lingers: bool = False  # a job that is going cannot be deleted

    def answer(self, line: Line, body: bytes) -> Said:
        """Do one request to the service."""
        name = _operation(line)
        asked = _checked(name, line, json.loads(body))
        job = str(asked["MedicalTranscriptionJobName"])
        return {START: self._start, GET: self._get, DELETE: self._delete}[name](job, asked)

    def store(self, line: Line, body: bytes) -> Said:
        """Do one request to the bucket; nothing is put there but under our KMS key."""
        if line.command == "PUT":
            assert line.headers["x-amz-server-side-encryption"] == "aws:kms"
            assert line.headers["x-amz-server-side-encryption-aws-kms-key-id"] == KEY
        return self.bucket.answer(line, body)

    def plain_copies(self) -> list[str]:
        """Return the objects in the bucket."""
        return sorted(self.bucket.objects)

    def _start(self, job: str, asked: dict[str, Any]) -> Said:
        if job in self.jobs:
            return Said.error("ConflictException")
        media = asked["Media"]["MediaFileUri"].removeprefix("s3:/")
        assert self.bucket.objects[media], "the recording lies where the job looks for it"
        assert asked["OutputBucketName"] == BUCKET
        assert asked["OutputEncryptionKMSKeyId"] == KEY
        self.jobs[job] = {**asked, "life": list(self.life)}
        self.begun.append(job)
        return self._told(job, "QUEUED")

    def _get(self, job: str, _asked: dict[str, Any]) -> Said:
        if job not in self.jobs:
            return Said.error("BadRequestException")  # as the service answers, though its model names NotFoundException
        life = self.jobs[job]["life"]
        state = life.pop(0) if len(life) > 1 else life[0]
        if state == "COMPLETED":
            content = written(job, self.words) if self.content is None else self.content
            self.bucket.objects[f"/{BUCKET}/{self.jobs[job]['OutputKey']}"] = content
        return self._told(job, state)

    def _delete(self, job: str, _asked: dict[str, Any]) -> Said:
        if job not in self.jobs or (self.lingers and self.jobs[job]["life"][0] != "COMPLETED"):
            return Said.error("BadRequestException")
        del self.jobs[job]
        return Said.json({})

    def _told(self, job: str, state: str) -> Said:
        told = {"MedicalTranscriptionJobName": job, "TranscriptionJobStatus": state, "LanguageCode": "en-US"}
        if state == "FAILED":
            told["FailureReason"] = "Zyxquintilla"
        return Said.json({"MedicalTranscriptionJob": told})


@contextmanager
def serving() -> Iterator[tuple[Twin, Twin, Outside]]:
    """Serve an account without jobs: the service, then the bucket; what was asked is noted by operation or method."""
    outside = Outside()
    with (
        twin.serving(outside.answer, _operation) as jobs,
        twin.serving(outside.store, lambda line: line.command) as files,
    ):
        yield jobs, files, outside


def written(job: str, words: Words, *, labels: bool = True) -> bytes:
    """Return a result as the service writes one: items, and whose voice each word is in segments beside them."""
    items: list[dict[str, Any]] = []
    segments = []
    for who, start, said in words:
        placed = []
        at = start
        for content in said.split():
            likely = [{"confidence": "0.99", "content": content}]
            if content in ".,?!":
                items.append({"alternatives": likely, "type": "punctuation"})
                continue
            times = {"start_time": f"{at:.2f}", "end_time": f"{at + 0.2:.2f}"}
            items.append({**times, "alternatives": likely, "type": "pronunciation"})
            placed.append({**times, "speaker_label": who})
            at += 0.25
        segments.append({"start_time": f"{start:.2f}", "end_time": f"{at:.2f}", "speaker_label": who, "items": placed})
    results: dict[str, Any] = {"transcripts": [{"transcript": " ".join(said for _, _, said in words)}], "items": items}
    if labels:
        results["speaker_labels"] = {"speakers": len({who for who, _, _ in words}), "segments": segments}
    whole = {"jobName": job, "accountId": "111122223333", "results": results, "status": "COMPLETED"}
    return json.dumps(whole).encode()


def _checked(name: str, line: Line, asked: dict[str, Any]) -> dict[str, Any]:
    """Return the request; what the real service would not take fails the test."""
    assert line.command == "POST"
    assert line.headers["Content-Type"] == "application/x-amz-json-1.1"
    assert line.headers["Authorization"].startswith("AWS4-HMAC-SHA256 ")
    shape = MODEL.operation_model(name).input_shape
    report = ParamValidator().validate(asked, shape)
    assert not report.has_errors(), report.generate_report()
    assert set(asked) <= set(shape.members)
    assert asked.get("LanguageCode", "en-US") == "en-US"
    return asked


def _operation(line: Line) -> str:
    return str(line.headers["X-Amz-Target"]).removeprefix(TARGET)
