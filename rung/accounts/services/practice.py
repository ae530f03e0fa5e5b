"""Set up a practice: its name, its state, and who receives the words of its records."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from rung.accounts import policies
from rung.accounts.enums import Analyst, Speech, State
from rung.accounts.models import Clinician, Practice
from rung.audit import services as audit


@dataclass(frozen=True, slots=True)
class Setup:
    """What an administrator decides; `state` is None where the default rules hold."""

    name: str
    state: State | None
    analyst: Analyst
    speech: Speech


@transaction.atomic
def set_up_practice(*, setup: Setup, by: Clinician, at: datetime) -> Practice:
    """Change the administrator's own practice. The next run that starts follows it.

    Another analyst, or another that writes recordings down, is an event of its
    own: it decides who receives words of records.

    Raises:
        AdminsOnly: the person has another role.
        NotConfigured: whoever runs Rung has not set it up.
    """
    policies.check_is_practice_admin(by)
    practice = Practice.objects.select_for_update().get(pk=by.practice_id)
    before = {"analyst": practice.analyst, "speech": practice.speech}
    policies.check_may_choose(setup.analyst, current=practice.analyst, configured=settings.LANGUAGE_MODELS)
    policies.check_may_choose(setup.speech, current=practice.speech, configured=settings.SPEECH_SERVICES)
    practice.name, practice.state = setup.name, setup.state or ""
    practice.analyst, practice.speech = setup.analyst, setup.speech
    practice.save(update_fields=["name", "state", "analyst", "speech"])
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("practice", practice.id))
    for name, old in before.items():
        if getattr(practice, name) != old:
            audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject(f"practice.{name}", practice.id))
    return practice
