"""`manage.py keys` under load, killed half way: no read fails, and another run ends it."""

import json
import random
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as live
from django.db import connection
from pytest_django.fixtures import Settings

from config import env
from rung.audit.models import AuditEvent
from rung.common import clock
from rung.encryption import access, envelope, keyring, master
from rung.encryption.models import DataKey
from tests.flows.workers import database_url, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

OWNERS = 300
READERS = 3
PLACE = envelope.Place("guides", "text_sealed", uuid.UUID(int=1))


@pytest.fixture
def sealed() -> dict[keyring.Owner, bytes]:
    """One value for each of many clients, under keys two years old."""
    found = {}
    for _ in range(OWNERS):
        owner = keyring.client(uuid.uuid4())
        found[owner] = envelope.seal(b"mine", owner=owner, place=PLACE)
    DataKey.objects.update(created_at=clock.now() - timedelta(days=800))
    return found


@pytest.fixture
def moved(settings: Settings, tmp_path: Path, sealed: dict[keyring.Owner, bytes]) -> Path:
    """Another master key is the process's now; the one that wrapped the keysets was before."""
    old = Path(live.MASTER_KEY_FILE)
    settings.MASTER_KEY_FILE, settings.MASTER_KEY_FILES_BEFORE = tmp_path / "new.json", [old]
    keyring.forget()
    master.current()
    return old


def _command(*arguments: str) -> "subprocess.Popen[str]":
    before = live.MASTER_KEY_FILES_BEFORE
    values = env.for_children(
        DATABASE_URL=database_url(),
        RUNG_KEY_FILE=str(live.MASTER_KEY_FILE),
        RUNG_KEY_FILE_BEFORE=str(before[0]) if before else "",
        DJANGO_SETTINGS_MODULE="config.settings.dev",
    )
    command = [sys.executable, "manage.py", "keys", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=values, cwd=env.ROOT, stdout=pipe, stderr=pipe, text=True)


def _run(*arguments: str) -> dict[str, object]:
    process = _command(*arguments, "--json")
    said, complained = process.communicate(timeout=60)
    assert process.returncode == 0, complained
    answer: dict[str, object] = json.loads(said)
    return answer


def _open(owner: keyring.Owner, sealed: bytes) -> None:
    with access.granted(owner.id):
        assert envelope.unseal(sealed, owner=owner, place=PLACE) == b"mine"


@contextmanager
def _load(sealed: dict[keyring.Owner, bytes]) -> Iterator[list[int]]:
    """Read at random all the while, from memory and from the database; a failure fails the test."""
    stop, reads, failures = threading.Event(), [0], []

    def read() -> None:
        chance = random.Random(7)  # noqa: S311 — which row is read, not a secret
        while not stop.is_set():
            owner = chance.choice(list(sealed))
            if chance.random() < 0.5:
                keyring.forget(owner)
            try:
                _open(owner, sealed[owner])
            except Exception as failure:  # noqa: BLE001 — counted, whatever it is
                failures.append(repr(failure))
            reads[0] += 1
        connection.close()

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield reads
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert failures == []
    assert reads[0] > OWNERS


def _killed_half_way(arguments: tuple[str, ...], done: Callable[[], int]) -> None:
    process = _command(*arguments, "--batch", "1")
    wait_until(lambda: done() >= OWNERS // 4, what="a quarter to be done")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert OWNERS // 4 <= done() < OWNERS, "it was to be killed half way"


def test_rewrap_under_load_killed_half_way_ends_with_another_run(
    sealed: dict[keyring.Owner, bytes], moved: Path, settings: Settings
) -> None:
    now = master.current().name

    def done() -> int:
        return DataKey.objects.filter(wrapped_by=now).count()

    with _load(sealed):
        _killed_half_way(("rewrap",), done)
        left = OWNERS - done()
        assert _run("status")["to_rewrap"] == left
        answer = _run("rewrap")
        assert (answer["done"], answer["left"]) == (left, 0)
    assert done() == OWNERS
    assert _run("rewrap")["done"] == 0, "safe to run twice"
    assert AuditEvent.objects.filter(act="key_action", subject_kind="key.rewrap").count() == OWNERS
    settings.MASTER_KEY_FILES_BEFORE = []  # the old key is needed no more
    keyring.forget()
    for owner, value in sealed.items():
        _open(owner, value)


@pytest.mark.soak
def test_rotation_under_load_killed_half_way_ends_with_another_run(sealed: dict[keyring.Owner, bytes]) -> None:
    began = clock.now()

    def done() -> int:
        return DataKey.objects.filter(rotated_at__gte=began).count()

    with _load(sealed):
        _killed_half_way(("rotate", "--older-than", "365"), done)
        left = OWNERS - done()
        assert _run("rotate", "--older-than", "365")["done"] == left
    assert done() == OWNERS
    assert _run("rotate", "--older-than", "365")["done"] == 0, "safe to run twice"
    assert AuditEvent.objects.filter(act="key_action", subject_kind="key.rotate").count() == OWNERS
    assert _run("status")["to_rotate"] == 0


def test_values_sealed_under_a_new_key_open_where_the_old_one_is_remembered(
    sealed: dict[keyring.Owner, bytes],
) -> None:
    """Another process rotates: what it seals opens here at once, whatever this one has in memory."""
    owner = next(iter(sealed))
    _open(owner, sealed[owner])
    held = keyring._cache[owner]
    assert _run("rotate", "--client", str(owner.id))["done"] == 1
    keyring.forget(owner)
    newer = envelope.seal(b"mine", owner=owner, place=PLACE)
    assert newer[:5] != sealed[owner][:5], "new values have the new key"
    keyring._cache[owner] = held
    _open(owner, newer)
    _open(owner, sealed[owner])


def test_a_rewrap_without_the_old_key_says_what_is_missing(moved: Path, settings: Settings) -> None:
    settings.MASTER_KEY_FILES_BEFORE = []
    process = _command("rewrap")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in said
    answer = _run("rewrap", "--from-key-file", str(moved))
    assert (answer["done"], answer["left"]) == (OWNERS, 0)
