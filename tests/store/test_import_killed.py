"""An import killed in the middle leaves the old state or the new one, never a mixture."""

from __future__ import annotations

import csv
import io
import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest
from databases import url_of
from sqlalchemy import func, select
from synthetic import OFFICE, fix_today, folder_files, import_files

from data.store.engine import Store, open_store
from data.store.export import week_files
from data.store.imports import confirm, preview
from data.store.schema import record, uploads
from data.synth.write import DECISION_DATE, write_preset

KILLS = 50


def confirm_in_a_process_of_its_own(home: Path, url: str, upload_id: str) -> None:
    store = open_store(home, url)
    with store.writing() as connection:
        confirm(connection, OFFICE, upload_id)
    os._exit(0)


def start(store: Store, files: dict[str, bytes]) -> multiprocessing.Process:
    """Put the files up and begin to confirm them in another process."""
    with store.writing() as connection:
        upload_id = preview(connection, OFFICE, files)
    store.close()  # no connection is shared with the other process
    arguments = (store.home, url_of(store), upload_id)
    process = multiprocessing.get_context("fork").Process(
        target=confirm_in_a_process_of_its_own, args=arguments
    )
    process.start()
    return process  # type: ignore[return-value]


def exported(store: Store) -> dict[str, bytes]:
    with store.reading() as connection:
        return week_files(connection, DECISION_DATE)


def otherwise(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same week with a cell of every row changed, in every table."""
    changed = {}
    for table, column in (
        ("citizens", "wealth"), ("vacancies", "rent"), ("places", "weight"), ("teams", "current_cases"),
        ("quotas", "counted"),
    ):  # fmt: skip
        rows = list(csv.DictReader(io.StringIO(files[f"{table}.csv"].decode())))
        for row in rows:
            row[column] = str((int(float(row[column] or 0)) + 1) % 5 + 1)
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        changed[f"{table}.csv"] = text.getvalue().encode()
    return {**files, **changed}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_fifty_imports_killed(any_store: Store, tmp_path: Path) -> None:
    fix_today(any_store)
    one = folder_files(write_preset("small", tmp_path / "week", 1))
    weeks, states = (one, otherwise(one)), []
    for files in weeks:
        import_files(any_store, files)
        states.append(exported(any_store))
    assert states[0] != states[1]
    began = time.monotonic()
    start(any_store, weeks[0]).join()
    length = time.monotonic() - began
    assert exported(any_store) == states[0]
    dice, stands, killed_before = random.Random(1), 0, 0
    for _ in range(KILLS):
        process = start(any_store, weeks[1 - stands])
        time.sleep(dice.uniform(0, 1.1 * length))
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        now = exported(any_store)
        assert now in states, "neither the old state nor the new one"
        killed_before += now == states[stands]
        stands = states.index(now)
    assert killed_before > 5, "many were killed before they were done"
    with any_store.reading() as connection:
        done = select(func.count()).select_from(uploads).where(uploads.c.state == "confirmed")
        told = select(func.count()).select_from(record).where(record.c.action == "import")
        assert connection.execute(done).scalar_one() == connection.execute(told).scalar_one()
