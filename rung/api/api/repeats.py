"""Acts that are sent again: their answer is kept with them, and given again."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.api.schemas import Answer
from rung.api.services import answers
from rung.common.api.doors import Door
from rung.common.api.repeats import REPLAYED, Act

type Received = UploadedFile[Any]


def once(door: Door[Any], key: str, act: Act) -> Response:
    """Do an act and keep its answer, or answer as before.

    A refusal is not kept: it changed nothing, and the same key may be sent again.

    Raises:
        KeyInFlight: the same key is being worked on.
        KeyReused: the key was sent with another request.
    """
    by, at = cast(Clinician, door.by), door.at
    digest, mark = answers.digest_of(by, key), fingerprint(door.request)
    with transaction.atomic():
        answers.claim(digest)
        before = answers.kept_answer(digest, fingerprint=mark, by=by, at=at)
        if before is not None:
            return _again(before)
        response = act()
        answers.keep(_answer(response, mark), digest=digest, by=by, at=at)
    return response


def fingerprint(request: Request) -> str:
    """Return what two requests have in common that ask for the same: method, path, version edited and content."""
    said = [request.method or "", request.path, request.headers.get("If-Match", "")]
    digest = hashlib.sha256()
    for part in (*said, *_content(request.data)):
        digest.update(hashlib.sha256(part.encode(errors="surrogatepass")).digest())
    return digest.hexdigest()


def _content(data: Any) -> Iterator[str]:
    if not hasattr(data, "lists"):  # JSON, whatever its shape
        yield json.dumps(data, sort_keys=True)
        return
    fields: Mapping[str, list[Any]] = dict(data.lists())  # a form: its boundary differs each time
    for name in sorted(fields):
        yield name
        yield from (_hash(value) if isinstance(value, UploadedFile) else str(value) for value in fields[name])


def _hash(file: Received) -> str:
    digest = hashlib.sha256((file.name or "").encode(errors="surrogatepass"))
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def _answer(response: Response, mark: str) -> Answer:
    body = JSONRenderer().render(response.data).decode()
    return Answer(mark, response.status_code, tuple(response.headers.items()), body)


def _again(before: Answer) -> Response:
    headers = {**dict(before.headers), REPLAYED: "true"}
    return Response(json.loads(before.body), before.status, headers=headers)
