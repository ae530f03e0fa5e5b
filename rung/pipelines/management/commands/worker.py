"""`manage.py worker`: run queued jobs and seal the audit trail until SIGTERM; outlives a database restart."""

import argparse
import asyncio
import contextlib
import signal
import time
from typing import Any

import psycopg
import psycopg_pool
from django.core.management.base import BaseCommand
from django.db import OperationalError
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from rung.audit.sealing import loop as sealing

PATIENCE_SECONDS = 300.0
PAUSE_SECONDS = 1.0
DATABASE_GONE = (ConnectorException, OperationalError, psycopg.OperationalError, psycopg_pool.PoolTimeout)


class Command(BaseCommand):
    """Take jobs from PostgreSQL and run them; beside them, seal and anchor the audit trail.

    SIGTERM and SIGINT drain: no new job is taken, the running ones finish or,
    after the grace of PROCRASTINATE_WORKER_DEFAULTS, are handed back.
    """

    help = "Run queued jobs until stopped. Example: manage.py worker --until-empty"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="stop when no job is left")

    def handle(self, **options: Any) -> None:
        """Work; when the database goes away, wait for it and go on."""
        self._is_stopping = False
        wait = not options["until_empty"]
        with sealing.running() if wait else contextlib.nullcontext():
            self._keep_working(wait=wait)

    def _keep_working(self, *, wait: bool) -> None:
        last_good = time.monotonic()
        while True:
            began = time.monotonic()
            try:
                self._work(wait=wait)
            except DATABASE_GONE:
                if time.monotonic() - last_good > PATIENCE_SECONDS:
                    raise
            if self._is_stopping or not wait:
                return
            # It also ends, without an error, when the connection that listens for new jobs breaks.
            if time.monotonic() - began > PATIENCE_SECONDS:
                last_good = time.monotonic()
            self.stderr.write("The database does not answer; trying again.")
            time.sleep(PAUSE_SECONDS)

    def _work(self, *, wait: bool) -> None:
        with app.replace_connector(DjangoConnector().get_worker_connector()):
            asyncio.run(self._run(wait=wait))

    async def _run(self, *, wait: bool) -> None:
        loop, work = asyncio.get_running_loop(), asyncio.current_task()

        def stop() -> None:
            self._is_stopping = True
            if work is not None:
                work.cancel()  # the worker takes no new job and waits for the running ones

        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop)
        async with app.open_async():
            with contextlib.suppress(asyncio.CancelledError):
                await app.run_worker_async(wait=wait, install_signal_handlers=False)
