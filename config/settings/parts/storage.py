"""Files: everything is sealed before it reaches a storage, local or S3."""

import shutil
from pathlib import Path

STATIC_URL = "/static/"
AUDIO_KEPT_DAYS = 30  # after it was written down; the transcript stays
UPLOAD_MAX_BYTES = 300 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # a pasted transcript; files are streamed
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
READ_MAX_MEMORY = 2 * 1024 * 1024  # of a file read from S3; the rest waits, sealed, in a temporary file

BODY_SILENCE_SECONDS = 30.0  # how long a body may make us wait for its next bytes
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 — files there are private (0600) and never reach a disk


def upload_folder(memory: Path = MEMORY_FOLDER) -> str | None:
    """Return where an upload lies while it is checked: in memory, so that no disk ever has it in plain.

    A container may have little of it; its temporary folder is used then, and
    must be memory or an encrypted disk.
    """
    has_room = memory.is_dir() and shutil.disk_usage(memory).total > 2 * UPLOAD_MAX_BYTES
    return str(memory) if has_room else None


FILE_UPLOAD_TEMP_DIR = upload_folder()
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "config.uploads.NamelessUpload",
]

STATIC_FILES = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
PLAIN_STATIC_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def local(folder: Path) -> dict[str, object]:
    """Return a storage of sealed files in a folder only this user may read."""
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(folder),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


def s3(bucket: str) -> dict[str, object]:
    """Return a storage of sealed files in a private bucket; no links are ever made."""
    from rung.providers.s3 import client_config  # heavy: botocore, which a local storage does not need

    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "client_config": client_config(),
            "bucket_name": bucket,
            "default_acl": None,
            "file_overwrite": False,
            "max_memory_size": READ_MAX_MEMORY,
        },
    }
