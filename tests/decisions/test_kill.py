"""Killed in the middle of deciding: what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest
from databases import POSTGRESQL_WAITS, url_of
from finished_week import put_week, town
from random_moves import one_move
from sound_decisions import check_sound
from sqlalchemy import select

from data.store.engine import Store, open_store
from data.store.errors import NotPossible
from data.store.prices import price_of
from data.store.record import head
from data.store.schema import choices, offers, record

#: A process is killed after up to so many decisions and up to so many seconds of the next one.
MOST, LONGEST = 4, 0.03


def decide_until_killed(home: Path, url: str, run_id: str, seed: int, out: int) -> None:
    """Decide in a loop; a line for every decision that was acknowledged, written once it is kept."""
    store, dice = open_store(home, url), Random(seed)
    os.write(out, b"\n")  # ready
    while True:
        try:
            with store.writing() as connection:
                done = one_move(connection, dice, run_id, town())
                done["head"] = head(connection)
        except NotPossible:
            continue
        os.write(out, json.dumps(done).encode() + b"\n")


def one_kill(home: Path, url: str, run_id: str, seed: int) -> list[dict[str, Any]]:
    """Start a process that decides, kill it at a random moment; what it had acknowledged by then."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            decide_until_killed(home, url, run_id, seed, writing)
        finally:
            os._exit(1)  # never back into the tests
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert pipe.readline() == b"\n"
        dice = Random(seed)
        first = [pipe.readline() for _ in range(dice.randint(0, MOST))]
        time.sleep(dice.uniform(0, LONGEST))
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        lines = [*first, *pipe.read().splitlines(keepends=True)]
    assert all(line.endswith(b"\n") for line in lines)  # a short line is written whole or not at all
    return [json.loads(line) for line in lines]


def check_acknowledged(store: Store, told: list[dict[str, Any]]) -> None:
    """Everything acknowledged is in the store, and the record holds it where it said it does."""
    with store.reading() as connection:
        made = set(connection.execute(select(offers.c.offer_id)).scalars())
        chosen = set(connection.execute(select(choices.c.choice_id)).scalars())
        hashes = {row.number: row.hash for row in connection.execute(select(record))}
    for done in told:
        number, entry_hash = done["head"]
        assert hashes[number] == entry_hash  # and with it every entry before: each covers the last
        assert done["offer_id"] in made if "offer_id" in done else done["choice_id"] in chosen


def kill_often(store: Store, kills: int, first: int = 0) -> None:
    home, url = store.home, url_of(store)
    run_id = put_week(store)
    with store.reading() as connection:  # the process that is copied has its prices at hand
        for row in town().table("proposals"):
            price_of(connection, run_id, row["vacancy_id"], row["citizen_id"])
    acknowledged = 0
    for seed in range(first, first + kills):
        store.close()  # nothing open is carried over into the process to be killed
        told = one_kill(home, url, run_id, seed)
        check_acknowledged(store, told)
        check_sound(store)
        acknowledged += len(told)
    assert acknowledged > kills  # it was killed at work, not before it


@POSTGRESQL_WAITS
def test_twenty_kills_during_decisions(any_store: Store) -> None:
    kill_often(any_store, 20)


@pytest.mark.slow
def test_two_hundred_kills_during_decisions(any_store: Store) -> None:
    kill_often(any_store, 200, first=1000)
