"""Agreements and corrections as the office enters them: what is refused, and what they change."""

from __future__ import annotations

from datetime import date
from typing import Any

import by_hand
import pytest
from by_hand import MONDAY
from sqlalchemy import Connection, insert, select

from data.store import agreements
from data.store.actor import Actor
from data.store.base import now
from data.store.engine import Store
from data.store.errors import NotFound, NotPossible, Refused
from data.store.export import read_files, week_files
from data.store.ledger import Entry, agreements_of, balance_at, balances, events_of
from data.store.ledger_correct import correct
from data.store.ledger_post import open_missing, post
from data.store.schema import organisations, record
from data.store.schema_account import statements
from data.store.settings import TODAY, set_setting
from matcher.quota import pools_of

OFFICE, OWN = Actor("office", "office"), Actor("a", "association", "AB")
CELLS = {
    "valid_from": "2026-11-23", "valid_to": "", "share": "1/2", "fixed": "", "mode": "choose",
    "period": "year", "carry": "none", "carry_most": "", "lapsed_uses_turn": "true", "internal_counts": "",
    "reference": "Punkt 4",
}  # fmt: skip


@pytest.fixture
def store(any_store: Store) -> Store:
    """One account, number by ``account``, of which four flats have come and one is held."""
    with any_store.writing() as connection:
        by_hand.user(connection)
        set_setting(connection, TODAY, MONDAY.isoformat())
        by_hand.quota(connection, counted=4, claimed=1)
        open_missing(connection)
        for number in range(4):
            by_hand.flat(connection, f"V{number}")
            post(connection, OFFICE, f"V{number}")
        by_hand.offer(connection, "V0", by_hand.citizen(connection, "C0"))
        post(connection, OFFICE, "V0")
    return any_store


def account(connection: Connection) -> int:
    return balances(connection)[0].quota_id


def entries(connection: Connection) -> list[Entry]:
    return events_of(connection, OFFICE, account(connection))


def left_in_a_run(connection: Connection) -> list[int]:
    if "C9" not in str(week_files(connection, MONDAY)["citizens.csv"]):
        by_hand.citizen(connection, "C9")
    reading = read_files(week_files(connection, MONDAY), MONDAY)
    assert reading.week is not None, [str(fault) for fault in reading.faults]
    found: list[int] = pools_of(reading.week).entitled.tolist()
    return found


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ({"valid_from": ""}, ["valid_from"]),
        ({"valid_from": "i morgen"}, ["valid_from"]),
        ({"valid_to": "2026-11-22"}, ["valid_to"]),
        ({"share": ""}, ["share"]),
        ({"share": "25"}, ["share"]),
        ({"fixed": "6"}, ["fixed"]),
        ({"share": "", "fixed": "-1"}, ["fixed", "share"]),
        ({"share": "", "fixed": "6", "mode": "fourth"}, ["mode"]),
        ({"mode": "third"}, ["mode"]),
        ({"period": "", "carry": "some"}, ["carry", "period"]),
        ({"carry": "most"}, ["carry_most"]),
    ],
)
def test_what_cannot_be_agreed_is_refused_at_its_field(
    store: Store, cells: dict[str, str], fields: list[str]
) -> None:
    with store.writing() as connection:
        with pytest.raises(Refused) as refused:
            agreements.enter(connection, OFFICE, account(connection), {**CELLS, **cells})
        assert sorted({fault.column for fault in refused.value.faults}) == fields
        assert agreements.list_agreements(connection, OFFICE, account(connection)) == []


def test_an_agreement_holds_from_its_day_on_and_is_an_event(store: Store) -> None:
    with store.writing() as connection:
        quota_id = account(connection)
        # A quarter: 2 of 8 earned, 2 used.  A half of the four that have come since: 1 + 2 earned, 1 left.
        assert (balances(connection)[0].left, left_in_a_run(connection)) == (0, [0])
        agreements.enter(connection, OFFICE, quota_id, {**CELLS, "valid_from": "24-11-2026"})
        assert balances(connection)[0].left == 0
        set_setting(connection, TODAY, "2026-11-24")
        assert balances(connection)[0].left == 0, "the four came under the quarter"
        agreements.enter(connection, OFFICE, quota_id, CELLS)  # for the past
        stands = balances(connection)[0]
        # The opening earns a half too: 4 of 8, two used; of this year's own 2, less the one held.
        assert (str(stands.account.earned), stands.left, left_in_a_run(connection)) == ("4", 1, [1])
        found = agreements.list_agreements(connection, OWN, quota_id)
        assert [row["valid_from"] for row in found] == [date(2026, 11, 24), MONDAY]
        assert [e.event["kind"] for e in entries(connection)][-2:] == ["agreement", "agreement"]
        assert entries(connection)[-1].event["reason"] == "Punkt 4"
        assert [str(one.share) for one in agreements_of(connection, quota_id)] == ["1/4", "1/2", "1/2"]
        assert connection.execute(select(record.c.subject).where(record.c.action == "agree")).all() == [
            (str(quota_id),), (str(quota_id),),
        ]  # fmt: skip


