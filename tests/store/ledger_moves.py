"""An office at random: flats, offers, accounts, agreements and corrections, some of them impossible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import by_hand
from sqlalchemy import Connection, insert, select

from data.store import agreements, capacity, flats, offers
from data.store.actor import Actor
from data.store.base import now
from data.store.checklist import DEPOSIT, make_items, settle
from data.store.errors import NotPossible
from data.store.expiry import expire_due
from data.store.lapse import lapse_due
from data.store.ledger_correct import correct
from data.store.ledger_post import post
from data.store.offer_states import REASONS
from data.store.schema import offer_steps, quotas, vacancies
from data.store.schema import offers as offer_rows
from data.store.schema_account import ledger
from data.store.settings import TODAY, set_setting, today

OFFICE = Actor("office", "office")
PLACES = {
    "organisation_id": ("AB", "AB", "CD"),
    "kind": ("family", "family", "youth", "elderly"),
    "route": ("quarter", "quarter", "quarter", "given", "none"),
    "municipality": ("", "0101"),
    "department_id": ("", "A1", "A2"),
}


def begin(connection: Connection) -> None:
    """The accounts an office begins with."""
    for organisation_id in ("AB", "CD"):
        cells = {"organisation_id": organisation_id, "class": "all", "share": "1/2", "counted": "4"}
        capacity.save_quota(connection, OFFICE, cells, None)


def one_move(connection: Connection, dice: Random) -> None:
    """Do one thing; raises NotPossible or Refused where it cannot be done."""
    moves: list[Callable[[Connection, Random], object]] = [
        _enter, _enter, _enter, _change, _close, _reopen, _offer, _offer, _offer, _step, _step, _step, _step,
        _step, _back, _pass_time, _account, _remove_account, _agree, _correct,
    ]  # fmt: skip
    dice.choice(moves)(connection, dice)


def _cells(dice: Random) -> dict[str, str]:
    day = dice.choice(["", "2026-11-24", "2026-12-05"])
    return {name: dice.choice(values) for name, values in PLACES.items()} | {"answer_by": day}


def _flat(connection: Connection, dice: Random, *states: str) -> str:
    v = vacancies.c
    wanted = select(v.vacancy_id).order_by(v.vacancy_id)
    found = list(connection.execute(wanted.where(v.state.in_(states)) if states else wanted).scalars())
    if not found:
        raise NotPossible("nothing")
    return str(dice.choice(found))


def _enter(connection: Connection, dice: Random) -> None:
    fixed = {"rent": "4500", "size_m2": "52", "rooms": "2", "available_from": "2026-12-01"}
    reported = today(connection) - timedelta(days=dice.randint(0, 9))
    cells = {**_cells(dice), **fixed, "reported_on": reported.isoformat(), "answer_by": ""}
    seq = str(dice.randint(1, 99)) if dice.random() < 0.3 else ""
    vacancy_id = f"F{dice.randint(100, 999)}"
    read = flats.read_cells(connection, None, {**cells, "seq": seq, "vacancy_id": vacancy_id})
    flats.enter(connection, OFFICE, read, dice.choice(["vacant", "vacant", "announced"]),
                "internal_transfer" if dice.random() < 0.5 else None)  # fmt: skip


def _change(connection: Connection, dice: Random) -> None:
    cells = {name: text for name, text in _cells(dice).items() if dice.random() < 0.3}
    row = flats.get_vacancy(connection, OFFICE, _flat(connection, dice))
    flats.save_vacancy(connection, OFFICE, {"vacancy_id": row["vacancy_id"], **cells}, row["version"])


def _close(connection: Connection, dice: Random) -> None:
    state = dice.choice(["given_back", "withdrawn"])
    flats.close_vacancy(connection, OFFICE, _flat(connection, dice, "vacant"), state, today(connection))


def _reopen(connection: Connection, dice: Random) -> None:
    flats.reopen_vacancy(connection, OFFICE, _flat(connection, dice, "given_back", "withdrawn"))


def _offer(connection: Connection, dice: Random) -> None:
    vacancy_id = _flat(connection, dice, "vacant")
    if flats.is_held(connection, vacancy_id):
        raise NotPossible("flat_held")
    day = today(connection)
    citizen_id = by_hand.citizen(connection, f"C{dice.randint(0, 10**9)}")
    told = {"offered_on": day, "deadline": day + timedelta(days=5)}
    offer_id = by_hand.offer(connection, vacancy_id, citizen_id, day, "offered", **told)
    make_items(connection, offer_id, day)
    for before, after in (("", "proposed"), ("proposed", "offered")):
        connection.execute(
            insert(offer_steps).values(
                offer_id=offer_id, from_state=before, to_state=after, taken_by="office", taken_at=now()
            )
        )
    post(connection, OFFICE, vacancy_id)


def _some_offer(connection: Connection, dice: Random) -> Any:
    found = list(connection.execute(select(offer_rows).order_by(offer_rows.c.number)).mappings())
    if not found:
        raise NotPossible("nothing")
    return dice.choice(found)


def _step(connection: Connection, dice: Random) -> None:
    offer = _some_offer(connection, dice)
    allowed = offers.next_states("office", offer["state"])
    if not allowed:
        raise NotPossible("nothing")
    to_state = dice.choice([*allowed, allowed[0]])
    if to_state == "contract":
        settle(connection, OFFICE, offer["offer_id"], DEPOSIT, "done")
    offers.take_step(
        connection, OFFICE, offer["offer_id"], to_state, reason="Oplyst", on=today(connection),
        reason_code=dice.choice(REASONS.get(to_state, ("",))), version=offer["version"],
    )  # fmt: skip


def _back(connection: Connection, dice: Random) -> None:
    offer = _some_offer(connection, dice)
    offers.step_back(
        connection, OFFICE, offer["offer_id"], reason="Tastefejl", version=offer["version"],
        deadline=today(connection) + timedelta(days=5),
    )  # fmt: skip


def _pass_time(connection: Connection, dice: Random) -> None:
    later = today(connection) + timedelta(days=dice.choice([0, 0, 0, 1, 2, 7]))
    set_setting(connection, TODAY, later.isoformat())
    expire_due(connection)
    lapse_due(connection)


def _account(connection: Connection, dice: Random) -> None:
    cells = {name: dice.choice(PLACES[name]) for name in ("organisation_id", "municipality", "department_id")}
    cells |= {"class": "all", "mode": dice.choice(["choose", "fourth", "first"])}
    cells |= {"share": dice.choice(["1/4", "1/2", "1"]), "counted": dice.choice(["", "4", "9"])}
    stored = list(connection.execute(select(quotas).order_by(quotas.c.quota_id)).mappings())
    row = dice.choice(stored) if stored and dice.random() < 0.6 else None
    if row is not None and dice.random() < 0.5:
        cells = {"share": cells["share"], "mode": cells["mode"]}
    quota_id, version = (None, None) if row is None else (row["quota_id"], row["version"])
    capacity.save_quota(connection, OFFICE, cells, version, quota_id)


def _quota_id(connection: Connection, dice: Random) -> int:
    found = list(connection.execute(select(quotas.c.quota_id).order_by(quotas.c.quota_id)).scalars())
    if not found:
        raise NotPossible("nothing")
    return int(dice.choice(found))


def _remove_account(connection: Connection, dice: Random) -> None:
    if dice.random() < 0.2:
        quota_id = _quota_id(connection, dice)
        version = capacity.get_quota(connection, quota_id)["version"]
        capacity.remove_quota(connection, OFFICE, quota_id, version)


def _agree(connection: Connection, dice: Random) -> None:
    first = date(2026, 11, 1) + timedelta(days=dice.randint(0, 60))
    cells = {
        "valid_from": first.isoformat(), "share": dice.choice(["1/3", "3/4"]), "carry": "most",
        "mode": dice.choice(["choose", "fourth", "first"]), "period": dice.choice(["none", "week", "year"]),
        "carry_most": "2", "internal_counts": dice.choice(["", "true"]), "lapsed_uses_turn": "",
    }  # fmt: skip
    agreements.enter(connection, OFFICE, _quota_id(connection, dice), cells)


def _correct(connection: Connection, dice: Random) -> None:
    quota_id = _quota_id(connection, dice)
    known = select(ledger.c.vacancy_id).where(ledger.c.quota_id == quota_id, ledger.c.vacancy_id.is_not(None))
    found = sorted(set(connection.execute(known).scalars()))
    correct(
        connection, OFFICE, quota_id, corrects=dice.choice([None, 1]), reason="Aftalt",
        vacancy_id=dice.choice(found) if found and dice.random() < 0.7 else None,
        counts=dice.choice([None, True, False]), counted=dice.randint(-2, 2), claimed=dice.randint(-1, 1),
    )  # fmt: skip
