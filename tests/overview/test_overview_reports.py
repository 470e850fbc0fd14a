"""Every report worked out by hand on a handful of rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_office import ON, SmallOffice, ago, noon

from data.overview.alarms import Amounts
from data.overview.days import Period
from data.overview.reports import REPORTS, Asked, Report, report
from data.store.schema import offers
from matcher.model import Policy

YEAR = Period(date(2025, 11, 24), ON)


def of(office: SmallOffice, code: str, period: Period = YEAR, by: str = "tier", **policy: Any) -> Report:
    with office.store.reading() as connection:
        return report(code, Asked(connection, ON, period, Policy(**policy), Amounts(), by))


def rows(found: Report, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in found.rows]


def housed(
    office: SmallOffice, name: str, since: date, moved: date, ended: date | None = None, **cells: Any
) -> None:
    """A citizen who moved in, and perhaps out again."""
    office.citizen(name, waiting_since=since, state="housed", closed_on=moved, **cells)
    steps = [("proposed", since), ("moved_in", moved), *([("ended", ended)] if ended else [])]
    flat = office.flat(f"V-{name}", state="let", closed_on=moved, available_from=moved)
    office.offer(name, flat, *steps)


def test_waiting_is_counted_on_the_last_day_and_homes_in_the_period(office: SmallOffice) -> None:
    office.citizen("C1", tier=1, waiting_since=ago(30))
    office.citizen("C2", tier=1, waiting_since=ago(400))
    office.citizen("C3", tier=2, waiting_since=ago(10))
    office.citizen("C4", tier=2, waiting_since=ago(50), state="closed", closed_on=ago(5))
    housed(office, "C5", ago(100), ago(40), tier=2)
    housed(office, "C6", ago(500), ago(400), tier=2)
    found = of(office, "waiting")
    keys = ("group", "waiting", "median_days", "longest_days", "overdue", "housed", "housed_median_days")
    assert rows(found, *keys) == [("1", 2, 215.0, 400, 1, 0, None), ("2", 1, 10.0, 10, 0, 1, 60.0)]
    assert found.total is not None
    assert [found.total[key] for key in keys[1:]] == [3, 30.0, 400, 1, 1, 60.0]
    earlier = of(office, "waiting", Period(ago(60), ago(41)))
    assert rows(earlier, "group", "waiting", "housed") == [("1", 1, 0), ("2", 2, 0)]


def test_someone_who_waits_again_after_a_tenancy_waits(office: SmallOffice) -> None:
    office.citizen("C1", waiting_since=ago(100))
    flat = office.flat("V1", state="let", closed_on=ago(300))
    office.offer("C1", flat, ("proposed", ago(310)), ("moved_in", ago(300)), ("ended", ago(120)))
    assert rows(of(office, "waiting"), "waiting", "median_days", "housed") == [(1, 100.0, 0)]
    assert rows(of(office, "housed_90"), "referred", "within_90") == [(1, 0)]
    assert rows(of(office, "waiting", Period(ago(200), ago(101))), "waiting") == []


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("age", ["18-24", "25-29", "30-59", "60+"]),
        ("benefit", ["foertidspension", "su"]),
        ("household", ["single", "couple", "children"]),
    ],
)
def test_the_groups_divide_everyone(office: SmallOffice, by: str, groups: list[str]) -> None:
    office.citizen("C1", birth_date=date(2001, 11, 24), benefit="su")  # 24, tomorrow 25
    office.citizen("C2", birth_date=date(2001, 11, 23))  # 25 today
    office.citizen("C3", birth_date=date(1966, 11, 23), adults=2, partner_benefit="su")  # 60 today
    office.citizen("C4", birth_date=date(1966, 11, 24), adults=2, children=1)
    found = of(office, "waiting", by=by)
    assert [row["group"] for row in found.rows] == groups
    assert sum(row["waiting"] for row in found.rows) == 4


def test_housed_within_ninety_days_judges_only_who_was_referred_that_long_ago(office: SmallOffice) -> None:
    housed(office, "C1", ago(200), ago(110))  # 90 days
    housed(office, "C2", ago(200), ago(109))  # 91 days
    housed(office, "C3", ago(89), ago(80))  # referred too lately to be judged
    office.citizen("C4", waiting_since=ago(90))
    office.citizen("C5", waiting_since=ago(300), state="closed", closed_on=ago(250))
    office.citizen("C6", waiting_since=ago(400))  # referred before the period
    found = of(office, "housed_90")
    assert rows(found, "referred", "within_90", "share") == [(4, 1, 0.25)]


def test_still_in_the_home_looks_at_the_day_twelve_months_after(office: SmallOffice) -> None:
    period = Period(date(2025, 1, 1), ON)
    housed(office, "C1", date(2025, 1, 1), date(2025, 11, 23))
    housed(office, "C2", date(2024, 1, 1), date(2025, 3, 1), date(2026, 3, 1))  # ended on the day itself
    housed(office, "C3", date(2024, 1, 1), date(2025, 3, 1), date(2026, 2, 28), tier=1)
    housed(office, "C4", date(2025, 1, 1), date(2025, 11, 24))  # twelve months are not over
    housed(office, "C5", date(2024, 1, 1), date(2024, 12, 31))  # before the period
    found = of(office, "kept_12", period)
    assert rows(found, "group", "moved_in", "still", "share") == [("1", 1, 0, 0.0), ("3", 2, 2, 1.0)]
    assert found.headline == {"share": pytest.approx(2 / 3), "n": 3}


def test_refusals_are_counted_once_by_quarter_outcome_and_reason(office: SmallOffice) -> None:
    def lost(number: int, state: str, reason: str, day: date) -> str:
        citizen, flat = office.citizen(f"C{number}"), office.flat(f"V{number}")
        return office.offer(citizen, flat, ("offered", ago(300)), (state, day), reason_code=reason)

    lost(1, "refused", "citizen_rent", date(2026, 9, 30))
    lost(2, "refused", "citizen_rent", date(2026, 7, 1))
    lost(3, "refused", "citizen_size", date(2026, 10, 1))
    lost(4, "withdrawn", "not_reached", date(2026, 7, 1))
    lost(5, "refused", "citizen_rent", date(2025, 11, 23))  # before the period
    again = lost(6, "refused", "citizen_rent", date(2026, 8, 1))  # stepped back since: it stands again
    with office.store.writing() as connection:
        stands = offers.update().where(offers.c.offer_id == again).values(state="offered", live=True)
        connection.execute(stands)
    found = of(office, "refusals")
    assert rows(found, "quarter", "outcome", "reason", "offers") == [
        ("2026-4", "refused", "citizen_size", 1),
        ("2026-3", "refused", "citizen_rent", 2),
        ("2026-3", "withdrawn", "not_reached", 1),
    ]
    assert found.headline == {"n": 4, "outcome": "refused", "reason": "citizen_rent"}


def test_the_unmatched_are_counted_per_run_of_the_period(sqlite_office: SmallOffice) -> None:
    def table(**reasons: int) -> dict[str, str]:
        lines = [f"C{reason}{n},0,{reason}," for reason, count in reasons.items() for n in range(count)]
        return {"unmatched.csv": "\n".join(("citizen_id,eligible_vacancies,reason,detail", *lines)) + "\n"}

    sqlite_office.run(1, ago(400), table(outranked=50))
    sqlite_office.run(2, ago(14), table(outranked=5, team_full=1))
    sqlite_office.run(3, ago(7), table(outranked=2, quota_spent=4))
    sqlite_office.run(4, ago(1), table(outranked=90), kind="rerun")
    sqlite_office.run(5, ago(1), table(outranked=90), state="failed")
    found = of(sqlite_office, "unmatched")
    assert rows(found, "reason_class", "newest", "mean", "most") == [
        ("team_full", 0, 0.5, 1),
        ("quota_spent", 4, 2.0, 4),
        ("outranked", 2, 3.5, 5),
    ]
    assert found.headline == {"n": 6, "reason": "quota_spent", "runs": 2}


def test_void_rent_and_shelter_days_are_cut_to_the_month(office: SmallOffice) -> None:
    period = Period(date(2026, 10, 1), ON)
    first = {"reported_on": date(2026, 9, 1)}  # 120 kr. a day
    office.flat("V1", available_from=date(2026, 10, 22), **first)  # 10 days in October, 22 in November
    back = {"state": "given_back", "closed_on": date(2026, 10, 1), "relet_on": date(2026, 10, 3)}
    office.flat("V2", available_from=date(2026, 9, 1), **first, **back)
    office.flat("V3", available_from=date(2026, 11, 1), answer_by=date(2026, 11, 4), **first)
    office.flat("V4", available_from=date(2026, 11, 1), route="none")
    office.citizen("C1", situation="shelter_110", admitted_on=date(2026, 7, 15))  # 90 days: to 12 October
    office.citizen(
        "C2", situation="shelter_110", admitted_on=date(2026, 10, 25), waiting_since=date(2026, 10, 25),
        state="closed", closed_on=date(2026, 11, 2),
    )  # fmt: skip
    office.citizen("C3", situation="street", admitted_on=date(2026, 10, 1))
    housed(
        office,
        "C4",
        date(2026, 9, 1),
        date(2026, 11, 11),
        situation="shelter_110",
        admitted_on=date(2026, 11, 1),
    )
    found = of(office, "costs", period, shelter_day_cost=1000.0)
    keys = ("month", "void_days", "people", "shelter_days", "shelter_kr", "refund_kr", "net_kr")
    assert rows(found, *keys) == [
        # October: V1 10 + V2 2; C1 31 days, 12 of them refunded by half; C2 7 days, all refunded
        ("2026-10", 12, 2, 38, 38_000, 9_500, 28_500),
        # November: V1 22 + V3 4; C1 22 days; C2 1; C4 10, refunded
        ("2026-11", 26, 3, 33, 33_000, 5_500, 27_500),
    ]
    assert [row["void_kr"] for row in found.rows] == pytest.approx([12 * 120, 26 * 120])
    assert found.total is not None and found.total["net_kr"] == 56_000 and found.total["people"] == 3


def test_the_time_between_any_two_steps_is_that_of_the_same_case(office: SmallOffice) -> None:
    for number, days in enumerate((40, 20, 10), 1):
        citizen = office.citizen(f"C{number}", waiting_since=ago(days + 100))
        flat = office.flat(f"V{number}", reported_on=ago(days + 5))
        steps = [("proposed", ago(days)), ("offered", ago(days - 1)), ("accepted", ago(days - 3 * number))]
        office.offer(citizen, flat, *steps)
    found = {(row["from"], row["to"]): row for row in of(office, "times").rows}
    assert found["proposed", "offered"]["median_days"] == 1
    accepted = found["proposed", "accepted"]
    assert [accepted[k] for k in ("offers", "median_days", "most_days", "longest_days")] == [3, 6.0, 9, 9]
    assert found["reported", "proposed"]["longest_days"] == 5
    assert found["referred", "offered"]["median_days"] == 101
    assert ("offered", "proposed") not in found and ("referred", "reported") not in found
    lately = of(office, "times", Period(ago(19), ON)).rows
    assert {(r["from"], r["to"]): r["offers"] for r in lately}[("offered", "accepted")] == 2


def test_the_accountability_list_names_no_one(office: SmallOffice) -> None:
    proposals = "vacancy_id,rank,citizen_id\n" + "".join(
        f"{flat},{rank},X\n" for flat, count in (("V1", 3), ("V2", 5)) for rank in range(1, count + 1)
    )
    run = office.run(
        7, ON,
        {
            "matches.csv": "vacancy_id,citizen_id\nV1,C-secret\nV2,C-other\n",
            "proposals.csv": proposals,
            "unused.csv": "vacancy_id,eligible_citizens,reason\nV3,0,no_eligible_citizen\n",
        },
    )  # fmt: skip
    office.citizen("C-secret", waiting_since=date(2026, 8, 23))
    office.citizen("C-other", waiting_since=ago(29))
    for flat in ("V1", "V2", "V3", "V4"):
        office.flat(flat, address="Hemmelig Allé 7")
    office.choice(run, "V1", "accept", citizen_id="C-secret", decided_at=noon(ago(3)))
    office.choice(
        run, "V2", "choose", citizen_id="C-other", reason_code="citizen_wish", decided_at=noon(ago(2))
    )
    office.choice(run, "V3", "park", reason_code="next_meeting", decided_at=noon(ago(1)))
    office.choice(run, "V4", "reject", reason_code="flat_not_ready", undone_at=noon(ON))
    found = of(office, "accountability")
    keys = ("number", "run", "waited_months", "eligible", "at_least", "decision", "reason_code")
    assert rows(found, *keys) == [
        (1, 7, 3, 3, False, "accept", ""),
        (2, 7, 0, 5, True, "choose", "citizen_wish"),
        (3, 7, None, 0, False, "park", "next_meeting"),
    ]
    said = repr(found.rows)
    assert not any(word in said for word in ("secret", "other", "Hemmelig", "V1", "V2"))


@pytest.mark.parametrize("code", list(REPORTS))
def test_an_empty_store_has_empty_reports(office: SmallOffice, code: str) -> None:
    found = of(office, code)
    counted = [row for row in found.rows if any(row.get(key) for key in ("void_days", "shelter_days"))]
    assert not counted and (code == "costs" or not found.rows)