def test_a_fixed_number_is_what_a_run_may_claim(store: Store) -> None:
    with store.writing() as connection:
        quota_id = account(connection)
        fixed = {**CELLS, "share": "", "fixed": "3", "carry": "all"}
        agreements.enter(connection, OFFICE, quota_id, fixed)
        stands = balances(connection)[0]
        assert (stands.fixed, stands.share, stands.left, left_in_a_run(connection)) == (3, None, 2, [2])
        set_setting(connection, TODAY, "2027-01-01")
        assert balances(connection)[0].left == 5
        assert balance_at(connection, quota_id, date(2027, 12, 31)).left == 5


def test_no_agreement_changes_a_month_that_was_stated(store: Store) -> None:
    with store.writing() as connection:
        quota_id = account(connection)
        connection.execute(insert(organisations).values(organisation_id="AB", name="AB", kind="association"))
        for month in ("2026-12", "2026-11"):
            blank: dict[type, Any] = {str: "", int: 1, object: {}}
            needed = [c for c in statements.c if not c.nullable and c.server_default is None]
            values = {c.name: blank[c.type.python_type] for c in needed}
            told = {"statement_id": month, "organisation_id": "AB", "month": month, "issued_at": now()}
            connection.execute(insert(statements).values({**values, **told}))
        with pytest.raises(NotPossible, match="agreement_too_early") as early:
            agreements.enter(connection, OFFICE, quota_id, {**CELLS, "valid_from": "2026-12-31"})
        assert early.value.values == {"field": "valid_from", "earliest": "2027-01-01"}
        agreements.enter(connection, OFFICE, quota_id, {**CELLS, "valid_from": "2027-01-01"})


def test_what_is_let_internally_counts_where_that_is_agreed(store: Store) -> None:
    with store.writing() as connection:
        quota_id = account(connection)
        for number, why in ((5, "internal_transfer"), (6, "rehousing")):
            by_hand.flat(connection, f"V{number}", route="none", none_reason=why)
            post(connection, OFFICE, f"V{number}")
        told = [(e.event["vacancy_id"], e.event["counts"], e.event["why"]) for e in entries(connection)[-2:]]
        assert told == [("V5", False, "internal_transfer"), ("V6", False, "rehousing")]
        assert balances(connection)[0].account.counted == 8
        agreements.enter(connection, OFFICE, quota_id, {**CELLS, "internal_counts": "true"})
        assert balances(connection)[0].account.counted == 9
        assert balances(connection)[0].vacant == 3
        assert balances(connection)[0].left == left_in_a_run(connection)[0]


def correcting(connection: Connection, **what: Any) -> int:
    given = {"corrects": None, "vacancy_id": None, "reason": "Aftalt på mødet", **what}
    return correct(connection, OFFICE, account(connection), **given)


def test_a_correction_is_a_new_event_and_rewrites_none(store: Store) -> None:
    with store.writing() as connection:
        before = entries(connection)
        number = correcting(connection, corrects=3, vacancy_id="V1", counts=False)
        assert entries(connection)[:-1] == before
        made = entries(connection)[-1]
        assert (made.event["number"], made.event["corrects"], made.event["reason"]) == (
            number, 3, "Aftalt på mødet",
        )  # fmt: skip
        assert made.after.counted == before[-1].after.counted - 1
        assert post(connection, OFFICE, "V1") == 0, "the rows have nothing to say against it"
        correcting(connection, vacancy_id="V1", counts=True)
        assert entries(connection)[-1].after == before[-1].after
        # The claim of V0 uses no place, so there is one left: for the run too.
        correcting(connection, vacancy_id="V0", claimed=-1)
        assert (balances(connection)[0].left, left_in_a_run(connection)) == (1, [1])
        # Three more that had not been reported, and the place one of them used.
        correcting(connection, counted=3, claimed=1)
        assert (balances(connection)[0].left, left_in_a_run(connection)) == (0, [0])
        assert (
            connection.execute(select(record.c.subject).where(record.c.action == "correct")).all()
            == [(str(account(connection)),)] * 4
        )


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ({"counted": -5}, "below_zero"),
        ({"claimed": -2}, "below_zero"),
        ({}, "nothing_to_correct"),
        ({"vacancy_id": "V1", "counts": True}, "nothing_to_correct"),
        ({"vacancy_id": "V1", "claimed": -1}, "nothing_to_correct"),
        ({"vacancy_id": "V9", "counts": False}, "not_in_pool"),
        ({"counted": 1, "reason": "  "}, "reason_text_missing"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(store: Store, what: dict[str, Any], code: str) -> None:
    with store.writing() as connection:
        before = len(entries(connection))
        with pytest.raises(NotPossible, match=code):
            correcting(connection, **what)
        assert len(entries(connection)) == before


def test_only_the_office_agrees_and_corrects(store: Store) -> None:
    with store.writing() as connection:
        quota_id = account(connection)
        with pytest.raises(NotPossible, match="role_may_not"):
            agreements.enter(connection, OWN, quota_id, CELLS)
        with pytest.raises(NotPossible, match="role_may_not"):
            correct(connection, OWN, quota_id, corrects=None, vacancy_id=None, counted=1, reason="Nej")
        with pytest.raises(NotFound):
            agreements.enter(connection, OFFICE, quota_id + 1, CELLS)
        with pytest.raises(NotFound):
            correcting(connection, corrects=99, counted=1)
        with pytest.raises(NotFound):
            agreements.list_agreements(connection, Actor("b", "association", "CD"), quota_id)
