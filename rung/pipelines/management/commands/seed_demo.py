"""`manage.py seed_demo`: a fictional practice, on a developer's machine only."""

import argparse
from datetime import datetime, timedelta
from importlib import resources

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from rung import transcription
from rung.accounts import services as accounts
from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.clients import services as clients
from rung.clients.enums import Method, Modality, Purpose
from rung.clients.services.consents import Answer, Scope
from rung.common import clock, scope
from rung.pipelines import launch
from rung.pipelines.management.demo import measures
from rung.pipelines.management.demo.people import CLIENTS, DemoClient
from rung.sessions import services as sessions


class Command(BaseCommand):
    """Make the demo practice once; a second call changes nothing."""

    help = "Make a plainly fictional practice with clients and sessions (development only)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="say nothing when it is there already")

    def handle(self, **options: object) -> None:
        """Make practice, clinician, clients, sessions; start the first runs."""
        if not getattr(settings, "DEMO_EMAIL", ""):
            raise CommandError("The demo practice has a known password: it is for development settings only.")
        if Clinician.objects.filter(email=settings.DEMO_EMAIL).exists():
            if not options["quiet"]:
                self.stdout.write("The demo practice is there already.")
            return
        with transaction.atomic():
            self._make(clock.now())
        self.stdout.write(f"==> Demo practice: {len(CLIENTS)} fictional clients")

    def _make(self, at: datetime) -> None:
        practice = accounts.create_practice(name="Hedgerow Practice (fictional)", at=at)
        clinician = accounts.add_clinician(
            practice=practice,
            email=settings.DEMO_EMAIL,
            name="Dr. Demo Heron",
            password=settings.DEMO_PASSWORD,
            at=at,
        )
        accounts.add_clinician(
            practice=practice,
            email=settings.DEMO_ADMIN_EMAIL,
            name="Demo Desk",
            password=settings.DEMO_PASSWORD,
            at=at,
            role=Role.PRACTICE_ADMIN,
        )
        with scope.acting(clinician.id):
            for person in CLIENTS:
                self._add(person, clinician, at)

    @staticmethod
    def _add(person: DemoClient, clinician: Clinician, at: datetime) -> None:
        client = clients.add_client(first_name=person.first_name, last_name=person.last_name, by=clinician, at=at)
        scopes = [Scope(purpose, Modality.IN_PERSON) for purpose in Purpose]
        signed = Answer(Method.TYPED, f"{person.first_name} {person.last_name}")
        clients.give_consents(client=client, scopes=scopes, answer=signed, by=clinician, at=at)
        measures.add(client, person.first_name, by=clinician, at=at)
        starts_at = at.replace(minute=0, second=0, microsecond=0) + timedelta(days=person.days, hours=1)
        session = sessions.schedule_session(client=client, starts_at=starts_at, by=clinician, at=at)
        if person.transcript:
            content = (resources.files("rung.pipelines.management.demo") / person.transcript).read_bytes()
            transcript = transcription.parse_transcript(content, person.transcript)
            sessions.keep_transcript(transcript, session=session, memo=None, by=clinician, at=at)
            launch.start_pre_session(session=session, by=clinician, at=at)
