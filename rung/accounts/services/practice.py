"""Set up a practice: its name, its state, and who receives the words of its records."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from rung.accounts import policies
from rung.accounts.enums import Analyst, State
from rung.accounts.models import Clinician, Practice
from rung.audit import services as audit


@dataclass(frozen=True, slots=True)
class Setup:
    """What an administrator decides; `state` is None where the default rules hold."""

    name: str
    state: State | None
    analyst: Analyst


@transaction.atomic
def set_up_practice(*, setup: Setup, by: Clinician, at: datetime) -> Practice:
    """Change the administrator's own practice. The next run that starts to analyse asks the new analyst.

    Another analyst is an event of its own: it decides who receives record text.

    Raises:
        AdminsOnly: the person has another role.
        NotConfigured: whoever runs Rung has not set the analyst up.
    """
    policies.check_is_practice_admin(by)
    practice = Practice.objects.select_for_update().get(pk=by.practice_id)
    before = practice.analyst
    policies.check_may_choose(setup.analyst, current=before, configured=settings.LANGUAGE_MODELS)
    practice.name, practice.state, practice.analyst = setup.name, setup.state or "", setup.analyst
    practice.save(update_fields=["name", "state", "analyst"])
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("practice", practice.id))
    if practice.analyst != before:
        audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("practice.analyst", practice.id))
    return practice
