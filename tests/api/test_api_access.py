"""Who may do what over the API: every operation, by every kind of token, with one's own and another's."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from api_office import ADMINISTRATOR, BEGUN, DAY, OTHER, OWN, ApiOffice, Program, flat
from pages import reader
from sqlalchemy import select, update

from data.store.actor import ROLES
from data.store.schema import quotas
from data.store.schema_landlord import tokens
from data.store.tokens import revoke_token
from web.access import API

#: METHOD path: what an association's token gets with its own and with another's, and what the office's does.
MAY = """
GET /vacancies: 200 - 200
POST /vacancies: 201 - 403
GET /vacancies/{vacancy_id}: 200 404 200
POST /vacancies/{vacancy_id}/disposal: 409 404 403
POST /vacancies/{vacancy_id}/relet: 409 404 403
PATCH /vacancies/{vacancy_id}: 200 404 403
POST /withdrawals: 200 404 403
GET /accounts: 200 - 200
GET /accounts/{quota_id}: 200 404 200
GET /statements: 200 - 200
GET /statements/{statement_id}: 200 404 200
GET /token: 200 - 200
POST /optimise: 403 - 422
"""
TABLE = {
    line.partition(": ")[0]: line.partition(": ")[2].split() for line in MAY.strip().splitlines()
}  # fmt: skip


@pytest.fixture
def both(office: ApiOffice) -> dict[str, dict[str, Any]]:
    """The ids of what is each association's."""
    office.today(BEGUN)
    ids: dict[str, dict[str, Any]] = {}
    for whose in (OWN, OTHER):
        made = office.program(whose).post("/vacancies", flat(reference=f"case of {whose}"))
        assert made.status_code == 201, made.text
        with office.store.reading() as connection:
            mine = quotas.c.organisation_id == whose
            quota_id = connection.execute(select(quotas.c.quota_id).where(mine)).scalar_one()
        ids[whose] = {"vacancy_id": made.json["vacancy_id"], "quota_id": quota_id}
    office.today(DAY)
    for whose in (OWN, OTHER):
        ids[whose]["statement_id"] = office.statement(whose, "2026-10")
    return ids


def body_of(path: str, ids: dict[str, Any]) -> Any:
    if path == "/vacancies":
        return flat(address="Vej 9")
    if path == "/withdrawals":
        return {"vacancy_ids": [ids["vacancy_id"]], "reason": "tenant_stays"}
    if path.endswith("/relet"):
        return {"day": DAY.isoformat()}
    return {} if path == "/optimise" else {"version": 1}


def ask(program: Program, route: str, ids: dict[str, Any]) -> Any:
    method, _, path = route.partition(" ")
    where = re.sub(r"\{(\w+)\}", lambda found: str(ids[found[1]]), path)
    return program.get(where) if method == "GET" else program.send(method, where, body_of(path, ids))


def test_every_operation_stands_in_the_table(office: ApiOffice) -> None:
    paths = office.app.test_client().get(f"{API}/openapi.json").json["paths"]
    assert {f"{method.upper()} {path}" for path, of in paths.items() for method in of} == set(TABLE)


def test_every_token_at_every_operation(office: ApiOffice, both: dict[str, dict[str, Any]]) -> None:
    """First what is refused, which changes nothing; then what is one's own, in the order of the table."""
    wrong = []
    before = office.dump("tokens")
    for route, (_, other, of_office) in TABLE.items():
        if other != "-":
            wrong.append((route, other, ask(office.program(), route, both[OTHER]).status_code))
        wrong.append((route, of_office, ask(office.program("office"), route, both[OWN]).status_code))
    assert office.dump("tokens") == before
    for route, (own, _, _) in TABLE.items():
        wrong.append((route, own, ask(office.program(), route, both[OWN]).status_code))
    assert [one for one in wrong if int(one[1]) != one[2]] == []


def test_without_a_valid_token_nothing_is_opened(office: ApiOffice, both: dict[str, dict[str, Any]]) -> None:
    valid, revoked, expired = (office.token("association", OWN) for _ in range(3))
    with office.store.writing() as connection:
        revoke_token(connection, ADMINISTRATOR, "K005")
        yesterday = {"expires_on": DAY - timedelta(days=1)}
        connection.execute(update(tokens).where(tokens.c.token_id == "K006").values(**yesterday))
    people = [reader(office.app, role, OWN if role == "association" else None) for role in ROLES]
    before = office.dump()
    for route in TABLE:
        for bad in ("", "x", revoked, expired, valid[:-1], valid.upper(), f"{valid} {valid}"):
            answer = ask(Program(office.app, bad), route, both[OWN])
            assert answer.status_code == 401, bad
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
            assert "Set-Cookie" not in answer.headers
        for person in people:  # who is logged in has no token
            program = Program(office.app, "")
            program.client = person.client
            assert ask(program, route, both[OWN]).status_code == 401
    assert office.dump() == before


def test_a_token_opens_no_page(office: ApiOffice) -> None:
    program = office.program("office")
    for page in ("/", "/vacancies", "/citizens", "/users", "/tokens"):
        answer = program.client.get(page, headers=program.headers)
        assert (answer.status_code, answer.headers["Location"][:6]) == (303, "/login")


def test_ids_of_others_and_of_no_one_are_answered_alike(
    office: ApiOffice, both: dict[str, dict[str, Any]]
) -> None:
    """500 ids of each kind: the same status, headers and body, to the byte."""
    program = office.program()
    nobody = {"vacancy_id": "V{}", "quota_id": "{}", "statement_id": "S{}"}
    for route, (_, other, _) in TABLE.items():
        if other != "404":
            continue
        foreign = told(ask(program, route, both[OTHER]))
        (name,) = re.findall(r"\{(\w+)\}", route) or ["vacancy_id"]
        for n in range(1000, 1000 + 500 // 6):
            ids = both[OTHER] | {name: nobody[name].format(n)}
            assert told(ask(program, route, ids)) == foreign, route
    strange = ("%00", "%0A", "a/b", "%C3%B8", "..%2f", "0" * 3000, "2147483648", "99999999999999999999", "-1")
    for path in ("/vacancies/{}", "/statements/{}", "/accounts/{}"):
        for one in strange:
            assert program.get(path.format(one)).status_code == 404, (path, one)


def told(answer: Any) -> tuple[int, dict[str, str], str]:
    changing = ("RateLimit-Remaining", "RateLimit-Reset")
    headers = {name: value for name, value in answer.headers if name not in changing}
    return answer.status_code, headers, answer.text


def test_a_reference_of_another_is_no_news(office: ApiOffice, both: dict[str, dict[str, Any]]) -> None:
    """An association may call its flat as another calls its own, and is told nothing of it."""
    used = office.program().post("/vacancies", flat(address="Vej 8", reference=f"case of {OTHER}"))
    fresh = office.program().post("/vacancies", flat(address="Vej 10", reference="case of no one"))
    assert used.status_code == fresh.status_code == 201
    for id_of in (both[OTHER]["vacancy_id"], "V8888"):
        answer = office.program().post("/vacancies", flat(address="Vej 11", reference=id_of))
        assert answer.status_code == 422
    assert office.program().get(f"/vacancies?reference=case of {OTHER}").json["total"] == 1
