"""summary.json: what the run achieved, in plain JSON values."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import numpy as np

from matcher.best import Best
from matcher.solve.problem import DAYS, GOALS, LOTS, OVERDUE, POINTS

if TYPE_CHECKING:
    from matcher.report import Run


def product_version() -> str:
    """The installed version of Husrum."""
    try:
        return version("husrum")
    except PackageNotFoundError:
        return "0"


def solver_name() -> str:
    """The solver library and its version."""
    return f"ortools {version('ortools')}"


def summary_of(run: Run, seconds: dict[str, float]) -> dict[str, Any]:
    """The summary of a solved week."""
    summary = {
        "status": run.solution.status,
        "objective": _objective(run),
        "matched": len(run.solution.chosen),
        "citizens": len(run.scene.citizens),
        "vacancies": len(run.scene.flats),
        "eligible_pairs": len(run.pairs.c),
        "quota": _quota(run),
        "teams": _teams(run),
        "limits": _limits(run),
        "top": run.top,
        "lang": run.lang,
        **_identity(run.best),
        "seconds": seconds,
    }
    stood = np.nonzero(run.best.stability)[0]
    if len(stood):
        ids = zip(
            run.scene.flats.ids[run.pairs.v[stood]], run.scene.citizens.ids[run.pairs.c[stood]], strict=True
        )
        summary["previous"] = sorted([str(flat), str(citizen)] for flat, citizen in ids)
    return summary


def summary_of_infeasible(
    best: Best, conflict: list[dict[str, str]], seconds: dict[str, float]
) -> dict[str, Any]:
    """The summary when the pins cannot hold together."""
    return {
        "status": "infeasible",
        "conflict": conflict,
        "citizens": len(best.scene.citizens),
        "vacancies": len(best.scene.flats),
        **_identity(best),
        "seconds": seconds,
    }


def _identity(best: Best) -> dict[str, Any]:
    week = best.scene.week
    return {
        "decision_date": week.decision_date.isoformat(),
        "rates_valid_from": best.scene.citizens.rates.valid_from.isoformat(),
        "seed": best.settings.seed,
        "input_sha256": week.input_sha256,
        "version": product_version(),
        "solver": solver_name(),
    }


def _objective(run: Run) -> dict[str, Any]:
    totals = dict(zip(run.problem.names, run.solution.totals, strict=True))
    objective: dict[str, Any] = {
        "tiers": [
            {"tier": int(name.removeprefix("tier ")), "matched": total}
            for name, total in totals.items()
            if name.startswith("tier ")
        ],
        "overdue": totals[OVERDUE],
        "shortfall": -totals.get(GOALS, 0),
        "points": totals[POINTS],
        "waiting_days": totals[DAYS],
        "lots": -totals[LOTS],
    }
    if run.solution.bound is not None:
        stage, bound = run.solution.bound
        objective["bound"] = {"stage": stage, "value": abs(bound)}
    return objective


def _quota(run: Run) -> list[dict[str, Any]]:
    pools, used = run.scene.pools, run.outcome.pool_used
    columns = zip(pools.organisation, pools.department, pools.quota_class, pools.entitled, used, strict=True)
    rows = []
    for organisation, department, scope, entitled, taken in columns:
        where = {"organisation_id": organisation} | ({"department_id": department} if department else {})
        rows.append({**where, "class": scope, "entitled": int(entitled), "used": int(taken)})
    return rows


def _teams(run: Run) -> list[dict[str, Any]]:
    seats = run.problem.seats
    columns = zip(seats.team_id, seats.capacity, run.outcome.team_used, strict=True)
    return [{"team_id": team, "capacity": int(places), "used": int(used)} for team, places, used in columns]


def _limits(run: Run) -> list[dict[str, Any]]:
    return [
        {
            "name": row.name,
            "used": int(np.isin(run.solution.chosen, row.edges).sum()) + row.already,
            "shortfall": run.solution.shortfall.get(row.name, 0),
        }
        for row in run.problem.limits
    ]
