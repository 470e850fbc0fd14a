"""Chance that is the same everywhere: named streams of one fixed generator.

Only ``Generator.random`` of PCG64 is drawn from (its stream is fixed by the algorithm, where numpy may
improve other distributions between releases), every stream is named, and a name hashes with SHA-256: no
clock, no ``hash``, no order of creation plays a part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import TypeVar

import numpy as np

T = TypeVar("T")
_NORMAL = NormalDist()
_BLOCK = 1024


class Dice:
    """A stream of chance, named by a seed and words: the same name, the same draws."""

    def __init__(self, seed: int, *names: str) -> None:
        text = ":".join([str(seed), *names])
        state = int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")
        self._generator = np.random.Generator(np.random.PCG64(state))
        self._block: list[float] = []

    def share(self) -> float:
        """A number from 0 (included) to 1 (excluded)."""
        if not self._block:
            self._block = self._generator.random(_BLOCK).tolist()
        return self._block.pop()

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.share() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.share() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        """A number from low to high."""
        return low + self.share() * (high - low)

    def normal(self, mean: float = 0.0, spread: float = 1.0) -> float:
        """A normally distributed number, cut off at about four spreads."""
        return mean + spread * _NORMAL.inv_cdf(min(max(self.share(), 3e-5), 1 - 3e-5))

    def among(self, items: Sequence[T]) -> T:
        """One of the items, each as likely."""
        return items[int(self.share() * len(items))]

    def pick(self, weights: Mapping[T, float]) -> T:
        """One key, in proportion to its weight."""
        left = self.share() * sum(weights.values())
        for item, weight in weights.items():
            left -= weight
            if left < 0:
                return item
        return item

    def some(self, items: Sequence[T], number: int) -> list[T]:
        """So many different items (all when there are fewer), in the order drawn."""
        rest = list(items)
        return [rest.pop(int(self.share() * len(rest))) for _ in range(min(number, len(rest)))]

    def deal(self, weights: Mapping[T, float], number: int) -> list[T]:
        """So many keys in proportion to their weights, dealt evenly rather than drawn, then shuffled.

        Systematic sampling: each key comes its expected number of times, give or take one, without bias.
        """
        if not number:
            return []
        total, start = sum(weights.values()), self.share()
        keys, reached = list(weights), 0.0
        dealt: list[T] = []
        for key in keys:
            reached += weights[key] / total * number
            while len(dealt) < number and start + len(dealt) < reached:
                dealt.append(key)
        dealt += [keys[-1]] * (number - len(dealt))
        return self.some(dealt, number)
