"""summary.json against what was worked out again, and the conflict of pins when a week is infeasible.

Part of the second implementation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations
from math import comb
from typing import Any

from matcher.check.assess import Assessment, Pair
from matcher.check.cells import Findings
from matcher.check.value import Valuation, broken, seating, shortfall, used, used_pools
from matcher.model import Result

STATUSES = ("optimal", "feasible", "infeasible")
MOST_SUBSETS = 200_000


def check_summary(
    a: Assessment, valuation: Valuation, matches: Mapping[str, str], result: Result, found: Findings
) -> None:
    """Every figure of summary.json that the week and the matches decide."""
    pairs = [(citizen_id, flat_id) for flat_id, citizen_id in matches.items()]
    summary, value = result.summary, valuation.of(pairs)
    expected: dict[str, Any] = {
        "matched": len(pairs),
        **identity(a),
        "eligible_pairs": len(a.eligible),
        "quota": quota_rows(a, pairs),
        "teams": team_rows(a, pairs),
        "limits": limit_rows(a, pairs),
    }
    for key, right in expected.items():
        found.same("summary.json", key, summary.get(key), right)
    objective = dict(summary.get("objective") or {})
    figures: dict[str, Any] = {
        "tiers": [
            {"tier": tier, "matched": count} for tier, count in zip(valuation.tiers, value.tiers, strict=True)
        ],
        "overdue": value.overdue,
        "shortfall": value.shortfall,
        "points": value.points,
        "waiting_days": value.waiting_days,
        "lots": value.lots,
    }
    for key, right in figures.items():
        found.same("summary.json", f"objective.{key}", objective.get(key), right)
    if a.week.input_sha256 and summary.get("input_sha256") != a.week.input_sha256:
        found.same("summary.json", "input_sha256", summary.get("input_sha256"), a.week.input_sha256)


def identity(a: Assessment) -> dict[str, Any]:
    """What a summary says about the week itself, solved or not."""
    return {
        "citizens": len(a.citizens),
        "vacancies": len(a.flats),
        "decision_date": a.today.isoformat(),
        "rates_valid_from": a.rates.valid_from.isoformat(),
    }


def quota_rows(a: Assessment, pairs: Iterable[Pair]) -> list[dict[str, Any]]:
    """The quota accounts, one for each pool in id order."""
    spent = used_pools(pairs, a)
    return [
        {
            "organisation_id": pool.organisation_id,
            **({"department_id": pool.department_id} if pool.department_id else {}),
            "class": pool.dwelling_class,
            "entitled": pool.entitled,
            "used": spent[number],
        }
        for number, pool in enumerate(a.pools)
    ]


def team_rows(a: Assessment, pairs: Iterable[Pair]) -> list[dict[str, Any]]:
    """The teams in id order with the places taken this week."""
    taken = Counter((seating(pairs, a) or {}).values())
    return [{"team_id": team.id, "capacity": team.capacity, "used": taken[team.id]} for team in a.teams]


def limit_rows(a: Assessment, pairs: Iterable[Pair]) -> list[dict[str, Any]]:
    """The limits in the order of the policy."""
    matches = list(pairs)
    numbers = [(limit, used(limit, matches, a)) for limit in a.policy.limits]
    return [
        {"name": lim.name, "used": number, "shortfall": shortfall(lim, number)} for lim, number in numbers
    ]


def check_infeasible(a: Assessment, result: Result, found: Findings) -> None:
    """No table has rows, and the conflict is a smallest set of pins that cannot hold together."""
    for name in ("matches", "proposals", "unmatched", "unused", "affordability"):
        if len(getattr(result, name)):
            found.say(f"{name}.csv", "has rows although the week is infeasible")
    for key, right in identity(a).items():
        found.same("summary.json", key, result.summary.get(key), right)
    if not broken(sorted(a.pins), a):
        found.say("summary.json", "status is infeasible, but all pins can hold together")
        return
    conflict = conflict_pairs(result.summary.get("conflict"), a)
    if not conflict or not conflict <= a.pins:
        found.say("summary.json", f"conflict {result.summary.get('conflict')} is not a set of pins")
        return
    named = " ".join(f"{flat_id}:{citizen_id}" for citizen_id, flat_id in sorted(conflict))
    if not broken(sorted(conflict), a):
        found.say("summary.json", f"conflict {named} can hold together")
        return
    size = len(conflict) - 1
    if comb(len(a.pins), size) > MOST_SUBSETS:
        found.notes.append("the conflict was not checked to be a smallest one: there are too many pins")
    elif any(broken(smaller, a) for smaller in combinations(sorted(a.pins), size)):
        found.say("summary.json", f"conflict {named} is not the smallest: {size} pins already conflict")


def conflict_pairs(conflict: Any, a: Assessment) -> set[Pair]:
    """The conflict as (citizen, vacancy) pairs, from rows with keys or [vacancy_id, citizen_id]."""
    pairs = set()
    for entry in conflict or ():
        if isinstance(entry, Mapping):
            pairs.add((str(entry.get("citizen_id")), str(entry.get("vacancy_id"))))
        else:
            vacancy_id, citizen_id = entry
            pairs.add((str(citizen_id), str(vacancy_id)))
    return pairs
