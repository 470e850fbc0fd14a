"""Arrears of the first year and concerns: which days count, who is told, and what comes back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from two_sides import AUDITOR, LANDLORD, OFFICE, ON, OTHER, SHELTER, WORKER, TwoSides

from data.overview.landlord_tasks import landlord_tasks, open_matters
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.released import first_year_ends
from data.store.schema import record
from data.store.schema_landlord import notice_choices, outbox, team_contacts
from data.store.tenancy_reports import (
    CONCERNS,
    call_meeting,
    close_report,
    report_arrears,
    report_concern,
    reports_of,
)

WEEK = timedelta(days=7)


def arrears(sides: TwoSides, day: date = ON, due: date = ON + 2 * WEEK) -> str:
    return sides.do(report_arrears, LANDLORD, "V1", day=day, due_on=due)


def test_a_demand_counts_from_moving_in_to_the_day_a_year_later(here: TwoSides) -> None:
    here.nominate("moved_in")
    with pytest.raises(NotPossible, match="date_too_early"):
        arrears(here, ON - timedelta(days=1))
    with pytest.raises(NotPossible, match="date_in_future"):
        arrears(here, ON + timedelta(days=1))
    for due in (ON, ON - timedelta(days=1)):
        with pytest.raises(NotPossible, match="due_before_demand"):
            arrears(here, ON, due)
    arrears(here)
    with pytest.raises(NotPossible, match="reported_already"):
        arrears(here)
    last = first_year_ends(ON)
    here.let_days_pass((last - ON).days + 5)
    with pytest.raises(NotPossible, match="year_passed"):
        arrears(here, last + timedelta(days=1), last + 3 * WEEK)
    arrears(here, last, last + 3 * WEEK)  # told a few days late is told


def test_a_leap_day_has_its_anniversary() -> None:
    assert first_year_ends(date(2028, 2, 29)) == date(2029, 2, 28)
    assert first_year_ends(date(2027, 3, 1)) == date(2028, 3, 1)


@pytest.mark.parametrize("state", ["proposed", "offered", "accepted", "contract", "ended"])
def test_only_of_a_tenancy_that_has_begun_and_not_ended(here: TwoSides, state: str) -> None:
    here.nominate("moved_in" if state == "ended" else state)
    if state == "ended":
        here.step("ended", reason_code="moved_on")
    with pytest.raises(NotPossible, match="no_tenancy"):
        arrears(here)
    with pytest.raises(NotPossible, match="no_tenancy"):
        here.do(report_concern, LANDLORD, "V1", code="payment")


def test_the_office_calls_a_meeting_before_the_period_ends_and_closes(sides: TwoSides) -> None:
    sides.nominate("moved_in")
    sides.case_worker("colleague")
    report_id = arrears(sides)

    def task() -> Any:
        [found] = sides.ask(landlord_tasks, sides.today())
        return found.what, found.due, found.owner, found.stalled

    assert task() == ("arrears", ON + 2 * WEEK, "colleague", False)
    sides.let_days_pass(15)
    assert task() == ("arrears", ON + 2 * WEEK, "colleague", True)
    with pytest.raises(NotPossible, match="date_too_early"):
        sides.do(call_meeting, OFFICE, report_id, ON - timedelta(days=1))
    sides.do(call_meeting, OFFICE, report_id, ON + 3 * WEEK)
    assert task() == ("meeting", ON + 3 * WEEK, "colleague", False)
    sides.do(call_meeting, OFFICE, report_id, ON + 2 * WEEK)
    assert sides.ask(open_matters, sides.today()) == {sides.offer_id: ["meeting"]}
    with pytest.raises(NotPossible, match="words_missing"):
        sides.do(close_report, OFFICE, report_id, " ")
    sides.do(close_report, OFFICE, report_id, "zzz-begrundelse: afdragsordning")
    assert sides.ask(landlord_tasks, sides.today()) == []
    for act in (
        lambda c: call_meeting(c, OFFICE, report_id, ON),
        lambda c: close_report(c, OFFICE, report_id, "x"),
    ):
        with pytest.raises(Conflict, match="report_closed"):
            sides.do(act)
    assert "zzz" in str(sides.ask(reports_of, OFFICE, sides.offer_id))
    [shown] = sides.ask(reports_of, LANDLORD, sides.offer_id)
    assert shown["state"] == "closed"
    assert not any(word in str(shown) for word in ("zzz", "meeting_on", "closed_words", "colleague"))
    assert "zzz" not in str(sides.rows(record))


@pytest.mark.parametrize("code", CONCERNS)
def test_what_followed_a_concern_is_not_the_associations(here: TwoSides, code: str) -> None:
    here.nominate("moved_in")
    words = "Der er stille i boligen"
    report_id = here.do(report_concern, LANDLORD, "V1", code=code, words=words)
    before = here.ask(reports_of, LANDLORD, here.offer_id)
    here.do(call_meeting, OFFICE, report_id, ON)
    here.do(close_report, OFFICE, report_id, "Besøgt")
    assert here.ask(reports_of, LANDLORD, here.offer_id) == before
    assert words in str(here.ask(reports_of, AUDITOR, here.offer_id))
    assert words not in str(here.rows(record))


def test_a_concern_needs_a_reason_and_for_another_one_words(here: TwoSides) -> None:
    here.nominate("moved_in")
    for code, words, refused in (
        ("", "x", "reason_missing"), ("drugs", "x", "reason_unknown"), ("other", " ", "words_missing"),
    ):  # fmt: skip
        with pytest.raises(NotPossible, match=refused):
            here.do(report_concern, LANDLORD, "V1", code=code, words=words)
    assert here.ask(reports_of, OFFICE, here.offer_id) == []


@pytest.mark.parametrize("team", ["TEAM-9", None])
def test_a_concern_reaches_the_team_the_case_worker_and_the_office(here: TwoSides, team: str | None) -> None:
    here.nominate("moved_in", team)
    here.case_worker("colleague")
    here.do(lambda c: c.execute(insert(team_contacts).values(team_id="TEAM-9", email="team@mark.example")))
    for user_id in (WORKER, "colleague"):
        choice = {"user_id": user_id, "email": f"{user_id}@mark.example", "way": "step"}
        here.do(lambda c, row=choice: c.execute(insert(notice_choices).values(row)))
    before = len(here.rows(outbox))
    here.do(report_concern, LANDLORD, "V1", code="no_contact", words="zzz-begrundelse")
    rows = here.rows(outbox)[before:]
    readers = {(row["reader_kind"], row["reader"]) for row in rows}
    assert readers == {("user", WORKER), ("user", "colleague")} | ({("team", team)} if team else set())
    assert {row["kind"] for row in rows} == {"concern"}
    assert {row["path"] for row in rows} == {f"/offers/{here.offer_id}#tenancy"}
    assert len(rows) == len(readers), "each is told once"
    # The association's own page cannot tell whether there was a team.
    assert "TEAM-9" not in str(here.ask(reports_of, LANDLORD, here.offer_id))


def test_others_neither_report_nor_read_nor_act(sides: TwoSides) -> None:
    sides.nominate("moved_in")
    report_id = arrears(sides)
    with pytest.raises(NotFound):
        sides.do(report_arrears, OTHER, "V1", day=ON, due_on=ON + WEEK)
    for actor in (OFFICE, SHELTER, AUDITOR):
        with pytest.raises(NotFound):
            sides.do(report_concern, actor, "V1", code="payment")
    for actor in (OTHER, SHELTER):
        assert sides.ask(reports_of, actor, sides.offer_id) == []
    for actor in (LANDLORD, OTHER, SHELTER, AUDITOR):
        for act, given in ((call_meeting, ON), (close_report, "x")):
            with pytest.raises(NotPossible, match="role_may_not"):
                sides.do(act, actor, report_id, given)
