"""From a new client to a released guide, by the API alone."""

import uuid

from rung.pipelines import engine, flows
from rung.pipelines.models import PipelineRun
from tests.unit.api.callers import Caller
from tests.unit.api.documents import check_documented

SAID = """Therapist: How has the week been?
Client: I keep worrying about work, and I can't sleep because of it.
Therapist: What have you tried?
Client: I started walking in the evening, and I want to keep that up. It helps.
Client: My sister and I argue a lot, and then I just shut down.
"""


def test_a_session_is_prepared_and_its_guide_released(caller: Caller) -> None:
    client = caller.post("/api/v1/clients", {"first_name": "Testa", "last_name": "Made-Up"}).data
    agreed = {"modality": "in_person", "method": "verbal", "words": "Asked and answered in the room."}
    for purpose in ("ai_processing", "release_to_client"):
        consents = f"/api/v1/clients/{client['id']}/consents"
        assert caller.post(consents, {**agreed, "purpose": purpose}).status == 201
    starts = {"client_id": client["id"], "starts_at": "2026-03-02T12:00:00Z"}
    session = caller.post("/api/v1/sessions", starts).headers["Location"]
    assert caller.post(f"{session}/transcripts", {"text": SAID, "format": "transcript"}).status == 201
    watched = caller.post(f"{session}/pre-session").headers["Location"]

    going = PipelineRun.objects.get(pk=uuid.UUID(caller.get(watched).data["id"]))
    engine.advance(going.id, flows.recipe_of, by_id=going.requested_by_id, must_stop=lambda: False)

    document = caller.get("/api/schema").data
    run = caller.get(watched).data
    assert (run["status"], run["is_active"]) == ("complete", False)
    assert {stage["status"] for stage in run["stages"]} <= {"done", "skipped"}
    answer = caller.get(f"{session}/brief")
    check_documented(document, "show_latest_brief", answer)
    brief = answer.data
    said = SAID.splitlines()
    assert brief["findings"]
    for finding in brief["findings"]:
        for cited in finding["citations"]:
            assert cited["quote"] in said[cited["utterance"]]
    guide = caller.get(f"{session}/guide")
    check_documented(document, "show_latest_guide", guide)
    address = f"/api/v1/guides/{guide.data['id']}"
    sections = [{"key": section["key"], "lines": section["lines"]} for section in guide.data["sections"]]
    reviewed = caller.ask("PUT", address, {"sections": sections}, if_match=guide.headers["ETag"])
    assert (reviewed.status, reviewed.data["status"]) == (200, "reviewed")
    assert caller.post(f"{address}/release").data["status"] == "released"
