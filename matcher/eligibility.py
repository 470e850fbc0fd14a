"""Who may get which flat: the visible list of hard rules (model § 1).

Every rule is one entry of ``RULES``, in the order the reasons are written.  A rule answers for a block of
citizens (rows) and all flats (columns) where it blocks; adding a rule is adding an entry and its words in
words.py.  Nothing about readiness, abuse or diagnosis is a rule, ever: a home first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.arrays import Bits, Bools, Floats, Ints
from matcher.economy import Economy, economy_of_block
from matcher.facts import CitizenFacts, FlatFacts
from matcher.geography import Geography
from matcher.model import Policy, Week
from matcher.quota import Pools
from matcher.rounding import six

_BLOCK = 512
Cell = TypeVar("Cell", bound=np.generic)


@dataclass(frozen=True)
class Scene:
    """All that the rules may ask about."""

    week: Week
    policy: Policy
    citizens: CitizenFacts
    flats: FlatFacts
    geography: Geography
    pools: Pools


@dataclass(frozen=True)
class Block:
    """A block of citizens against every flat; answers are (rows, m), (rows, 1) or (1, m)."""

    scene: Scene
    rows: slice

    def each(self, per_citizen: NDArray[Cell]) -> NDArray[Cell]:
        """Values of the block's citizens as a column."""
        column: NDArray[Cell] = per_citizen[self.rows, None]
        return column

    def number(self, column: str) -> Floats:
        """A number column of citizens.csv as a column, NaN where blank."""
        return self.each(self.scene.citizens.table.numbers(column))

    def yes(self, column: str) -> Bools:
        """A yes/no column of citizens.csv as a column."""
        return self.each(self.scene.citizens.table.flags(column))

    @cached_property
    def size(self) -> int:
        """Citizens in the block."""
        return int(self.rows.stop - self.rows.start)

    @cached_property
    def economy(self) -> Economy:
        """Support and what is left over, (rows, m)."""
        return economy_of_block(self.scene.citizens, self.scene.flats, self.rows)


@dataclass(frozen=True)
class Rule:
    """One hard rule: its code, where it comes from, and where it blocks."""

    code: str
    source: str
    blocks: Callable[[Block], Bools]


def _support_undecided(b: Block) -> Bools:
    demand = b.scene.policy.require_support_decision
    undecided = b.each(b.scene.citizens.undecided)
    if demand == "always":
        return undecided
    if demand == "shelter":
        return undecided & b.each(b.scene.citizens.in_shelter)
    return np.zeros_like(undecided)


def _municipality(b: Block) -> Bools:
    own = b.each(b.scene.citizens.table.texts("municipality"))
    flat = b.scene.flats.table.texts("municipality")
    differ: Bools = (own != "") & (flat != "") & (own != flat)
    return differ


def _age(b: Block) -> Bools:
    flats, age = b.scene.flats.table, b.each(b.scene.citizens.age)
    too_old_for_youth = ~b.yes("student") & (age > b.scene.policy.youth_max_age)
    return (
        (age < flats.numbers("min_age"))
        | (age > flats.numbers("max_age"))
        | (flats.among("kind", ["youth"]) & too_old_for_youth)
    )


def _rooms(b: Block) -> Bools:
    rooms = b.scene.flats.rooms
    return (rooms < b.number("min_rooms")) | (rooms > b.number("max_rooms"))


def _accessibility(b: Block) -> Bools:
    return b.yes("step_free") & ~b.scene.flats.table.flags("step_free")


def _floor(b: Block) -> Bools:
    floor = b.scene.flats.table.numbers("floor")
    return (floor > b.number("max_floor_without_lift")) & ~b.scene.flats.lift


def _pets(b: Block) -> Bools:
    return b.yes("pets") & ~b.scene.flats.table.flags("pets_allowed", unknown=True)


def _area_law(b: Block) -> Bools:
    citizens, flats = b.scene.citizens, b.scene.flats
    return (b.each(citizens.barred_vulnerable) & flats.in_vulnerable_area) | (
        b.each(citizens.barred_prevention) & flats.in_prevention_area
    )


def in_areas(scene: Scene, column: str, rows: slice | Ints) -> Bools:
    """Flats whose postcode or department is among a citizen's list of areas, (rows, m) bool."""
    lists = scene.citizens.table.texts(column)[rows]
    found = np.zeros((len(lists), len(scene.flats)), dtype=bool)
    for row, areas in enumerate(lists):
        for area in areas:
            found[row, scene.flats.in_area.get(area, ())] = True
    return found


def _location_unknown(b: Block) -> Bools:
    place = b.scene.geography
    return (b.each(place.needs_location) & ~b.scene.flats.located) | b.each(place.avoid_unlocated)


