"""Figures are worked out anew after every change, and only then; whatever views of the store are open."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from time import sleep

from hypothesis import given, settings
from hypothesis import strategies as st
from small_office import ON, SmallOffice

from data.overview.kept import LOOKS, last_change, once_per_change
from data.store import record
from data.store.actor import SYSTEM
from data.store.base import METADATA
from data.store.engine import Store, open_store


def entry(store: Store, action: str) -> None:
    with store.writing() as connection:
        record.append(connection, SYSTEM, action, "row", "x")


def figure(store: Store, made: list[int], on: date = ON) -> int:
    """Counts how often it was worked out."""

    def make() -> int:
        made.append(len(made))
        return made[-1]

    with store.reading() as connection:
        return once_per_change(connection, "figure", on, make)


def test_a_look_keeps_the_figures_and_a_change_does_not(office: SmallOffice) -> None:
    made: list[int] = []
    assert [figure(office.store, made) for _ in range(3)] == [0, 0, 0]
    for action in LOOKS:
        entry(office.store, action)
    assert figure(office.store, made) == 0
    entry(office.store, "step")
    entry(office.store, "view")
    assert [figure(office.store, made) for _ in range(2)] == [1, 1]
    assert figure(office.store, made, ON + timedelta(days=1)) == 2
    assert figure(office.store, made) == 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["view", "search", "change", "step", "ask"]), max_size=25))
def test_the_last_change_is_the_one_the_record_tells_of(tmp_path_factory: object, steps: list[str]) -> None:
    home = tmp_path_factory.mktemp("kept")  # type: ignore[attr-defined]
    store = open_store(home, f"sqlite:///{home / 'kept.sqlite'}")
    METADATA.create_all(store.engine)
    changes = [0]
    for number, step in enumerate((s for s in steps if s != "ask"), 1):
        entry(store, step)
        if step not in LOOKS:
            changes.append(number)
        if "ask" in steps[:number]:
            with store.reading() as connection:
                assert last_change(connection) == changes[-1]
    with store.reading() as connection:
        assert last_change(connection) == changes[-1]
    store.close()


def test_an_older_view_of_the_store_keeps_its_own_figures(office: SmallOffice) -> None:
    entry(office.store, "change")
    with office.store.reading() as before:
        first = last_change(before)
        entry(office.store, "change")
        with office.store.reading() as after:
            assert last_change(after) == first + 1
        assert last_change(before) == first
    with office.store.reading() as again:
        assert last_change(again) == first + 1


def test_of_many_who_ask_at_once_one_works_it_out(sqlite_office: SmallOffice) -> None:
    store, made, together = sqlite_office.store, list[int](), Barrier(8)

    def make() -> int:
        sleep(0.2)
        made.append(1)
        return len(made)

    def ask(_: int) -> int:
        with store.reading() as connection:
            last_change(connection)
            together.wait()
            return once_per_change(connection, "slow", ON, make)

    with ThreadPoolExecutor(8) as many:
        assert list(many.map(ask, range(8))) == [1] * 8
