"""So much a minute and no more, told before and when it is over."""

from __future__ import annotations

from api_office import Program, api_office

from data.store.engine import Store


def test_a_token_has_its_requests_and_others_have_theirs(sqlite_store: Store) -> None:
    office = api_office(sqlite_store, requests="3/minute")
    program = office.program()
    left = [program.get("/token").headers["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    refused = program.get("/token")
    assert (refused.status_code, refused.json["type"]) == (429, "/api#too_many")
    assert refused.mimetype == "application/problem+json"
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["RateLimit-Limit"] == "3"
    other = office.program("office").get("/token")
    assert (other.status_code, other.headers["RateLimit-Remaining"]) == (200, "2")
    assert program.post("/vacancies", {}).status_code == 429


def test_solving_has_a_limit_of_its_own(sqlite_store: Store) -> None:
    office = api_office(sqlite_store, optimise="1/minute")
    week = {"citizens": [], "vacancies": [{"vacancy_id": "V", "kind": "castle"}]}
    first = office.program("office").post("/optimise", week | {"decision_date": "1900-01-01"})
    assert first.status_code == 422
    assert office.program("office").post("/optimise", {}).status_code == 422  # not even a week
    missing = {"vacancy_id": "V", "organisation_id": "O", "kind": "family", "rent": 1, "size_m2": 50,
               "rooms": 2, "available_from": "2026-12-01", "reported_on": "2026-12-01"}  # fmt: skip
    week = {"citizens": [], "vacancies": [missing], "decision_date": "1900-01-01"}
    assert office.program("office").post("/optimise", week).status_code == 422
    assert office.program("office").post("/optimise", week).status_code == 429
    assert office.program("office").get("/token").status_code == 200


def test_guessing_at_tokens_is_slowed_by_address(sqlite_store: Store) -> None:
    office = api_office(sqlite_store, strangers="2/minute")
    guess = Program(office.app, "husrum_guess")
    assert [guess.get("/token").status_code for _ in range(4)] == [401, 401, 429, 429]
    assert office.program().get("/token").status_code == 200
    assert office.app.test_client().get("/api/v1/openapi.json").status_code == 200
