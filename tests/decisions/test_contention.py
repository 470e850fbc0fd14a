"""Sixteen at once for one flat, and for one citizen: exactly one gets it, and everyone else is told so."""

from __future__ import annotations

import multiprocessing
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from databases import url_of
from finished_week import OFFICE, SECOND, put_week, town
from sound_decisions import check_sound
from sqlalchemy import func, select

from data.store import choices, choosing
from data.store.engine import Store, open_store
from data.store.errors import NotPossible
from data.store.prices import Price, price_of
from data.store.schema import choices as decided
from data.store.schema import offers, record

CONTENDERS = 16
ROWS = town().table("proposals")


def one_flat() -> list[dict[str, str]]:
    """The candidates of the flat that has most of them."""
    flat, _ = Counter(row["vacancy_id"] for row in ROWS).most_common(1)[0]
    return [row for row in ROWS if row["vacancy_id"] == flat]


def one_citizen() -> list[dict[str, str]]:
    """The flats of the citizen who is a candidate for most of them."""
    citizen, _ = Counter(row["citizen_id"] for row in ROWS).most_common(1)[0]
    return [row for row in ROWS if row["citizen_id"] == citizen]


def prices_of(store: Store, run_id: str, rows: list[dict[str, str]]) -> list[Price]:
    with store.reading() as connection:
        return [price_of(connection, run_id, row["vacancy_id"], row["citizen_id"]) for row in rows]


def contend(store: Store, number: int, prices: list[Price]) -> str:
    """One contender's try: the code of what stood in the way, or blank for the winner."""
    price, actor = prices[number % len(prices)], OFFICE if number % 2 else SECOND
    try:
        with store.writing() as connection:
            choices.choose(
                connection, actor, price.run_id, price.vacancy_id, price.citizen_id,
                price=price, warnings_ticked=price.warnings, reason_code="individual_assessment", reason="-",
            )  # fmt: skip
    except NotPossible as error:
        return error.code
    return ""


def check_round(store: Store, run_id: str, told: list[str], rounds: int, expected: set[str]) -> None:
    """One winner; and in the store one live offer, one choice that stands, one more entry."""
    assert told.count("") == 1 and set(told) <= {"", *expected}, told
    with store.reading() as connection:
        count = select(func.count())
        live = connection.execute(count.select_from(offers).where(offers.c.live)).scalar_one()
        stands = connection.execute(count.select_from(decided).where(decided.c.undone_at.is_(None)))
        entries = connection.execute(count.select_from(record).where(record.c.action == "choose"))
        assert (live, stands.scalar_one(), entries.scalar_one()) == (1, 1, rounds)


def undo_all(store: Store, run_id: str) -> None:
    with store.writing() as connection:
        for row in choices.standing_choices(connection, run_id).values():
            choices.undo(connection, OFFICE, row["choice_id"])


def by_threads(store: Store, rounds: int, rows: list[dict[str, str]], expected: set[str]) -> None:
    """Threads, each with a connection of its own, let go at the same moment."""
    run_id = put_week(store)
    prices = prices_of(store, run_id, rows)
    for done in range(1, rounds + 1):
        start, told = threading.Barrier(CONTENDERS), [""] * CONTENDERS
        threads = [
            threading.Thread(target=_one_thread, args=(store, number, prices, start, told))
            for number in range(CONTENDERS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        check_round(store, run_id, told, done, expected)
        undo_all(store, run_id)
    check_sound(store)


def _one_thread(
    store: Store, number: int, prices: list[Price], start: threading.Barrier, told: list[str]
) -> None:
    start.wait()
    try:
        told[number] = contend(store, number, prices)
    except BaseException as error:
        told[number] = repr(error)


def by_processes(store: Store, rounds: int, rows: list[dict[str, str]], expected: set[str]) -> None:
    """Real processes, each with a store of its own, let go at the same moment."""
    run_id = put_week(store)
    prices = prices_of(store, run_id, rows)
    store.close()  # nothing open is carried over into another process
    context = multiprocessing.get_context("fork")
    start = context.Barrier(CONTENDERS + 1)
    answers: Any = context.Queue()
    given = (str(store.home), url_of(store), prices, rounds, start, answers)
    processes = [
        context.Process(target=_one_process, args=(number, *given), daemon=True)
        for number in range(CONTENDERS)
    ]
    for process in processes:
        process.start()
    try:
        for done in range(1, rounds + 1):
            start.wait(60)
            told = [answers.get(timeout=60) for _ in processes]
            check_round(store, run_id, told, done, expected)
            undo_all(store, run_id)
        for process in processes:
            process.join(30)
    finally:
        for process in processes:
            process.kill()
    check_sound(store)


def _one_process(
    number: int, home: str, url: str, prices: list[Price], rounds: int, start: Any, answers: Any
) -> None:
    from pathlib import Path

    store = open_store(Path(home), url)
    for _ in range(rounds):
        start.wait(60)
        try:
            answers.put(contend(store, number, prices))
        except BaseException as error:
            answers.put(repr(error))
    store.close()


FLAT = (one_flat(), {"flat_taken"})
CITIZEN = (one_citizen(), {"citizen_taken", "flat_taken"})
GOALS = pytest.mark.parametrize(("rows", "expected"), [FLAT, CITIZEN], ids=["flat", "citizen"])


@GOALS
def test_one_of_sixteen_threads_wins(
    any_store: Store, rows: list[dict[str, str]], expected: set[str]
) -> None:
    by_threads(any_store, 5, rows, expected)


@GOALS
def test_one_of_sixteen_processes_wins(
    any_store: Store, rows: list[dict[str, str]], expected: set[str]
) -> None:
    by_processes(any_store, 4, rows, expected)


@pytest.fixture
def _no_look_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody looks whether flat and citizen are free: what is left is the unique index."""
    monkeypatch.setattr(choosing, "require_free", lambda *_: None)
    yield


@pytest.mark.usefixtures("_no_look_before")
def test_the_index_alone_lets_no_one_in_twice(any_store: Store) -> None:
    by_threads(any_store, 4, one_citizen(), {"citizen_taken", "flat_decided", "quota_spent"})


@pytest.mark.slow
@GOALS
def test_two_hundred_rounds_of_sixteen(
    any_store: Store, rows: list[dict[str, str]], expected: set[str]
) -> None:
    by_threads(any_store, 200, rows, expected)


@pytest.mark.slow
@GOALS
def test_fifty_more_rounds_by_processes(
    any_store: Store, rows: list[dict[str, str]], expected: set[str]
) -> None:
    by_processes(any_store, 50, rows, expected)
