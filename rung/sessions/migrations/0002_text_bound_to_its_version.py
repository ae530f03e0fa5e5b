"""Seal the guides' texts kept so far anew, bound to their version."""

import rung.encryption.fields
from django.db import migrations

from rung.encryption import envelope, keyring
from rung.encryption.errors import KeyDestroyed


def _rebind(apps, *, forwards):
    guides = apps.get_model("therapy_sessions", "ClientGuide").objects.order_by()
    for row, client, version, text in guides.values_list("pk", "client_id", "version", "text").iterator():
        once, versioned = (
            envelope.Place("therapy_sessions_clientguide", "text_sealed", row, bound) for bound in (None, version)
        )
        old, new = (once, versioned) if forwards else (versioned, once)
        try:
            sealed = envelope.rebind(bytes(text), owner=keyring.client(client), place=old, to=new)
        except KeyDestroyed:  # erased: nothing of it opens anyway
            continue
        guides.filter(pk=row).update(text=rung.encryption.fields.Ciphertext(sealed))


def bind(apps, _editor):
    _rebind(apps, forwards=True)


def unbind(apps, _editor):
    _rebind(apps, forwards=False)


class Migration(migrations.Migration):

    dependencies = [
        ("therapy_sessions", "0001_initial"),
        ("encryption", "0002_tombstones_and_wrapping_keys"),
        ("accounts", "0002_app_role"),  # data keys are read over the application's own connection
    ]

    operations = [
        migrations.AlterField(
            model_name="clientguide",
            name="text",
            field=rung.encryption.fields.EncryptedTextField(version="version"),
        ),
        migrations.RunPython(bind, unbind),
    ]
