"""`migrate_safely` against PostgreSQL: alone, out of everybody's way, and ending with the code it promises."""

import json
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from config import env
from config.embedded import server

GATE = 42  # the first migration waits until nobody holds it alone
QUICK = ("--lock-timeout", "0.2", "--tries", "2", "--pause", "0.05", "--json")


class Place:
    """A database with nothing in it yet."""

    def __init__(self, data: Path) -> None:
        self.name = f"safely_{uuid.uuid4().hex[:12]}"
        self._host = server.socket_folder(data)
        server.ensure_database(data, self.name)

    def link(self, database: str = "") -> psycopg.Connection:
        return psycopg.connect(host=self._host, user="postgres", dbname=database or self.name, autocommit=True)

    def ask(self, query: str) -> object:
        with self.link() as link:
            row = link.execute(query.encode()).fetchone()
        return row[0] if row else None

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        values = env.for_children(DJANGO_SETTINGS_MODULE="tests.deploy.migrating.settings", RUNG_VERSION=self.name)
        command = [sys.executable, "manage.py", "migrate_safely", *arguments]
        return subprocess.Popen(command, cwd=env.ROOT, env=values, stdout=subprocess.PIPE, text=True)

    def run(self, *arguments: str) -> tuple[int, list[str], str]:
        """Return the exit code, the names of the events, and the last text."""
        process = self.start(*QUICK, *arguments)
        return ended(process)


def ended(process: subprocess.Popen[str]) -> tuple[int, list[str], str]:
    said, _ = process.communicate(timeout=60)
    events = [json.loads(line) for line in said.splitlines()]
    return process.returncode, [event["event"] for event in events], events[-1]["text"]


def next_event(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return str(json.loads(process.stdout.readline())["event"])


@pytest.fixture
def place() -> Iterator[Place]:
    found = Place(Path(settings.DATABASES["default"]["HOST"]))
    yield found
    with found.link("postgres") as link:
        link.execute(f"DROP DATABASE {found.name} WITH (FORCE)".encode())


@contextmanager
def gate_shut(place: Place) -> Iterator[None]:
    with place.link() as link:
        link.execute("SELECT pg_advisory_lock(%s)", [GATE])
        yield


def test_it_prints_the_plan_migrates_and_then_has_nothing_to_do(place: Place) -> None:
    code, events, text = place.run("--check")
    assert (code, events) == (11, ["plan"])
    assert text == "2 migrations to run:\n  narrow.0001_first\n  narrow.0002_second"
    assert place.run()[:2] == (0, ["plan", "migrated"])
    assert place.run() == (0, ["plan"], "No migration has to run.")
    assert place.run("--check")[0] == 0


def test_of_two_at_once_one_migrates_and_the_other_waits(place: Place) -> None:
    with gate_shut(place):
        first = place.start(*QUICK, "--lock-timeout", "60")
        assert next_event(first) == "plan"
        second = place.start(*QUICK)
        assert next_event(second) == "waiting"
        assert place.run("--wait", "0")[:2] == (9, ["locked"])
    assert ended(first)[:2] == (0, ["migrated"])
    assert ended(second) == (0, ["plan"], "No migration has to run.")
    assert place.ask("SELECT count(*) FROM witness") == 1


def test_a_killed_owner_holds_nobody_up(place: Place) -> None:
    with gate_shut(place):
        first = place.start(*QUICK, "--lock-timeout", "60")
        assert next_event(first) == "plan"
        first.kill()
        first.communicate(timeout=60)
        place.ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'advisory'")
    assert place.run()[:2] == (0, ["plan", "migrated"])


def test_a_long_reader_is_left_alone_and_blocks_nobody(place: Place) -> None:
    with place.link() as link:
        link.execute("CREATE TABLE django_migrations (id serial, app text, name text, applied timestamptz)")
        link.execute("CREATE TABLE thing (id serial PRIMARY KEY)")
        link.execute("INSERT INTO django_migrations (app, name) VALUES ('narrow', '0001_first')")
    with place.link() as reader, reader.transaction():
        reader.execute("SELECT * FROM thing")
        process = place.start(*QUICK)
        assert [next_event(process), next_event(process)] == ["plan", "retry"]
        with place.link() as other:
            other.execute("SET statement_timeout = '10s'")
            other.execute("SELECT * FROM thing")
        code, events, text = ended(process)
        assert (code, events) == (8, ["timeout"])
        assert "narrow.0002_second" in text
        assert "Nothing was changed" in text
    assert place.run()[:2] == (0, ["plan", "migrated"])


def test_a_migration_that_fails_is_named_and_taken_back(place: Place) -> None:
    with place.link() as link:
        link.execute("CREATE TABLE thing (id serial PRIMARY KEY)")
    code, events, text = place.run()
    assert (code, events) == (5, ["plan", "failed"])
    assert text.startswith("narrow.0001_first failed with PostgreSQL's code 42P07.")
    assert place.ask("SELECT to_regclass('witness')") is None


def test_a_broken_index_is_found(place: Place) -> None:
    assert place.run()[0] == 0
    with place.link() as link:
        link.execute("INSERT INTO thing (note) VALUES ('a'), ('a')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            link.execute("CREATE UNIQUE INDEX CONCURRENTLY once ON thing (note)")
    code, events, text = place.run()
    assert (code, events) == (5, ["plan", "invalid_index"])
    assert "DROP INDEX CONCURRENTLY once" in text


def test_help_shows_examples_and_codes() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate_safely", "--help"], capture_output=True, text=True, check=True
    )
    assert "manage.py migrate_safely --wait 0 --json" in done.stdout
    assert "exit codes:" in done.stdout
