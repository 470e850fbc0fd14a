"""Agreements about a pool: entered by the office, dated, only ever added to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, func, insert, select

from data.exchange.columns import Column, Table
from data.exchange.faults import Fault
from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.cells import read_rows
from data.store.errors import NotPossible, Refused
from data.store.flats import must_be_office
from data.store.ledger import account_row
from data.store.ledger_book import Book
from data.store.ledger_post import post_organisation
from data.store.ledger_steps import Step
from data.store.rows import Row, rows_of
from data.store.schema_account import agreements, statements
from data.store.settings import today
from matcher.ledger_terms import CARRIES, MODES, PERIODS


def _code(name: str, danish: str, codes: tuple[str, ...]) -> Column:
    return Column(name, "code", danish, name, name, required=True, codes={code: code for code in codes})


def _number(name: str, danish: str) -> Column:
    return Column(name, "whole", danish, name, name, low=0, high=100_000)


#: The cells of an agreement as they are understood; the words of the form are the page's own.
_TABLE = Table(
    "agreements",
    "Aftaler",
    "one row per agreement about a pool",
    "en række pr. aftale om en pulje",
    (
        Column("valid_from", "date", "Gælder fra", "first day", "første dag", required=True),
        Column("valid_to", "date", "Gælder til", "last day", "sidste dag"),
        Column("share", "share", "Andel", "the municipality's share", "kommunens andel"),
        _number("fixed", "Antal"),
        _code("mode", "Optælling", MODES),
        _code("period", "Periode", PERIODS),
        _code("carry", "Overføres", CARRIES),
        _number("carry_most", "Højst"),
        Column("lapsed_uses_turn", "yes_no", "Bruger turen", "if unanswered", "ved manglende svar"),
        Column("internal_counts", "yes_no", "Interne tæller", "internal lets count", "interne tæller med"),
        Column("reference", "text", "Aftalegrundlag", "where it is written", "hvor den står"),
    ),
)


def enter(connection: Connection, actor: Actor, quota_id: int, cells: Mapping[str, str]) -> str:
    """Enter an agreement and return its id; where several hold on a day, the one entered last counts.

    ``cells``, as texts: valid_from, valid_to, share or fixed, mode, period, carry, carry_most,
    lapsed_uses_turn, internal_counts (true or blank), reference.  Office only.  Raises NotFound; Refused with
    the faults at their fields; NotPossible("agreement_too_early", earliest=…) when it would change a month
    that has been stated.
    """
    must_be_office(actor)
    row = account_row(connection, actor, quota_id)
    values = _read(cells)
    earliest = earliest_day(connection, row["organisation_id"])
    if earliest is not None and values["valid_from"] < earliest:
        raise NotPossible("agreement_too_early", field="valid_from", earliest=earliest.isoformat())
    book = Book(connection, actor)
    number = book.write(Step(quota_id, "agreement", book.day, reason=values["reference"]))
    book.keep()
    agreement_id = f"{quota_id}-{number:06d}"  # in the order of their events
    entered = {"entered_on": today(connection), "entered_by": actor.user_id, "entered_at": now()}
    made = {"agreement_id": agreement_id, "quota_id": quota_id, **values, **entered}
    connection.execute(insert(agreements).values(made))
    details = {"number": number, "from": values["valid_from"], "until": values["valid_to"]}
    record.append(connection, actor, "agree", "quota", str(quota_id), purpose="account", details=details)
    post_organisation(connection, actor, row["organisation_id"])  # what is let internally may count now
    return agreement_id


def list_agreements(connection: Connection, actor: Actor, quota_id: int) -> list[Row]:
    """The rows of ``agreements`` of an account, in the order they were entered; raises NotFound as
    ``ledger.events_of`` does."""
    account_row(connection, actor, quota_id)
    mine = select(agreements).where(agreements.c.quota_id == quota_id)
    return rows_of(connection, mine.order_by(agreements.c.agreement_id))


def earliest_day(connection: Connection, organisation_id: str) -> date | None:
    """The first day an agreement may begin on: after the last month stated to the organisation, if any."""
    s = statements.c
    last = connection.execute(
        select(func.max(s.month)).where(s.organisation_id == organisation_id)
    ).scalar_one()
    if last is None:
        return None
    year, month = map(int, str(last).split("-"))
    return date(year + month // 12, month % 12 + 1, 1)


def _read(cells: Mapping[str, str]) -> dict[str, Any]:
    """The cells as values of ``agreements``; raises Refused."""
    faults: list[Fault] = []
    values = read_rows(_TABLE, [cells], faults, []).values(0)
    faults += _across(values, {fault.column for fault in faults})
    if faults:
        raise Refused(faults)
    share = values["share"]
    return {
        **values,
        "share": None if share is None else str(Fraction(share)),
        "lapsed_uses_turn": bool(values["lapsed_uses_turn"]),
        "internal_counts": bool(values["internal_counts"]),
        "reference": values["reference"] or "",
    }


def _across(values: Mapping[str, Any], faulty: set[str]) -> list[Fault]:
    """What does not fit together, of the cells that can be read."""
    found: dict[str, str] = {}
    blank = "the cell is blank; a value is expected"
    share, fixed = values["share"] is not None, values["fixed"] is not None
    if share and fixed:
        found["fixed"] = "a share and a number are both given; one of them is expected"
    elif not share and not fixed:
        found["share"] = blank
    elif fixed and values["mode"] != "choose":
        found["mode"] = "a fixed number leaves no turns to count; mode choose is expected"
    if values["valid_from"] and values["valid_to"] and values["valid_to"] < values["valid_from"]:
        found["valid_to"] = "the last day lies before the first; a later day is expected"
    if values["carry"] == "most" and values["carry_most"] is None:
        found["carry_most"] = blank
    return [Fault("agreements", 1, name, text) for name, text in found.items() if name not in faulty]
