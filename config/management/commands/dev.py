"""`manage.py dev`: everything on one machine, stopped together by Ctrl-C."""

import argparse
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from config import env
from config.embedded import processes, server

START_PATIENCE_SECONDS = 60.0
STOP_PATIENCE_SECONDS = 25.0
PORTS_TO_TRY = 20


class Command(BaseCommand):
    """Start PostgreSQL, migrate, seed a demo practice, run the worker and the web server."""

    help = "Start everything on this machine: database, demo practice, worker, web server."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=env.read().port, help="first port to try (default 8000)")
        parser.add_argument("--no-demo", action="store_true", help="leave the database empty")

    def handle(self, **options: object) -> None:
        """Run until Ctrl-C, SIGTERM or the end of a child."""
        for ends in (signal.SIGINT, signal.SIGTERM):  # a shell in the background hands Ctrl-C on as ignored
            signal.signal(ends, _interrupt)
        children: list[processes.Child] = []
        try:
            with _listening(int(str(options["port"]))) as door:
                port = int(door.getsockname()[1])
                # The web server loads while the database is prepared: it asks it only when it is asked.
                web = ("-m", "gunicorn", "-c", "config/gunicorn.py", "--bind", f"fd://{door.fileno()}")
                children.append(self._start("web", port, *web, keep_open=(door.fileno(),)))
            self._prepare(with_demo=not options["no_demo"])
            children.append(self._start("worker", port, "manage.py", "worker"))
            self._wait_for_web(children, port)
            self._announce(port)
            self._watch(children)
        except KeyboardInterrupt:
            self.stdout.write("")
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave half of it running
            self._stop(children)

    def _prepare(self, *, with_demo: bool) -> None:
        self._step("PostgreSQL: starting (data in var/postgres)")
        owner = connections["owner" if "owner" in connections else "default"]
        owner.ensure_connection()
        executor = MigrationExecutor(owner)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            self._step(f"Database: applying {len(waiting)} migrations")
            call_command("migrate", verbosity=0, interactive=False)
        if with_demo:
            call_command("seed_demo", quiet=True, stdout=self.stdout)
        connections.close_all()

    def _start(self, name: str, port: int, *command: str, keep_open: tuple[int, ...] = ()) -> processes.Child:
        self._step(f"{name.capitalize()}: starting")
        values = env.for_children(PORT=str(port), RUNG_LOG_LEVEL=env.read().log_level)
        log = env.read().state_dir / "log" / f"{name}.log"
        return processes.start(name, [sys.executable, *command], env=values, log=log, keep_open=keep_open)

    def _wait_for_web(self, children: list[processes.Child], port: int) -> None:
        deadline = time.monotonic() + START_PATIENCE_SECONDS
        while time.monotonic() < deadline:
            self._raise_if_stopped(children)
            if _answers(port):
                return
            time.sleep(0.05)
        raise CommandError("The web server did not answer /health in time; see var/log/web.log.")

    def _watch(self, children: list[processes.Child]) -> None:
        while True:
            time.sleep(0.5)
            self._raise_if_stopped(children)

    @staticmethod
    def _raise_if_stopped(children: list[processes.Child]) -> None:
        for child in children:
            if child.has_stopped():
                raise CommandError(
                    f"The {child.name} process stopped (exit {child.process.returncode}). The end of {child.log}:\n"
                    f"{child.last_lines()}\nNothing acknowledged is lost; run make dev again."
                )

    def _stop(self, children: list[processes.Child]) -> None:
        self._step("Stopping: web server, worker, PostgreSQL")
        processes.stop(children, patience_seconds=STOP_PATIENCE_SECONDS)
        connections.close_all()
        settings = connections["default"].settings_dict
        if settings["ENGINE"] == "config.embedded.postgres":
            server.stop(Path(str(settings["HOST"])))
        self._step("Stopped. Everything is kept in var/.")

    def _announce(self, port: int) -> None:
        from django.conf import settings

        self.stdout.write(
            f"\n  Rung is running:  {self.style.SUCCESS(f'http://localhost:{port}/')}\n"
            f"  Sign in with:     {settings.DEMO_EMAIL}   {settings.DEMO_PASSWORD}\n"
            f"  As administrator: {settings.DEMO_ADMIN_EMAIL}   (the same password)\n"
            f"  Logs:             var/log/web.log  var/log/worker.log\n"
            f"  Stop with Ctrl-C.\n"
        )
        self.stdout.flush()

    def _step(self, text: str) -> None:
        self.stdout.write(f"{self.style.MIGRATE_HEADING('==>')} {text}")
        self.stdout.flush()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _listening(first: int) -> socket.socket:
    """Return a socket that listens on the first port from `first` on that nobody has.

    It is taken here and handed to the web server: of two that start at once
    each has its own, and what answers on the port that is announced is ours.
    """
    for port in range(first, first + PORTS_TO_TRY):
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
            door.listen()
        except OSError:
            door.close()
            continue
        return door
    raise CommandError(f"Ports {first} to {first + PORTS_TO_TRY - 1} are all in use; give another with --port.")


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1) as found:
            return bool(found.status == 200)  # noqa: PLR2004 — HTTP OK
    except (urllib.error.URLError, OSError):
        return False
