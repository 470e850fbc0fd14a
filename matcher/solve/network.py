"""The week as a network: source → pool → flat → citizen → team → sink, with capacities on the arcs.

A unit of flow is a match.  Citizens with the same fitting teams share a *class* node between them and the
teams, so that any of them can take any of those places.  The arc source → sink carries what is not matched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from ortools.graph.python import min_cost_flow

from matcher.arrays import Bools, Ints
from matcher.seats import FREE
from matcher.solve.problem import Problem

SOURCE, SINK = 0, 1


class Arcs(NamedTuple):
    """Arcs as parallel arrays; ``pair`` is the row of the problem's pair, −1 for all other arcs."""

    tail: Ints
    head: Ints
    cap: Ints
    pair: Ints


@dataclass
class Network:
    """Arcs with the flow found so far; ``free`` arcs lie on the optimal face, the others keep their flow."""

    arcs: Arcs
    nodes: int
    flat_node: int
    citizen_node: int
    flow: Ints
    free: Bools
    supply: int

    def solve(self, value: Ints) -> None:
        """Move to a flow on the face with the largest total ``value`` (E,) int64 over the pairs chosen."""
        tail, head, cap, _ = self.arcs
        solver: Any = min_cost_flow.SimpleMinCostFlow()  # its stubs do not know NumPy's array types
        index = np.nonzero(self.free)[0]
        cost = -self._per_arc(value)[index]
        solver.add_arcs_with_capacity_and_unit_cost(
            tail[index].astype(np.int32), head[index].astype(np.int32), cap[index], cost
        )
        fixed = np.where(self.free, 0, self.flow)
        supply = np.zeros(self.nodes, dtype=np.int64)
        supply[SOURCE], supply[SINK] = self.supply, -self.supply
        np.subtract.at(supply, tail, fixed)
        np.add.at(supply, head, fixed)
        solver.set_nodes_supplies(np.arange(self.nodes, dtype=np.int32), supply)
        status = solver.solve()
        if status != solver.OPTIMAL:
            raise OverflowError(f"the flow solver answered {status.name}; the weights are beyond its range")
        self.flow[index] = solver.flows(np.arange(len(index), dtype=np.int32))

    def narrow(self, value: Ints) -> Ints:
        """Fix every arc that all optimal flows for ``value`` agree on; returns the potentials, (nodes,).

        The flow must be optimal.  An arc whose reduced cost is not zero has the same flow in every optimal
        flow (complementary slackness), so later levels may only move along arcs of reduced cost zero.
        """
        cost = -self._per_arc(value)
        distance = potentials(self, cost)
        tail, head, _, _ = self.arcs
        self.free &= cost + distance[tail] - distance[head] == 0
        return distance

    def residual(self) -> tuple[Ints, Ints]:
        """Arcs of the face that can take more flow, and those that can give some back, as arc rows."""
        return (
            np.nonzero(self.free & (self.flow < self.arcs.cap))[0],
            np.nonzero(self.free & (self.flow > 0))[0],
        )

    def chosen(self) -> Ints:
        """The rows of the pairs that carry flow."""
        pairs = self.arcs.pair[(self.flow > 0) & (self.arcs.pair >= 0)]
        return np.sort(pairs)

    def _per_arc(self, value: Ints) -> Ints:
        out = np.zeros(len(self.arcs.tail), dtype=np.int64)
        is_pair = self.arcs.pair >= 0
        out[is_pair] = value[self.arcs.pair[is_pair]]
        return out


def potentials(network: Network, cost: Ints) -> Ints:
    """Shortest residual distances from a root that reaches every node at 0, (nodes,) int64.

    They prove the flow optimal: with them no residual arc has a negative reduced cost.  Raises
    ArithmeticError when an improving cycle exists, that is, when the flow is not optimal.
    """
    forward, backward = network.residual()
    tail, head, _, _ = network.arcs
    start = np.concatenate([tail[forward], head[backward]])
    end = np.concatenate([head[forward], tail[backward]])
    length = np.concatenate([cost[forward], -cost[backward]])
    distance = np.zeros(network.nodes, dtype=np.int64)
    for _ in range(network.nodes + 1):
        before = distance.copy()
        np.minimum.at(distance, end, distance[start] + length)
        if np.array_equal(before, distance):
            return distance
    raise ArithmeticError("the flow is not optimal: an improving cycle remains")


def build_network(problem: Problem) -> Network:
    """The network of a problem without limits; pins leave their citizen and flat no other arc."""
    pools, teams = len(problem.pool_cap), len(problem.seats.capacity)
    classes = problem.seats.teams_of
    pool_node, flat_node = 2, 2 + pools
    citizen_node = flat_node + problem.m
    class_node = citizen_node + problem.n
    team_node = class_node + len(classes)
    pair = np.nonzero(~crowded_out(problem))[0]
    flats, citizens = np.unique(problem.v[pair]), np.unique(problem.c[pair])
    pool_of = problem.pool[flats]
    seat = problem.seats.seat_class[citizens]
    joins = [(k, team) for k, fitting in enumerate(classes) for team in fitting]
    many = problem.n
    parts = [
        (np.full(pools, SOURCE), pool_node + np.arange(pools), problem.pool_cap),
        (np.where(pool_of < 0, SOURCE, pool_node + pool_of), flat_node + flats, np.ones(len(flats))),
        (flat_node + problem.v[pair], citizen_node + problem.c[pair], np.ones(len(pair))),
        (citizen_node + citizens, np.where(seat == FREE, SINK, class_node + seat), np.ones(len(citizens))),
        ([class_node + k for k, _ in joins], [team_node + t for _, t in joins], np.full(len(joins), many)),
        (team_node + np.arange(teams), np.full(teams, SINK), problem.seats.capacity),
        ([SOURCE], [SINK], [len(flats)]),
    ]
    tail, head, cap = (np.concatenate([part[i] for part in parts]).astype(np.int64) for i in range(3))
    of_pair = np.full(len(tail), -1)
    of_pair[pools + len(flats) : pools + len(flats) + len(pair)] = pair
    return Network(
        Arcs(tail, head, cap, of_pair),
        nodes=team_node + teams,
        flat_node=flat_node,
        citizen_node=citizen_node,
        flow=np.zeros(len(tail), dtype=np.int64),
        free=np.ones(len(tail), dtype=bool),
        supply=len(flats),
    )


def crowded_out(problem: Problem) -> Bools:
    """Pairs that a pin of their citizen or flat leaves no room for, (E,) bool."""
    taken_c = np.isin(problem.c, problem.c[problem.pinned])
    taken_v = np.isin(problem.v, problem.v[problem.pinned])
    return (taken_c | taken_v) & ~problem.pinned
