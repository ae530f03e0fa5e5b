"""What `manage.py dev` does before it starts anything."""

import socket
from contextlib import closing

import pytest
from django.core.management.base import CommandError

from config.management.commands import dev


def test_of_two_that_start_at_once_each_has_a_port_of_its_own() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        first = taken.getsockname()[1]
        with dev._listening(first) as one, dev._listening(first) as other:
            ports = {first, one.getsockname()[1], other.getsockname()[1]}
            assert len(ports) == 3
            socket.create_connection(one.getsockname(), timeout=5).close()  # it listens already


def test_with_no_port_left_it_says_which_were_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "PORTS_TO_TRY", 1)
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        first = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Ports {first} to {first} are all in use"):
            dev._listening(first)
