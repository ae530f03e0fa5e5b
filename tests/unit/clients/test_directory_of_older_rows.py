"""Clients from before there was a directory are listed in it when it is made."""

import pytest
from django.core.management import call_command

from rung.clients.models import DirectoryEntry
from tests.factories import people

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_migration_lists_the_clients_there_are() -> None:
    client = people.client(people.clinician(), "Marlow", "Sandpiper")
    call_command("migrate", "clients", "0010", verbosity=0)
    DirectoryEntry.objects.all().delete()
    call_command("migrate", verbosity=0)  # what others built on it, too
    entry = DirectoryEntry.objects.get()
    client.refresh_from_db(fields=["full_name_index"])
    assert (entry.client_id, entry.full_name_index) == (client.id, client.full_name_index)
    assert entry.full_name_index
