"""What must hold of the ledger at any moment: it says of every flat what the rows say, and nothing twice."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from data.store.actor import SYSTEM
from data.store.engine import Store
from data.store.ledger_post import post_all
from data.store.ledger_read import accounts
from data.store.schema import offers, quotas, vacancies
from data.store.schema_account import ledger
from matcher.ledger_account import Flat

#: What a row of a flat held by no offer means in its account.
STATES = {"vacant": "at_disposal", "given_back": "given_back", "lapsed": "lapsed"}


class _Undone(Exception):
    pass


def check_ledger(store: Store) -> None:
    """The events are numbered without gaps, say what the rows say, and posting again adds none."""
    with store.reading() as connection:
        numbers: dict[int, list[Any]] = {}
        for row in connection.execute(select(ledger).order_by(ledger.c.number)):
            numbers.setdefault(row.quota_id, []).append(row)
        for events in numbers.values():
            assert [row.number for row in events] == list(range(1, len(events) + 1))
            assert [row.day for row in events] == sorted(row.day for row in events)
            assert events[0].kind == "opening"
        says_what_the_rows_say(connection)
    try:
        with store.writing() as connection:
            ids = list(connection.execute(select(vacancies.c.vacancy_id)).scalars())
            assert post_all(connection, SYSTEM, ids) == 0
            raise _Undone
    except _Undone:
        pass


def says_what_the_rows_say(connection: Connection) -> None:
    """Every flat of route quarter that has come or was there since its account was opened, and no other."""
    rows = [row._mapping for row in connection.execute(select(quotas))]
    found = accounts(connection, [row["quota_id"] for row in rows])
    opened = {
        row.quota_id: row.day
        for row in connection.execute(
            select(ledger).where(ledger.c.kind == "opening").order_by(ledger.c.number)
        )
    }
    held: dict[str, Any] = {}
    for offer in connection.execute(select(offers).order_by(offers.c.number)):
        if offer.live or offer.state == "ended":
            held[offer.vacancy_id] = offer
    said = {
        (quota_id, vacancy_id): flat
        for quota_id, account in found.items()
        for vacancy_id, flat in account.flats.items()
        if flat.state != "withdrawn"
    }
    for flat in connection.execute(select(vacancies)).mappings():
        vacancy_id = flat["vacancy_id"]
        mine = [key for key in said if key[1] == vacancy_id]
        quota_id = _pool(rows, flat)
        state = _state(flat, held.get(vacancy_id))
        if state is None or quota_id is None:
            assert not mine, (vacancy_id, mine)
            continue
        left = _left_on(flat, held.get(vacancy_id), state)
        if left is not None and left < opened[quota_id]:
            assert (quota_id, vacancy_id) not in said
            continue
        uncounted = flat["route"] == "none" or flat["state"] == "withdrawn"
        if uncounted and not mine:
            continue  # it came before the account was opened
        assert mine == [(quota_id, vacancy_id)], (vacancy_id, mine, quota_id)
        assert said[quota_id, vacancy_id].state == state, vacancy_id
        if not uncounted:
            assert _counted(said[quota_id, vacancy_id], connection, quota_id, vacancy_id), vacancy_id


def _counted(flat: Flat, connection: Connection, quota_id: int, vacancy_id: str) -> bool:
    corrected = select(ledger.c.number).where(
        ledger.c.quota_id == quota_id, ledger.c.vacancy_id == vacancy_id, ledger.c.kind == "corrected"
    )
    return flat.counted or connection.execute(corrected).first() is not None


def _pool(rows: list[Any], flat: Any) -> int | None:
    """The account that covers a flat most closely: municipality before estate before class."""
    if flat["kind"] not in ("family", "youth") or flat["route"] not in (None, "quarter", "none"):
        return None
    covering = [
        (bool(row["municipality"]), bool(row["department_id"]), row["class"] != "all", row["quota_id"])
        for row in rows
        if row["organisation_id"] == flat["organisation_id"]
        and row["municipality"] in (None, "", flat["municipality"])
        and row["department_id"] in (None, "", flat["department_id"])
        and row["class"] in ("all", flat["kind"])
    ]
    return max(covering)[3] if covering else None


def _state(flat: Any, offer: Any) -> str | None:
    if flat["state"] == "let":
        return "let"
    if flat["state"] == "withdrawn" and flat["none_reason"] == "internal_transfer":
        return "at_disposal"  # let within the organisation: said, and counted where that is agreed
    state = STATES.get(flat["state"])
    return "claimed" if state == "at_disposal" and offer is not None and offer.live else state


def _left_on(flat: Any, offer: Any, state: str) -> date | None:
    if state == "at_disposal":
        return None
    if state in ("claimed", "let") and offer is not None:
        return offer.proposed_on  # type: ignore[no-any-return]
    return flat["closed_on"]  # type: ignore[no-any-return]
