"""gains.csv: what would help most in a week, a row per change."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from matcher.whatif.gains import Gain


def gains_csv(found: Sequence[Gain], tiers: Sequence[int]) -> bytes:
    """The gains as CSV: how many more people, by tier, overdue, goals reached, points and waiting days."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    numbers = ("people", *(f"tier_{tier}" for tier in tiers), "overdue", "goals", "points", "waiting_days")
    writer.writerow(["change", "where", "flat", "choice", "tried", *numbers])
    for gain in found:
        worth = gain.worth
        more = (worth.people, *worth.tiers, worth.overdue, worth.goals, worth.points, worth.waiting_days)
        writer.writerow([gain.change, gain.where, gain.flat, gain.choice, gain.tried, *more])
    return out.getvalue().encode()
