"""Vacancies: the flats reported vacant, entered and changed by the office; an association reads its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select, true

from data.exchange.faults import Fault
from data.exchange.locate import locate
from data.exchange.relations import Tables, check_relations
from data.exchange.tables import QUOTAS, VACANCIES
from data.store import record, told
from data.store.actor import Actor
from data.store.base import now
from data.store.cells import RowsRead, read_rows, texts
from data.store.errors import NotFound, NotPossible, Refused
from data.store.lapse import back_in_time
from data.store.ledger_post import post
from data.store.located import known_addresses
from data.store.numbering import next_id
from data.store.rows import Row, row_of, rows_of
from data.store.schema import offers, quotas, vacancies
from data.store.settings import today
from data.store.versions import VACANCY, change, changed_columns, check_version, stamps

STATES = ("announced", "vacant", "let", "given_back", "lapsed", "withdrawn")
#: What decides where a flat counts under the quarter rule, and so may not change while an offer holds it.
COUNTED_BY = frozenset(("organisation_id", "department_id", "municipality", "kind", "route"))


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """Which rows of ``vacancies`` an actor may know of: an association its own, everyone else all."""
    return vacancies.c.organisation_id == actor.organisation_id if actor.role == "association" else true()


def list_vacancies(connection: Connection, actor: Actor, state: str | None = None) -> list[Row]:
    """The vacancies the actor may know of, by id, each as its row of ``vacancies``."""
    wanted = select(vacancies).where(seen_by(actor)).order_by(vacancies.c.vacancy_id)
    if state is not None:
        wanted = wanted.where(vacancies.c.state == state)
    return rows_of(connection, wanted)


def get_vacancy(connection: Connection, actor: Actor, vacancy_id: str) -> Row:
    """One vacancy as its row of ``vacancies``; raises NotFound."""
    wanted = select(vacancies).where(vacancies.c.vacancy_id == vacancy_id, seen_by(actor))
    row = row_of(connection, wanted)
    if row is None:
        raise NotFound(f"there is no vacancy {vacancy_id}")
    return row


def save_vacancy(connection: Connection, actor: Actor, cells: Mapping[str, str], version: int | None) -> str:
    """Enter a vacancy (``version`` None) or change one, and return the id; a blank id makes the next one.

    ``cells``: texts by column of vacancies; of a stored one the columns left out stay.  Office only.  Raises
    Refused, NotFound, Conflict("stale", difference), NotPossible("flat_held") for what a live offer rests on.
    """
    must_be_office(actor)
    vacancy_id = str(cells.get("vacancy_id", "")).strip()
    if version is None:
        if not vacancy_id:
            cells = {**cells, "vacancy_id": next_id(connection, VACANCY, "V", 4)}
        return enter(connection, actor, read_cells(connection, None, cells))
    row = get_vacancy(connection, actor, vacancy_id)
    check_version(connection, VACANCY, row, version)
    values = read_cells(connection, row, cells).values(0)
    values |= back_in_time(row, values, today(connection))
    if COUNTED_BY.intersection(changed_columns(VACANCY, row, values)) and is_held(connection, vacancy_id):
        raise NotPossible("flat_held")
    changed = change(connection, actor, VACANCY, row, values)
    if changed:
        _note(connection, actor, "change", vacancy_id, {"columns": changed})
        told.of_flat(connection, actor, vacancy_id, "vacancy_changed")
    return vacancy_id


def enter(
    connection: Connection,
    actor: Actor,
    read: RowsRead,
    state: str = "vacant",
    none_reason: str | None = None,
) -> str:
    """Write a new flat that was read by ``read_cells``, and return its id; ``none_reason``: of route none."""
    values = read.values(0)
    connection.execute(
        insert(vacancies).values(
            **values,
            state=state,
            none_reason=none_reason,
            entered_on=today(connection),
            version=1,
            created_at=now(),
            **stamps(actor),
        )
    )
    _note(connection, actor, "create", str(values["vacancy_id"]), {})
    return str(values["vacancy_id"])


def read_cells(connection: Connection, stored: Row | None, cells: Mapping[str, str]) -> RowsRead:
    """The cells of a flat understood and checked against the accounts and the other flats; raises Refused.

    ``stored`` is the row they change (None: a new flat), whose other cells stay.
    """
    faults: list[Fault] = []
    known = {name: str(text) for name, text in cells.items() if name in VACANCIES.by_name}
    read = read_rows(
        VACANCIES, [{**({} if stored is None else texts(VACANCIES, stored)), **known}], faults, []
    )
    tables = {"vacancies": read.read}
    accounts = [texts(QUOTAS, row) for row in rows_of(connection, select(quotas))]
    if accounts:
        tables["quotas"] = read_rows(QUOTAS, accounts, [], []).read
    locate(read.read, known_addresses(connection, [read.row(0)]), faults, [])
    check_relations(Tables(today(connection), tables, frozenset(tables), None, faults, []))
    faults += _about_others(connection, stored, read)
    if faults:
        raise Refused(faults)
    return read


def _about_others(connection: Connection, stored: Row | None, read: RowsRead) -> list[Fault]:
    """A new id is given to no flat yet, and a seq stands once among an organisation's vacant flats."""
    row = read.values(0)
    faults = []
    same_id = select(vacancies.c.state).where(vacancies.c.vacancy_id == row["vacancy_id"])
    if stored is None and connection.execute(same_id).first():
        faults.append(read.read.fault(0, "vacancy_id", "the vacancy_id is given already"))
    if row["seq"] is not None:
        v = vacancies.c
        others = select(v.vacancy_id).where(
            v.state == "vacant",
            v.organisation_id == row["organisation_id"],
            v.seq == row["seq"],
            v.vacancy_id != row["vacancy_id"],
        )
        for other in connection.execute(others).scalars():
            faults.append(read.read.fault(0, "seq", f"the seq in this organisation is {other}'s already"))
    return faults


