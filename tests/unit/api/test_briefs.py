"""Clinical briefs: shown with their evidence."""

from rung.accounts.models import Clinician
from tests.factories import people, records
from tests.unit.api.callers import Caller, reads_of


def test_a_brief_is_shown_with_its_evidence(caller: Caller, clinician: Clinician) -> None:
    brief = records.brief(clinician, records.transcript(clinician, people.session(clinician)))
    shown = caller.get(f"/api/v1/briefs/{brief.id}").data
    citation = {"utterance": 0, "speaker": "client", "quote": records.WORDS[0], "start": 0, "end": 39}
    assert shown["findings"] == [{"kind": "theme", "name": "sleep", "confidence": 0.8, "citations": [citation]}]
    assert (shown["label"], shown["sha256"]) == ("From a transcript", brief.sha256)
    assert (shown["transcript_id"], shown["run_id"]) == (str(brief.transcript_id), str(brief.run_id))
    assert reads_of(clinician) == [("brief", str(brief.id))]


def test_the_newest_brief_of_a_session_is_shown(caller: Caller, clinician: Clinician) -> None:
    session = people.session(clinician)
    brief = records.brief(clinician, records.transcript(clinician, session))
    assert caller.get(f"/api/v1/sessions/{session.id}/brief").data == caller.get(f"/api/v1/briefs/{brief.id}").data


def test_a_session_may_have_no_brief_yet(caller: Caller, clinician: Clinician) -> None:
    answer = caller.get(f"/api/v1/sessions/{people.session(clinician).id}/brief")
    assert (answer.status, answer.code) == (404, "record_not_found")
    assert reads_of(clinician) == []
