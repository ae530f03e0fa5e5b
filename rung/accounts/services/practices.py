"""Choose what holds for a whole practice."""

from datetime import datetime

from django.db import transaction

from rung.accounts import policies
from rung.accounts.enums import Speech
from rung.accounts.models import Clinician, Practice
from rung.audit import services as audit


@transaction.atomic
def choose_speech(*, practice: Practice, speech: Speech, by: Clinician, at: datetime) -> Practice:
    """Choose what writes the practice's recordings down, from the next run on.

    Raises:
        AdminsOnly: the actor does not administer this practice.
    """
    policies.check_may_set_up(practice, by)
    practice.speech = speech
    practice.save(update_fields=["speech"])
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("practice", practice.id))
    return practice
