"""Every alarm on its first and last day, and the day before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_office import COLLEAGUE, ON, WORKER, SmallOffice, ago

from data.overview.alarms import ALARMS, Alarm, Amounts, Asked, alarms
from matcher.model import Policy


def found(office: SmallOffice, kind: str, policy: Policy | None = None, on: date = ON) -> list[Alarm]:
    with office.store.reading() as connection:
        return alarms(Asked(connection, on, policy or Policy(), Amounts()), (kind,))


def test_the_state_refunds_ninety_days_of_a_shelter_stay(office: SmallOffice) -> None:
    for citizen, days in (("C75", 75), ("C76", 76), ("C89", 89), ("C90", 90), ("C200", 200)):
        office.citizen(citizen, situation="shelter_110", admitted_on=ago(days), case_worker=COLLEAGUE)
    office.citizen("C-street", situation="street", admitted_on=ago(100))
    office.citizen("C-blank", admitted_on=ago(100))
    office.citizen("C-home", situation="shelter_110", admitted_on=ago(100), state="housed")
    office.citizen("C-unknown", situation="shelter_110")
    told = found(office, "refund", replace(Policy(), shelter_day_cost=1800))
    assert [(a.citizen_id, a.what, a.days) for a in told] == [
        ("C200", "ended", -110),
        ("C90", "ended", 0),
        ("C89", "ending", 1),
        ("C76", "ending", 14),
    ]
    assert {a.per_day for a in told} == {900.0} and {a.owner for a in told} == {COLLEAGUE}
    assert told[-1].since == ago(76) and told[-1].due == ago(-14)


def test_who_has_waited_the_councils_days_is_overdue_that_very_day(office: SmallOffice) -> None:
    for days in (199, 200, 201):
        office.citizen(f"C{days}", waiting_since=ago(days))
    told = found(office, "overdue", replace(Policy(), overdue_days=199.5))
    assert [(a.citizen_id, a.number, a.days) for a in told] == [("C201", 201, -1), ("C200", 200, 0)]


def test_an_offer_stalls_after_its_answer_day_or_a_fortnight_without_a_step(office: SmallOffice) -> None:
    def offer(name: str, *steps: tuple[str, date], **cells: object) -> str:
        return office.offer(office.citizen(f"C-{name}"), office.flat(f"V-{name}"), *steps, **cells)

    late = offer("late", ("proposed", ago(9)), ("offered", ago(8)), deadline=ago(1))
    offer("today", ("proposed", ago(9)), ("offered", ago(8)), deadline=ago(0))
    offer("answered", ("offered", ago(9)), ("accepted", ago(8)), deadline=ago(5))
    still = offer("still", ("proposed", ago(30)), ("accepted", ago(14)), deadline=ago(25))
    offer("moving", ("proposed", ago(30)), ("contract", ago(13)))
    offer("in", ("proposed", ago(90)), ("moved_in", ago(60)))
    offer("gone", ("proposed", ago(90)), ("refused", ago(60)))
    told = found(office, "stalled")
    assert [(a.offer_id, a.what, a.number, a.owner) for a in told] == [
        (late, "late", 8, WORKER),
        (still, "still", 14, WORKER),
    ]


def test_a_pause_is_told_of_before_and_shortly_after_it_ends(office: SmallOffice) -> None:
    for days in (-15, -14, -1, 0, 6, 7):
        office.citizen(f"C{days}", blocked_until=ago(days))
    told = [(a.citizen_id, a.what) for a in found(office, "parked")]
    assert told == [("C6", "back"), ("C0", "back"), ("C-1", "ending"), ("C-14", "ending")]


@pytest.mark.parametrize(
    ("age", "cells", "what"),
    [
        (18, {}, ["adult"]),
        (25, {"benefit": "kontanthjaelp_grund", "activity_ready": True}, ["benefit"]),
        (25, {"benefit": "kontanthjaelp_grund"}, []),
        (25, {"kinds": "family start"}, ["no_start_dwelling"]),
        (25, {"kinds": "family"}, []),
        (30, {}, ["no_youth_dwelling"]),
        (30, {"student": True}, []),
        (30, {"kinds": "family"}, []),
        (30, {"kinds": "youth"}, ["no_youth_dwelling"]),
        (30, {"kinds": "family", "benefit": "kontanthjaelp_grund"}, ["benefit"]),
        (30, {"benefit": "kontanthjaelp_grund"}, ["benefit", "no_youth_dwelling"]),
    ],
)
def test_birthdays_that_change_something_are_told_of(
    sqlite_office: SmallOffice, age: int, cells: dict[str, object], what: list[str]
) -> None:
    for days, name in ((0, "today"), (1, "tomorrow"), (60, "last"), (61, "beyond")):
        day = ON + timedelta(days=days)
        sqlite_office.citizen(f"C-{name}", birth_date=day.replace(year=day.year - age), **cells)
    told = found(sqlite_office, "youth")
    assert [(a.citizen_id, a.what) for a in told] == [(c, w) for c in ("C-tomorrow", "C-last") for w in what]
    assert {a.number for a in told} <= {age}


def test_the_age_for_youth_dwellings_is_the_councils(office: SmallOffice) -> None:
    office.citizen("C1", birth_date=date(2002, 12, 1))  # turns 24
    assert found(office, "youth") == []
    told = found(office, "youth", replace(Policy(), youth_max_age=23))
    assert [(a.citizen_id, a.what, a.number) for a in told] == [("C1", "no_youth_dwelling", 24)]


def test_someone_born_on_a_leap_day_has_the_birthday_on_the_first_of_march(office: SmallOffice) -> None:
    office.citizen("C1", birth_date=date(1996, 2, 29))
    told = found(office, "youth", on=date(2026, 2, 1))
    assert [(a.due, a.number) for a in told] == [(date(2026, 3, 1), 30)]


def test_cti_has_three_phases_of_three_months_from_moving_in(office: SmallOffice) -> None:
    begun = {
        "A": date(2026, 8, 23),  # second phase today
        "B": date(2026, 9, 23),  # second phase in 30 days
        "C": date(2026, 9, 24),  # in 31 days
        "D": date(2026, 5, 30),  # third phase on 30 November
        "E": date(2026, 2, 28),  # ends on 28 November
        "F": date(2026, 2, 22),  # ended yesterday
    }
    for name, day in begun.items():
        office.citizen(f"C{name}", state="housed", support_method="CTI", closed_on=day)
        office.offer(f"C{name}", office.flat(f"V{name}", state="let"), ("moved_in", day))
    office.citizen("C-other", state="housed", support_method="ICM")
    office.offer("C-other", office.flat("V-other", state="let"), ("moved_in", date(2026, 8, 23)))
    office.citizen("C-left", state="waiting", support_method="CTI")
    office.offer("C-left", office.flat("V-left"), ("moved_in", date(2026, 8, 23)), ("ended", ago(3)))
    told = [(a.citizen_id, a.what, a.number, a.due) for a in found(office, "cti")]
    assert told == [
        ("CA", "phase", 2, ON),
        ("CE", "ends", 4, date(2026, 11, 28)),
        ("CD", "phase", 3, date(2026, 11, 30)),
        ("CB", "phase", 2, date(2026, 12, 23)),
    ]


def test_alarms_come_in_the_order_they_bite_and_only_of_those_waiting(office: SmallOffice) -> None:
    office.citizen("C1", blocked_until=ago(-3))
    office.citizen("C2", waiting_since=ago(400), blocked_until=ago(-2))
    office.citizen("C3", waiting_since=ago(400), state="closed", closed_on=ago(1))
    with office.store.reading() as connection:
        told = alarms(Asked(connection, ON, Policy(), Amounts()))
    assert [(a.kind, a.citizen_id) for a in told] == [("overdue", "C2"), ("parked", "C2"), ("parked", "C1")]
    assert {a.kind for a in told} <= set(ALARMS)
