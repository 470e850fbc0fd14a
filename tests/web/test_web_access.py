"""Every role at every address, with what is its own organisation's and with another's.

``MAY`` is written out by hand: what the office decided, not what the code says.  A new address fails until it
stands here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from filled_office import Office
from flask import Flask
from pages import pages_of, reader

from data.store.actor import ROLES
from data.store.engine import Store
from web.access import AccessError, access, require_rules

#: METHOD address: the roles that may.  ``*`` is anyone, ``all`` everyone logged in; ``:own`` only with what
#: is their own organisation's, which is not found otherwise.
MAY = """
GET /static/<path:filename>: *
GET /vendor/<path:name>: *
GET /login: *
POST /login: *
POST /logout: *
GET /about: *
GET /accessibility: *
GET /health/live: *
GET /health/ready: *
GET /account: all
POST /account/language: all
POST /account/password: all
GET /: all
GET /map/coastline.json: all
GET /map/towns.json: all
POST /search: office shelter association analyst auditor
GET /users: administrator
GET /users/new: administrator
POST /users/new: administrator
GET /users/<user_id>: administrator
POST /users/<user_id>: administrator
POST /users/<user_id>/password: administrator
GET /users/organisations: administrator
POST /users/organisations: administrator
GET /office: administrator
POST /office: administrator
GET /account/notices: all
POST /account/notices: all
GET /notices: administrator
GET /notices/<int:notice_id>: administrator
POST /notices/<int:notice_id>/again: administrator
POST /notices/<int:notice_id>/drop: administrator
POST /notices/now: administrator
POST /notices/test: administrator
GET /teams/<path:team_id>/contact: office
POST /teams/<path:team_id>/contact: office
GET /week: office auditor
GET /week/flats: office auditor
GET /week/alarms: office auditor
GET /week/affordability: office auditor
GET /reports: office analyst auditor
GET /reports/<code>: office analyst auditor
GET /policy: office analyst auditor administrator
GET /policy/difference: office analyst auditor administrator
GET /policy/versions/<int:number>: office analyst auditor administrator
GET /policy/edit: office
POST /policy/preview: office
POST /policy/adopt: office
GET /runs: office analyst auditor
POST /runs: office
GET /runs/<run_id>: office analyst auditor
GET /runs/<run_id>/progress: office analyst auditor
GET /runs/<run_id>/compare: office analyst auditor
POST /runs/<run_id>/cancel: office
POST /runs/<run_id>/replay: office auditor
GET /runs/<run_id>/files/<part>/<name>: office auditor
GET /runs/<run_id>/<part>.zip: office auditor
GET /runs/<run_id>/dossier.pdf: office auditor
GET /citizens/<path:citizen_id>/extract: office
GET /proposals: office auditor
GET /runs/<run_id>/proposals: office auditor
GET /runs/<run_id>/flats/<path:vacancy_id>: office auditor
POST /runs/<run_id>/flats/<path:vacancy_id>: office
GET /runs/<run_id>/price/<path:vacancy_id>: office
GET /runs/<run_id>/citizens/<path:citizen_id>: office auditor
GET /runs/<run_id>/map/<path:vacancy_id>: office auditor
POST /runs/<run_id>/undo/<choice_id>: office
POST /runs/<run_id>/again: office
GET /offers: office shelter auditor
GET /offers/<offer_id>: office shelter:own auditor
POST /offers/<offer_id>/step: office shelter:own
POST /offers/<offer_id>/back: office
POST /offers/<offer_id>/checklist/<item>: office
GET /offers/<offer_id>/letters/<kind>: office
GET /citizens/<path:citizen_id>/letters/not_yet: office
GET /citizens: office shelter auditor
GET /citizens/new: office shelter
POST /citizens/new: office shelter
POST /citizens/affords: office shelter
GET /citizens/ground.json: office shelter
GET /citizens/<path:citizen_id>: office shelter:own auditor
GET /citizens/<path:citizen_id>/map.json: office shelter:own auditor
GET /citizens/<path:citizen_id>/edit: office shelter:own
POST /citizens/<path:citizen_id>/edit: office shelter:own
GET /citizens/<path:citizen_id>/do/<name>: office
POST /citizens/<path:citizen_id>/do/<name>: office
GET /vacancies: office auditor
GET /vacancies/new: office
POST /vacancies/new: office
GET /vacancies/<path:vacancy_id>: office auditor
GET /vacancies/<path:vacancy_id>/edit: office
POST /vacancies/<path:vacancy_id>/edit: office
POST /vacancies/<path:vacancy_id>/close: office
GET /association/flats: association
GET /association/flats/new: association
POST /association/flats/new: association
GET /association/flats/<path:vacancy_id>: association:own
GET /association/flats/<path:vacancy_id>/edit: association:own
POST /association/flats/<path:vacancy_id>/edit: association:own
GET /association/flats/<path:vacancy_id>/dispose: association:own
POST /association/flats/<path:vacancy_id>/dispose: association:own
POST /association/flats/<path:vacancy_id>/relet: association:own
GET /association/withdraw: association
POST /association/withdraw: association
GET /association/upload: association
POST /association/upload: association
GET /association/upload/template.csv: association
GET /association/upload/template.xlsx: association
GET /association/upload/<upload_id>: association:own
POST /association/upload/<upload_id>/confirm: association:own
POST /association/upload/<upload_id>/discard: association:own
GET /association/nominations: association
POST /association/flats/<path:vacancy_id>/step: association:own
POST /association/flats/<path:vacancy_id>/objection: association:own
POST /association/flats/<path:vacancy_id>/objection/withdraw: association:own
POST /association/flats/<path:vacancy_id>/arrears: association:own
POST /association/flats/<path:vacancy_id>/concern: association:own
POST /association/flats/<path:vacancy_id>/thread: association:own
POST /association/flats/<path:vacancy_id>/thread/read: association:own
POST /vacancies/<path:vacancy_id>/thread: office
POST /vacancies/<path:vacancy_id>/thread/read: office
POST /offers/<offer_id>/objections/<objection_id>: office
POST /offers/<offer_id>/reports/<report_id>: office
GET /milieus: office auditor
GET /milieus/all.json: office auditor
GET /milieus/new: office
POST /milieus/new: office
GET /milieus/<path:milieu_id>: office auditor
GET /milieus/<path:milieu_id>/edit: office
POST /milieus/<path:milieu_id>/edit: office
POST /milieus/<path:milieu_id>/remove: office
GET /teams: office analyst auditor
GET /teams/new: office
POST /teams/new: office
GET /teams/<path:team_id>: office auditor
GET /teams/<path:team_id>/edit: office
POST /teams/<path:team_id>/edit: office
POST /teams/<path:team_id>/remove: office
GET /import: office
GET /import/template.xlsx: office
POST /import: office
GET /import/<upload_id>: office
POST /import/<upload_id>/confirm: office
POST /import/<upload_id>/discard: office
GET /import/week.zip: office
GET /record: office auditor administrator
GET /record/<int:number>: office auditor administrator
POST /record/verify: office auditor administrator
GET /ledger: office association analyst auditor
GET /ledger/<int:quota_id>: office association:own analyst auditor
GET /ledger/<int:quota_id>/correct: office
POST /ledger/<int:quota_id>/correct: office
GET /ledger/<int:quota_id>/agreements/new: office
POST /ledger/<int:quota_id>/agreements/new: office
GET /quotas: office analyst auditor
GET /quotas/new: office
POST /quotas/new: office
GET /quotas/<int:quota_id>/edit: office
POST /quotas/<int:quota_id>/edit: office
POST /quotas/<int:quota_id>/remove: office
GET /api/v1/vacancies: token
POST /api/v1/vacancies: token
GET /api/v1/vacancies/<path:vacancy_id>: token
PATCH /api/v1/vacancies/<path:vacancy_id>: token
POST /api/v1/vacancies/<path:vacancy_id>/disposal: token
POST /api/v1/vacancies/<path:vacancy_id>/relet: token
POST /api/v1/withdrawals: token
GET /api/v1/accounts: token
GET /api/v1/accounts/<int:quota_id>: token
GET /api/v1/statements: token
GET /api/v1/statements/<statement_id>: token
GET /api/v1/token: token
GET /tokens: administrator
GET /tokens/new: administrator
POST /tokens/new: administrator
GET /tokens/<token_id>: administrator
POST /tokens/<token_id>/revoke: administrator
GET /api: *
GET /api/v1/openapi.json: *
POST /api/v1/optimise: token
GET /statements: office association auditor
POST /statements/issue: office
GET /statements/<statement_id>: office association:own auditor
GET /statements/<statement_id>.pdf: office association:own auditor
GET /statements/<statement_id>/invoice.csv: office association:own auditor
GET /statements/<statement_id>/marks: office association:own auditor
POST /statements/<statement_id>/marks: association:own
POST /statements/<statement_id>/answers: office
GET /charges: office association auditor
GET /charges/new: association
POST /charges/new: association
GET /charges/<charge_id>: office association:own auditor
POST /charges/<charge_id>/answer: office
"""

TABLE: dict[str, dict[str, bool]] = {}
for _line in MAY.strip().splitlines():
    _address, _, _roles = _line.partition(": ")
    TABLE[_address] = {
        role.partition(":")[0]: role.endswith(":own")
        for role in (ROLES if _roles == "all" else _roles.split())
    }


def routes(app: Flask) -> list[str]:
    """Every method and address of the application, as ``MAY`` writes them."""
    return sorted(
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )


def address(route: str, office: Office, role: str, whose: int) -> str:
    """The address of a route with the ids of what is the role's own (0) or another's (1)."""
    pair = role if role in office.citizens else "shelter"
    values = {
        "citizen_id": office.citizens[pair][whose],
        "vacancy_id": office.vacancies[pair][whose],
        "offer_id": office.offers[pair][whose],
        "run_id": office.run_id,
        "choice_id": office.choice_id,
        "team_id": office.team_id,
        "milieu_id": office.milieu_id,
        "user_id": "U-auditor",
        "quota_id": office.quotas[whose],
        "statement_id": office.statements[whose],
        "charge_id": office.charges[whose],
        "upload_id": office.upload_id,
        "number": "1",
        "notice_id": "1",
        "objection_id": f"O-{office.offers[pair][whose]}",
        "report_id": f"T-{office.offers[pair][whose]}",
        "item": "keys",
        "kind": "offer",
        "code": "waiting",
        "part": "input",
        "name": "tier" if "/do/" in route else "citizens.csv",
        "filename": "husrum.css",
        "token_id": "K001",
    }
    if "/association/upload/" in route:
        values["upload_id"] = office.uploads[whose]
    if route.startswith("GET /vendor"):
        values["name"] = "leaflet/leaflet.js"
    if route.endswith("/letters/not_yet"):
        values["citizen_id"] = office.unmatched
    path = route.partition(" ")[2]
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: quote(values[found[1]]), path)


def expected(route: str, role: str | None, whose: int) -> str:
    """yes, login, refused or unknown."""
    may = TABLE[route]
    if "*" in may:
        return "yes"
    if "token" in may:  # the API: test_api_access.py asks by token
        return "no token"
    if role is None:
        return "login"
    if role not in may:
        return "refused"
    return "unknown" if may[role] and whose else "yes"


def seen(status: int, location: str) -> str:
    """What an answer says about the right to ask."""
    if status == 303 and location.startswith("/login"):
        return "login"
    return {401: "no token", 403: "refused", 404: "unknown"}.get(
        status, "yes" if status < 500 else f"error {status}"
    )


def test_every_address_stands_in_the_table(sqlite_store: Store) -> None:
    known = set(routes(pages_of(sqlite_store)))
    assert known - set(TABLE) == set(), "write down who may"
    assert set(TABLE) - known == set(), "no longer there"


@pytest.mark.parametrize("role", [None, *ROLES])
def test_every_role_at_every_address_with_own_and_others(
    role: str | None, office: Office, fresh: Callable[[], Store]
) -> None:
    organisation = {"shelter": "H1", "association": office.associations[0]}.get(role or "")
    app = pages_of(fresh())
    app.config["WTF_CSRF_ENABLED"] = False
    wrong = []
    for route in routes(app):
        method = route.partition(" ")[0]
        for whose in (0, 1):
            if method == "POST" and expected(route, role, whose) == "yes":  # each its own store
                app.extensions["husrum_store"] = fresh()
            where = address(route, office, role or "", whose)
            sent = {"version": "1"} if method == "POST" else None
            answer = reader(app, role, organisation).client.open(where, method=method, data=sent)
            told = seen(answer.status_code, answer.headers.get("Location", ""))
            if route == "POST /logout" and told == "login":
                told = "yes"
            if route == "GET /health/ready" and answer.status_code == 503:  # no worker is at work here
                told = "yes"
            if told != expected(route, role, whose):
                wrong.append((method, where, f"{told} ({answer.status_code})", expected(route, role, whose)))
    assert wrong == [], "\n".join(map(str, wrong))


def test_a_route_without_a_rule_stops_the_start(sqlite_store: Store) -> None:
    app = pages_of(sqlite_store)
    app.add_url_rule("/bare", "bare", lambda: "anyone")
    with pytest.raises(AccessError, match="bare"):
        require_rules(app)


def test_a_rule_names_roles_that_are_there() -> None:
    for roles in ((), ("boss",), ("office", "boss")):
        with pytest.raises(AccessError):
            access(*roles)


def test_the_menu_shows_what_may_be_opened_and_nothing_else(
    office: Office, fresh: Callable[[], Store]
) -> None:
    app = pages_of(fresh())
    for role in ROLES:
        person = reader(app, role, {"shelter": "H1", "association": office.associations[0]}.get(role))
        html = person.get("/account").text
        menu = re.search(r'<nav class="top-nav".*?</nav>', html, re.S)
        assert menu
        entries = re.findall(r'href="([^"]+)"', menu[0])
        assert entries
        assert {person.get(entry).status_code for entry in entries} <= {200, 302, 303}, role
        assert {entry for entry in entries if role not in TABLE[f"GET {entry}"]} == set()
        assert ("/runs" in entries) == (role == "analyst")  # others come to it from the proposals
