"""Lexicographic levels packed into as few 64-bit whole numbers as hold them without overflow.

A *word* is a weighted sum of consecutive levels in which one unit of a level outweighs everything the later
levels of the word can differ by.  Solving word after word, each on the optimal face of the ones before, is
solving the levels in their order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Word:
    """Levels ``first`` … ``last - 1`` in one number per pair: ``value`` (E,) int64, more is better.

    ``weight`` is what one unit of the first level counts.
    """

    first: int
    last: int
    value: np.ndarray
    weight: int


def spread(levels: np.ndarray, c: np.ndarray, v: np.ndarray) -> list[int]:
    """How far the totals of two weeks can lie apart at each level: matches that count × largest value."""
    reach = []
    for row in levels:
        counted = row != 0
        matches = min(len(np.unique(c[counted])), len(np.unique(v[counted])))
        reach.append(matches * int(np.abs(row).max(initial=0)))
    return reach


def pack(levels: np.ndarray, reach: list[int], room: int, *, digits: int = 1) -> list[Word]:
    """Pack the levels into words whose values and totals stay below ``room``.

    ``reach[i]`` bounds the difference of two totals at level i; ``digits`` 2 leaves room for the sign when a
    packed difference is to be read back level by level.  Raises OverflowError when one level alone is too much.
    """
    words: list[Word] = []
    last = len(levels)
    while last > 0:
        first, weight = last - 1, 1
        if reach[first] + 1 > room:
            raise OverflowError(f"level {first} reaches {reach[first]}, more than {room}")
        value = levels[first].copy()
        while first > 0:
            outweighs = weight * (digits * reach[first] + 1)
            if outweighs * (digits * reach[first - 1] + 1) > room:
                break
            first, weight = first - 1, outweighs
            value = value + weight * levels[first]
        words.append(Word(first, last, value, weight))
        last = first
    return words[::-1]
