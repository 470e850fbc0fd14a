"""The accounts in a statement: a quarter and a New Year worked out by hand, and put right after a dispute."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from landlord_office import NOVEMBER, OCTOBER, OFFICE, OURS, Landlords

from data.statements import answers, marks
from data.statements.answers import Correction
from data.store import agreements, capacity, flats
from data.store.errors import NotPossible

DECEMBER, JANUARY = "2026-12", "2027-01"


def account(landlords: Landlords, **cells: str) -> int:
    """An account of B1: a quarter of all flats."""
    given = {"organisation_id": "B1", "class": "all", "share": "1/4", "mode": "choose", "carry_over": "0"}
    with landlords.store.writing() as connection:
        return capacity.save_quota(connection, OFFICE, {**given, **cells}, None)


def report(landlords: Landlords, day: date, *ids: str) -> None:
    """Flats of 3,650 kr. that the office enters on a day and that are empty from then on."""
    landlords.today(day)
    for vacancy_id in ids:
        cells = {
            "vacancy_id": vacancy_id, "organisation_id": "B1", "kind": "family", "rent": "3650",
            "size_m2": "50", "rooms": "2", "available_from": day.isoformat(), "reported_on": day.isoformat(),
        }  # fmt: skip
        with landlords.store.writing() as connection:
            flats.save_vacancy(connection, OFFICE, cells, None)


def pool(landlords: Landlords, statement_id: str) -> dict[str, Any]:
    (found,) = landlords.read(statement_id)["content"]["pools"]
    return dict(found)


def lines(found: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Number, kind, flat, turn, and what is left afterwards."""
    return [(e["number"], e["kind"], e["vacancy_id"], e["turn"], e["after"]["left"]) for e in found["events"]]


def test_every_fourth_flat_is_ours_and_only_that_one_costs(landlords: Landlords) -> None:
    landlords.today(date(2026, 9, 1))
    account(landlords, mode="fourth", counted="2")
    report(landlords, date(2026, 9, 28), "V1")  # the third: theirs
    report(landlords, date(2026, 10, 22), "V2", "V3")  # the fourth: ours; the fifth: theirs
    landlords.today(date(2026, 12, 1))
    october = landlords.read(landlords.issue(OCTOBER))["content"]
    (found,) = october["pools"]
    assert found["opening"]["left"] == 0 and found["opening"]["counted"] == 3
    assert lines(found) == [(3, "reported", "V2", "ours", 1), (4, "reported", "V3", "theirs", 1)]
    assert [(e["vacancy_id"], e["days"], e["ore"]) for e in october["void"]] == [("V2", 10, 120_000)]
    november = pool(landlords, landlords.issue(NOVEMBER))
    assert november["opening"] == found["closing"] == november["closing"] and november["events"] == []


def test_a_new_year_hands_on_what_was_agreed(landlords: Landlords) -> None:
    """From October a third a year, at most one place handed on; before that a quarter without periods."""
    landlords.today(date(2026, 9, 1))
    quota_id = account(landlords)
    report(landlords, date(2026, 9, 10), "V1", "V2")  # E = 2/4
    terms = {"valid_from": "2026-10-01", "share": "1/3", "mode": "choose", "period": "year", "carry": "most",
             "carry_most": "1", "reference": "aftale 7"}  # fmt: skip
    with landlords.store.writing() as connection:
        agreements.enter(connection, OFFICE, quota_id, terms)
    report(landlords, date(2026, 10, 5), "V3", "V4", "V5", "V6", "V7", "V8")  # E = 1/2 + 6/3 = 5/2, whole 2
    landlords.today(date(2027, 2, 1))
    found = {
        month: pool(landlords, landlords.issue(month)) for month in (OCTOBER, NOVEMBER, DECEMBER, JANUARY)
    }
    october, january = found[OCTOBER]["events"], found[JANUARY]["events"]
    # 1 October: another kind of period begins; nothing whole was left, so nothing is handed on
    assert (october[0]["kind"], october[0]["day"], october[0]["after"]["carried"]) == (
        "period",
        "2026-10-01",
        0,
    )
    assert [e["after"]["earned"] for e in october[1:]] == ["5/6", "7/6", "3/2", "11/6", "13/6", "5/2"]
    # New Year: two whole places left, one of them handed on; of the new year nothing is earned yet
    (turn,) = january
    assert (turn["kind"], turn["day"], turn["carry_over"], turn["number"]) == (
        "period",
        "2027-01-01",
        1,
        None,
    )
    assert turn["after"] == found[JANUARY]["closing"]
    assert (turn["after"]["left"], turn["after"]["period_earned"]) == (1, "0")
    for earlier, later in ((OCTOBER, NOVEMBER), (NOVEMBER, DECEMBER), (DECEMBER, JANUARY)):
        assert found[earlier]["closing"] == found[later]["opening"]
    for one in (e["after"] for month in found.values() for e in month["events"]):
        whole = floor(Fraction(one["earned"])) - one["used"]
        most = ceil(Fraction(one["period_earned"])) + one["carried"] - one["period_used"]
        assert one["left"] == max(0, min(whole, most))


def test_a_disputed_event_is_put_right_by_a_new_one(landlords: Landlords) -> None:
    landlords.today(date(2026, 9, 1))
    quota_id = account(landlords, counted="2")
    report(landlords, date(2026, 10, 5), "V1", "V2")
    landlords.today(date(2026, 11, 3))
    october = landlords.issue(OCTOBER)
    before = pool(landlords, october)
    key = before["events"][1]["entry"]
    assert before["events"][1]["after"]["left"] == 1 and key == f"{quota_id}:3"
    with landlords.store.writing() as connection:
        marks.dispute(connection, OURS, october, key, "not_counted", "it was let internally")
        for by, code in (
            (Correction(), "nothing_to_correct"),
            (Correction(claimed=-1), "nothing_to_correct"),
        ):
            with pytest.raises(NotPossible) as error:
                answers.answer(connection, OFFICE, october, key, "corrected", "so it was", by)
            assert error.value.code == code
        answers.answer(connection, OFFICE, october, key, "corrected", "so it was", Correction(counts=False))
    assert pool(landlords, october) == before  # what was issued stays
    landlords.today(date(2026, 12, 1))
    (event,) = pool(landlords, landlords.issue(NOVEMBER))["events"]
    assert (event["kind"], event["corrects"], event["counts"], event["reason"]) == (
        "corrected", 3, False, "so it was",
    )  # fmt: skip
    assert (event["after"]["counted"], event["after"]["earned"], event["after"]["left"]) == (3, "3/4", 0)


def test_the_totals_of_an_account_are_put_right_too(landlords: Landlords) -> None:
    landlords.today(date(2026, 10, 1))
    quota_id = account(landlords, counted="4", claimed="1")
    landlords.today(date(2026, 11, 3))
    october = landlords.issue(OCTOBER)
    with landlords.store.writing() as connection:
        marks.dispute(connection, OURS, october, f"{quota_id}:1", "wrong_amount", "it was eight flats")
        by = Correction(counted=4)
        answers.answer(connection, OFFICE, october, f"{quota_id}:1", "corrected", "eight it is", by)
    landlords.today(date(2026, 12, 1))
    found = pool(landlords, landlords.issue(NOVEMBER))
    assert (found["closing"]["counted"], found["closing"]["left"]) == (8, 1)
