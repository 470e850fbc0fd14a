"""What an analyst sees gives no one away: fewer than five are neither shown nor to be worked out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.overview.reports import TOTAL, Report, ReportColumn, quieted
from data.overview.reports.table import People

COLUMNS = (ReportColumn("group", "group"), ReportColumn("n", "whole"), ReportColumn("days", "whole"))
COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=8)


def made(counts: list[int]) -> Report:
    rows = [
        {"group": str(place), "n": n, "days": 100 + place if n else None} for place, n in enumerate(counts)
    ]
    total = {"group": "", "n": sum(counts), "days": 99}
    return Report("made", COLUMNS, rows, total, (People(("n",), ("days",)),), {"n": sum(counts)})


@given(COUNTS)
def test_hidden_counts_cannot_be_found_from_the_total(counts: list[int]) -> None:
    quiet = quieted(made(counts))
    shown = [row["n"] for row in quiet.rows]
    assert all(n is None or n == 0 or n >= 5 for n in shown)
    assert all((row["n"] is None) == (row["days"] is None) for row in quiet.rows if row["n"] != 0)
    hidden = [n for n, told in zip(counts, shown, strict=True) if told is None]
    assert quiet.total is not None
    if quiet.total["n"] is None:
        assert 0 < sum(counts) < 5 and quiet.headline is None
    elif hidden:
        assert sum(hidden) >= 5 and len(hidden) > 1, "the hidden ones together are many, and more than one"


@given(st.lists(st.integers(5, 40), min_size=1, max_size=8))
def test_nothing_is_hidden_where_every_group_is_large(counts: list[int]) -> None:
    report = made(counts)
    assert quieted(report).rows == report.rows and not quieted(report).held_back


def test_two_parts_of_a_group_stand_or_fall_together() -> None:
    rows = [
        {"group": "1", "yes": 30, "no": 20, "all": 50, "share": 0.6},
        {"group": "2", "yes": 1, "no": 40, "all": 41, "share": 0.02},
        {"group": "3", "yes": 6, "no": 9, "all": 15, "share": 0.4},
    ]
    together = (People(("yes", "no"), ("all", "share")),)
    quiet = quieted(Report("made", COLUMNS, rows, {"yes": 37, "no": 69, "all": 106, "share": 0.35}, together))
    assert quiet.rows[0] == rows[0]
    assert [row["share"] for row in quiet.rows] == [0.6, None, None]
    assert (1, "all") in quiet.held_back and (TOTAL, "all") not in quiet.held_back
