"""The visible list of reports: adding one is adding an entry, its words and a test."""

from __future__ import annotations

from collections.abc import Callable

from data.overview.reports.accountability import accountability
from data.overview.reports.costs import costs
from data.overview.reports.kept import still_there
from data.overview.reports.refusals import refusals
from data.overview.reports.steps import times
from data.overview.reports.table import Asked, Report
from data.overview.reports.unmatched import unmatched
from data.overview.reports.waiting import housed_soon, waiting

#: Every report by its address, in the order of the page.
REPORTS: dict[str, Callable[[Asked], Report]] = {
    "waiting": waiting,
    "housed_90": housed_soon,
    "kept_12": still_there,
    "refusals": refusals,
    "unmatched": unmatched,
    "costs": costs,
    "times": times,
    "accountability": accountability,
}
#: Those that can be grouped by need group, age, benefit or household.
GROUPED = ("waiting", "housed_90", "kept_12")


def report(code: str, asked: Asked) -> Report:
    """One report for a period; ``code`` is a key of ``REPORTS``."""
    return REPORTS[code](asked)
