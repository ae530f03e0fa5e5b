"""A twin of AWS KMS: Encrypt and Decrypt in JSON 1.1, each request checked against botocore's own model."""

import base64
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import botocore.session
from botocore.validate import ParamValidator
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.fakes import twin
from tests.fakes.twin import Line, Said, Twin

MODEL = botocore.session.get_session().get_service_model("kms")
BLOBS = ("Plaintext", "CiphertextBlob")
MOST_PLAIN_BYTES = 4096
ENVIRONMENT = {
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "fictional",
    "AWS_SECRET_ACCESS_KEY": "fictional",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
}


@contextmanager
def serving(*key_ids: str) -> Iterator[Twin]:
    """Serve the keys of these ids."""
    keys = {key_id: AESGCM(AESGCM.generate_key(256)) for key_id in key_ids}

    def answer(line: Line, body: bytes) -> Said:
        name = line.headers["X-Amz-Target"].removeprefix("TrentService.")
        asked = _checked(name, line, json.loads(body))
        key = keys.get(asked["KeyId"])
        if key is None:
            return Said.error("NotFoundException")
        return {"Encrypt": _encrypt, "Decrypt": _decrypt}[name](key, asked)

    with twin.serving(answer, lambda line: line.headers["X-Amz-Target"]) as running:
        yield running


def _checked(name: str, line: Line, asked: dict[str, Any]) -> dict[str, Any]:
    """Return the request with its blobs decoded; what the real service would not take fails the test."""
    assert line.command == "POST"
    assert line.headers["Content-Type"] == "application/x-amz-json-1.1"
    assert line.headers["Authorization"].startswith("AWS4-HMAC-SHA256 ")
    found = {key: base64.b64decode(value, validate=True) if key in BLOBS else value for key, value in asked.items()}
    shape = MODEL.operation_model(name).input_shape
    report = ParamValidator().validate(found, shape)
    assert not report.has_errors(), report.generate_report()
    assert set(found) <= set(shape.members)
    return found


def _bound(asked: dict[str, Any]) -> bytes:
    return json.dumps(asked.get("EncryptionContext", {}), sort_keys=True).encode()


def _encrypt(key: AESGCM, asked: dict[str, Any]) -> Said:
    assert len(asked["Plaintext"]) <= MOST_PLAIN_BYTES
    nonce = os.urandom(12)
    sealed = nonce + key.encrypt(nonce, asked["Plaintext"], _bound(asked))
    return Said.json({"KeyId": asked["KeyId"], "CiphertextBlob": base64.b64encode(sealed).decode()})


def _decrypt(key: AESGCM, asked: dict[str, Any]) -> Said:
    blob = asked["CiphertextBlob"]
    try:
        plain = key.decrypt(blob[:12], blob[12:], _bound(asked))
    except InvalidTag:
        return Said.error("InvalidCiphertextException")
    return Said.json({"KeyId": asked["KeyId"], "Plaintext": base64.b64encode(plain).decode()})
