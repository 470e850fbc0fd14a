"""What a re-run changes of the run before, beside what a free re-run would change: ``runs.changes``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from data.store.schema import offers
from matcher.best import Best, Settings, best_week, set_scene
from matcher.model import Policy, Result, Week
from matcher.rates import Rates

Pair = tuple[str, str]


@dataclass(frozen=True)
class Rest:
    """The pairs (vacancy_id, citizen_id) of the run before that are not held by an offer, as flat: citizen.

    ``open``: those that could stand on.  The others cannot, whatever is run: their flat or citizen is gone,
    or the pair is not possible any more.
    """

    pairs: Mapping[str, str]
    open: frozenset[Pair]


def free_week(week: Week, policy: Policy, rates: Rates, seed: int) -> Best:
    """The best week that owes nothing to the run before."""
    return best_week(set_scene(week, replace(policy, stability_points=0), rates), Settings(seed))


def pairs_of_best(best: Best) -> dict[str, str]:
    """Who gets which flat in a solved week, as vacancy_id: citizen_id."""
    chosen = best.solution.chosen
    flats, citizens = best.scene.flats.ids, best.scene.citizens.ids
    return {
        str(flats[v]): str(citizens[c])
        for v, c in zip(best.problem.v[chosen], best.problem.c[chosen], strict=True)
    }


def rest_of(before: Mapping[str, str], held: frozenset[Pair], free: Best) -> Rest:
    """What of the run before is still to be settled, seen by the rules of the week as it is now."""
    citizens, flats = free.scene.citizens.ids, free.scene.flats.ids
    eligible = frozenset(
        (str(flats[v]), str(citizens[c])) for c, v in zip(free.pairs.c, free.pairs.v, strict=True)
    )
    pairs = {flat: citizen for flat, citizen in before.items() if (flat, citizen) not in held}
    return Rest(pairs, frozenset(pairs.items()) & eligible)


def changes_of(
    before: Mapping[str, str], held: frozenset[Pair], result: Result, free: Best
) -> dict[str, Any]:
    """Plain JSON: how many of the rest change (``changed`` of ``of``), in a free re-run (``free_changed``).

    ``unavoidable`` of them could not stand whatever was run.  ``points`` and ``free_points`` are the points
    of the two weeks without what stability adds, ``cost`` their difference: what keeping costs.  ``flats``
    lists every flat that is not the same in all three: vacancy_id, before, after, free ("" is nobody).
    """
    rest = rest_of(before, held, free)
    matches = result.matches
    after = dict(zip(matches["vacancy_id"], matches["citizen_id"], strict=True))
    other = pairs_of_best(free)
    points = int(matches["points"].sum())
    free_points = int(free.pairs.points[free.solution.chosen].sum())
    flats = sorted({*rest.pairs, *after, *other})
    rows = [
        {
            "vacancy_id": f,
            "before": rest.pairs.get(f, ""),
            "after": after.get(f, ""),
            "free": other.get(f, ""),
        }
        for f in flats
    ]
    return {
        "of": len(rest.pairs),
        "changed": _changed(rest.pairs, after),
        "free_changed": _changed(rest.pairs, other),
        "unavoidable": len(rest.pairs) - len(rest.open),
        "points": points,
        "free_points": free_points,
        "cost": free_points - points,
        "flats": [row for row in rows if not row["before"] == row["after"] == row["free"]],
    }


def held_pairs(connection: Connection, week: Week, queued_at: Any) -> frozenset[Pair]:
    """The pairs (vacancy_id, citizen_id) that offers held when the run was frozen, neither being in it."""
    citizens, flats = set(week.citizens["citizen_id"]), set(week.vacancies["vacancy_id"])
    found = select(offers.c.vacancy_id, offers.c.citizen_id).where(offers.c.created_at <= queued_at)
    return frozenset(
        (row.vacancy_id, row.citizen_id)
        for row in connection.execute(found)
        if row.citizen_id not in citizens and row.vacancy_id not in flats
    )


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> int:
    return sum(after.get(flat) != citizen for flat, citizen in before.items())
