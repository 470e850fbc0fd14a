"""Whatever an office does in whatever order, the store stays sound after every move."""

from __future__ import annotations

from random import Random

import pytest
from finished_week import put_week, town
from random_moves import one_move
from sound_decisions import check_sound

from data.store.engine import Store
from data.store.errors import NotPossible


def walk(store: Store, seed: int, moves: int) -> set[str]:
    """The states and actions that were reached on a walk of so many moves."""
    dice, run_id, reached = Random(seed), put_week(store), set()
    for move in range(moves):
        try:
            with store.writing() as connection:
                done = one_move(connection, dice, run_id, town())
            reached |= {done["action"], done.get("state", "")}
        except NotPossible as error:
            reached.add(error.code)
        if move % 10 == 0:
            check_sound(store)
    check_sound(store)
    return reached


@pytest.mark.parametrize("seed", range(2))
def test_a_random_office_leaves_nothing_half_done(any_store: Store, seed: int) -> None:
    reached = walk(any_store, seed, 250)
    assert {
        "accept",
        "choose",
        "reject",
        "park",
        "undo",
        "step",
        "step_back",
        "offered",
        "refused",
    } <= reached
    assert {"flat_taken", "citizen_taken", "step_not_possible"} <= reached


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 112))
def test_many_random_offices(any_store: Store, seed: int) -> None:
    walk(any_store, seed, 1500)
