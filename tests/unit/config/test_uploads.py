"""A large upload has no name in any folder, whatever becomes of it."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT
from pytest_django.fixtures import Settings

from config.uploads import NamelessUpload
from tests.factories.canary import CANARY


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where uploads lie; everything is streamed."""
    settings.FILE_UPLOAD_TEMP_DIR, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = str(tmp_path), 0
    return tmp_path


def request(rf: RequestFactory, end: bytes) -> HttpRequest:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="memo.wav"\r\n\r\n'
    body = head.encode() + CANARY.encode() * 100_000 + end
    return rf.generic("POST", "/", body, MULTIPART_CONTENT)


def test_it_is_read_from_a_file_without_a_name(rf: RequestFactory, folder: Path) -> None:
    (file,) = request(rf, f"\r\n--{BOUNDARY}--\r\n".encode()).FILES.values()
    assert isinstance(file, UploadedFile)
    assert [*folder.iterdir()] == []
    path = Path(f"/dev/fd/{file.fileno()}")
    assert path.read_bytes() == file.read() == CANARY.encode() * 100_000
    assert (file.size, file.name) == (len(CANARY) * 100_000, "memo.wav")
    file.close()


def test_one_that_is_cut_off_is_closed(rf: RequestFactory, folder: Path) -> None:
    handler = NamelessUpload(rf.get("/"))
    handler.upload_interrupted()  # before a file began
    handler.new_file("file", "memo.wav", "audio/wav", 0)
    handler.upload_interrupted()
    assert handler.file.closed
    assert [*folder.iterdir()] == []
