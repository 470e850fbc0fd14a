"""gains.csv: what would help most in a week, a row per change."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from data.exchange.whole import write_whole
from matcher.whatif.gains import WeekGains


def write_gains(week: WeekGains, file: Path) -> None:
    """Write the gains as a CSV file."""
    write_whole(file, gains_csv(week))


def gains_csv(week: WeekGains) -> bytes:
    """The gains as CSV: how many more people, by tier, overdue, goals reached, points and waiting days."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    tiers = (f"tier_{tier}" for tier in week.tiers)
    stages = ("people", *tiers, "overdue", "goals", "points", "waiting_days")
    writer.writerow(["change", "where", "flat", "choice", "tried", *stages])
    for gain in week.gains:
        worth = gain.worth
        more = (worth.people, *worth.tiers, worth.overdue, worth.goals, worth.points, worth.waiting_days)
        writer.writerow([gain.change, gain.where, gain.flat, gain.choice, gain.tried, *more])
    return out.getvalue().encode()
