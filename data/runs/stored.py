"""A finished run as the pages and reports use it: read once, kept in memory, never changing."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from data.exchange.result_reading import result_of_files
from data.rates.loader import load_rates
from data.runs.lookup import Row, files_of, run_state
from data.runs.states import DONE, error_of
from data.store.engine import Store, StoreError
from data.store.errors import NotPossible
from data.store.export import read_files
from matcher.model import Policy, Result, Week
from matcher.pair_table import PairTable, pair_table

#: So many runs are kept in memory: the newest, the one before, and those just looked at.
KEPT = 6


@dataclass(frozen=True)
class StoredRun:
    """The frozen week, its policy (a re-run's has stability points), the result, and the row of ``runs``."""

    week: Week
    policy: Policy
    result: Result
    row: Row

    @property
    def run_id(self) -> str:
        """The run's id."""
        return str(self.row["run_id"])

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """What was proposed, as (vacancy_id, citizen_id) in the order of the flats."""
        matches = self.result.matches
        return list(zip(matches["vacancy_id"], matches["citizen_id"], strict=True))

    @cached_property
    def ids(self) -> Mapping[str, frozenset[str]]:
        """Who and what is in the week: the ids of its ``citizens`` and of its ``vacancies``."""
        week = self.week
        return {
            "citizens": frozenset(week.citizens["citizen_id"]),
            "vacancies": frozenset(week.vacancies["vacancy_id"]),
        }

    @cached_property
    def all_pairs(self) -> PairTable:
        """Every citizen against every flat: reasons, money and points, asked citizen by citizen."""
        return pair_table(self.week, self.policy, load_rates(self.week.decision_date))

    def pairs_of(self, citizen_id: str) -> pd.DataFrame:
        """The rows of pairs.csv of one citizen: every flat, whether it is possible and why not."""
        kept = self.result.pairs
        if kept is not None:
            return kept[kept["citizen_id"] == citizen_id]
        return self.all_pairs.of_citizen(citizen_id)


class _Cache:
    """Finished runs by id, the least used given up first; a run is read by one thread while others wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: OrderedDict[tuple[str, str], StoredRun] = OrderedDict()
        self._reading: dict[tuple[str, str], threading.Lock] = {}

    def get(self, store: Store, run_id: str) -> StoredRun:
        key = (str(store.engine.url), run_id)
        with self._lock:
            if key in self._runs:
                self._runs.move_to_end(key)
                return self._runs[key]
            reading = self._reading.setdefault(key, threading.Lock())
        with reading:
            with self._lock:
                if key in self._runs:
                    return self._runs[key]
            run = _read(store, run_id)
            with self._lock:
                self._runs[key] = run
                self._reading.pop(key, None)
                while len(self._runs) > KEPT:
                    self._runs.popitem(last=False)
        return run


_cache = _Cache()


def load(store: Store, run_id: str) -> StoredRun:
    """A finished run.  Raises NotFound, and NotPossible("run_not_done") for one without a result."""
    return _cache.get(store, run_id)


def warm(store: Store, run_id: str) -> None:
    """Read a run in the background, so that the first page does not wait for it."""
    threading.Thread(target=_try_load, args=(store, run_id), daemon=True).start()


def _try_load(store: Store, run_id: str) -> None:
    try:
        load(store, run_id)
    except Exception:  # the page that wants it says what is wrong
        return


def _read(store: Store, run_id: str) -> StoredRun:
    with store.reading() as connection:
        row = run_state(connection, run_id)
        if row["state"] != DONE:
            raise NotPossible("run_not_done", state=row["state"], reason=error_of(row)[0])
        files: Mapping[str, bytes] = files_of(connection, run_id, "input")
        answer = files_of(connection, run_id, "result")
    reading = read_files(files, row["decision_date"])
    if reading.week is None:
        raise StoreError(f"the frozen week of run {run_id} cannot be read: {reading.faults[0]}")
    return StoredRun(reading.week, reading.policy, result_of_files(answer), row)
