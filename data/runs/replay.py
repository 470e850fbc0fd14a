"""Computing a finished run once more from its frozen input: ``python -m data.runs.replay RUN_ID``."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from data.exchange.result_reading import SUMMARY
from data.exchange.results import result_files
from data.runs.child import end_with_parent, give_way
from data.runs.compute import Failed, input_of, result_of
from data.runs.lookup import files_of, run_state
from data.runs.states import DONE
from data.store import record
from data.store.actor import SYSTEM, Actor
from data.store.engine import Store, open_store
from data.store.errors import NotPossible
from data.store.schema import record as entries

#: The actions of the record: asked for by a person, answered by the worker.
ASKED, ANSWERED = "replay", "replayed"


@dataclass(frozen=True)
class Replay:
    """Whether the same input gave the same bytes again; the files that differ or are missing on one side."""

    same: bool
    differing: list[str]


def replay(store: Store, run_id: str) -> Replay:
    """Compute a finished run again and compare every file byte for byte, the seconds it took aside.

    Raises NotFound, and NotPossible("run_not_done").
    """
    with store.reading() as connection:
        if run_state(connection, run_id)["state"] != DONE:
            raise NotPossible("run_not_done")
        kept = files_of(connection, run_id, "result")
    given = input_of(store, run_id)
    try:
        again = result_files(result_of(given), given.row["lang"])
    except Failed as error:
        return Replay(False, [error.code])
    return compared(kept, again)


def compared(kept: Mapping[str, bytes], again: Mapping[str, bytes]) -> Replay:
    """Two results file by file."""
    differing = [
        name
        for name in sorted({*kept, *again})
        if _without_seconds(name, kept.get(name)) != _without_seconds(name, again.get(name))
    ]
    return Replay(not differing, differing)


def ask(connection: Connection, actor: Actor, run_id: str) -> None:
    """Note that a person asked for a replay; then put it in the queue (``queue_of(store).replay``)."""
    if run_state(connection, run_id)["state"] != DONE:
        raise NotPossible("run_not_done")
    record.append(connection, actor, ASKED, "run", run_id)


def last_replay(connection: Connection, run_id: str) -> dict[str, Any] | None:
    """The newest entry about a replay: ``action`` (ASKED, ANSWERED), ``at``, ``actor``, ``details``."""
    found = (
        select(entries)
        .where(
            entries.c.subject_kind == "run",
            entries.c.subject == run_id,
            entries.c.action.in_((ASKED, ANSWERED)),
        )
        .order_by(entries.c.number.desc())
        .limit(1)
    )
    row = connection.execute(found).mappings().one_or_none()
    return None if row is None else {**row, "details": json.loads(row["details"])}


def _without_seconds(name: str, content: bytes | None) -> object:
    if name != SUMMARY or content is None:
        return content
    summary = json.loads(content)
    summary.pop("seconds", None)
    return list(summary.items())


def main() -> None:
    """Replay the run named on the command line and write the answer to the record."""
    end_with_parent()
    give_way()
    store = open_store()
    found = replay(store, sys.argv[1])
    with store.writing() as connection:
        details = {"same": found.same, "differing": found.differing}
        record.append(connection, SYSTEM, ANSWERED, "run", sys.argv[1], details=details)
    store.close()


if __name__ == "__main__":
    main()
