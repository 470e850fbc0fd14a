"""Citizens without a proposal, by the reason the run gives."""

from __future__ import annotations

from data.overview.reports.table import Asked, People, Report, ReportColumn
from data.overview.run_tables import reasons_of, runs_between

#: The reasons in the order of the way through a run (matcher/words.py has their words).
REASONS = ("not_ready", "no_eligible_vacancy", "team_full", "quota_spent", "outranked")


def unmatched(asked: Asked) -> Report:
    """For each reason: citizens in the newest run of the period, and the mean and most over its runs."""
    found = runs_between(asked.connection, asked.period.first, asked.period.last)
    counts = [reasons_of(asked.connection, str(run["run_id"])) for run in found]
    known = [*REASONS, *sorted({reason for one in counts for reason in one} - set(REASONS))]
    newest = counts[-1] if counts else {}
    rows = [
        {
            "reason_class": reason,
            "newest": newest.get(reason, 0),
            "mean": sum(one.get(reason, 0) for one in counts) / len(counts),
            "most": max(one.get(reason, 0) for one in counts),
        }
        for reason in known
        if any(one.get(reason) for one in counts)
    ]
    every = [sum(one.values()) for one in counts]
    most = max(newest, key=lambda reason: (newest[reason], reason), default="")
    total = None
    if counts:
        total = {
            "reason_class": "",
            "newest": every[-1],
            "mean": sum(every) / len(every),
            "most": max(every),
        }
    return Report(
        "unmatched",
        (
            ReportColumn("reason_class", "text"),
            ReportColumn("newest", "whole"),
            ReportColumn("mean", "number"),
            ReportColumn("most", "whole"),
        ),
        rows,
        total,
        (People(("newest",), ("mean", "most")),),
        {"n": sum(newest.values()), "reason": most, "runs": len(counts)},
    )
