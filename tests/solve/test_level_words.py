"""Levels packed into whole numbers: what goes in comes out, and the order of weeks is kept."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.solve.words import pack, spread

reaches = st.lists(st.integers(0, 10_000), min_size=1, max_size=6)


@st.composite
def packed(draw: st.DrawFn, signed: bool) -> tuple[list[int], int, list[list[int]]]:
    """Reaches, room enough for the largest of them, and a few rows of differences within reach."""
    reach = draw(reaches)
    room = draw(st.integers(2 * max(reach) + 1, 1 << 59))
    low = -1 if signed else 0
    rows = draw(st.lists(st.tuples(*(st.integers(low * r, r) for r in reach)), min_size=2, max_size=5))
    return reach, room, [list(row) for row in rows]


@given(packed(signed=True))
def test_signed_words_read_back_what_was_packed(case: tuple[list[int], int, list[list[int]]]) -> None:
    reach, room, rows = case
    levels = np.array(rows, dtype=np.int64).T
    words = pack(reach, room, signed=True)
    assert [word.first for word in words] == [0, *(word.last for word in words[:-1])]
    assert words[-1].last == len(reach)
    for word in words:
        value = word.of(levels)
        assert (np.abs(value) < room).all()
        assert np.array_equal(word.read(value), levels[word.first : word.last])


@given(packed(signed=False))
def test_comparing_words_is_comparing_levels(case: tuple[list[int], int, list[list[int]]]) -> None:
    reach, room, rows = case
    words = pack(reach, room)
    values = [word.of(np.array(rows, dtype=np.int64).T) for word in words]
    by_word = sorted(range(len(rows)), key=lambda row: [int(value[row]) for value in values])
    assert [rows[row] for row in by_word] == sorted(rows)
    assert all((value < room).all() for value in values)


def test_a_level_that_does_not_fit_is_refused() -> None:
    assert len(pack([5, 100], 101)) == 2
    with pytest.raises(OverflowError, match="level 1 reaches 100"):
        pack([5, 100], 100)
    assert pack([100], 201, signed=True)
    with pytest.raises(OverflowError):
        pack([100], 200, signed=True)


def test_spread_counts_matches_once_per_citizen_and_flat() -> None:
    c, v = np.array([0, 0, 1, 2]), np.array([0, 1, 1, 1])
    levels = np.array([[1, 1, 1, 1], [0, 0, 1, 1], [300, 500, -700, 0], [0, 0, 0, 0]])
    assert spread(levels, c, v) == [2, 1, 1400, 0]
