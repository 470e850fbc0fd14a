"""Seeds as they are written: ``1-10`` or ``1,3,7-9``."""

from __future__ import annotations

import re

from data.simulate.errors import ArgumentError

#: The most seeds of one sweep: a slip of the finger must not ask for a lifetime.
MOST_SEEDS = 10_000
_SPAN = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", re.ASCII)


def parse_seeds(text: str) -> tuple[int, ...]:
    """The seeds, ascending, each once.  Raises ArgumentError when the text says something else."""
    seeds: set[int] = set()
    for piece in text.split(","):
        span = _SPAN.fullmatch(piece.strip())
        if span is None:
            raise ArgumentError(f"--seeds {text}: write whole numbers from 0, as in 1-10 or 1,3,7-9")
        first, last = int(span[1]), int(span[2] or span[1])
        if last < first:
            raise ArgumentError(
                f"--seeds {text}: {piece.strip()} runs backwards; the lower number goes first"
            )
        if last - first >= MOST_SEEDS:
            raise ArgumentError(f"--seeds {text}: at most {MOST_SEEDS} seeds in one sweep")
        seeds.update(range(first, last + 1))
    if len(seeds) > MOST_SEEDS:
        raise ArgumentError(f"--seeds {text}: at most {MOST_SEEDS} seeds in one sweep")
    return tuple(sorted(seeds))


def seeds_words(seeds: tuple[int, ...]) -> str:
    """Seeds as they are written, the shortest way."""
    spans: list[list[int]] = []
    for seed in seeds:
        if spans and spans[-1][1] == seed - 1:
            spans[-1][1] = seed
        else:
            spans.append([seed, seed])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)
