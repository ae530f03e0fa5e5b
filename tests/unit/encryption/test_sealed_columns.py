"""Sealed columns in the database and in queries: ciphertext in, ciphertext out."""

import itertools
import uuid
from collections.abc import Callable
from typing import cast

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.db.models import Case, F, Max, Q, Value, When
from django.db.models.functions import Upper
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.encryption import access, keyring
from rung.encryption.errors import AccessUndeclared, KeyDestroyed, SealBroken
from rung.encryption.fields import Ciphertext, EncryptedTextField, SealedAttribute
from rung.encryption.models import DataKey
from rung.sessions.models import ClientGuide
from tests.factories import people, records
from tests.factories.canary import CANARY, shapes_of

type Raw = Callable[[models.Model], dict[str, object]]

pytestmark = pytest.mark.django_db


def test_no_column_of_a_row_holds_the_text(client_row: Client, raw: Raw) -> None:
    columns = raw(client_row)
    assert {"first_name_sealed", "last_name_sealed"} <= set(columns)
    stored = b"".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in columns.values())
    assert not [shape for shape in shapes_of(CANARY) if shape in stored]


def test_no_statement_carries_the_text(clinician: Clinician) -> None:
    with CaptureQueriesContext(connection) as queries:
        people.client(clinician, CANARY)
    assert any("clients_client" in query["sql"] for query in queries)
    assert not [query for query in queries for shape in shapes_of(CANARY) if shape.decode("latin-1") in query["sql"]]


@pytest.mark.parametrize("text", ["", " ", "é😀\u202e\0", "x" * 5_000_000], ids=["empty", "blank", "odd", "5 MB"])
def test_what_was_saved_reads_back(client_row: Client, text: str) -> None:
    client_row.first_name, client_row.version = text, 2
    client_row.save()
    with access.granted(client_row.id):
        assert Client.objects.get(pk=client_row.pk).first_name == text


def test_a_row_does_not_open_without_a_declared_access(client_row: Client) -> None:
    with pytest.raises(AccessUndeclared):
        _ = client_row.first_name
    with access.granted(client_row.id):
        assert client_row.first_name == CANARY


def test_a_row_whose_key_was_erased_says_so(client_row: Client) -> None:
    DataKey.objects.all().delete()
    with access.granted(client_row.id), pytest.raises(KeyDestroyed):
        _ = client_row.first_name


def test_no_cell_opens_in_the_place_of_another(clinician: Clinician) -> None:
    """Two guides of one client and one of another: 9 cells, 72 ways to put one over another."""
    mine = people.session(clinician)
    guides = [records.guide(clinician, mine), records.guide(clinician, mine), records.guide(clinician)]
    cells = [(guide.pk, name) for guide in guides for name in ("safe_brief", "draft", "text")]
    stored = {(pk, name): ClientGuide.objects.values_list(name, flat=True).get(pk=pk) for pk, name in cells}
    owners = [guide.client_id for guide in guides]
    refused = 0
    for (pk, name), source in itertools.permutations(cells, 2):
        guide = ClientGuide.objects.get(pk=pk)
        setattr(guide, name, stored[source])
        with access.granted(*owners), pytest.raises(SealBroken):
            getattr(guide, name)
        refused += 1
    assert refused == 72


def test_a_cell_is_bound_to_its_table_column_row_and_version_by_name(client_row: Client) -> None:
    """The exact bytes: changing them would make every stored value unreadable."""
    stored = Client.objects.values_list("last_name", flat=True).get()
    bound = f"rung|2|clients_client|last_name_sealed|{client_row.pk}|1".encode()
    assert keyring.key_to_open(client_row.key_owner()).decrypt(bytes(stored), bound) == b"Fictional"  # type: ignore[arg-type]  # ciphertext, typed as the text it holds


