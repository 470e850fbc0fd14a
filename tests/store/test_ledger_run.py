"""The ledger and the run say the same: entitled before, used after, and what is left to the next run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import by_hand
import pytest
from random_weeks import write_week
from sqlalchemy import Connection
from synthetic import OFFICE, fix_today, folder_files, import_files

from data.rates.loader import load_rates
from data.store.engine import Store
from data.store.export import read_files, week_files
from data.store.ledger import balances, may_claim
from data.store.ledger_post import post
from data.store.settings import today
from data.synth.write import write_preset
from matcher.pipeline import propose
from matcher.quota import pools_of

Scope = tuple[str, str, str, str]


def pools_of_run(connection: Connection) -> Iterator[tuple[Scope, int, int, list[tuple[str, str]]]]:
    """Each pool of a run of the exported week: scope, entitled, used, and its matches (citizen, flat)."""
    day = today(connection)
    reading = read_files(week_files(connection, day), day)
    assert reading.week is not None, [str(fault) for fault in reading.faults]
    week = reading.week
    result = propose(week, reading.policy, load_rates(day), seed=1)
    if week.quotas is None:
        return
    pool = dict(zip(week.vacancies["vacancy_id"], pools_of(week).pool, strict=True))
    keys = ("organisation_id", "municipality", "department_id", "class")
    for row, told in enumerate(result.summary.get("quota", ())):  # none where pins cannot all be kept
        matched = [
            (str(m["citizen_id"]), str(m["vacancy_id"]))
            for m in result.matches.to_dict("records")
            if pool[m["vacancy_id"]] == row
        ]
        scope: Any = tuple(str(week.quotas[key].iloc[row]) for key in keys)
        yield scope, int(told["entitled"]), int(told["used"]), matched


def left(connection: Connection) -> dict[Scope, tuple[int, int, int]]:
    """What the ledger says of each pool: left, entitled, used."""
    return {
        (one.organisation_id, one.municipality, one.department_id, one.quota_class): (
            one.left, one.entitled, one.used,
        )
        for one in balances(connection)
    }  # fmt: skip


def same_as_the_run(connection: Connection) -> int:
    """Compares before, accepts every match, and compares after; how many were accepted."""
    before = left(connection)
    pools = list(pools_of_run(connection))
    if not pools:
        return 0
    assert {scope for scope, *_ in pools} == set(before)
    by_hand.user(connection)
    number = 0
    for scope, entitled, used, matched in pools:
        assert before[scope] == (entitled, entitled, 0)
        assert used == len(matched)
        for citizen_id, vacancy_id in matched:
            assert may_claim(connection, vacancy_id)
            by_hand.offer(connection, vacancy_id, citizen_id, today(connection), organisation_id=scope[0])
            assert post(connection, OFFICE, vacancy_id) == 1
            number += 1
    after = left(connection)
    for scope, entitled, used, _ in pools:
        assert after[scope] == (entitled - used, entitled, used)
    for scope, entitled, used, _ in pools_of_run(connection):
        assert (entitled, used <= entitled) == (after[scope][0], True)
    return number


@pytest.mark.parametrize("seed", [5, 8, 32, 46, 47])
def test_a_random_week_in_the_store_and_in_the_ledger(sqlite_store: Store, tmp_path: Path, seed: int) -> None:
    """Pools of every mode, of one estate and of one municipality, in debt and with places carried over."""
    day = write_week(seed, tmp_path / "week")
    fix_today(sqlite_store, day)
    import_files(sqlite_store, folder_files(tmp_path / "week"))
    with sqlite_store.writing() as connection:
        assert same_as_the_run(connection) > 0


def test_a_synthetic_week_in_the_store_and_in_the_ledger(any_store: Store, tmp_path: Path) -> None:
    fix_today(any_store)
    import_files(any_store, folder_files(write_preset("small", tmp_path / "week", 7)))
    with any_store.writing() as connection:
        assert same_as_the_run(connection) > 3
