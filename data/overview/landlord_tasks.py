"""What waits for the office from the housing associations: objections, arrears, concerns, messages."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from data.overview.account_tasks import KIND, account_tasks
from data.overview.days import local_day
from data.overview.task import Task
from data.store.schema import citizens, offers
from data.store.schema_landlord import objections, tenancy_reports
from data.store.tenancy_reports import ARREARS, CLOSED, MEETING
from data.store.threads import OFFICE, waiting

#: So many days without an answer, and what an association said has stalled.
STALLED_AFTER = 3


def landlord_tasks(connection: Connection, on: date) -> list[Task]:
    """Everything an association waits for, or the law wants done, on a day."""
    return [
        *_objections(connection, on),
        *_reports(connection, on),
        *_messages(connection, on),
        *account_tasks(connection, on),
    ]


def open_matters(connection: Connection, on: date) -> dict[str, list[str]]:
    """What is open of each offer: objection, arrears, concern, meeting; by offer_id."""
    found: dict[str, list[str]] = {}
    for task in (*_objections(connection, on), *_reports(connection, on)):
        found.setdefault(task.subject, []).append(task.what)
    return found


def _objections(connection: Connection, on: date) -> list[Task]:
    b, o = objections.c, offers.c
    chosen = (
        select(b.objection_id, b.raised_at, o.offer_id, o.number, o.owner, o.citizen_id, o.vacancy_id)
        .join_from(objections, offers, o.offer_id == b.offer_id)
        .where(b.answer == "", o.live)
        .order_by(b.raised_at)
    )
    return [
        Task(
            KIND, "objection", row.offer_id, since := min(local_day(row.raised_at), on), None,
            owner=row.owner, citizen_id=row.citizen_id, vacancy_id=row.vacancy_id, number=row.number,
            stalled=(on - since).days > STALLED_AFTER, item=row.objection_id,
        )
        for row in connection.execute(chosen)
    ]  # fmt: skip


def _reports(connection: Connection, on: date) -> list[Task]:
    """Arrears are due when the demand's period ends, a meeting on its day; the case worker has them."""
    t, o, c = tenancy_reports.c, offers.c, citizens.c
    chosen = (
        select(
            t.report_id, t.kind, t.state, t.due_on, t.meeting_on, t.raised_at, o.offer_id, o.number, o.owner,
            o.vacancy_id, c.citizen_id, c.case_worker,
        )
        .join_from(tenancy_reports, offers, o.offer_id == t.offer_id)
        .join(citizens, c.citizen_id == o.citizen_id)
        .where(t.state != CLOSED)
        .order_by(t.raised_at)
    )  # fmt: skip
    found = []
    for row in connection.execute(chosen):
        since = min(local_day(row.raised_at), on)
        called = row.state == MEETING
        due = row.meeting_on if called else row.due_on if row.kind == ARREARS else None
        stalled = due < on if due is not None else (on - since).days > STALLED_AFTER
        found.append(
            Task(
                KIND, MEETING if called else row.kind, row.offer_id, since, due,
                owner=row.case_worker or row.owner, citizen_id=row.citizen_id, vacancy_id=row.vacancy_id,
                number=row.number, stalled=stalled, item=row.report_id,
            )
        )  # fmt: skip
    return found


def _messages(connection: Connection, on: date) -> list[Task]:
    """Threads with messages the office has not read; those of a flat under offer are its owner's."""
    unread = waiting(OFFICE).subquery()
    chosen = select(unread, offers.c.owner).join_from(
        unread, offers, (offers.c.vacancy_id == unread.c.vacancy_id) & offers.c.live, isouter=True
    )
    return [
        Task(
            KIND, "message", row.vacancy_id, since := min(local_day(row.first_at), on), None,
            owner=row.owner, vacancy_id=row.vacancy_id, number=row.number,
            stalled=(on - since).days > STALLED_AFTER,
        )
        for row in connection.execute(chosen)
    ]  # fmt: skip
