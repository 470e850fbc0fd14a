"""The accountability list: what was decided about each flat and why, without personal data.

It names neither citizen nor address: a flat is its organisation and kind, the wait is in whole months.
"""

from __future__ import annotations

from sqlalchemy import select

from data.overview.days import local_day, start_of
from data.overview.reports.table import Asked, Report, ReportColumn
from data.overview.run_tables import outcomes_of
from data.store.schema import choices, citizens, runs, vacancies

#: Days of a month when a wait is said in whole months.
_MONTH = 30.4375


def accountability(asked: Asked) -> Report:
    """One row per flat decided in the period: how many could have had it, the wait, the class of reason."""
    c, v = choices.c, vacancies.c
    chosen = (
        select(
            c.run_id, c.vacancy_id, c.action, c.reason_code, c.decided_at, v.organisation_id, v.kind,
            runs.c.number, runs.c.decision_date, citizens.c.waiting_since,
        )
        .join_from(choices, vacancies, v.vacancy_id == c.vacancy_id)
        .join(runs, runs.c.run_id == c.run_id)
        .outerjoin(citizens, citizens.c.citizen_id == c.citizen_id)
        .where(
            c.undone_at.is_(None),
            c.decided_at >= start_of(asked.period.first),
            c.decided_at < start_of(asked.period.after),
        )
        .order_by(c.decided_at, c.vacancy_id)
    )  # fmt: skip
    rows = []
    for number, row in enumerate(asked.connection.execute(chosen), 1):
        outcome = outcomes_of(asked.connection, row.run_id).get(row.vacancy_id)
        given = row.action in ("accept", "choose") and row.waiting_since is not None
        waited = int((row.decision_date - row.waiting_since).days / _MONTH) if given else None
        eligible = None if outcome is None else outcome.eligible
        rows.append(
            {
                "number": number,
                "run": row.number,
                "decided_on": local_day(row.decided_at),
                "organisation": row.organisation_id,
                "dwelling": row.kind,
                "waited_months": waited,
                "eligible": eligible,
                "at_least": None if outcome is None else outcome.at_least,
                "decision": row.action,
                "reason_code": row.reason_code,
            }
        )
    given_away = sum(row["decision"] in ("accept", "choose") for row in rows)
    others = sum(row["decision"] == "choose" for row in rows)
    return Report(
        "accountability",
        (
            ReportColumn("number", "whole"),
            ReportColumn("run", "whole"),
            ReportColumn("decided_on", "date"),
            ReportColumn("organisation", "text"),
            ReportColumn("dwelling", "text"),
            ReportColumn("waited_months", "whole"),
            ReportColumn("eligible", "text"),
            ReportColumn("decision", "text"),
        ),
        rows,
        None,
        (),
        {"n": given_away, "others": others},
    )
