"""Writing the report of a study: two tables and the page."""

from __future__ import annotations

from math import isnan
from pathlib import Path

import pandas as pd

from data.exchange.whole import write_whole
from data.simulate.folder import CALIBRATION
from data.simulate.report.page import render
from data.simulate.report.speech import Speech
from data.simulate.report.view import View
from data.simulate.study import Study
from matcher.horizon.compare import compare, main_baseline
from matcher.horizon.fairness import fairness
from matcher.horizon.suppress import LEAST

#: Decimals of the tables: enough for any use, and the same bytes on every machine.
_DECIMALS = 6


def write_report(study: Study, out: Path, lang: str) -> None:
    """Write OUT/compare.csv, OUT/fairness.csv and OUT/report.html (``lang`` da or en); OUT is there already.

    The page links to OUT/calibration.html when there is one.  The same study gives the same bytes.
    """
    records = dict(study.records.items())  # each is used many times and may be read from a file
    comparison = compare(study.runs, records)
    # A real week begins with the same people in every seed, so each is counted once a seed.
    least = LEAST * (len(study.seeds) if study.settings.input_sha256 else 1)
    groups = fairness(study.names, study.seeds, records, main_baseline(study.names), least)
    _write_table(comparison, out / "compare.csv")
    _write_table(groups, out / "fairness.csv")
    view = View(study, Speech(lang), comparison, groups, records)
    page = render(view, CALIBRATION if (out / CALIBRATION).is_file() else None)
    write_whole(out / "report.html", page.encode("utf-8"))


def _write_table(table: pd.DataFrame, path: Path) -> None:
    """A table as CSV: blank where nothing is known, plain numbers."""
    rounded = table.round(_DECIMALS)
    for name in rounded.select_dtypes("number").columns:
        rounded[name] = [_plain(float(value)) for value in rounded[name]]
    write_whole(path, rounded.to_csv(index=False, lineterminator="\n").encode("utf-8"))


def _plain(value: float) -> str:
    """A number without exponent, trailing zeros or minus zero; blank for NaN."""
    if isnan(value):
        return ""
    text = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
