"""One run as the pages see it: the week, the result, and both indexed by id."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.errors import HusrumError

if TYPE_CHECKING:
    import pandas as pd

    from matcher.model import Policy, Result, Week

Row = Mapping[str, Any]


class RunError(HusrumError):
    """The week folder or the result folder cannot be shown; the message says why."""


def _rows(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame as dictionaries, with every kind of blank (NaN, NaT, NA, "") made None."""
    import pandas as pd

    def cell(value: Any) -> Any:
        if isinstance(value, (str, tuple)):
            return value if value != "" else None
        return None if pd.isna(value) else value

    return [{str(k): cell(v) for k, v in row.items()} for row in frame.to_dict("records")]


def _grouped(rows: list[Row], column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(str(row[column]), []).append(row)
    return groups


def _by(rows: list[Row], column: str) -> dict[str, Row]:
    return {str(row[column]): row for row in rows}


@dataclass(frozen=True)
class Run:
    """A week and its result, looked up by the ids of citizens and vacancies."""

    week: Week
    policy: Policy
    result: Result
    folder: Path = Path()
    demo: bool = False
    run_id: str = ""
    citizens: dict[str, Row] = field(init=False)
    vacancies: dict[str, Row] = field(init=False)
    match_of_vacancy: dict[str, Row] = field(init=False)
    match_of_citizen: dict[str, Row] = field(init=False)
    candidates: dict[str, list[Row]] = field(init=False)
    unmatched: dict[str, Row] = field(init=False)
    unused: dict[str, Row] = field(init=False)
    _places: dict[str, list[Row]] = field(init=False)

    def __post_init__(self) -> None:
        """Index the tables once; the pages only look things up."""
        matches = _rows(self.result.matches)
        candidates = _grouped(_rows(self.result.proposals), "vacancy_id")
        indexes: dict[str, Any] = {
            "citizens": _by(_rows(self.week.citizens), "citizen_id"),
            "vacancies": _by(_rows(self.week.vacancies), "vacancy_id"),
            "match_of_vacancy": _by(matches, "vacancy_id"),
            "match_of_citizen": _by(matches, "citizen_id"),
            "candidates": {k: sorted(rows, key=lambda r: int(r["rank"])) for k, rows in candidates.items()},
            "unmatched": _by(_rows(self.result.unmatched), "citizen_id"),
            "unused": _by(_rows(self.result.unused), "vacancy_id"),
            "_places": _grouped(_rows(self.week.places), "citizen_id"),
        }
        for name, index in indexes.items():
            object.__setattr__(self, name, index)

    @property
    def summary(self) -> Mapping[str, Any]:
        """summary.json of the result."""
        return self.result.summary

    @property
    def decision_date(self) -> date:
        """The day the week was decided for."""
        return self.week.decision_date

    @property
    def changed_since(self) -> bool:
        """Whether the week folder is no longer the one the result was made from."""
        made_from = self.summary.get("input_sha256")
        return bool(made_from and self.week.input_sha256 and made_from != self.week.input_sha256)

    def places(self, citizen_id: str) -> list[Row]:
        """Rows of places.csv of one citizen."""
        return self._places.get(citizen_id, [])

    def pairs(self, citizen_id: str, vacancy_id: str | None = None) -> list[Row]:
        """Rows of pairs.csv of a citizen, or of one pair; empty when the run was made without --pairs."""
        frame = self.result.pairs
        if frame is None or citizen_id not in self._pairs_of:
            return []
        frame = frame.iloc[self._pairs_of[citizen_id]]
        return _rows(frame if vacancy_id is None else frame[frame["vacancy_id"] == vacancy_id])

    @cached_property
    def _pairs_of(self) -> Mapping[str, Any]:
        """Where the rows of each citizen stand in pairs.csv: it can hold millions, so looked up once."""
        frame = self.result.pairs
        return (
            {} if frame is None else {str(k): rows for k, rows in frame.groupby("citizen_id").indices.items()}
        )


def load_run(week_folder: Path, result_folder: Path, *, demo: bool = False) -> Run:
    """Read both folders; the decision date is that of summary.json.  Raises RunError with what is wrong."""
    from data.exchange.result_reading import read_result
    from data.exchange.week import read_week

    summary = result_folder / "summary.json"
    if not summary.is_file():
        raise RunError(f"{result_folder} holds no summary.json: run husrum propose first.")
    decision_date = date.fromisoformat(json.loads(summary.read_text("utf-8"))["decision_date"])
    reading = read_week(week_folder, decision_date)
    if reading.week is None:
        raise RunError("\n".join(str(fault) for fault in reading.faults))
    run = Run(reading.week, reading.policy, read_result(result_folder), result_folder, demo)
    _refuse_strangers(run, week_folder)
    return run


def _refuse_strangers(run: Run, week_folder: Path) -> None:
    """A result that names someone the week does not know belongs to another week."""
    citizens = {*run.match_of_citizen, *run.unmatched}
    citizens |= {str(row["citizen_id"]) for rows in run.candidates.values() for row in rows}
    strangers = sorted(citizens - set(run.citizens))
    strangers += sorted({*run.match_of_vacancy, *run.candidates, *run.unused} - set(run.vacancies))
    if strangers:
        named = ", ".join(strangers[:3])
        raise RunError(
            f"{run.folder} names {named}, which {week_folder} does not hold: run husrum propose again."
        )
