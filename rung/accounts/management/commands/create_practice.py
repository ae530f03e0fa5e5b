"""`manage.py create_practice NAME --admin-email ADDRESS`: a practice and its first administrator's invitation."""

import argparse

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.urls import reverse

from rung.accounts import services
from rung.accounts.enums import Role, State
from rung.common import clock


class Command(BaseCommand):
    """Make a practice and print the link by which its first administrator joins."""

    help = "Make a practice and print an invitation for its first administrator."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", help="what the practice is called")
        parser.add_argument("--admin-email", required=True, help="the first administrator's work address")
        parser.add_argument(
            "--state",
            type=str.upper,
            choices=State.values,
            help="the state it works in, where Rung has its rules; without it the default rules hold",
        )

    def handle(self, **options: object) -> None:
        """Make both, or neither."""
        at = clock.now()
        state = State(str(options["state"])) if options["state"] else None
        with transaction.atomic():
            practice = services.create_practice(name=str(options["name"]), state=state, at=at)
            _, token = services.invite_person(
                practice=practice, email=str(options["admin_email"]), role=Role.PRACTICE_ADMIN, by=None, at=at
            )
        self.stdout.write(f"{practice.name} was made. Its first administrator joins here, within seven days:")
        self.stdout.write(f"{settings.OWN_ADDRESS}{reverse('join', args=[token])}")
