"""The best week when it is a network: OR-Tools' min-cost flow, word by word on the optimal face."""

from __future__ import annotations

from matcher.seats import seat
from matcher.solve.network import build_network
from matcher.solve.problem import PINS, Problem
from matcher.solve.solution import INFEASIBLE, Solution
from matcher.solve.tiebreak import settle
from matcher.solve.words import pack, spread

#: Cost scaling multiplies every cost by the number of nodes; the product must stay inside 64 bits.
_BITS = 61


def solve_flow(problem: Problem) -> Solution:
    """The proven best week of a problem without limits, unique by its own tie-break."""
    network = build_network(problem)
    room = (1 << _BITS) // (network.nodes + 2)
    for word in pack(spread(problem.levels, problem.c, problem.v), room):
        value = word.of(problem.levels)
        network.solve(value)
        network.narrow(value)
    settle(network)
    chosen = network.chosen()
    if problem.names[0] == PINS and len(chosen[problem.pinned[chosen]]) < problem.pinned.sum():
        return INFEASIBLE
    totals = tuple(int(row[chosen].sum()) for row in problem.levels)
    return Solution("optimal", chosen, totals, seat(problem.seats, problem.c[chosen]))
