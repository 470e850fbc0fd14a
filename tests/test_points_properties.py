"""The properties that points must have, on the run itself: wishes decide where, never whether."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
import pytest

from data.rates.loader import load_rates
from matcher.pipeline import propose
from tests.random_weeks import Draw, drawn, make_frames, make_policy

rates_on = cache(load_rates)
EVERYWHERE = ("2400", "2450", "0999", "A1", "A2", "B1")


def pairs_of(draw: Draw, citizen_id: str, **cells: Any) -> pd.DataFrame:
    """The eligible pairs of one citizen, by vacancy, when these cells are changed (without pins)."""
    rows = [{**row, **cells} if row["citizen_id"] == citizen_id else row for row in draw.citizens]
    decisions = [row for row in draw.decisions if row["action"] != "pin"]
    changed = replace(draw, citizens=rows, decisions=decisions)
    table = propose(make_frames(changed), make_policy(changed), rates_on(draw.today), pairs=True).pairs
    assert table is not None
    own = table[(table["citizen_id"] == citizen_id) & table["eligible"].astype(bool)]
    return own.set_index("vacancy_id")


@pytest.mark.parametrize("seed", range(100, 108))
def test_a_wish_never_moves_the_points_of_the_best_flat_through_choice(seed: int) -> None:
    draw = drawn(seed)
    for row in draw.citizens[:3]:
        before = pairs_of(draw, row["citizen_id"])
        if before.empty:
            continue
        for wish in ({"priorities": ("size", "network")}, {"wanted_areas": EVERYWHERE}):
            after = pairs_of(draw, row["citizen_id"], **wish)
            assert list(after.index) == list(before.index)
            assert after["choice"].max() == before["choice"].max() == 1000
            assert (after["need"] == before["need"]).all()
            assert (after["fit"] == before["fit"]).all()


@pytest.mark.parametrize("seed", range(100, 108))
def test_refusing_areas_never_raises_the_need_of_who_refuses(seed: int) -> None:
    """Need is waiting and chances; the vacancies refused still count as chances."""
    draw = drawn(seed)
    for row in draw.citizens[:3]:
        before = pairs_of(draw, row["citizen_id"])
        after = pairs_of(draw, row["citizen_id"], refused_areas=("2400", "A1"))
        both = before.join(after[["need"]].add_suffix("_after"), how="inner")
        assert (both["need_after"] <= both["need"]).all()
