"""Speed of sealing on one core: values sealed and opened a second, names indexed, keysets rewrapped."""

import statistics
import time
import uuid
from collections.abc import Callable

import django

from config import env

ROUNDS = 5
VALUES = 5000
KEYSETS = 300
KILOBYTE = b"x" * 1024


def measure() -> None:
    """Print medians over rounds. Nothing is written to a database: keys are made in memory."""
    env.choose_settings("config.settings.test")
    django.setup()
    from rung.clients import fields
    from rung.encryption import access, blind, envelope, keyring, keysets, master
    from rung.encryption.models import DataKey

    owner, practice_id = keyring.client(uuid.uuid4()), uuid.uuid4()
    for whose, handle in ((owner, keysets.for_sealing()), (keyring.index(practice_id), keysets.for_indexing())):
        wrapped = keysets.wrapped(handle, master.current().aead, whose.context())
        keyring._remember(whose, DataKey(wrapped=wrapped, wrapped_by=master.current().name))
    place = envelope.Place("guides", "text_sealed", uuid.uuid4(), 1)
    sealed = envelope.seal(KILOBYTE, owner=owner, place=place)
    one = keysets.wrapped(keysets.for_sealing(), master.current().aead, owner.context())

    def rewrap() -> None:
        opened = keysets.unwrapped(one, [master.current().aead], owner.context())
        keysets.wrapped(opened, master.current().aead, owner.context())

    _row("seal 1 KB, values/s", VALUES, lambda: envelope.seal(KILOBYTE, owner=owner, place=place))
    with access.granted(owner.id):
        _row("open 1 KB, values/s", VALUES, lambda: envelope.unseal(sealed, owner=owner, place=place))
    _row(
        "blind index, names/s",
        VALUES,
        lambda: blind.index_of("Marlow Sandpiper", column=fields.FULL, practice_id=practice_id),
    )
    _row("rewrap without database, keysets/s", KEYSETS, rewrap)


def _row(title: str, times: int, act: Callable[[], object]) -> None:
    rates = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for _ in range(times):
            act()
        rates.append(times / (time.process_time() - started))
    print(f"{title:34} median {statistics.median(rates):9.0f}   min {min(rates):9.0f}   max {max(rates):9.0f}")
