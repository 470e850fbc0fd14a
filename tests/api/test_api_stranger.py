"""A client written from the OpenAPI document alone does the round, over HTTP, against a running server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date

import pytest
from api_office import BEGUN, OWN, ApiOffice
from jsonschema_rs import Draft202012Validator, ValidationError
from stranger import Stranger
from waitress.server import create_server

FLAT = {
    "kind": "family", "rent": 5200, "size_m2": 68, "rooms": 2, "available_from": "2026-10-15",
    "address": "Havnegade 3, 2. tv", "postcode": "8000", "reference": "2026/117", "lift": True,
}  # fmt: skip


@pytest.fixture
def address(office: ApiOffice) -> Iterator[str]:
    """Where the document of the served application stands."""
    server = create_server(office.app, host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}/api/v1/openapi.json"
    server.close()
    thread.join(10)


def test_a_stranger_does_the_round(office: ApiOffice, address: str) -> None:
    office.today(BEGUN)
    ours = Stranger(address, office.tokens[OWN])
    assert ours.call("getToken").json["organisation_id"] == OWN

    # Reported, with what is unusual confirmed; sent again after an answer was lost.
    odd = {**FLAT, "rent": 52000}
    asked = ours.call("reportVacancy", odd)
    assert (asked.status, asked.json["type"]) == (409, "/api#warnings")
    confirmed = {one["code"]: one["value"] for one in asked.json["warnings"]}
    made = ours.call("reportVacancy", {**odd, "confirmed": confirmed}, **{"Idempotency-Key": "report-1"})
    again = ours.call("reportVacancy", {**odd, "confirmed": confirmed}, **{"Idempotency-Key": "report-1"})
    assert (made.status, again.status, again.json) == (201, 201, made.json)
    flat = made.json

    # Changed: the rent was a slip.
    one = flat["vacancy_id"]
    wrong = ours.call(
        "changeVacancy", {"version": flat["version"], "answer_by": "2026-01-01"}, vacancy_id=one
    )
    assert [fault["place"] for fault in wrong.json["faults"]] == ["/answer_by"]
    changed = ours.call("changeVacancy", {"version": flat["version"], "rent": 5200}, vacancy_id=one)
    assert (changed.status, changed.json["rent"]) == (200, 5200)
    late = ours.call("changeVacancy", {"version": flat["version"], "rent": 1}, vacancy_id=one)
    assert (late.status, late.json["difference"]["rent"]["now"]) == (409, "5200")

    # Another is announced, put at disposal, and taken back.
    coming = ours.call(
        "reportVacancy", {**FLAT, "address": "Åvej 1", "reference": None, "announced": True}
    ).json
    assert coming["state"] == "announced"
    put = ours.call("putAtDisposal", {"version": coming["version"]}, vacancy_id=coming["vacancy_id"])
    assert put.json["state"] == "reported"
    listed = ours.call("listVacancies", state="reported", per_page=1)
    assert (listed.json["total"], listed.json["pages"]) == (2, 2)
    assert ours.call("listVacancies", reference="2026/117").json["items"] == [changed.json]
    gone = ours.call("withdrawVacancies", {"vacancy_ids": [coming["vacancy_id"]], "reason": "tenant_stays"})
    assert gone.json["items"][0]["state"] == "withdrawn"
    assert ours.call("getVacancy", vacancy_id=one).json["acts"] == "office"
    assert ours.call("reletVacancy", {"day": BEGUN.isoformat()}, vacancy_id=one).status == 409

    # The account and, when the month is over, the statement.
    (account,) = ours.call("listAccounts").json["items"]
    whole = ours.call("getAccount", quota_id=account["quota_id"]).json
    assert {"reported", "withdrawn"} <= {event["kind"] for event in whole["events"]}
    assert whole["balance"]["counted"] == 1
    before = ours.call("getAccount", quota_id=account["quota_id"], on="2026-10-04").json
    assert (before["events"], before["balance"]["counted"]) == ([], 0)
    office.today(date(2026, 11, 2))
    statement_id = office.statement(OWN, "2026-10")
    assert [head["statement_id"] for head in ours.call("listStatements").json["items"]] == [statement_id]
    statement = ours.call("getStatement", statement_id=statement_id).json
    events = statement["content"]["pools"][0]["events"]
    assert [event["entry"] for event in events] == [event["entry"] for event in whole["events"]]
    assert ours.call("getStatement", statement_id="no-such").status == 404

    # The office has a week solved with the very flat.
    theirs = Stranger(address, office.tokens["office"])
    assert ours.call("optimise", {"citizens": [], "vacancies": []}).status == 403
    row = {
        name: flat[name]
        for name in ("vacancy_id", "organisation_id", "kind", "size_m2", "rooms", "reported_on")
    }
    person = {
        "citizen_id": "C1",
        "birth_date": "1980-05-17",
        "benefit": "foertidspension",
        "waiting_since": "2026-01-15",
    }
    week = {"citizens": [person], "vacancies": [{**row, "rent": 5200, "available_from": "2026-12-01"}],
            "decision_date": "2026-11-02"}  # fmt: skip
    best = theirs.call("optimise", week)
    assert [match["citizen_id"] for match in best.json["matches"]] == ["C1"]
    assert best.json["summary"]["status"] == "optimal"

    every = {of["operationId"] for methods in ours.document["paths"].values() for of in methods.values()}
    assert ours.used | theirs.used == every


def test_the_stranger_would_notice(office: ApiOffice, address: str) -> None:
    """The client of these tests is strict: what is not in the document fails."""
    ours = Stranger(address, office.tokens[OWN])
    with pytest.raises(ValidationError):
        ours.call("reportVacancy", {**FLAT, "rent": "much"})
    with pytest.raises(AssertionError):
        ours.call("listVacancies", colour="red")
    schema = ours.document["components"]["schemas"]["Vacancy"]
    schema["required"].append("colour")
    with pytest.raises(ValidationError):
        ours.call("reportVacancy", FLAT)


def test_the_document_is_whole(office: ApiOffice) -> None:
    """Every schema is one of JSON Schema 2020-12, every reference leads somewhere, every text is there."""
    document = office.app.test_client().get("/api/v1/openapi.json").json
    schemas = document["components"]["schemas"]
    assert len(schemas) > 25
    for schema in schemas.values():
        Draft202012Validator({**schema, "components": document["components"]})
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (path, method)
            assert set(operation["responses"]) >= {"401", "403", "429", "503"}
            keyed = any(one["name"] == "Idempotency-Key" for one in operation["parameters"])
            assert keyed == (method != "get" and path != "/optimise")
    same = office.app.test_client().get("/api/v1/openapi.json").data
    assert (
        same == office.app.test_client().get("/api/v1/openapi.json", headers={"Accept-Language": "da"}).data
    )
