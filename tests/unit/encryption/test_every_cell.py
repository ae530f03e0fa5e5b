"""Every sealed cell of every model, over real rows: swapped with any other or altered anywhere, it does not open."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection, models

from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.api.models import KeptAnswer
from rung.clients import services as clients
from rung.clients.enums import Purpose
from rung.clients.models import Client, Consent, EmergencyAccess, LegalHold, SafetyPlan
from rung.common.models import Stamped
from rung.couples.models import FrameworkShare
from rung.encryption import access
from rung.encryption.errors import SealBroken
from rung.encryption.fields import Ciphertext, EncryptedTextField
from rung.pipelines import launch
from rung.pipelines.models import PartAnswer, StageRun
from rung.progress.models import Measure
from rung.reading.models import ReadingItem
from rung.rights import services as rights_services
from rung.rights.models import Disclosure, RightsRequest, RightsStep
from rung.sessions import selectors
from rung.sessions import services as sessions
from rung.sessions.models import (
    ClientGuide,
    ClinicalBrief,
    DocumentVersion,
    RiskAct,
    RiskFlag,
    SessionNote,
    SessionTranscript,
    TherapySession,
    VoiceMemo,
)
from rung.sessions.models.psychotherapy import PsychotherapyNote
from rung.sessions.services import psychotherapy
from tests.factories import couples, measures, people, plans, reading, records, rights

pytestmark = pytest.mark.django_db

type Rows = dict[type[Stamped], Callable[[], Stamped]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One sealed value and where it stands."""

    model: type[Stamped]
    row: UUID
    column: str
    owner: UUID

    def value(self) -> Ciphertext:
        """Return the ciphertext as it stands in the database."""
        found = self.model._meta.base_manager.values_list(self.column, flat=True).get(pk=self.row)
        assert isinstance(found, Ciphertext)
        return found

    def put(self, value: Ciphertext) -> None:
        """Write a ciphertext there, past every rule of the field."""
        self.model._meta.base_manager.filter(pk=self.row).update(**{self.column: value})

    def text(self) -> str:
        """Open it."""
        with access.granted(self.owner):
            return str(getattr(self.model._meta.base_manager.get(pk=self.row), self.column))


def _rows(clinician: Clinician) -> Rows:
    """Return how to make a row of every model with sealed columns; a new model needs its line here."""
    session = people.session(clinician)
    said = records.transcript(clinician, session)

    def stage() -> StageRun:
        run = launch.start_pre_session(session=session, by=clinician, at=people.NOON)
        row = run.stages.all()[0]
        row.output = "made"
        row.save(update_fields=["output"])
        return row

    def answer() -> PartAnswer:
        run = launch.start_pre_session(session=session, by=clinician, at=people.NOON)
        return records.part_answer(run)

    def amendment() -> SessionNote:
        signed = records.signed_note(clinician, session)
        made = sessions.amend_note(note_id=signed.id, reason="It was Tuesday.", by=clinician, at=people.NOON)
        return sessions.sign_note(note_id=made.id, version=1, by=clinician, at=people.NOON)

    return {
        **_rows_of_clients(clinician, session.client),
        **_rows_of_rights(clinician, session),
        Client: lambda: session.client,
        VoiceMemo: lambda: records.memo(clinician, session),
        SessionTranscript: lambda: said,
        ClinicalBrief: lambda: records.brief(clinician, said),
        ClientGuide: lambda: records.guide(clinician, session),
        RiskAct: lambda: records.flag(clinician, records.transcript(clinician, session)).concern.acts.all()[0],
        RiskFlag: lambda: records.flag(clinician, said),
        SessionNote: amendment,
        DocumentVersion: lambda: selectors.versions_of(records.guide(clinician, session))[0],
        StageRun: stage,
        PartAnswer: answer,
    }


