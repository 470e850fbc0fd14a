"""A correct result made by the second implementation alone, to try `verify` on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from matcher.check import Assessment, Valuation
from matcher.check.assess import DatedAmounts, Pair
from matcher.check.candidates import LOST, order, shown
from matcher.check.facts import Citizen
from matcher.check.figures import limit_rows, quota_rows, team_rows
from matcher.check.money import rounded
from matcher.check.notices import warnings
from matcher.check.outcomes import Outcomes, affordability
from matcher.check.stages import Programme, forced_loss
from matcher.check.tables import CRITERIA, network_km
from matcher.check.value import Value, seating
from matcher.model import Policy, Result, Week

MATCHES = (
    *("vacancy_id", "citizen_id", "points", "rent", "utilities", "support", "left_over", "minimum"),
    *("network_km", "team_id", "quota_pool", "pinned", "warnings", "explanation"),
)
PROPOSALS = ("vacancy_id", "rank", "citizen_id", "matched", "points", *LOST, "warnings")


def first_of_equals(programme: Programme, best: Value) -> dict[str, str]:
    """The optimal week that is first in the order of ties: by vacancy id the smallest citizen id."""
    a, chosen = programme.a, []
    for flat in a.flats:
        for citizen in a.eligible_citizens[flat.id]:
            trial = [*chosen, (citizen.id, flat.id)]
            if len({pair[0] for pair in trial}) < len(trial):
                continue
            answer = programme.best(trial, below=best)
            if answer is not None and answer[1] == best:
                chosen = trial
                break
    return {flat_id: citizen_id for citizen_id, flat_id in chosen}


def plain_result(
    week: Week,
    policy: Policy,
    rates: DatedAmounts,
    seed: int = 0,
    top: int = 5,
    previous: Iterable[Pair] = (),
) -> Result:
    """The result of a week, with pairs; ``previous`` are (citizen_id, vacancy_id)."""
    a = Assessment(week, policy, rates, seed)
    valuation = Valuation(a, previous)
    programme = Programme(a, valuation)
    found = programme.best()
    assert found is not None, "the pins are in conflict"
    value = found[1]
    matches = first_of_equals(programme, value)
    outcomes = Outcomes(a, matches)
    return Result(
        summary=summary(a, valuation, value, matches, seed),
        matches=match_rows(a, matches),
        proposals=proposal_rows(a, programme, value, matches, top),
        unmatched=pd.DataFrame(
            [
                {
                    "citizen_id": c.id,
                    "eligible_vacancies": len(a.eligible_flats[c.id]),
                    "reason": outcomes.unmatched(c),
                    "detail": detail(outcomes, c),
                }
                for c in a.citizens
                if c.id not in outcomes.housed
            ],
            columns=["citizen_id", "eligible_vacancies", "reason", "detail"],
        ),
        unused=pd.DataFrame(
            [
                {
                    "vacancy_id": f.id,
                    "eligible_citizens": len(a.eligible_citizens[f.id]),
                    "reason": outcomes.unused(f),
                }
                for f in a.flats
                if f.id not in matches
            ],
            columns=["vacancy_id", "eligible_citizens", "reason"],
        ),
        affordability=pd.DataFrame(
            [{name: getattr(row, name) for name in row.__dataclass_fields__} for row in affordability(a)]
        ),
        pairs=pair_rows(a),
    )


def detail(outcomes: Outcomes, c: Citizen) -> str:
    """What blocks, rule by rule, and the rule whose lifting alone opens most."""
    told = [f"{code} {n}" for code, n in outcomes.blocked_per_rule(c).items()]
    return ", ".join([*told, *(f"without {code} {n}" for code, n in outcomes.opened_alone(c).most_common(1))])


def match_rows(a: Assessment, matches: dict[str, str]) -> pd.DataFrame:
    """matches.csv."""
    seats = seating([(c, f) for f, c in matches.items()], a) or {}
    table = []
    for flat_id, citizen_id in sorted(matches.items()):
        c, f = a.citizen[citizen_id], a.flat[flat_id]
        row = {
            "vacancy_id": f.id,
            "citizen_id": c.id,
            "points": a.score[c.id, f.id].points,
            "rent": f.rent,
            "utilities": f.utilities,
            "support": a.support.monthly(c, a.income[c.id], f),
            "left_over": a.left_over(c, f),
            "minimum": a.income[c.id].minimum,
            "network_km": network_km(c, f, a),
            "team_id": seats.get(c.id, ""),
            "quota_pool": a.pool_name(f),
            "pinned": (c.id, f.id) in a.pins,
            "warnings": " ".join(warnings(c, f, a)),
            "explanation": "…",
        }
        told = (row["rent"], row["utilities"], row["support"], row["left_over"], row["minimum"])
        row["explanation"] = " ".join(f"{rounded(amount):,}" for amount in told)
        table.append(row)
    return pd.DataFrame(table, columns=list(MATCHES))


def proposal_rows(
    a: Assessment, programme: Programme, value: Value, matches: dict[str, str], top: int
) -> pd.DataFrame:
    """proposals.csv, every loss by solving again."""
    table: list[dict[str, Any]] = []
    for f in a.flats:
        losses = {c.id: forced_loss(programme, value, (c.id, f.id)) for c in a.eligible_citizens[f.id]}
        known = {who: loss for who, loss in losses.items() if loss is not None}
        ranked = sorted(known, key=lambda who: (who != matches.get(f.id), order(known[who], who, f.id, a)))
        for rank, who in enumerate(ranked[:top], start=1):
            row = {
                "vacancy_id": f.id,
                "rank": rank,
                "citizen_id": who,
                "matched": matches.get(f.id) == who,
                "points": a.score[who, f.id].points,
                **dict(zip(LOST, shown(known[who], programme.valuation), strict=True)),
                "warnings": " ".join(warnings(a.citizen[who], f, a)),
            }
            table.append(row)
    return pd.DataFrame(table, columns=list(PROPOSALS))


def pair_rows(a: Assessment) -> pd.DataFrame:
    """pairs.csv."""
    table = []
    for c, f in ((c, f) for c in a.citizens for f in a.flats):
        codes, score = a.reasons((c.id, f.id)), a.score.get((c.id, f.id))
        row = {"citizen_id": c.id, "vacancy_id": f.id, "eligible": not codes, "reasons": " ".join(codes)}
        row |= {name: getattr(score, name) if score else None for name in CRITERIA}
        row |= {"support": a.support.monthly(c, a.income[c.id], f), "left_over": a.left_over(c, f)}
        table.append(row)
    return pd.DataFrame(table)


def summary(
    a: Assessment, valuation: Valuation, value: Value, matches: dict[str, str], seed: int
) -> dict[str, Any]:
    """summary.json."""
    pairs = [(citizen_id, flat_id) for flat_id, citizen_id in matches.items()]
    return {
        "status": "optimal",
        "objective": {
            "tiers": [
                {"tier": tier, "matched": n} for tier, n in zip(valuation.tiers, value.tiers, strict=True)
            ],
            "overdue": value.overdue,
            "shortfall": value.shortfall,
            "points": value.points,
            "waiting_days": value.waiting_days,
            "lots": value.lots,
        },
        "matched": len(matches),
        "citizens": len(a.citizens),
        "vacancies": len(a.flats),
        "eligible_pairs": len(a.eligible),
        "quota": quota_rows(a, pairs),
        "teams": team_rows(a, pairs),
        "limits": limit_rows(a, pairs),
        "decision_date": a.today.isoformat(),
        "rates_valid_from": a.rates.valid_from.isoformat(),
        "seed": seed,
        "previous": sorted([flat_id, citizen_id] for citizen_id, flat_id in valuation.previous),
    }
