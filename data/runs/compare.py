"""Two runs side by side: who gained a flat, who lost one, who moved to another, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from data.runs.stored import StoredRun
from data.store.schema import offers

#: Why a citizen lost or changed a proposal, the first that applies.  offer_made: an offer holds the citizen.
#: left_list: not waiting any more.  flat_offered: an offer holds the flat.  flat_gone: not vacant any more.
#: not_possible: a rule blocks the pair now.  another_chosen: the flat goes to another citizen.  flat_unused:
#: nobody gets the flat.
LOST = (
    "offer_made",
    "left_list",
    "flat_offered",
    "flat_gone",
    "not_possible",
    "another_chosen",
    "flat_unused",
)
#: Why a citizen gained one.  new_citizen, new_flat: not in the week before.  now_possible: a rule blocked the
#: pair before.  flat_freed: it was another's, who has another now or none.  rearranged: none of these.
GAINED = ("new_citizen", "new_flat", "now_possible", "flat_freed", "rearranged")


@dataclass(frozen=True)
class Held:
    """The citizens and flats that offers made after the run before hold."""

    citizens: frozenset[str] = frozenset()
    flats: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Change:
    """One citizen whose proposal is another than before.

    ``before`` and ``after`` are flats ("" is none), ``why`` one of LOST or GAINED, ``rules`` the codes of the
    rules that block or blocked, ``other`` the citizen who has the flat now or had it before.
    """

    citizen_id: str
    tier: int
    before: str
    after: str
    why: str
    rules: tuple[str, ...] = ()
    other: str = ""


@dataclass(frozen=True)
class Changes:
    """What differs between two runs; ``tiers`` maps a tier to (matched before, matched after)."""

    gained: list[Change] = field(default_factory=list)
    lost: list[Change] = field(default_factory=list)
    moved: list[Change] = field(default_factory=list)
    same: int = 0
    tiers: dict[int, tuple[int, int]] = field(default_factory=dict)
    other_policy: bool = False
    other_seed: bool = False

    @property
    def none(self) -> bool:
        """Whether everyone has what they had."""
        return not (self.gained or self.lost or self.moved)


def compare(before: StoredRun, after: StoredRun, held: Held = Held()) -> Changes:
    """What ``after`` changes of ``before``, citizen by citizen in the order of tier and id."""
    sides = _Sides(before, after, held)
    had, has = sides.had, sides.has
    changed = sorted({c for c in {*had, *has} if had.get(c) != has.get(c)}, key=lambda c: (sides.tier(c), c))
    return Changes(
        gained=[sides.gain(citizen) for citizen in changed if citizen not in had],
        lost=[sides.loss(citizen) for citizen in changed if citizen not in has],
        moved=[sides.loss(citizen) for citizen in changed if citizen in had and citizen in has],
        same=sum(has.get(citizen) == flat for citizen, flat in had.items()),
        tiers=sides.tiers(),
        other_policy=before.row["policy_number"] != after.row["policy_number"],
        other_seed=before.row["seed"] != after.row["seed"],
    )


def held_between(connection: Connection, before: StoredRun, after: StoredRun) -> Held:
    """What offers made between the freezing of two runs took out of the later one."""
    found = select(offers.c.citizen_id, offers.c.vacancy_id).where(
        offers.c.created_at >= before.row["queued_at"], offers.c.created_at <= after.row["queued_at"]
    )
    rows = connection.execute(found).all()
    return Held(frozenset(row.citizen_id for row in rows), frozenset(row.vacancy_id for row in rows))


class _Sides:
    """Both runs looked up by citizen and by flat."""

    def __init__(self, before: StoredRun, after: StoredRun, held: Held) -> None:
        self.before, self.after, self.held = before, after, held
        self.had = {citizen: flat for flat, citizen in before.pairs}
        self.has = {citizen: flat for flat, citizen in after.pairs}
        self._tiers = {**_tiers(before), **_tiers(after)}

    def tier(self, citizen: str) -> int:
        return self._tiers[citizen]

    def tiers(self) -> dict[int, tuple[int, int]]:
        first = Counter(_tiers(self.before)[citizen] for citizen in self.had)
        then = Counter(_tiers(self.after)[citizen] for citizen in self.has)
        return {tier: (first[tier], then[tier]) for tier in sorted(set(self._tiers.values()))}

    def loss(self, citizen: str) -> Change:
        """Why the flat of the run before is no longer this citizen's."""
        flat = self.had[citizen]
        why, rules, other = self._why_lost(citizen, flat)
        return Change(citizen, self.tier(citizen), flat, self.has.get(citizen, ""), why, rules, other)

    def gain(self, citizen: str) -> Change:
        """Why there is a flat for this citizen now."""
        flat = self.has[citizen]
        why, rules, other = self._why_gained(citizen, flat)
        return Change(citizen, self.tier(citizen), "", flat, why, rules, other)

    def _why_lost(self, citizen: str, flat: str) -> tuple[str, tuple[str, ...], str]:
        if citizen not in _ids(self.after, "citizens"):
            return ("offer_made" if citizen in self.held.citizens else "left_list"), (), ""
        if flat not in _ids(self.after, "vacancies"):
            return ("flat_offered" if flat in self.held.flats else "flat_gone"), (), ""
        rules = _rules(self.after, citizen, flat)
        if rules:
            return "not_possible", rules, ""
        other = dict(self.after.pairs).get(flat, "")
        return ("another_chosen" if other else "flat_unused"), (), other

    def _why_gained(self, citizen: str, flat: str) -> tuple[str, tuple[str, ...], str]:
        if citizen not in _ids(self.before, "citizens"):
            return "new_citizen", (), ""
        if flat not in _ids(self.before, "vacancies"):
            return "new_flat", (), ""
        rules = _rules(self.before, citizen, flat)
        if rules:
            return "now_possible", rules, ""
        other = dict(self.before.pairs).get(flat, "")
        return ("flat_freed" if other else "rearranged"), (), other


def _tiers(run: StoredRun) -> dict[str, int]:
    citizens = run.week.citizens
    return dict(zip(citizens["citizen_id"].tolist(), map(int, citizens["tier"]), strict=True))


def _ids(run: StoredRun, table: str) -> frozenset[str]:
    return run.ids[table]


def _rules(run: StoredRun, citizen: str, flat: str) -> tuple[str, ...]:
    """The rules that block a pair in a run; none when it is possible."""
    rows = run.pairs_of(citizen)
    found = rows.loc[rows["vacancy_id"] == flat, "reasons"]
    return tuple(str(found.iloc[0]).split()) if len(found) else ()