def test_a_cell_written_once_is_bound_without_a_version(clinician: Clinician) -> None:
    guide = records.guide(clinician)
    stored = ClientGuide.objects.values_list("safe_brief", flat=True).get()
    bound = f"rung|1|therapy_sessions_clientguide|safe_brief_sealed|{guide.pk}".encode()
    assert keyring.key_to_open(guide.key_owner()).decrypt(bytes(stored), bound) == b"{}"  # type: ignore[arg-type]  # ciphertext, typed as the text it holds


def test_no_cell_opens_in_another_table(clinician: Clinician, client_row: Client) -> None:
    guide = records.guide(clinician, people.session(clinician, client_row))
    guide = ClientGuide.objects.get(pk=guide.pk)
    guide.text = Client.objects.values_list("first_name", flat=True).get(pk=client_row.pk)
    with access.granted(client_row.pk), pytest.raises(SealBroken):
        _ = guide.text


@pytest.mark.parametrize("lookup", ["", "__exact", "__iexact", "__contains", "__in", "__gt", "__startswith", "__regex"])
def test_a_sealed_column_cannot_be_searched(client_row: Client, lookup: str) -> None:
    value: object = [CANARY] if lookup == "__in" else CANARY
    with CaptureQueriesContext(connection) as queries, pytest.raises(FieldError) as refusal:
        list(Client.objects.filter(**{f"first_name{lookup}": value}))
    assert not queries.captured_queries
    assert CANARY not in str(refusal.value)


@pytest.mark.parametrize(
    "write",
    [
        lambda: Client.objects.update(first_name=CANARY),
        lambda: Client.objects.update(first_name=Value(CANARY)),
        lambda: Client.objects.update(first_name=F("last_name")),
        lambda: Client.objects.update(first_name=Case(When(Q(pk=uuid.uuid4()), then=Value(CANARY)))),
        lambda: list(Client.objects.annotate(x=Value(CANARY, output_field=EncryptedTextField()))),
        lambda: list(Client.objects.annotate(x=Upper("first_name"))),
        lambda: Client.objects.get_or_create(first_name=CANARY),
    ],
    ids=["update", "update value", "update column", "update case", "annotate", "function", "get_or_create"],
)
def test_no_query_takes_plain_text(client_row: Client, write: Callable[[], object]) -> None:
    with CaptureQueriesContext(connection) as queries, pytest.raises((FieldError, DatabaseError)):
        write()
    assert not [query for query in queries if CANARY in query["sql"]]


def test_bulk_update_is_refused(client_row: Client) -> None:
    client_row.first_name = CANARY
    with CaptureQueriesContext(connection) as queries, pytest.raises(FieldError):
        Client.objects.bulk_update([client_row], ["first_name"])
    assert not [query for query in queries if CANARY in query["sql"]]


@pytest.mark.parametrize(
    "read",
    [
        lambda rows: rows.values_list("first_name", flat=True)[0],
        lambda rows: rows.values("first_name")[0]["first_name"],
        lambda rows: rows.annotate(x=F("first_name")).values_list("x", flat=True)[0],
        lambda rows: rows.aggregate(x=Max("first_name"))["x"],
        lambda rows: rows.order_by("first_name").values_list("first_name", flat=True)[0],
        lambda rows: next(rows.values_list("first_name", flat=True).iterator()),
    ],
    ids=["values_list", "values", "annotate", "aggregate", "order_by", "iterator"],
)
def test_no_query_gives_plain_text(client_row: Client, read: Callable[[models.QuerySet[Client]], object]) -> None:
    with access.granted(client_row.pk):
        found = read(Client.objects.all())
    assert isinstance(found, Ciphertext)
    assert CANARY.encode() not in bytes(found)


def test_the_class_gives_the_attribute_itself() -> None:
    assert isinstance(cast(object, Client.first_name), SealedAttribute)


def test_whether_there_is_a_value_may_be_asked(client_row: Client) -> None:
    assert Client.objects.filter(first_name__isnull=False).count() == 1
    assert Client.objects.filter(first_name__isnull=True).count() == 0
