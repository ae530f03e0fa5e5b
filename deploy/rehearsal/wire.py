"""boto3 with nothing behind it: every request is answered by a simulated AWS just before it would be sent."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import boto3
import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.loaders import Loader
from botocore.model import OperationModel

from deploy.rehearsal import formats


class Refusal(Exception):
    """The simulated AWS says no, in AWS's words."""

    def __init__(self, code: str, message: str = "", status: int = 400) -> None:
        super().__init__(code)
        self.code, self.message, self.status = code, message, status


type Answer = Callable[[str, str, Any], Any]  # service, operation, what was asked → what is answered


class _Bytes:
    """A body as urllib3 would give it."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, *_: object) -> Iterator[bytes]:
        yield self._body

    def read(self, *_: object) -> bytes:
        body, self._body = self._body, b""
        return body


@cache
def _loader() -> Loader:
    """Return the reader of AWS's models; it keeps them for the next rehearsal."""
    loader: Loader = botocore.session.Session().get_component("data_loader")
    return loader


def session(answer: Answer, region: str) -> boto3.Session:
    """Return a session whose clients ask `answer`; requests and answers are held against botocore's models."""
    core = botocore.session.Session()
    core.register_component("data_loader", _loader())
    core.set_credentials("rehearsal", "rehearsal")
    asked: list[tuple[OperationModel, Any]] = []

    def remember(params: Any, model: OperationModel, **_: object) -> None:
        asked[:] = [(model, params)]

    def send(request: Any, **_: object) -> AWSResponse:
        model, params = asked[0]
        formats.check(params, model.input_shape, model.name)
        status, (headers, body) = _answered(answer, model, params)
        return AWSResponse(request.url, status, headers, _Bytes(body))

    core.register("before-parameter-build", remember)
    core.register("before-send", send)
    return boto3.Session(botocore_session=core, region_name=region)


def _answered(answer: Answer, model: OperationModel, params: Any) -> tuple[int, tuple[dict[str, str], bytes]]:
    try:
        found = answer(model.service_model.service_name, model.name, params)
    except Refusal as refusal:
        return refusal.status, formats.refusal(model, refusal.code, refusal.message)
    formats.check(found, model.output_shape, f"answer of {model.name}")
    return 200, formats.answer(model, found)
