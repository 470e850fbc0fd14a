"""What a sweep shows on the way and at the end."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from data.simulate.study import Study

#: The columns of the short table, with how each is written.
MAIN = {
    "matched": "{:.1f}",
    "matched_tier_1": "{:.1f}",
    "mean_days": "{:.1f}",
    "p95_days": "{:.1f}",
    "mean_km": "{:.2f}",
    "left": "{:.1f}",
}


def main_figures(study: Study) -> str:
    """A line per policy with the means over the seeds, aligned."""
    rows = [["policy", *MAIN]]
    for name in study.names:
        own = study.runs[study.runs["policy"] == name]
        rows.append([name, *(_cell(style, float(own[column].mean())) for column, style in MAIN.items())])
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    )


def _cell(style: str, value: float) -> str:
    return "-" if math.isnan(value) else style.format(value)


@contextmanager
def counting() -> Iterator[tuple[Callable[[int], None], Callable[[int], None]]]:
    """A progress bar on a terminal, nothing when piped: (so many in all, so many more done)."""
    if not sys.stderr.isatty():
        yield (lambda number: None), (lambda number: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("years lived"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield (
            (lambda number: bar.update(task, total=number)),
            (lambda number: bar.update(task, advance=number)),
        )
