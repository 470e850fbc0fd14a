"""Starting and cancelling a run: its input is frozen and hashed in one transaction, then it is queued."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from data.exchange.folder import Folder
from data.runs.again import prepare
from data.runs.lookup import Row, latest_run, run_state
from data.runs.lost import mark_lost_in
from data.runs.states import CANCELLED, DONE, GOING, QUEUED, RERUN, WEEK
from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.engine import Store
from data.store.errors import Conflict, NotPossible
from data.store.expiry import expire_due
from data.store.export import week_files
from data.store.lapse import lapse_due
from data.store.policies import policy_in_force
from data.store.schema import run_files, runs
from data.store.settings import MUNICIPALITY, setting, today


def start_run(
    store: Store,
    actor: Actor,
    *,
    kind: str = WEEK,
    lang: str = "da",
    seed: int = 0,
    previous: str | None = None,
) -> str:
    """Freeze the week as it stands now and queue its run; returns the run's id.

    ``previous`` is the run it is compared with, and for a re-run the one whose pairs are kept as far as can
    be; by default the newest finished one.  Raises Conflict("run_going_on") when a run of the municipality
    is queued or running, NotPossible("nothing_to_rerun") for a re-run without a finished run before it.
    """
    with store.writing() as connection:
        run_id = freeze(connection, actor, kind=kind, lang=lang, seed=seed, previous=previous)
    put_in_queue(store, run_id)
    return run_id


def freeze(
    connection: Connection,
    actor: Actor,
    *,
    kind: str = WEEK,
    lang: str = "da",
    seed: int = 0,
    previous: str | None = None,
) -> str:
    """The part of ``start_run`` inside a transaction of the caller; afterwards call ``put_in_queue``."""
    mark_lost_in(connection)
    expire_due(connection)  # whose day to answer has passed no longer holds a flat
    lapse_due(connection)  # nor is a flat at disposal whose own day has
    municipality = setting(connection, MUNICIPALITY)
    _refuse_second(connection, municipality)
    before = _before(connection, kind, previous)
    day = today(connection)
    policy_number, _ = policy_in_force(connection)
    files = prepare(connection, kind, before, week_files(connection, day))
    values: dict[str, Any] = {
        "run_id": secrets.token_hex(8),
        "number": 1 + (connection.execute(select(func.max(runs.c.number))).scalar() or 0),
        "municipality": municipality,
        "kind": kind,
        "state": QUEUED,
        "decision_date": day,
        "seed": seed,
        "lang": lang,
        "policy_number": policy_number,
        "input_sha256": Folder(files, frozenset()).sha256(),
        "previous_run": None if before is None else before["run_id"],
        "started_by": actor.user_id,
        "queued_at": now(),
    }
    connection.execute(insert(runs).values(values))
    keep_files(connection, values["run_id"], "input", files)
    told = ("number", "kind", "seed", "policy_number", "input_sha256", "previous_run")
    record.append(
        connection, actor, "run", "run", values["run_id"], details={name: values[name] for name in told}
    )
    return str(values["run_id"])


def keep_files(connection: Connection, run_id: str, part: str, files: dict[str, bytes]) -> None:
    """Write the files of a run, each once."""
    for name, content in sorted(files.items()):
        row = {"run_id": run_id, "part": part, "name": name, "content": content}
        connection.execute(insert(run_files).values(row))


def put_in_queue(store: Store, run_id: str) -> None:
    """Tell the worker of a run that is frozen and kept; one it was never told of it finds by itself."""
    from data.runs.queue import queue_of

    queue_of(store).work(run_id)


def cancel(connection: Connection, actor: Actor, run_id: str) -> None:
    """Stop a run that is queued or running; its process notices within a second and writes nothing.

    Raises NotFound, and NotPossible("run_not_going") when it is finished already.
    """
    run_state(connection, run_id)
    stopped = connection.execute(
        update(runs)
        .where(runs.c.run_id == run_id, runs.c.state.in_(GOING))
        .values(state=CANCELLED, cancel_wanted=True, finished_at=now())
    )
    if not stopped.rowcount:
        raise NotPossible("run_not_going")
    record.append(connection, actor, "cancel", "run", run_id)


def _refuse_second(connection: Connection, municipality: str) -> None:
    going = connection.execute(
        select(runs.c.number).where(runs.c.municipality == municipality, runs.c.state.in_(GOING))
    ).scalar()
    if going is not None:
        raise Conflict("run_going_on", number=going)


def _before(connection: Connection, kind: str, previous: str | None) -> Row | None:
    """The run before: the one asked for, else the newest finished one."""
    before = latest_run(connection) if previous is None else run_state(connection, previous)
    if kind == RERUN and (before is None or before["state"] != DONE):
        raise NotPossible("nothing_to_rerun")
    return before if before is None or before["state"] == DONE else None
