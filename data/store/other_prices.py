"""The exact price of a candidate beyond the listed ones: the run's week is solved anew and asked.

The same frozen input gives the same best week, so the loss is against what the run proposed.  The solved
weeks of the last runs asked about are kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from data.exchange.folder import Folder
from data.store.errors import NotPossible
from data.store.run_tables import INPUT, contents, rows_of, summary_of

if TYPE_CHECKING:
    from matcher.best import Best
    from matcher.solve.stages import PairLosses

Row = Mapping[str, Any]
LOST = ("lost_tier", "lost_people", "lost_overdue", "lost_goals", "lost_points")
#: A solved week of the largest size is some hundred megabytes.
_KEPT_AT_MOST = 2
_kept: OrderedDict[str, tuple[Best, PairLosses]] = OrderedDict()
_one_at_a_time = Lock()


def other_row(connection: Connection, run: Row, vacancy_id: str, citizen_id: str) -> dict[str, str]:
    """A row as in proposals.csv, rank blank, for an eligible pair that is not listed there.

    A run that was stopped by its time limit has no proven best week to lose from: all losses are blank and
    the warning is ``bound``.  Raises NotPossible("not_eligible") or ("no_week_with_pair").
    """
    import numpy as np

    from matcher.ranking import candidate_of, shown_loss
    from matcher.warnings import Asked, warnings_of

    best, losses = _solved(connection, run)
    citizen = best.scene.citizens.ids[best.pairs.c] == citizen_id
    found = np.nonzero(citizen & (best.scene.flats.ids[best.pairs.v] == vacancy_id))[0]
    if not len(found):
        raise NotPossible("not_eligible")
    row = int(found[0])
    warnings = warnings_of(Asked(best.scene, best.eligibility, best.pairs, found))[0]
    lost: Mapping[str, int | None] = dict.fromkeys(LOST)
    if summary_of(connection, run["run_id"]).get("status") == "optimal":
        candidate = candidate_of(best, losses, row)
        if candidate is None:
            raise NotPossible("no_week_with_pair")
        lost = shown_loss(candidate)
    else:
        warnings = f"{warnings} bound".strip()
    told = {name: "" if value is None else str(value) for name, value in lost.items()}
    named = {"vacancy_id": vacancy_id, "citizen_id": citizen_id, "rank": "", "matched": "false"}
    return {**named, **told, "points": str(int(best.pairs.points[row])), "warnings": warnings}


def _solved(connection: Connection, run: Row) -> tuple[Best, PairLosses]:
    """The solved week of a run with the losses of its pairs, kept for the next question about it."""
    with _one_at_a_time:
        if run["run_id"] not in _kept:
            _kept[run["run_id"]] = _solve(connection, run)
            if len(_kept) > _KEPT_AT_MOST:
                _kept.popitem(last=False)
        _kept.move_to_end(run["run_id"])
        return _kept[run["run_id"]]


def _solve(connection: Connection, run: Row) -> tuple[Best, PairLosses]:
    from data.exchange.week import read_files
    from data.rates.loader import load_rates
    from matcher.best import Settings, best_week, set_scene
    from matcher.ranking import losses_of

    day = run["decision_date"]
    reading = read_files(Folder(contents(connection, run["run_id"], INPUT), frozenset()), day)
    if reading.week is None:
        raise ValueError("; ".join(str(fault) for fault in reading.faults))
    before = run["previous_run"]
    rows = rows_of(connection, before, "matches") if before else []
    previous = frozenset((row["vacancy_id"], row["citizen_id"]) for row in rows)
    scene = set_scene(reading.week, reading.policy, load_rates(day))
    best = best_week(scene, Settings(run["seed"], previous))
    return best, losses_of(best)
