"""Seeds as they are written on the command line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.simulate.errors import ArgumentError
from data.simulate.seeds import MOST_SEEDS, parse_seeds, seeds_words

SPANS = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 40)).map(lambda span: (span[0], span[0] + span[1])),
    min_size=1,
    max_size=8,
)


@given(SPANS)
def test_every_seed_that_is_written_is_there_once_and_no_other(spans: list[tuple[int, int]]) -> None:
    text = ",".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)
    seeds = parse_seeds(text)
    assert set(seeds) == {seed for a, b in spans for seed in range(a, b + 1)}
    assert list(seeds) == sorted(set(seeds))


@given(st.sets(st.integers(0, 200), min_size=1))
def test_written_the_shortest_way_they_are_the_same_seeds(seeds: set[int]) -> None:
    words = seeds_words(tuple(sorted(seeds)))
    assert set(parse_seeds(words)) == seeds
    runs = sum(seed - 1 not in seeds for seed in seeds)
    assert words.count(",") == runs - 1


def test_spaces_are_allowed() -> None:
    assert parse_seeds(" 3, 1-2 ,9 ") == (1, 2, 3, 9)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "whole numbers"),
        ("a", "whole numbers"),
        ("1-", "whole numbers"),
        ("-3", "whole numbers"),
        ("1,,2", "whole numbers"),
        ("1.5", "whole numbers"),
        ("1..5", "whole numbers"),
        ("٣", "whole numbers"),
        ("5-3", "backwards"),
        (f"1-{MOST_SEEDS + 1}", str(MOST_SEEDS)),
        (f"1-{MOST_SEEDS},0", str(MOST_SEEDS)),
        ("1-999999999", str(MOST_SEEDS)),
    ],
)
def test_anything_else_is_refused_with_what_is_wrong(text: str, word: str) -> None:
    with pytest.raises(ArgumentError, match=word) as caught:
        parse_seeds(text)
    assert "--seeds" in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text(alphabet="0123456789-, ", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        seeds = parse_seeds(text)
    except ArgumentError:
        return
    assert seeds
    assert all(seed >= 0 for seed in seeds)