def is_held(connection: Connection, vacancy_id: str) -> bool:
    """Whether a live offer holds the flat."""
    held = select(func.count()).where(offers.c.vacancy_id == vacancy_id, offers.c.live)
    return bool(connection.execute(held).scalar_one())


def close_vacancy(
    connection: Connection, actor: Actor, vacancy_id: str, state: str, day: date, version: int | None = None
) -> None:
    """Give a vacant flat back or take it off the list as entered wrongly (given_back, withdrawn).

    A flat given back has been counted by the quarter rule, one withdrawn has not.  Raises
    NotPossible("flat_held") during an offer, ("flat_not_vacant"), ("state_unknown").
    """
    row = _row(connection, actor, vacancy_id, version)
    if state not in ("given_back", "withdrawn"):
        raise NotPossible("state_unknown", state=state)
    if row["state"] != "vacant":
        raise NotPossible("flat_not_vacant")
    change(connection, actor, VACANCY, row, {"state": state, "closed_on": day})
    _note(connection, actor, "close", vacancy_id, {"state": state, "on": day})
    told.of_flat(connection, actor, vacancy_id, f"vacancy_{state}")


def reopen_vacancy(connection: Connection, actor: Actor, vacancy_id: str, version: int | None = None) -> None:
    """Put a flat given back or withdrawn on the list again; NotPossible("flat_not_closed") for others."""
    row = _row(connection, actor, vacancy_id, version)
    if row["state"] not in ("given_back", "withdrawn"):
        raise NotPossible("flat_not_closed")
    change(connection, actor, VACANCY, row, {"state": "vacant", "closed_on": None})
    _note(connection, actor, "reopen", vacancy_id, {})
    told.of_flat(connection, actor, vacancy_id, "vacancy_changed")


def _row(connection: Connection, actor: Actor, vacancy_id: str, version: int | None) -> Row:
    """The row of a flat no offer holds, for the office (or Husrum itself) to change."""
    row = get_vacancy(connection, actor, vacancy_id)
    if actor.role not in ("office", "system"):
        raise NotPossible("role_may_not")
    check_version(connection, VACANCY, row, version)
    if is_held(connection, vacancy_id):
        raise NotPossible("flat_held")
    return row


def must_be_office(actor: Actor) -> None:
    """Raises NotPossible("role_may_not") for everyone but the allocation office."""
    if actor.role != "office":
        raise NotPossible("role_may_not")


def _note(
    connection: Connection, actor: Actor, action: str, vacancy_id: str, details: dict[str, Any]
) -> None:
    """Record what was done to a flat, and say it in the account it counts in."""
    record.append(connection, actor, action, "vacancy", vacancy_id, purpose="case", details=details)
    post(connection, actor, vacancy_id)
