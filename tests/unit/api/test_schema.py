"""The OpenAPI document."""

from tests.unit.api.callers import PROBLEM, Caller
from tests.unit.api.documents import operations


def test_it_is_openapi_3_1_of_our_paths_only(caller: Caller) -> None:
    document = caller.get("/api/schema").data
    assert document["openapi"].startswith("3.1")
    assert document["paths"]
    assert all(path.startswith("/api/v1/") for path in document["paths"])


def test_every_refusal_is_a_documented_problem(caller: Caller) -> None:
    for name, operation in operations(caller.get("/api/schema").data).items():
        refusals = {status: said for status, said in operation["responses"].items() if status >= "400"}
        assert {"401", "406", "415"} <= set(refusals), name
        assert all([*said["content"]] == [PROBLEM] for said in refusals.values()), name


def test_unsafe_acts_document_their_csrf_and_bodies(caller: Caller) -> None:
    for path in caller.get("/api/schema").data["paths"].values():
        for method, operation in path.items():
            unsafe = {"400", "403", "413"} <= set(operation["responses"])
            assert unsafe == (method != "get"), operation["operationId"]


def test_an_id_in_the_path_may_be_missing(caller: Caller) -> None:
    for path, found in caller.get("/api/schema").data["paths"].items():
        for operation in found.values():
            assert ("404" in operation["responses"]) >= ("{" in path), operation["operationId"]


def test_every_act_says_what_it_does(caller: Caller) -> None:
    for name, operation in operations(caller.get("/api/schema").data).items():
        assert operation["summary"].endswith("."), name
        assert operation["description"], name
        assert operation["security"] == [{"session": []}, {"token": []}], name


def test_no_docs_pages_are_served(caller: Caller) -> None:
    for path in ("/api/docs", "/api/schema/swagger-ui", "/api/schema/redoc", "/api/"):
        assert caller.get(path).status == 404
