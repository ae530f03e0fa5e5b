"""`manage.py audit_report CLIENT_ID`: who did what with one client's record, for operators: ids, acts and times."""

import argparse
import json
import uuid
from datetime import UTC
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from rung.audit import selectors
from rung.audit import services as audit
from rung.audit.management import arguments
from rung.audit.models import AuditEvent
from rung.common import clock

EXAMPLES = """
examples:
  manage.py audit_report 0b9c...                                everything, newest first
  manage.py audit_report 0b9c... --since 2026-03-01 --json      JSON lines, from a day on (UTC)
  manage.py audit_report 0b9c... --actor 77aa...                what one person did

There is nothing of the record in it, and no name. The report is itself recorded as an export.

exit code: 0 done (also where nothing was found), 2 wrong usage
"""


class Command(BaseCommand):
    """Print the events about a client."""

    help = "List who did what with one client's record: ids, acts and times only."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("client", type=uuid.UUID, metavar="CLIENT_ID")
        parser.add_argument("--actor", type=uuid.UUID, metavar="ID", help="only what this person did")
        parser.add_argument("--since", type=arguments.day, metavar="DATE", help="from this day on (UTC)")
        parser.add_argument("--until", type=arguments.day, metavar="DATE", help="before this day (UTC)")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, **options: Any) -> None:
        """Record the export, then print."""
        client_id: uuid.UUID = options["client"]
        only = selectors.Only(options["actor"], options["since"], options["until"])
        count = 0
        with transaction.atomic():
            subject = audit.Subject("audit_trail", client_id, client_id)
            made = audit.record(audit.Act.EXPORT, by=None, at=clock.now(), subject=subject)
            for event in selectors.events_of(client_id, only).exclude(pk=made.pk).iterator():
                self.stdout.write(json.dumps(_said(event)) if options["json"] else _line(event))
                count += 1
        if not options["json"]:
            self.stdout.write(f"{count:,} events.")


def _said(event: AuditEvent) -> dict[str, str | int | None]:
    return {
        "id": event.id,
        "at": event.at.astimezone(UTC).isoformat(),
        "actor_id": str(event.actor_id) if event.actor_id else None,
        "act": event.act,
        "outcome": event.outcome,
        "subject_kind": event.subject_kind,
        "subject_id": str(event.subject_id) if event.subject_id else None,
        "request_id": event.request_id,
    }


def _line(event: AuditEvent) -> str:
    who = str(event.actor_id or "the system")
    return (
        f"{event.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}  {who:36}  {event.act:12} {event.outcome:8} {event.subject_kind}"
    )
