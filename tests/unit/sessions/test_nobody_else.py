"""Whatever clinicians do in whatever order, each sees their own rows, a supervisor those of one, and nobody more."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from django.db import connection, transaction
from django.db.models import Model
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.clients import selectors as clients
from rung.clients.models import Client
from rung.common import scope
from rung.common.errors import RungError
from rung.pipelines import engine, flows, launch
from rung.pipelines import selectors as runs
from rung.pipelines.models import PipelineRun, StageRun
from rung.sessions import selectors, services
from rung.sessions.models import ClientGuide, ClinicalBrief, RiskFlag, SessionTranscript, TherapySession
from rung.sessions.services import receiving
from tests.factories import people, records
from tests.factories.people import NOON

TEXT = "Client reports a wish to be dead. Client reports being anxious about work and not sleeping."
MODELS = (Client, TherapySession, SessionTranscript, ClinicalBrief, ClientGuide, RiskFlag, PipelineRun, StageRun)
READS: dict[type[Model], Callable[..., Model]] = {
    Client: clients.client_of,
    TherapySession: selectors.session_of,
    ClinicalBrief: selectors.brief_of,
    ClientGuide: selectors.guide_of,
    RiskFlag: selectors.flag_of,
    PipelineRun: runs.run_of,
}


@dataclass
class World:
    """Three clinicians of two practices and a supervisor of the first; `owned` is the model: whose row is whose."""

    clinicians: list[Clinician]
    supervisor: Clinician
    owned: dict[uuid.UUID, Clinician] = field(default_factory=dict)  # by client

    def rows(self, who: Clinician) -> dict[str, set[uuid.UUID]]:
        """Return what PostgreSQL shows somebody, table by table, without a condition."""
        with scope.acting(who.id):
            return {model.__name__: {row.pk for row in model._base_manager.all()} for model in MODELS}

    def found(self, who: Clinician) -> dict[str, set[uuid.UUID]]:
        """Return what the selectors give somebody who asks for every row there is."""
        return {model.__name__: set(_given(model, read, who)) for model, read in READS.items()}

    def expected(self, *owners: Clinician) -> dict[str, set[uuid.UUID]]:
        """Return what the model says they see."""
        theirs = {client for client, owner in self.owned.items() if owner in owners}
        return {model.__name__: set(_of_clients(model, theirs)) for model in MODELS}


def _of_clients(model: type, clients: set[uuid.UUID]) -> Iterator[uuid.UUID]:
    path = {"Client": "pk", "StageRun": "run__client_id"}.get(model.__name__, "client_id")
    yield from model._base_manager.filter(**{f"{path}__in": clients}).values_list("pk", flat=True)  # type: ignore[attr-defined]  # a model


def _given(model: type[Model], read: Callable[..., Model], who: Clinician) -> Iterator[uuid.UUID]:
    for pk in model._base_manager.values_list("pk", flat=True):
        with suppress(RungError):
            yield read(who, pk).pk


def add_client(world: World, who: Clinician, _: int) -> None:
    world.owned[people.client(who).id] = who


def add_session(world: World, who: Clinician, pick: int) -> None:
    people.session(who, _any(Client, pick))


def receive(world: World, who: Clinician, pick: int) -> None:
    receiving.receive_notes(TEXT, session=_any(TherapySession, pick), by=who, at=NOON)


def run(world: World, who: Clinician, pick: int) -> None:
    found = launch.start_pre_session(session=_any(TherapySession, pick), by=who, at=NOON)
    engine.advance(found.id, flows.recipe_of, by_id=who.id, must_stop=lambda: False)


def draft(world: World, who: Clinician, pick: int) -> None:
    records.guide(who, _any(TherapySession, pick))


def edit(world: World, who: Clinician, pick: int) -> None:
    guide = _any(ClientGuide, pick)
    content = records.guide_text("Rest.")
    services.save_guide(guide_id=guide.id, content=content, version=guide.version, by=who, at=NOON)


def release(world: World, who: Clinician, pick: int) -> None:
    services.release_guide(guide_id=_any(ClientGuide, pick).id, by=who, at=NOON)


def withdraw(world: World, who: Clinician, pick: int) -> None:
    services.withdraw_guide(guide_id=_any(ClientGuide, pick).id, by=who, at=NOON)


def acknowledge(world: World, who: Clinician, pick: int) -> None:
    services.acknowledge_flag(flag_id=_any(RiskFlag, pick).id, by=who, at=NOON)


ACTS: tuple[Callable[[World, Clinician, int], None], ...] = (
    add_client, add_session, receive, run, draft, edit, release, withdraw, acknowledge,
)  # fmt: skip
steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3), st.integers(0, 5)), min_size=5, max_size=25)


class NothingYet(RungError):
    """There is nothing to do this with."""


def _any[Row: (Client, TherapySession, ClientGuide, RiskFlag)](model: type[Row], pick: int) -> Row:
    """Return somebody's row, whoever asks: services must refuse what is not theirs."""
    rows = list(model._base_manager.order_by("created_at", "pk"))
    if not rows:
        raise NothingYet
    return rows[pick % len(rows)]


def world_of_four() -> World:
    practice = people.practice()
    clinicians = [people.clinician(practice), people.clinician(practice), people.clinician()]
    supervisor = people.clinician(practice, Role.SUPERVISOR)
    people.supervision(supervisor, clinicians[0])
    world = World(clinicians, supervisor)
    for who in clinicians:
        add_client(world, who, 0)
        people.session(who, Client.objects.get(clinician=who))
    return world


@pytest.mark.django_db
@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plan=steps)
def test_in_any_order_nobody_sees_or_changes_anothers_rows(plan: list[tuple[Callable[..., None], int, int]]) -> None:
    with transaction.atomic():
        world = world_of_four()
        people_there = [*world.clinicians, world.supervisor]
        for act, actor, pick in plan:
            who = people_there[actor]
            others = {other.id: _state(world, other) for other in world.clinicians if other != who}
            try:
                with transaction.atomic():
                    act(world, who, pick)
            except RungError:
                pass  # a refusal: nothing was written
            assert {other.id: _state(world, other) for other in world.clinicians if other != who} == others
        for who in people_there:
            owners = (who, world.clinicians[0]) if who == world.supervisor else (who,)
            assert world.rows(who) == (expected := world.expected(*owners))
            assert world.found(who) == {model.__name__: expected[model.__name__] for model in READS}
        transaction.set_rollback(True)


def _state(world: World, who: Clinician) -> list[tuple[str, str]]:
    """Return every row of somebody as text, to see any change of it."""
    found = []
    with scope.acting(who.id), connection.cursor() as cursor:
        for model in MODELS:
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t ORDER BY id")  # noqa: S608 — a table's name
            found += [(model.__name__, row) for (row,) in cursor.fetchall()]
    return found


@pytest.mark.django_db
def test_the_comparison_sees_a_row_that_changed_hands() -> None:
    world = world_of_four()
    first, second, _ = world.clinicians
    assert world.rows(first) == world.expected(first)
    Client.objects.filter(clinician=first).update(clinician=second)
    assert world.rows(first) != world.expected(first)
    assert world.rows(second) != world.expected(second)
