"""Computing a run from its frozen input: ``python -m data.runs.compute RUN_ID``.

Files and the state done are written in one transaction, and only while the run still says running: a process
that is killed, or that was given up, leaves nothing.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, update

from data.exchange.result_reading import result_of_files
from data.exchange.results import result_files
from data.rates.loader import load_rates
from data.runs.changes import changes_of, free_week, held_pairs
from data.runs.child import end_with_parent, give_way
from data.runs.lookup import Row, files_of, run_state
from data.runs.lost import fail
from data.runs.start import keep_files
from data.runs.states import DONE, RERUN, RUNNING, error_text
from data.runs.told import PART, told_files
from data.store import record
from data.store.actor import SYSTEM
from data.store.base import now
from data.store.engine import Store, open_store
from data.store.export import read_files
from data.store.schema import runs
from matcher.errors import BlockedPinError, HusrumError, RatesError
from matcher.model import Policy, Result, Week
from matcher.pipeline import solve_week
from matcher.rates import Rates
from matcher.words import LANGS

#: Up to so many pairs of citizen and flat the run keeps the table of all of them.
PAIRS_KEPT = 20_000
#: At most so many faults of a week are kept with a run that failed by them.
_MOST_FACTS = 20
log = logging.getLogger(__name__)


class Failed(HusrumError):
    """The run cannot be computed; ``code`` is one of data.runs.states.REASONS."""

    def __init__(self, code: str, facts: list[str] | None = None) -> None:
        super().__init__(code)
        self.code, self.facts = code, (facts or [])[:_MOST_FACTS]


class GivenUp(HusrumError):
    """The run is no longer running: it was cancelled or marked lost."""


@dataclass(frozen=True)
class Input:
    """What a run is computed from; ``previous`` are pairs (vacancy_id, citizen_id) of the run before."""

    row: Row
    week: Week
    policy: Policy
    rates: Rates
    previous: tuple[tuple[str, str], ...]


def compute(store: Store, run_id: str) -> None:
    """Compute a run that is running and write its answer, or why there is none."""
    try:
        _step(store, run_id, "read")
        given = input_of(store, run_id)
        result, other = results_of(given, lambda step: _step(store, run_id, step))
        changes = None
        if given.row["kind"] == RERUN:
            _step(store, run_id, "free")
            changes = _changes(store, given, result)
        _step(store, run_id, "write")
        files = {"result": result_files(result, given.row["lang"]), PART: told_files(other)}
        _finish(store, run_id, files, result.summary, changes)
    except GivenUp:
        return
    except Failed as error:
        _fail(store, run_id, error_text(error.code, error.facts))
    except Exception as error:
        log.exception("run %s", run_id)
        _fail(store, run_id, error_text("broken", [type(error).__name__]))


def input_of(store: Store, run_id: str) -> Input:
    """The frozen input of a run, read and checked.  Raises Failed."""
    with store.reading() as connection:
        row = run_state(connection, run_id)
        files = files_of(connection, run_id, "input")
        previous = _pairs_of(connection, row["previous_run"])
    reading = read_files(files, row["decision_date"])
    if reading.week is None:
        raise Failed("week_faults", [str(fault) for fault in reading.faults])
    try:
        rates = load_rates(row["decision_date"])
    except RatesError as error:
        raise Failed("rates", [str(error)]) from error
    return Input(row, reading.week, reading.policy, rates, previous)


def result_of(given: Input) -> Result:
    """The proposals of a run's input; the same input gives the same result.  Raises Failed."""
    return results_of(given)[0]


def results_of(
    given: Input, progress: Callable[[str], None] = lambda step: None
) -> tuple[Result, dict[str, Result]]:
    """The proposals as the run tells them, and by language as it does not.  Raises Failed."""
    with_pairs = len(given.week.citizens) * len(given.week.vacancies) <= PAIRS_KEPT
    lang = str(given.row["lang"])
    try:
        solved = solve_week(
            given.week, given.policy, given.rates, given.row["seed"],
            previous=given.previous, progress=progress,
        )  # fmt: skip
    except BlockedPinError as error:
        facts = [f"{citizen} · {flat}: {' '.join(reasons)}" for citizen, flat, reasons in error.blocked]
        raise Failed("blocked_pins", facts) from error
    except OverflowError as error:
        raise Failed("too_large", [str(error)]) from error
    result = solved.told(lang, pairs=with_pairs)
    if result.status == "infeasible":
        pins = result.summary["conflict"]
        raise Failed("infeasible", [f"{pin['citizen_id']} · {pin['vacancy_id']}" for pin in pins])
    return result, {other: solved.retold(result, other) for other in LANGS if other != lang}


def _changes(store: Store, given: Input, result: Result) -> dict[str, Any]:
    """What a re-run changes, and what a free one beside it would change."""
    with store.reading() as connection:
        held = held_pairs(connection, given.week, given.row["queued_at"])
    free = free_week(given.week, given.policy, given.rates, given.row["seed"])
    return changes_of(dict(given.previous), held, result, free)


def _pairs_of(connection: Connection, run_id: str | None) -> tuple[tuple[str, str], ...]:
    """The pairs (vacancy_id, citizen_id) a finished run proposed."""
    if run_id is None:
        return ()
    matches = result_of_files(files_of(connection, run_id, "result")).matches
    return tuple(zip(matches["vacancy_id"], matches["citizen_id"], strict=True))


def _step(store: Store, run_id: str, step: str) -> None:
    """Write down which step begins.  Raises GivenUp when the run is no longer running."""
    with store.writing() as connection:
        changed = connection.execute(
            update(runs)
            .where(runs.c.run_id == run_id, runs.c.state == RUNNING)
            .values(step=step, heartbeat_at=now())
        )
        if not changed.rowcount:
            raise GivenUp(run_id)


def _finish(
    store: Store,
    run_id: str,
    files: Mapping[str, dict[str, bytes]],
    summary: Mapping[str, Any],
    changes: dict[str, Any] | None,
) -> None:
    """All files by part and the state done, or nothing."""
    with store.writing() as connection:
        done = connection.execute(
            update(runs)
            .where(runs.c.run_id == run_id, runs.c.state == RUNNING)
            .values(state=DONE, summary=dict(summary), changes=changes, finished_at=now())
        )
        if not done.rowcount:
            raise GivenUp(run_id)
        for part, content in files.items():
            keep_files(connection, run_id, part, content)
        told = {name: summary[name] for name in ("matched", "citizens", "vacancies", "input_sha256")}
        record.append(connection, SYSTEM, "finish", "run", run_id, details=told)


def _fail(store: Store, run_id: str, error: str) -> None:
    with store.writing() as connection:
        fail(connection, run_id, error)


def main() -> None:
    """Compute the run named on the command line, in the store the environment names."""
    end_with_parent()
    give_way()
    store = open_store()
    compute(store, sys.argv[1])
    store.close()


if __name__ == "__main__":
    main()