def _milieu(b: Block) -> Bools:
    near, avoided = b.scene.geography.near_milieu, b.scene.geography.avoided
    blocked = np.zeros((b.size, len(b.scene.flats)), dtype=bool)
    for row in range(b.size):
        if milieus := avoided.get(b.rows.start + row):
            blocked[row] = near[milieus].any(axis=0)
    return blocked


def _any_place(b: Block, places: Ints, vetoed: Bools) -> Bools:
    """Where any of a citizen's places vetoes: (places, m) gathered to (rows, m)."""
    blocked = np.zeros((b.size, len(b.scene.flats)), dtype=bool)
    np.logical_or.at(blocked, places - b.rows.start, vetoed)
    return blocked


def _place(b: Block) -> Bools:
    avoid = b.scene.geography.avoid
    of = avoid.of(b.rows)
    return _any_place(b, avoid.citizen[of], avoid.distances(of, b.scene.flats) < avoid.limit_m[of, None])


def _distance(b: Block) -> Bools:
    bounded = b.scene.geography.bounded
    of = bounded.of(b.rows)
    return _any_place(
        b, bounded.citizen[of], bounded.distances(of, b.scene.flats) > bounded.limit_m[of, None]
    )


def _max_rent(b: Block) -> Bools:
    return six(b.scene.flats.rent + b.scene.flats.utilities) > b.number("max_rent")


def _rent(b: Block) -> Bools:
    floor = six(b.scene.policy.rent_block_share * b.scene.citizens.minimum)
    return b.economy.left_over < b.each(floor)


def owes(scene: Scene, rows: slice | Ints) -> Bools:
    """Flats of an organisation the citizen has unsettled debt to, (rows, m) bool."""
    organisation = scene.flats.table.texts("organisation_id")
    debts = scene.citizens.table.texts("debt_to")[rows]
    found = np.zeros((len(debts), len(organisation)), dtype=bool)
    for row, creditors in enumerate(debts):
        if creditors:
            found[row] = np.isin(organisation, creditors)
    return found


def _debt(b: Block) -> Bools:
    if b.scene.policy.debt == "block":
        return owes(b.scene, b.rows)
    return np.zeros((1, 1), dtype=bool)


def _forbidden(b: Block) -> Bools:
    blocked = np.zeros((b.size, len(b.scene.flats)), dtype=bool)
    c, v = pairs_of(b.scene, "forbid")
    inside = (c >= b.rows.start) & (c < b.rows.stop)
    blocked[c[inside] - b.rows.start, v[inside]] = True
    return blocked


def _lapsed(b: Block) -> Bools:
    return (b.scene.flats.table.days("answer_by") < b.scene.citizens.today)[None, :]


def pairs_of(scene: Scene, action: str) -> tuple[Ints, Ints]:
    """The pairs decisions.csv names for an action, as rows of the citizens and of the flats (−1 for all)."""
    decisions = scene.week.decisions
    asked = np.nonzero(decisions["action"].to_numpy(dtype=object) == action)[0]
    if not len(asked):
        return asked, asked
    people, flats = (decisions[name].to_numpy(dtype=object)[asked] for name in ("citizen_id", "vacancy_id"))
    c = scene.citizens.table.index_of.get_indexer(pd.Index(people))
    v = scene.flats.table.index_of.get_indexer(pd.Index(flats))
    return c, v


RULES: tuple[Rule, ...] = (
    Rule("consent", "the citizen's own", lambda b: ~b.yes("consent")),
    Rule(
        "parked",
        "the office",
        lambda b: b.each(b.scene.citizens.table.days("blocked_until") > b.scene.citizens.today),
    ),
    Rule("support_undecided", "SEL § 110 stk. 5; policy", _support_undecided),
    Rule("municipality", "ABL § 59 stk. 1", _municipality),
    Rule(
        "kind",
        "ABL §§ 52, 54, 59, 62 a, 63, 101 a",
        lambda b: (b.each(b.scene.citizens.kinds) & b.scene.flats.kind) == 0,
    ),
    Rule(
        "student_only",
        "ABL § 59 stk. 3",
        lambda b: b.scene.flats.table.flags("student_only") & ~b.yes("student"),
    ),
    Rule("age", "ABL § 52; the flat's own limits", _age),
    Rule("rooms", "the citizen's own", _rooms),
    Rule("size", "the citizen's own", lambda b: b.scene.flats.size < b.number("min_size_m2")),
    Rule("persons", "UDL § 26", lambda b: b.each(b.scene.citizens.persons) > 2 * b.scene.flats.rooms),
    Rule("accessibility", "the citizen's need", _accessibility),
    Rule("floor", "the citizen's need", _floor),
    Rule("pets", "house rules", _pets),
    Rule("area_law", "ABL § 59 stk. 6-7", _area_law),
    Rule("area_refused", "the citizen's own", lambda b: in_areas(b.scene, "refused_areas", b.rows)),
    Rule("location_unknown", "safety fails closed", _location_unknown),
    Rule("milieu", "the citizen's safety", _milieu),
    Rule("place", "the citizen's safety", _place),
    Rule("distance", "the citizen's own", _distance),
    Rule("max_rent", "the citizen's own", _max_rent),
    Rule("rent", "BSL; policy", _rent),
    Rule("debt", "UDL § 27; policy", _debt),
    Rule("forbidden", "the office", _forbidden),
    Rule("lapsed", "the offer's deadline", _lapsed),
    Rule(
        "route_none",
        "ABL § 51; UDL §§ 1, 7",
        lambda b: b.scene.flats.table.among("route", ["none"])[None, :],
    ),
    Rule("quota_turn", "ABL § 59 stk. 1; the agreement", lambda b: b.scene.pools.not_our_turn[None, :]),
)

