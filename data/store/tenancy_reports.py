"""What an association tells of a tenancy: arrears in its first year, and concern that it may be lost.

A payment demand within the first year is told to the municipality, which calls the tenant to a meeting before
the demand's period ends (ABL § 59, 13-14).  A concern goes straight to the support team, the citizen's case
worker and the office; whether there is a team the association is not told.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.choosing import require_office, require_person
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.given_words import given_words
from data.store.nominations import Nomination, nomination_of
from data.store.outbox import page, tell_office, tell_organisation, tell_team, tell_user
from data.store.released import first_year_ends
from data.store.schema import citizens, offers
from data.store.schema_landlord import tenancy_reports
from data.store.settings import today

Row = Mapping[str, Any]
ARREARS, CONCERN = "arrears", "concern"
OPEN, MEETING, CLOSED = "open", "meeting", "closed"
#: What a concern is about.
CONCERNS = ("payment", "neighbours", "condition", "no_contact", "other")
#: What an association sees of its reports: never what the municipality did or found.
_FOR_ASSOCIATION = ("report_id", "kind", "offer_id", "day", "due_on", "state", "raised_at")
PURPOSE = "tenancy"


def report_arrears(connection: Connection, actor: Actor, vacancy_id: str, *, day: date, due_on: date) -> str:
    """A payment demand sent on ``day`` whose period ends on ``due_on``; the id of the report.

    Association only, about the nominated tenant who lives in its flat.  Raises NotFound,
    NotPossible("no_tenancy"), ("date_in_future"), ("date_too_early") before moving in, ("year_passed") for a
    demand later than the first year, ("due_before_demand"), ("reported_already") for a demand of that day.
    """
    nomination = _tenancy(connection, actor, vacancy_id)
    moved_in = nomination.moved_in_on
    if day > today(connection):
        raise NotPossible("date_in_future", field="day")
    if moved_in is None or day < moved_in:
        raise NotPossible("date_too_early", field="day")
    if day > first_year_ends(moved_in):
        raise NotPossible("year_passed", field="day")
    if due_on <= day:
        raise NotPossible("due_before_demand", field="due_on")
    t = tenancy_reports.c
    same = select(t.report_id).where(t.offer_id == nomination.offer_id, t.kind == ARREARS, t.day == day)
    if connection.execute(same).first() is not None:
        raise NotPossible("reported_already", field="day")
    return _keep(connection, actor, nomination.offer_id, {"kind": ARREARS, "day": day, "due_on": due_on})


def report_concern(
    connection: Connection, actor: Actor, vacancy_id: str, *, code: str, words: str = ""
) -> str:
    """A concern about the tenancy of a nominated citizen in a flat of the actor's; the id of the report.

    ``code`` is one of ``CONCERNS``; ``words`` are read by the office.  Raises NotFound,
    NotPossible("no_tenancy"), ("reason_missing"), ("reason_unknown"), and what ``given_words`` raises.
    """
    nomination = _tenancy(connection, actor, vacancy_id)
    if not code:
        raise NotPossible("reason_missing", field="code")
    if code not in CONCERNS:
        raise NotPossible("reason_unknown", field="code", reason=code)
    text = given_words(words, "words", required=code == "other")
    values = {"kind": CONCERN, "code": code, "words": text, "day": today(connection)}
    return _keep(connection, actor, nomination.offer_id, values)


def call_meeting(connection: Connection, actor: Actor, report_id: str, on: date) -> None:
    """The tenant is called to a meeting on a day, for a report that is open (office); a new day replaces it.

    Raises NotFound, NotPossible("role_may_not"), Conflict("report_closed"), ("date_too_early") for a day
    before the report.
    """
    row = _for_office(connection, actor, report_id)
    if on < row["day"]:
        raise NotPossible("date_too_early", field="on")
    _change(connection, actor, row, {"state": MEETING, "meeting_on": on})
    record_report(connection, actor, "meeting", row, {"on": on})
    _tell_association(connection, row)


def close_report(connection: Connection, actor: Actor, report_id: str, words: str) -> None:
    """Close a report, with what came of it in words the office alone reads.

    Raises NotFound, NotPossible("role_may_not"), Conflict("report_closed"), what ``given_words`` raises.
    """
    row = _for_office(connection, actor, report_id)
    text = given_words(words, "closed_words", required=True)
    closed = {"state": CLOSED, "closed_words": text, "closed_by": actor.user_id, "closed_at": now()}
    _change(connection, actor, row, closed)
    record_report(connection, actor, "close_report", row, {})
    _tell_association(connection, row)


def reports_of(connection: Connection, actor: Actor, offer_id: str) -> list[Row]:
    """What was told of a tenancy, newest first: all of it for office and auditor, ``_FOR_ASSOCIATION`` of its
    own for an association, nothing for others."""
    t = tenancy_reports.c
    found = select(tenancy_reports).where(t.offer_id == offer_id).order_by(t.raised_at.desc())
    if actor.role == "association":
        found = found.where(t.organisation_id == actor.organisation_id)
        rows = connection.execute(found).mappings()
        return [_for_association(row) for row in rows]
    if actor.role not in ("office", "auditor"):
        return []
    return [dict(row) for row in connection.execute(found).mappings()]


def _for_association(row: Any) -> Row:
    """A concern stays received for the association: what followed is between citizen and municipality."""
    shown = {name: row[name] for name in _FOR_ASSOCIATION}
    return shown if row["kind"] == ARREARS else shown | {"state": OPEN}


def _tenancy(connection: Connection, actor: Actor, vacancy_id: str) -> Nomination:
    nomination = nomination_of(connection, actor, vacancy_id)
    require_person(connection, actor)
    if nomination is None or nomination.state != "moved_in":
        raise NotPossible("no_tenancy")
    return nomination


def _keep(connection: Connection, actor: Actor, offer_id: str, values: Mapping[str, Any]) -> str:
    """Write a report, record it, and tell those who can do something about it."""
    report_id = secrets.token_hex(8)
    row = {**values, "report_id": report_id, "offer_id": offer_id, "organisation_id": actor.organisation_id}
    connection.execute(insert(tenancy_reports).values(**row, raised_by=actor.user_id, raised_at=now()))
    record_report(connection, actor, "report", row, {"kind": values["kind"]})
    o = offers.c
    about = connection.execute(
        select(o.team_id, citizens.c.case_worker)
        .join_from(offers, citizens, citizens.c.citizen_id == o.citizen_id)
        .where(o.offer_id == offer_id)
    ).one()
    kind, path = str(values["kind"]), page("offers", offer_id) + "#tenancy"
    if kind == CONCERN and about.team_id:
        tell_team(connection, about.team_id, kind, path)
    if about.case_worker:
        tell_user(connection, about.case_worker, kind, path)
    tell_office(connection, kind, path)
    return report_id


def _for_office(connection: Connection, actor: Actor, report_id: str) -> Row:
    """A report that is not closed, for the office to act on."""
    require_office(actor)
    require_person(connection, actor)
    found = select(tenancy_reports).where(tenancy_reports.c.report_id == report_id)
    row = connection.execute(found).mappings().one_or_none()
    if row is None:
        raise NotFound(f"there is no report {report_id}")
    if row["state"] == CLOSED:
        raise Conflict("report_closed")
    return dict(row)


def _change(connection: Connection, actor: Actor, row: Row, values: Mapping[str, Any]) -> None:
    here = tenancy_reports.c.report_id == row["report_id"]
    connection.execute(update(tenancy_reports).where(here).values(**values))


def record_report(
    connection: Connection, actor: Actor, action: str, row: Row, details: Mapping[str, Any]
) -> None:
    """Record what was done about a report, naming citizen and flat; its words and its reason stay out."""
    o = offers.c
    about = connection.execute(select(o.citizen_id, o.vacancy_id).where(o.offer_id == row["offer_id"])).one()
    told = {"citizen_id": about.citizen_id, "vacancy_id": about.vacancy_id, **details}
    record.append(connection, actor, action, "offer", str(row["offer_id"]), purpose=PURPOSE, details=told)


def _tell_association(connection: Connection, row: Row) -> None:
    """That the demand was taken up; of a concern an association is told nothing more."""
    if row["kind"] != ARREARS:
        return
    vacancy_id = connection.execute(
        select(offers.c.vacancy_id).where(offers.c.offer_id == row["offer_id"])
    ).scalar_one()
    path = page("association", "flats", str(vacancy_id)) + "#nomination"
    tell_organisation(connection, str(row["organisation_id"]), "arrears_answered", path)
