"""What waits for the office about the associations' statements: disputes, charges, months to be stated."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, select

from data.overview.days import local_day
from data.overview.task import Task
from data.statements.issue import last_month
from data.statements.stand import newest_marks, open_disputes
from data.store.schema_account import charges, statement_marks, statements

KIND = "landlord"
#: So many days without an answer, and what an association said of its account has stalled.
STALLED_AFTER = 7


def account_tasks(connection: Connection, on: date) -> list[Task]:
    """Disputes and charges without an answer, and the month that associations expect a statement of."""
    return [*_disputes(connection, on), *_charges(connection, on), *_months(connection, on)]


def _disputes(connection: Connection, on: date) -> list[Task]:
    """One line a statement: how many entries wait for an answer, and since when."""
    m = statement_marks.c
    unanswered = select(m.statement_id).where(m.mark == "disputed", m.answer == "").distinct()
    found = newest_marks(connection, sorted(connection.execute(unanswered).scalars()))
    tasks = []
    for statement_id, marks in found.items():
        entries = open_disputes(marks)
        if entries:
            since = min(on, *(local_day(marks[entry]["marked_at"]) for entry in entries))
            stalled = (on - since).days > STALLED_AFTER
            tasks.append(
                Task(KIND, "dispute", statement_id, since, None, number=len(entries), stalled=stalled)
            )
    return tasks


def _charges(connection: Connection, on: date) -> list[Task]:
    c = charges.c
    waiting = select(c.charge_id, c.vacancy_id, c.entered_at).where(c.state == "claimed")
    return [
        Task(
            KIND, "charge", row.charge_id, since := min(local_day(row.entered_at), on), None,
            vacancy_id=row.vacancy_id, stalled=(on - since).days > STALLED_AFTER,
        )
        for row in connection.execute(waiting.order_by(c.entered_at))
    ]  # fmt: skip


def _months(connection: Connection, on: date) -> list[Task]:
    """One line for the associations that have had a statement before and none of the last month."""
    s, month = statements.c, last_month(connection)
    newest = select(func.max(s.month).label("month")).group_by(s.organisation_id).subquery()
    late = select(func.count()).select_from(newest).where(newest.c.month < month)
    n = int(connection.execute(late).scalar_one())
    since = on.replace(day=1)
    return [Task(KIND, "issue", month, since, None, number=n, stalled=on.day > STALLED_AFTER)] if n else []
