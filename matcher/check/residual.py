"""Proof without a solver: a network week is optimal when no exchange of matches improves it.

Part of the second implementation.  Quota pools, flats, citizens and teams form a network.  From the given
matches we build its residual graph, contracted to four kinds of nodes:

- ``flat v``: something has come to vacancy v that must go on (v is to be used otherwise);
- ``pool p``, ``team t``: one of its places has come free or is asked for;
- ``root``: a citizen enters or leaves the week, a flat is taken into use or left unused.

Every arc is an elementary change with its cost, a whole number in which all stages of model.md § 6 stand
one above the other (the most important highest), so that whole-number comparison is lexicographic
comparison.  The matches are best when no cycle costs less than nothing (Bellman–Ford); what it costs to give
flat v to citizen c is the cheapest cycle through that pair (Dijkstra on reduced costs).  All exact.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping

from matcher.check.assess import Assessment, Pair
from matcher.check.value import Valuation, seating

Node = tuple[str, str]
ROOT: Node = ("root", "")


class Weights:
    """All stages of a pair in one whole number, and back.

    A stage's unit is larger than everything the stages after it can add up to, also as differences.
    """

    def __init__(self, worth: Mapping[Pair, tuple[int, ...]], most: int) -> None:
        length = len(next(iter(worth.values()), ()))
        biggest = [max((abs(row[k]) for row in worth.values()), default=0) for k in range(length)]
        self.unit = [1] * length
        for k in range(length - 2, -1, -1):
            self.unit[k] = self.unit[k + 1] * (4 * most * max(1, biggest[k + 1]) + 3)
        self.of = {
            pair: sum(value * unit for value, unit in zip(row, self.unit, strict=True))
            for pair, row in worth.items()
        }

    def stages(self, cost: int) -> list[int]:
        """The difference in every stage that a cost stands for (digits nearest to zero)."""
        digits = []
        for unit in self.unit:
            digit = (2 * cost + unit) // (2 * unit)
            digits.append(digit)
            cost -= digit * unit
        return digits


class Residual:
    """The residual graph of a set of matches of a week without limits."""

    def __init__(
        self, a: Assessment, matches: Mapping[str, str], weight: Mapping[Pair, int], seats: Mapping[str, str]
    ) -> None:
        """``matches`` maps vacancy_id to citizen_id; ``seats`` maps matched citizens to teams."""
        self.a, self.matches, self.weight = a, matches, weight
        self.home = {citizen_id: flat_id for flat_id, citizen_id in matches.items()}
        self.seats = seats
        self.arcs: dict[Node, dict[Node, int]] = {ROOT: {}}
        for flat in a.flats:
            self.arcs[("flat", flat.id)] = {}
        self._pools()
        self._teams()
        self._citizens()
        self.potential: dict[Node, int] | None = None

    def _arc(self, start: Node, end: Node, cost: int) -> None:
        """Keep the cheapest of parallel arcs."""
        arcs = self.arcs.setdefault(start, {})
        self.arcs.setdefault(end, {})
        if start != end and (end not in arcs or cost < arcs[end]):
            arcs[end] = cost

    def _pools(self) -> None:
        """A matched flat can be left unused, an unmatched one taken while its pool has a place."""
        for number, pool in enumerate(self.a.pools):
            node = ("pool", str(number))
            taken = sum(flat.id in self.matches for flat in pool.flats)
            if taken > 0:
                self._arc(node, ROOT, 0)
            if taken < pool.entitled:
                self._arc(ROOT, node, 0)
            for flat in pool.flats:
                self._source(flat.id, node)
        for flat in self.a.flats:
            if flat.id not in self.a.pool_of:
                self._source(flat.id, ROOT)

    def _source(self, flat_id: str, source: Node) -> None:
        if flat_id in self.matches:
            self._arc(("flat", flat_id), source, 0)
        else:
            self._arc(source, ("flat", flat_id), 0)

    def _teams(self) -> None:
        """A team gives back or gets a place; its members can move to another fitting team."""
        taken = dict.fromkeys(self.a.capacity, 0)
        for team in self.seats.values():
            taken[team] += 1
        for team, capacity in self.a.capacity.items():
            if taken[team] < capacity:
                self._arc(("team", team), ROOT, 0)
            if taken[team] > 0:
                self._arc(ROOT, ("team", team), 0)
        for citizen_id, team in self.seats.items():
            for other in self.a.places_of(self.a.citizen[citizen_id]) or ():
                self._arc(("team", team), ("team", other), 0)

    def exits(self, citizen_id: str) -> list[Node]:
        """Where an unmatched citizen who gets a flat goes on to: a team, or at once the root."""
        teams = self.a.places_of(self.a.citizen[citizen_id])
        return [ROOT] if teams is None else [("team", team) for team in teams]

    def _citizens(self) -> None:
        """A citizen can get another flat, lose the flat, or come in."""
        for citizen_id, flat_id in self.a.eligible:
            home, worth = self.home.get(citizen_id), self.weight[citizen_id, flat_id]
            if home is None:
                for node in self.exits(citizen_id):
                    self._arc(("flat", flat_id), node, -worth)
            elif (citizen_id, home) not in self.a.pins:
                kept = self.weight[citizen_id, home]
                if home == flat_id:
                    seat = self.seats.get(citizen_id)
                    self._arc(ROOT if seat is None else ("team", seat), ("flat", home), kept)
                else:
                    self._arc(("flat", flat_id), ("flat", home), kept - worth)

    def improving_cycle(self) -> list[Node] | None:
        """A cycle of changes that makes the week better, or None: then the week is best."""
        cost: dict[Node, int] = dict.fromkeys(self.arcs, 0)
        came: dict[Node, Node] = {}
        changed = list(self.arcs)
        for _ in range(len(self.arcs) + 1):
            again: dict[Node, None] = {}
            for start in changed:
                base = cost[start]
                for end, price in self.arcs[start].items():
                    if base + price < cost[end]:
                        cost[end], came[end] = base + price, start
                        again[end] = None
            if not again:
                self.potential = cost
                return None
            changed = list(again)
        return _cycle(changed[0], came)

    def cheapest_to(self, flat_id: str) -> dict[Node, int]:
        """The least cost from every node to a flat; needs a graph without improving cycle."""
        assert self.potential is not None
        potential, backwards = self.potential, self._backwards()
        target: Node = ("flat", flat_id)
        found: dict[Node, int] = {}
        heap: list[tuple[int, Node]] = [(0, target)]
        while heap:
            reduced, node = heapq.heappop(heap)
            if node in found:
                continue
            found[node] = reduced
            for start, price in backwards[node]:
                if start not in found:
                    heapq.heappush(heap, (reduced + price, start))
        return {node: cost + potential[target] - potential[node] for node, cost in found.items()}

    def _backwards(self) -> dict[Node, list[tuple[Node, int]]]:
        """Every arc turned round with its reduced cost, made once."""
        if not hasattr(self, "_reverse"):
            assert self.potential is not None
            reverse: dict[Node, list[tuple[Node, int]]] = {node: [] for node in self.arcs}
            for start, arcs in self.arcs.items():
                for end, price in arcs.items():
                    reduced = price + self.potential[start] - self.potential[end]
                    reverse[end].append((start, reduced))
            self._reverse = reverse
        return self._reverse

    def losses(self, flat_id: str) -> dict[str, int]:
        """What it costs to give the flat to each citizen who can get it in any week, as one whole number."""
        back, costs = self.cheapest_to(flat_id), {}
        for citizen in self.a.eligible_citizens[flat_id]:
            home, worth = self.home.get(citizen.id), self.weight[citizen.id, flat_id]
            if home == flat_id:
                costs[citizen.id] = 0
            elif home is None:
                ways = [back[node] for node in self.exits(citizen.id) if node in back]
                if ways:
                    costs[citizen.id] = min(ways) - worth
            elif (citizen.id, home) not in self.a.pins and ("flat", home) in back:
                costs[citizen.id] = back["flat", home] + self.weight[citizen.id, home] - worth
        return costs


def _cycle(node: Node, came: Mapping[Node, Node]) -> list[Node]:
    """The cycle that Bellman–Ford went round, found by walking back."""
    for _ in range(len(came)):
        node = came[node]
    cycle = [node]
    while came[cycle[-1]] != node:
        cycle.append(came[cycle[-1]])
    return cycle[::-1]


def weigh(a: Assessment, valuation: Valuation) -> Weights:
    """The stages 1–6 of every eligible pair as whole numbers."""
    most = max(1, min(len(a.citizens), len(a.flats)))
    return Weights({pair: valuation.stages(pair) for pair in a.eligible}, most)


def weigh_with_ties(a: Assessment, valuation: Valuation) -> Weights:
    """As ``weigh``, and below it the fixed order of ties: by vacancy id the smallest citizen id."""
    worth = {}
    order = {citizen.id: number for number, citizen in enumerate(a.citizens)}
    base = len(a.citizens) + 1
    place = {flat.id: base ** (len(a.flats) - 1 - number) for number, flat in enumerate(a.flats)}
    for citizen_id, flat_id in a.eligible:
        tie = (base - 1 - order[citizen_id]) * place[flat_id]
        worth[citizen_id, flat_id] = (*valuation.stages((citizen_id, flat_id)), tie)
    return Weights(worth, max(1, min(len(a.citizens), len(a.flats))))


def residual(a: Assessment, matches: Mapping[str, str], weights: Weights) -> Residual | None:
    """The residual graph of the matches, or None when their citizens cannot be seated."""
    seats = seating([(citizen_id, flat_id) for flat_id, citizen_id in matches.items()], a)
    return None if seats is None else Residual(a, matches, weights.of, seats)
