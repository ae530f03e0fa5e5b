"""What was logged, parsed."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from config import logs
from tests.factories.canary import CANARY


class Written:
    """The lines written since the test began; reading them fails when one holds the canary."""

    def __init__(self) -> None:
        self._sink = io.StringIO()
        self.handler = logging.StreamHandler(self._sink)
        self.handler.setFormatter(logs.formatter())

    def __call__(self) -> list[dict[str, object]]:
        text = self._sink.getvalue()
        assert CANARY.lower() not in text.lower()
        return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def written() -> Iterator[Written]:
    found = Written()
    root = logging.getLogger()
    before = root.level
    root.addHandler(found.handler)
    root.setLevel(logging.DEBUG)
    yield found
    root.removeHandler(found.handler)
    root.setLevel(before)
