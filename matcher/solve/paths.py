"""Shortest paths between all nodes of a small dense graph, lexicographic and exact."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Ints

#: Farther than any path; two of them still fit in 64 bits.
FAR = np.int64(1) << 61


def shortest_paths(edges: tuple[Ints, Ints], lengths: list[Ints], count: int) -> list[Ints]:
    """Shortest paths between all nodes (Floyd-Warshall), one (count, count) int64 matrix per word.

    Lengths are compared word by word and may be negative; there is no negative cycle in the residual graph of
    a best week, and ArithmeticError is raised when one is found.  Unreachable is beyond ``FAR // 2``.
    """
    order = np.lexsort([*lengths[::-1], edges[1], edges[0]])
    tail, head = edges[0][order], edges[1][order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(tail) != 0) | (np.diff(head) != 0)
    far = [np.full((count, count), FAR) for _ in lengths]
    for matrix, length in zip(far, lengths, strict=True):
        matrix[tail[first], head[first]] = length[order][first]
    node = np.arange(count)
    loops = [matrix[node, node].copy() for matrix in far]
    if _negative(loops).any():
        raise ArithmeticError("the week is not optimal: an improving cycle remains")
    for matrix in far:
        matrix[node, node] = 0
    for middle in range(count):
        _through(far, middle)
    if _negative([matrix[node, node] for matrix in far]).any():
        raise ArithmeticError("the week is not optimal: an improving cycle remains")
    return far


def _negative(words: list[Ints]) -> Bools:
    """Where a lexicographic length is below zero."""
    below = np.zeros(words[0].shape, dtype=bool)
    level = np.ones(words[0].shape, dtype=bool)
    for word in words:
        below |= level & (word < 0)
        level &= word == 0
    return below


def _through(far: list[Ints], middle: int) -> None:
    """Shorten every path that is shorter through one node."""
    ways = [matrix[:, middle, None] + matrix[middle] for matrix in far]
    if len(far) == 1:
        np.minimum(far[0], ways[0], out=far[0])
        return
    shorter = np.zeros(far[0].shape, dtype=bool)
    level = np.ones(far[0].shape, dtype=bool)
    for matrix, way in zip(far, ways, strict=True):
        shorter |= level & (way < matrix)
        level &= way == matrix
    for matrix, way in zip(far, ways, strict=True):
        matrix[shorter] = way[shorter]
