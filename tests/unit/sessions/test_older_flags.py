"""Flags from before there was a ledger are gathered in concerns when it is made."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from rung.sessions import services
from rung.sessions.models import RiskConcern, RiskFlag
from tests.factories import people, records

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_migration_gathers_the_flags_there_are() -> None:
    who = people.clinician()
    person, other = people.client(who), people.client(who)
    flags = [
        records.flag(who, records.transcript(who, people.session(who, one)), level=level)
        for one, level in ((person, 2), (person, 5), (other, 1))
    ]
    services.acknowledge_flag(flag_id=flags[2].id, by=who, at=people.NOON)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE therapy_sessions_riskact, therapy_sessions_riskreminder")
    call_command("migrate", "therapy_sessions", "0008", verbosity=0)
    call_command("migrate", verbosity=0)
    gathered = RiskConcern.objects.get(client=person)
    assert (gathered.level, gathered.status, gathered.due_at) == (5, "open", people.NOON + timedelta(hours=1))
    assert set(gathered.flags.values_list("pk", flat=True)) == {flags[0].pk, flags[1].pk}
    seen = RiskConcern.objects.get(client=other)
    assert (seen.status, seen.due_at) == ("acknowledged", people.NOON + timedelta(days=7))
    assert RiskFlag.objects.count() == len(flags)
    done = services.acknowledge_concern(concern_id=gathered.id, version=0, by=who, at=people.NOON)
    assert (done.status, done.version) == ("acknowledged", 1)