CODES: tuple[str, ...] = tuple(rule.code for rule in RULES)
BIT: dict[str, np.uint32] = {code: np.uint32(1 << i) for i, code in enumerate(CODES)}
#: What a citizen chose: a flat blocked by nothing else still *suits* (model § 5, chances).
OWN_CHOICE = BIT["area_refused"] | BIT["distance"] | BIT["max_rent"]


@dataclass(frozen=True)
class Eligibility:
    """The answer of every rule for every pair.

    ``reasons`` is (n, m) uint32, bit i set where ``RULES[i]`` blocks after waivers; ``waived`` holds, for the
    pairs a waiver opened, the bits it lifted.
    """

    reasons: Bits
    waived: dict[tuple[int, int], int]

    @cached_property
    def edges(self) -> tuple[Ints, Ints]:
        """The eligible pairs as (citizen rows, flat rows), sorted by citizen and flat."""
        c, v = np.nonzero(self.reasons == 0)
        return c, v

    @cached_property
    def suits(self) -> Bools:
        """Pairs that nothing blocks but the citizen's own choice, (n, m) bool."""
        return np.asarray((self.reasons & ~OWN_CHOICE) == 0)


def blocks_of(count: int) -> Iterator[slice]:
    """Blocks of rows that bound the memory of a pass over all pairs."""
    for start in range(0, count, _BLOCK):
        yield slice(start, min(start + _BLOCK, count))


def eligible_pairs(scene: Scene) -> Eligibility:
    """Ask every rule about every pair and lift what the office has waived."""
    reasons = np.zeros((len(scene.citizens), len(scene.flats)), dtype=np.uint32)
    _ask(scene, reasons, RULES)
    return Eligibility(reasons, _waive(scene, reasons))


def ask_again(scene: Scene, before: Eligibility, codes: tuple[str, ...]) -> Eligibility:
    """Ask only the rules ``codes`` anew; the others answered ``before`` as they would in this scene."""
    rules = [rule for rule in RULES if rule.code in codes]
    asked = np.bitwise_or.reduce([BIT[rule.code] for rule in rules])
    reasons = before.reasons & ~asked
    _ask(scene, reasons, rules)
    kept = {pair: bits & ~int(asked) for pair, bits in before.waived.items()}
    lifted = _waive(scene, reasons)
    return Eligibility(
        reasons, {pair: kept.get(pair, 0) | lifted.get(pair, 0) for pair in {**kept, **lifted}}
    )


def _ask(scene: Scene, reasons: Bits, rules: Iterable[Rule]) -> None:
    for rows in blocks_of(len(scene.citizens)):
        block = Block(scene, rows)
        for rule in rules:
            blocked = rule.blocks(block)
            if blocked.any():
                reasons[rows] |= blocked * BIT[rule.code]


def _waive(scene: Scene, reasons: Bits) -> dict[tuple[int, int], int]:
    """Clear the waived bits in place; returns what was lifted where it did block."""
    waived: dict[tuple[int, int], int] = {}
    c_rows, v_rows = pairs_of(scene, "waive")
    decisions = scene.week.decisions
    for c, v, rule in zip(c_rows, v_rows, decisions["rule"][decisions["action"] == "waive"], strict=True):
        bit = BIT[rule]
        columns = np.arange(len(scene.flats)) if v < 0 else np.array([v])
        for column in columns[(reasons[c, columns] & bit) != 0]:
            waived[int(c), int(column)] = waived.get((int(c), int(column)), 0) | int(bit)
        reasons[c, columns] &= ~bit
    return waived


def codes_of(bits: int) -> list[str]:
    """The rule codes of a reasons value, in the order of the rules."""
    return [code for code in CODES if bits & int(BIT[code])]
