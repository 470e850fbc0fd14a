"""One run as the pages see it: the week, the result, and both indexed by id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from data.runs import StoredRun
    from matcher.model import Policy, Result, Week

Row = Mapping[str, Any]
#: The pairs of so many citizens are kept ready.
_REMEMBERED = 256


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
    """A week and its result, looked up by the ids of citizens and vacancies.

    ``pairs_of`` gives the rows of pairs.csv of a citizen; without it only what the result keeps is shown.
    """

    week: Week
    policy: Policy
    result: Result
    run_id: str = ""
    pairs_of: Callable[[str], pd.DataFrame] | None = None
    citizens: dict[str, Row] = field(init=False)
    vacancies: dict[str, Row] = field(init=False)
    match_of_vacancy: dict[str, Row] = field(init=False)
    match_of_citizen: dict[str, Row] = field(init=False)
    candidates: dict[str, list[Row]] = field(init=False)
    unmatched: dict[str, Row] = field(init=False)
    unused: dict[str, Row] = field(init=False)
    _places: dict[str, list[Row]] = field(init=False)
    _known_pairs: Callable[[str], Mapping[str, Row]] = field(init=False)

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
            "_known_pairs": _remembering(self.pairs_of),
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

    def places(self, citizen_id: str) -> list[Row]:
        """Rows of places.csv of one citizen."""
        return self._places.get(citizen_id, [])

    def pairs(self, citizen_id: str) -> Mapping[str, Row]:
        """Rows of pairs.csv of a citizen by vacancy id: every flat, whether it is possible, why not."""
        return self._known_pairs(citizen_id)

    def pair(self, citizen_id: str, vacancy_id: str) -> Row:
        """The row of pairs.csv of one pair; empty where it is not known."""
        return self.pairs(citizen_id).get(vacancy_id, {})


def run_of(stored: StoredRun) -> Run:
    """A stored run as the pages see it."""
    return Run(stored.week, stored.policy, stored.result, str(stored.row["run_id"]), stored.pairs_of)


def _remembering(pairs_of: Callable[[str], pd.DataFrame] | None) -> Callable[[str], Mapping[str, Row]]:
    """The pairs of the citizens just looked at are kept: a page asks for the same ones several times."""

    @lru_cache(maxsize=_REMEMBERED)
    def known(citizen_id: str) -> Mapping[str, Row]:
        return {} if pairs_of is None else _by(_rows(pairs_of(citizen_id)), "vacancy_id")

    return known
