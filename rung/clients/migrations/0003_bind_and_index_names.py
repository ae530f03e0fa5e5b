"""Seal the names kept so far anew, bound to their version, and index them for search."""

from django.db import migrations

from rung.clients.fields import indexes_of
from rung.encryption import access, envelope, keyring
from rung.encryption.errors import KeyDestroyed
from rung.encryption.fields import Ciphertext

COLUMNS = ("first_name", "last_name")


def _place(column, row, version=None):
    return envelope.Place("clients_client", f"{column}_sealed", row, version)


def _rebound(row, sealed, column, version, *, forwards):
    once, versioned = _place(column, row), _place(column, row, version)
    old, new = (once, versioned) if forwards else (versioned, once)
    return Ciphertext(envelope.rebind(bytes(sealed), owner=keyring.client(row), place=old, to=new))


def _rebind(clients, *, forwards):
    for row, version, first, last in clients.values_list("pk", "version", *COLUMNS).iterator():
        try:
            names = [_rebound(row, *cell, version, forwards=forwards) for cell in ((first, "first_name"), (last, "last_name"))]
        except KeyDestroyed:  # erased: nothing of it opens anyway
            continue
        clients.filter(pk=row).update(**dict(zip(COLUMNS, names, strict=True)))


def bind(apps, _editor):
    _rebind(apps.get_model("clients", "Client").objects.order_by(), forwards=True)


def unbind(apps, _editor):
    _rebind(apps.get_model("clients", "Client").objects.order_by(), forwards=False)


def index(apps, _editor):
    """Names are opened here without an audit event: nobody sees them, and the index keeps none of them."""
    clients = apps.get_model("clients", "Client").objects.order_by()
    for row, practice, version, *sealed in clients.values_list("pk", "practice_id", "version", *COLUMNS).iterator():
        cells = zip(COLUMNS, sealed, strict=True)
        try:
            with access.granted(row):
                names = {
                    column: envelope.unseal(bytes(cell), owner=keyring.client(row), place=_place(column, row, version)).decode()
                    for column, cell in cells
                }
        except KeyDestroyed:
            continue
        clients.filter(pk=row).update(**indexes_of(practice_id=practice, **names))


class Migration(migrations.Migration):

    dependencies = [
        ("clients", "0002_versions_and_indexes_of_names"),
        ("encryption", "0002_tombstones_and_wrapping_keys"),
        ("accounts", "0002_app_role"),  # data keys are read over the application's own connection
    ]

    operations = [
        migrations.RunPython(bind, unbind),
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
