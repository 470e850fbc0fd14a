"""What the association has said of an offer, as the office reads it: objections, arrears and concerns."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from data.store.actor import Actor
from data.store.objection_rows import is_open, objections_of
from data.store.rows import Row
from data.store.schema_landlord import team_contacts
from data.store.settings import today
from data.store.tenancy_reports import ARREARS, CLOSED, OPEN, reports_of
from web.i18n import t
from web.present import Tag

_ANSWERS = {
    "": ("flag", "warning"),
    "accepted": ("check", "success"),
    "upheld": ("lock", "neutral"),
    "withdrawn": ("reply", "neutral"),
}
_REPORTS = {
    "open": ("flag", "warning"),
    "meeting": ("calendar-month", "info"),
    "closed": ("check", "success"),
}


def context(connection: Connection, actor: Actor, offer: Row) -> dict[str, Any]:
    """Objections and reports of an offer, for the office and the auditor; empty lists for others."""
    offer_id, day = str(offer["offer_id"]), today(connection)
    objections = objections_of(connection, actor, offer_id)
    return {
        "objections": objections,
        "objected": bool(offer["live"]) and any(map(is_open, objections)),
        "reports": reports_of(connection, actor, offer_id),
        "objection_tag": lambda one: objection_tag(one, bool(offer["live"])),
        "report_tag": lambda one: report_tag(one, day),
        "may_answer": actor.role == "office",
        "team_told": _has_address(connection, offer["team_id"]),
    }


def objection_tag(objection: Row, live: bool) -> Tag:
    """What became of an objection; one that nobody answered before the offer was closed waits for no one."""
    if is_open(objection) and not live:
        return Tag(t("landlord.objection.moot"), "minus", "neutral")
    icon, tone = _ANSWERS[str(objection["answer"])]
    return Tag(t(f"landlord.objection.{objection['answer'] or 'open'}"), icon, tone)


def report_tag(report: Row, day: date) -> Tag:
    """How far a report is; pointed out when a demand's period has passed without a meeting."""
    if report["kind"] == ARREARS and report["state"] == OPEN and report["due_on"] < day:
        return Tag(t("landlord.report.late"), "warning", "error")
    icon, tone = _REPORTS[str(report["state"])]
    return Tag(t(f"landlord.report.{report['state']}"), icon, tone)


def still_open(report: Row) -> bool:
    """Whether someone still has something to do about it."""
    return bool(report["state"] != CLOSED)


def _has_address(connection: Connection, team_id: str | None) -> bool:
    if not team_id:
        return False
    found = select(team_contacts.c.team_id).where(team_contacts.c.team_id == team_id)
    return connection.execute(found).first() is not None
