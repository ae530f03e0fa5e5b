"""Risk flags: listed with their words, acknowledged."""

import pytest

from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.sessions.models import RiskFlag
from tests.factories import people, records
from tests.unit.api.callers import Caller, reads_of


@pytest.fixture
def flag(clinician: Clinician) -> RiskFlag:
    """Return an open flag."""
    return records.flag(clinician, records.transcript(clinician, people.session(clinician)))


def test_flags_are_listed_with_their_words(caller: Caller, clinician: Clinician, flag: RiskFlag) -> None:
    listed = caller.get(f"/api/v1/sessions/{flag.session_id}/flags").data["items"]
    assert len(listed) == 1
    said = listed[0]
    assert (said["quote"], said["start"], said["end"]) == (records.WORDS[0], 0, len(records.WORDS[0]))
    assert (said["status"], said["level"], said["acknowledged_at"]) == ("open", 4, None)
    assert reads_of(clinician) == [("session.flags", str(flag.session_id))]


def test_a_flag_is_acknowledged_once(caller: Caller, flag: RiskFlag) -> None:
    path = f"/api/v1/flags/{flag.id}/acknowledge"
    first, second = caller.post(path), caller.post(path)
    assert (first.status, first.data["status"]) == (200, "acknowledged")
    assert first.data["acknowledged_at"]
    assert second.data == first.data
    assert AuditEvent.objects.filter(act="change", subject_id=flag.id).count() == 1
