"""Statements as they are issued, disputed, answered and confirmed; on both databases."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from landlord_office import NOVEMBER, OCTOBER, OFFICE, OURS, SEPTEMBER, THEIRS, Landlords
from sqlalchemy import select

from data.overview.account_tasks import account_tasks
from data.statements import answers, issue, marks
from data.statements.answers import Correction
from data.statements.build import entries_of
from data.statements.charges import answer_charge, claim, get_charge, list_charges
from data.statements.read import get_statement, list_statements
from data.store.actor import Actor
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.schema import record
from data.store.verify import verify

FIRST = date(2026, 10, 22)


def refused(landlords: Landlords, act: Callable[[Any], object]) -> str:
    """The code of what is answered to something that cannot be done, and that it leaves no trace."""
    before = rows_of_record(landlords)
    with pytest.raises(NotPossible) as error, landlords.store.writing() as connection:
        act(connection)
    assert rows_of_record(landlords) == before
    return error.value.code


def rows_of_record(landlords: Landlords) -> list[Any]:
    with landlords.store.reading() as connection:
        return list(connection.execute(select(record).order_by(record.c.number)))


def do(landlords: Landlords, act: Callable[..., Any], actor: Actor, *given: Any) -> Any:
    with landlords.store.writing() as connection:
        return act(connection, actor, *given)


def test_a_statement_is_kept_as_issued_and_bound_to_the_record(landlords: Landlords) -> None:
    landlords.empty("V1", FIRST)
    statement_id = landlords.issue(OCTOBER)
    row = landlords.read(statement_id)
    assert row["content"]["sums"] == {
        "void": 120_000, "earlier": 0, "restoration": 0, "arrears": 0, "adjustment": 0, "total": 120_000,
    }  # fmt: skip
    (void,) = row["content"]["void"]
    assert (void["first"], void["last"], void["days"], void["why"]) == (
        "2026-10-22",
        "2026-10-31",
        10,
        "running",
    )
    line = json.dumps(row["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert row["content_sha256"] == sha256(line.encode()).hexdigest()
    entry = next(one for one in rows_of_record(landlords) if one.number == row["record_number"])
    assert (entry.action, entry.subject, entry.hash) == ("issue", statement_id, row["record_hash"])
    assert json.loads(entry.details)["content_sha256"] == row["content_sha256"]
    landlords.change("V1", rent=9999.0, state="withdrawn")  # what happens later changes nothing in it
    assert landlords.read(statement_id)["content"] == row["content"]
    assert verify(landlords.store, printed=row["record_hash"]).finding is None
    assert verify(landlords.store, printed=row["content_sha256"]).finding is not None


def test_only_months_that_are_over_and_in_their_order(landlords: Landlords) -> None:
    landlords.empty("V1", date(2026, 8, 1))

    def issuing(month: str, organisation: str = "B1", actor: Actor = OFFICE) -> str:
        return refused(landlords, lambda c: issue.issue(c, actor, organisation, month))

    assert issuing(NOVEMBER) == "month_not_over"
    assert {issuing(month) for month in ("", "2026-13", "oktober", "2026-1", "99999-01")} == {"month_unknown"}
    assert issuing(OCTOBER, actor=OURS) == "role_may_not"
    assert issuing(OCTOBER, organisation="B2") == "statement_empty"
    landlords.issue(SEPTEMBER)
    landlords.today(date(2026, 12, 1))
    assert issuing(NOVEMBER) == "statement_out_of_order"
    landlords.issue(OCTOBER)
    assert issuing(SEPTEMBER) == "statement_out_of_order"
    assert issuing(OCTOBER) == "statement_unchanged"


def test_all_are_issued_at_once_with_the_months_left_out(landlords: Landlords) -> None:
    landlords.empty("V1", date(2026, 8, 1))
    landlords.empty("V2", date(2026, 10, 1), organisation_id="B2")
    landlords.issue(SEPTEMBER)
    landlords.today(date(2026, 12, 1))
    assert len(do(landlords, issue.issue_all, OFFICE, NOVEMBER)) == 3
    with landlords.store.reading() as connection:
        rows = list_statements(connection, OFFICE)
        assert issue.last_month(connection) == NOVEMBER
    assert [(row["organisation_id"], row["month"]) for row in rows] == [
        ("B1", NOVEMBER), ("B2", NOVEMBER), ("B1", OCTOBER), ("B1", SEPTEMBER),
    ]  # fmt: skip
    assert do(landlords, issue.issue_all, OFFICE, NOVEMBER) == []


def test_entry_by_entry_until_both_sides_agree(landlords: Landlords) -> None:
    landlords.empty("V1", FIRST)
    landlords.empty("V2", FIRST)
    landlords.asked("V1", FIRST, 50_000, "accepted")
    one = landlords.issue(OCTOBER)
    keys = [entry["entry"] for entry in entries_of(landlords.read(one)["content"])]
    assert len(keys) == 4 and landlords.read(one)["state"] == "issued"
    key = "void:V1:2026-10"
    do(landlords, marks.dispute, OURS, one, key, "wrong_days", "handed over on the 25th")
    row = landlords.read(one)
    assert (row["state"], row["disputes"]) == ("disputed", 1)
    assert do(landlords, marks.confirm_rest, OURS, one) == 3
    assert landlords.read(one)["state"] == "disputed"
    assert refused(landlords, lambda c: issue.issue(c, OFFICE, "B1", OCTOBER)) == "disputes_open"
    do(landlords, answers.answer, OFFICE, one, key, "upheld", "the keys came on the 22nd")
    assert landlords.read(one)["state"] == "answered"
    do(landlords, marks.dispute, OURS, one, key, "other", "see the letter")
    do(landlords, answers.answer, OFFICE, one, key, "corrected", "so it was", Correction(ore=84_000))
    with pytest.raises(Conflict):
        do(landlords, answers.answer, OFFICE, one, key, "upheld", "once more")
    assert do(landlords, marks.confirm_rest, OURS, one) == 1
    row = landlords.read(one)
    assert (row["state"], row["marks"][key]["mark"], row["total_ore"]) == ("confirmed", "confirmed", 290_000)
    assert refused(landlords, lambda c: issue.issue(c, OFFICE, "B1", OCTOBER)) == "statement_confirmed"
    landlords.today(date(2026, 12, 1))
    content = landlords.read(landlords.issue(NOVEMBER))["content"]
    assert content["sums"]["adjustment"] == 84_000 - 120_000  # what was put right comes with the next month
    assert content["charges"][0]["reason"] == "so it was"


def test_what_cannot_be_said_of_an_entry(landlords: Landlords) -> None:
    landlords.empty("V1", FIRST)
    one, key = landlords.issue(OCTOBER), "void:V1:2026-10"

    def disputed(*given: str, actor: Actor = OURS) -> str:
        return refused(landlords, lambda c: marks.dispute(c, actor, one, *given))

    assert disputed(key, "", "words") == "reason_missing"
    assert disputed(key, "citizen_rent", "words") == "reason_unknown"
    assert disputed(key, "other", "  ") == "reason_text_missing"
    assert disputed(key, "other", "words", actor=OFFICE) == "role_may_not"
    for actor, entry in ((THEIRS, key), (OURS, "void:V2:2026-10")):
        with pytest.raises(NotFound), landlords.store.writing() as connection:
            marks.confirm(connection, actor, one, entry)
    with pytest.raises(NotFound):  # no dispute to answer
        do(landlords, answers.answer, OFFICE, one, key, "upheld", "why")
    do(landlords, marks.dispute, OURS, one, key, "wrong_days", "words")

    def answered(verdict: str, reason: str, by: Correction | None = None, actor: Actor = OFFICE) -> str:
        return refused(landlords, lambda c: answers.answer(c, actor, one, key, verdict, reason, by))

    assert answered("upheld", " ") == "reason_text_missing"
    assert answered("perhaps", "why") == "answer_unknown"
    assert answered("upheld", "why", actor=OURS) == "role_may_not"
    assert answered("corrected", "why") == "amount_missing"
    assert answered("corrected", "why", Correction(ore=120_000)) == "amount_same"
    assert answered("corrected", "why", Correction(ore=10**15)) == "charge_amount"


def test_a_new_edition_takes_the_place_of_the_old(landlords: Landlords) -> None:
    landlords.empty("V1", FIRST)
    old = landlords.issue(OCTOBER)
    do(landlords, marks.confirm, OURS, old, "void:V1:2026-10")
    landlords.change("V1", available_from=date(2026, 10, 27))
    new = landlords.issue(OCTOBER)
    assert landlords.read(old)["state"] == "replaced"
    row = landlords.read(new)
    assert (row["edition"], row["state"], row["total_ore"]) == (2, "issued", 60_000)  # 5 days, not 5 less 10
    assert refused(landlords, lambda c: marks.confirm_rest(c, OURS, old)) == "statement_replaced"


def test_an_association_knows_of_its_own_alone(landlords: Landlords) -> None:
    landlords.empty("V1", FIRST)
    one, charge = landlords.issue(OCTOBER), landlords.asked("V1", FIRST, 100)
    with landlords.store.reading() as connection:
        assert list_statements(connection, THEIRS) == list_charges(connection, THEIRS) == []
        for read, id_ in ((get_statement, one), (get_charge, charge)):
            assert read(connection, OURS, id_) and read(connection, OFFICE, id_)  # type: ignore[operator]
            with pytest.raises(NotFound):
                read(connection, THEIRS, id_)  # type: ignore[operator]
    with pytest.raises(NotFound):
        do(landlords, claim, THEIRS, "V1", "restoration", FIRST, 100, "the floor")


def test_what_is_asked_is_billed_once_and_only_when_accepted(landlords: Landlords) -> None:
    landlords.empty("V1", date(2026, 8, 1), state="withdrawn")
    paid, no = landlords.asked("V1", FIRST, 70_050, "accepted"), landlords.asked("V1", FIRST, 1, "refused")
    late = landlords.asked("V1", date(2026, 10, 31), 20_000)
    told = {
        c["charge_id"]: (c["state"], c["ore"])
        for c in landlords.read(landlords.issue(OCTOBER))["content"]["charges"]
    }
    assert told == {paid: ("accepted", 70_050), no: ("refused", 0), late: ("claimed", 0)}
    landlords.answered(late, "accepted")
    landlords.today(date(2027, 1, 1))
    totals = [landlords.read(landlords.issue(month))["total_ore"] for month in (NOVEMBER, "2026-12")]
    assert totals == [20_000, 0]


def test_what_cannot_be_asked(landlords: Landlords) -> None:
    landlords.empty("V1", FIRST)

    def asked(
        kind: str = "restoration", day: date = FIRST, ore: int = 1, why: str = "x", who: Actor = OURS
    ) -> str:
        return refused(landlords, lambda c: claim(c, who, "V1", kind, day, ore, why))

    assert asked(kind="adjustment") == "charge_kind_unknown"
    assert asked(ore=0) == asked(ore=-1) == asked(ore=10**12) == "charge_amount"
    assert asked(day=date(2026, 11, 24)) == "charge_day"
    assert asked(why="") == "reason_text_missing"
    assert asked(who=OFFICE) == "role_may_not"
    charge = landlords.asked("V1", FIRST, 100)
    assert refused(landlords, lambda c: answer_charge(c, OURS, charge, True, "")) == "role_may_not"
    assert refused(landlords, lambda c: answer_charge(c, OFFICE, charge, False, " ")) == "reason_text_missing"
    landlords.answered(charge, "accepted")
    assert refused(landlords, lambda c: answer_charge(c, OFFICE, charge, False, "no")) == "charge_answered"


def test_what_waits_for_the_office_stands_in_its_queue(landlords: Landlords) -> None:
    def waiting() -> list[tuple[str, str, int]]:
        with landlords.store.reading() as connection:
            return [(t.what, t.subject, t.number) for t in account_tasks(connection, date(2026, 12, 8))]

    landlords.empty("V1", FIRST)
    charge, one = landlords.asked("V1", FIRST, 100), landlords.issue(OCTOBER)
    for key in ("void:V1:2026-10", "whole"):
        do(landlords, marks.dispute, OURS, one, key, "other", "x")
    assert waiting() == [("dispute", one, 2), ("charge", charge, 0)]
    do(landlords, marks.confirm, OURS, one, "whole")
    do(landlords, answers.answer, OFFICE, one, "void:V1:2026-10", "upheld", "x")
    landlords.answered(charge, "refused")
    assert waiting() == []
    landlords.today(date(2026, 12, 8))
    assert waiting() == [("issue", NOVEMBER, 1)]
    landlords.issue(NOVEMBER)
    assert waiting() == []
