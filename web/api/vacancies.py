"""The vacancies of an association: reported, changed, put at disposal, withdrawn, and where each stands.

Nothing here says anything of a citizen.  The office reads what the associations read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection

from data.exchange.tables import VACANCIES
from data.overview.own_flats import OwnFlat, own_flat, own_flats
from data.store import flats, reporting
from data.store.actor import Actor
from data.store.settings import today
from web.access import API, by_token
from web.api.blueprint import api
from web.api.columns import cell_text
from web.api.models import (
    Relet,
    Vacancy,
    VacancyChange,
    VacancyList,
    VacancyQuery,
    VacancyReport,
    Withdrawal,
    Withdrawn,
)  # fmt: skip
from web.api.operations import Operation, Reply, change, operation
from web.here import actor, store

_ACTS = {"us": "association", "office": "office", "citizen": "citizen"}
_BESIDE = ("none_reason", "entered_on", "closed_on", "relet_on", "version")


@api.get("/vacancies")
@by_token("association", "office", own=True)
@operation(Operation("listVacancies", "vacancies", VacancyList, query=VacancyQuery))
def list_vacancies(query: VacancyQuery) -> Reply:
    """The vacancies the token may know of, a page at a time."""
    with store().reading() as connection:
        found = [flat for flat in _every(connection) if _wanted(flat, query)]
    pages = max(1, -(-len(found) // query.per_page))
    first = (query.page - 1) * query.per_page
    items = [told(one) for one in found[first : first + query.per_page]]
    return Reply({"items": items, "page": query.page, "pages": pages, "total": len(found)})


@api.post("/vacancies")
@by_token("association", own=True)
@operation(
    Operation(
        "reportVacancy", "vacancies", Vacancy, 201, body=VacancyReport, changes=True,
        problems=("not_possible", "warnings"),
    )
)  # fmt: skip
def report(body: Any) -> Reply:
    """A new vacancy of the token's organisation."""

    def act(connection: Connection) -> Reply:
        vacancy_id = reporting.report_vacancy(
            connection, actor(), _cells(body), body.confirmed, None, body.announced, reference=body.reference
        )
        where = {"Location": f"{API}/vacancies/{quote(vacancy_id, safe='')}"}
        return Reply(_one(connection, vacancy_id), 201, where)

    return change(act)


@api.get("/vacancies/<path:vacancy_id>")
@by_token("association", "office", own=True)
@operation(Operation("getVacancy", "vacancies", Vacancy, problems=("not_found",)))
def get_vacancy(vacancy_id: str) -> Reply:
    """One vacancy and where it stands."""
    with store().reading() as connection:
        return Reply(_one(connection, vacancy_id))


@api.patch("/vacancies/<path:vacancy_id>")
@by_token("association", own=True)
@operation(
    Operation(
        "changeVacancy", "vacancies", Vacancy, body=VacancyChange, changes=True,
        problems=("not_found", "not_possible", "stale", "warnings"),
    )
)  # fmt: skip
def change_vacancy(vacancy_id: str, body: Any) -> Reply:
    """Some cells of one's own vacancy."""

    def act(connection: Connection) -> Reply:
        cells = {**_cells(body), "vacancy_id": vacancy_id}
        reporting.report_vacancy(
            connection, actor(), cells, body.confirmed, body.version, reference=_reference(body)
        )
        return Reply(_one(connection, vacancy_id))

    return change(act)


@api.post("/vacancies/<path:vacancy_id>/disposal")
@by_token("association", own=True)
@operation(
    Operation(
        "putAtDisposal", "vacancies", Vacancy, body=VacancyChange, changes=True,
        problems=("not_found", "not_possible", "stale", "warnings"),
    )
)  # fmt: skip
def put_at_disposal(vacancy_id: str, body: Any) -> Reply:
    """An announced vacancy is at the municipality's disposal from today."""

    def act(connection: Connection) -> Reply:
        reporting.put_at_disposal(connection, actor(), vacancy_id, _cells(body), body.confirmed, body.version)
        return Reply(_one(connection, vacancy_id))

    return change(act)


@api.post("/vacancies/<path:vacancy_id>/relet")
@by_token("association", own=True)
@operation(
    Operation(
        "reletVacancy", "vacancies", Vacancy, body=Relet, changes=True,
        problems=("not_found", "not_possible", "stale"),
    )
)  # fmt: skip
def relet(vacancy_id: str, body: Relet) -> Reply:
    """A flat that was given back has been let to someone else."""

    def act(connection: Connection) -> Reply:
        reporting.relet(connection, actor(), vacancy_id, body.day, body.version)
        return Reply(_one(connection, vacancy_id))

    return change(act)


@api.post("/withdrawals")
@by_token("association", own=True)
@operation(
    Operation(
        "withdrawVacancies", "vacancies", Withdrawn, body=Withdrawal, changes=True,
        problems=("not_found", "not_possible"),
    )
)  # fmt: skip
def withdraw(body: Withdrawal) -> Reply:
    """Vacancies are taken back, all of them or none."""

    def act(connection: Connection) -> Reply:
        reporting.withdraw(connection, actor(), body.vacancy_ids, body.reason, words=body.words)
        ids = list(dict.fromkeys(body.vacancy_ids))
        return Reply({"items": [_one(connection, vacancy_id) for vacancy_id in ids]})

    return change(act)


def told(flat: OwnFlat) -> dict[str, Any]:
    """A vacancy as its model has it."""
    cells = {column.name: _plain(flat.row[column.name]) for column in VACANCIES.columns}
    return {
        **cells,
        **{name: _plain(flat.row[name]) for name in _BESIDE},
        "state": flat.stands,
        "acts": _ACTS.get(flat.acts),
        "deadline": _plain(flat.deadline),
        "todo": list(flat.todo),
        "reference": flat.reference or None,
    }


def _one(connection: Connection, vacancy_id: str) -> dict[str, Any]:
    row = flats.get_vacancy(connection, actor(), vacancy_id)
    return told(own_flat(connection, _owner(row["organisation_id"]), row, today(connection)))


def _every(connection: Connection) -> list[OwnFlat]:
    """Every vacancy the token may know of, by id."""
    rows = flats.list_vacancies(connection, actor())
    day, found = today(connection), []
    for organisation_id in {row["organisation_id"] for row in rows}:
        found += own_flats(connection, _owner(organisation_id), day, closed_days=None)
    return sorted(found, key=lambda flat: flat.vacancy_id)


def _owner(organisation_id: str) -> Actor:
    """A flat stands where its own association sees it stand, whoever asks."""
    return Actor(actor().user_id, "association", organisation_id)


def _wanted(flat: OwnFlat, query: VacancyQuery) -> bool:
    asked = (query.state, query.reference, query.department_id)
    stands = (flat.stands, flat.reference, flat.row["department_id"])
    return all(one is None or one == of_flat for one, of_flat in zip(asked, stands, strict=True))


def _cells(body: Any) -> dict[str, str]:
    """The cells that were sent, as texts; null is a blank cell."""
    sent: Mapping[str, Any] = {name: getattr(body, name) for name in body.model_fields_set}
    cells = {
        name: cell_text(VACANCIES.by_name[name], value)
        for name, value in sent.items()
        if name in VACANCIES.by_name
    }
    return cells | ({"none_reason": body.none_reason} if body.none_reason else {})


def _reference(body: Any) -> str | None:
    """The reference as it is to be: None leaves it, blank takes it away."""
    return body.reference or "" if "reference" in body.model_fields_set else None


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
