"""Lexicographic levels packed into as few 64-bit whole numbers as hold them without overflow.

A *word* is a weighted sum of consecutive levels in which one unit of a level outweighs everything the later
levels of the word can differ by.  Solving word after word, each on the optimal face of the ones before, is
solving the levels in their order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Ints


@dataclass(frozen=True)
class Word:
    """Levels ``first`` … ``last - 1`` in one number; ``weights`` says what a unit of each of them counts."""

    first: int
    last: int
    weights: tuple[int, ...]

    def of(self, levels: Ints) -> Ints:
        """The word of each pair, (E,) int64, from all levels (L, E); more is better."""
        return np.array(self.weights, dtype=np.int64) @ levels[self.first : self.last]

    def read(self, total: Ints) -> Ints:
        """The levels of packed differences, (last − first, E), for a word packed with signed digits."""
        out = np.zeros((len(self.weights), len(total)), dtype=np.int64)
        for level, weight in enumerate(self.weights):
            out[level] = (total + weight // 2) // weight
            total = total - weight * out[level]
        return out


def spread(levels: Ints, c: Ints, v: Ints) -> list[int]:
    """How far the totals of two weeks can lie apart at each level: matches that count × largest value."""
    reach = []
    for row in levels:
        counted = np.nonzero(row)[0]
        matches = min(len(np.unique(c[counted])), len(np.unique(v[counted])))
        reach.append(matches * int(np.abs(row).max(initial=0)))
    return reach


def pack(reach: list[int], room: int, *, signed: bool = False, most: int | None = None) -> list[Word]:
    """Pack levels into words whose values and totals stay below ``room``.

    ``reach[i]`` bounds the difference of two totals at level i.  With ``signed`` a packed difference can be
    read back level by level.  Raises OverflowError when one level alone is more than ``most``, which is
    ``room`` unless said otherwise.
    """
    digits = 2 if signed else 1
    words: list[Word] = []
    last = len(reach)
    while last > 0:
        first, weights = last - 1, [1]
        if digits * reach[first] + 1 > (most or room):
            raise OverflowError(f"level {first} reaches {reach[first]}, more than {most or room}")
        while first > 0:
            outweighs = weights[0] * (digits * reach[first] + 1)
            if outweighs * (digits * reach[first - 1] + 1) > room:
                break
            first, weights = first - 1, [outweighs, *weights]
        words.append(Word(first, last, tuple(weights)))
        last = first
    return words[::-1]