def _rows_of_clients(clinician: Clinician, client: Client) -> Rows:
    def hold() -> Stamped:
        made = clients.set_hold(client=client, reason="A case.", by=clinician, at=people.NOON)
        clients.lift_hold(hold_id=made.id, reason="It is over.", by=clinician, at=people.NOON)
        return LegalHold.objects.get(pk=made.pk)

    def emergency() -> Stamped:
        why = "Their clinician cannot be reached today."
        made = clients.open_in_emergency(client_id=client.id, reason=why, by=clinician, at=people.NOON)
        admin = people.clinician(clinician.practice, Role.PRACTICE_ADMIN)
        return clients.review_emergency(access_id=made.id, finding="Fine.", by=admin, at=people.NOON)

    def answer() -> Stamped:
        made = KeptAnswer(clinician=clinician, key_digest=uuid4().hex, answer="{}", created_at=people.NOON)
        made.save(force_insert=True)
        return made

    return {
        Consent: lambda: people.consents(client, clinician, Purpose.RECORDING)[0],
        LegalHold: hold,
        FrameworkShare: lambda: couples.with_client(clinician, client).shares.get(client=client),
        SafetyPlan: lambda: plans.plan(clinician, client),
        ReadingItem: lambda: reading.noted(clinician, client),
        Measure: lambda: measures.score(clinician, client, note="Filled in slowly."),
        EmergencyAccess: emergency,
        KeptAnswer: answer,
        PsychotherapyNote: lambda: psychotherapy.write_note(
            client=client, text="My own thoughts.", by=clinician, at=people.NOON
        ),
    }


def _rows_of_rights(clinician: Clinician, session: TherapySession) -> Rows:
    def step() -> Stamped:
        asked = rights.request(clinician, session.client)
        rights_services.fulfill_request(request_id=asked.id, words="Given.", by=clinician, at=people.NOON)
        return RightsStep.objects.filter(request=asked).latest("created_at")

    return {
        RightsRequest: lambda: rights.request(clinician, session.client),
        RightsStep: step,
        Disclosure: lambda: rights.disclosure(clinician, session.client),
    }


def _cells(clinician: Clinician) -> list[Cell]:
    made = [make() for make in _rows(clinician).values()]
    return [
        Cell(type(row), row.pk, column, row.key_owner().id)  # type: ignore[attr-defined]  # every model with sealed columns says whose key
        for row in made
        for column in _sealed(type(row))
    ]


def _sealed(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]


@pytest.fixture(autouse=True)
def _consents_can_be_tampered_with(db: None) -> None:
    """A trigger holds a consent as it was given, and an act; who owns a table can lift it, and so do these tests."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE clients_consent DISABLE TRIGGER consent_stays")
        cursor.execute("ALTER TABLE therapy_sessions_riskact DISABLE TRIGGER risk_act_stays")
        cursor.execute("ALTER TABLE therapy_sessions_sessionnote DISABLE TRIGGER note_stays")
        cursor.execute("ALTER TABLE therapy_sessions_documentversion DISABLE TRIGGER version_stays")


@contextmanager
def _instead(cell: Cell, value: Ciphertext) -> Iterator[None]:
    was = cell.value()
    cell.put(value)
    yield
    cell.put(was)


def test_every_model_with_sealed_columns_is_here(clinician: Clinician) -> None:
    known = {model for model in apps.get_models() if _sealed(model)}
    assert set(_rows(clinician)) == known, "Say in _rows how a row of the new model is made."


def test_no_cell_opens_in_the_place_of_any_other(clinician: Clinician) -> None:
    """Two clients with a row of everything: every ordered pair of cells."""
    cells = [*_cells(clinician), *_cells(clinician)]
    refused = 0
    for here, there in itertools.permutations(cells, 2):
        with _instead(here, there.value()), pytest.raises(SealBroken):
            here.text()
        refused += 1
    assert refused == len(cells) * (len(cells) - 1) >= 22 * 21
    assert all(cell.text() for cell in cells)  # put back, each opens


def test_no_cell_opens_altered_at_any_byte(clinician: Clinician) -> None:
    for cell in _cells(clinician):
        row = cell.model._meta.base_manager.get(pk=cell.row)
        sealed = cell.value()
        for position in range(len(sealed)):
            altered = bytearray(sealed)
            altered[position] ^= 0x20
            row.__dict__[cell.column] = Ciphertext(altered)
            with access.granted(cell.owner), pytest.raises(SealBroken):
                getattr(row, cell.column)
