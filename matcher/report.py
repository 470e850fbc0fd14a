"""From a solved run to the tables a user reads (docs/formats.md), typed, not yet text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from matcher.affordability import affordability
from matcher.best import Best, OfBest
from matcher.explain import detail_of, explanation_of
from matcher.model import Result
from matcher.outcome import Outcome
from matcher.pair_table import pair_rows
from matcher.ranking import Candidate, shown_loss
from matcher.solve.conflict import smallest_conflict
from matcher.summary import summary_of, summary_of_infeasible
from matcher.warnings import Asked, warnings_of
from matcher.whatif.search import Changes

MATCHES = (
    "vacancy_id", "citizen_id", "points", "rent", "utilities", "support", "left_over", "minimum",
    "network_km", "team_id", "quota_pool", "pinned", "warnings", "explanation",
)  # fmt: skip
PROPOSALS = (
    "vacancy_id", "rank", "citizen_id", "matched", "points", "lost_tier", "lost_people", "lost_overdue",
    "lost_goals", "lost_points", "warnings",
)  # fmt: skip
UNMATCHED = ("citizen_id", "eligible_vacancies", "reason", "detail")
UNUSED = ("vacancy_id", "eligible_citizens", "reason")
AFFORDABILITY = (
    "benefit", "adults", "children", "citizens", "payable_rent", "blocked_from", "vacancies_within",
    "without_any",
)  # fmt: skip


@dataclass(frozen=True)
class Run(OfBest):
    """A solved week with everything that was found out on the way, to be told in ``lang``."""

    outcome: Outcome
    candidates: list[Candidate]
    changes: Changes
    top: int
    lang: str


def result_of(run: Run, *, with_pairs: bool, seconds: Callable[[], dict[str, float]]) -> Result:
    """The tables and the summary of a run."""
    tables = {
        "matches": _matches(run),
        "proposals": _proposals(run),
        "unmatched": _unmatched(run),
        "unused": _unused(run),
        "affordability": affordability(run.scene, run.eligibility),
        "pairs": pair_rows(run.scene, run.eligibility, run.pairs, slice(None)) if with_pairs else None,
    }
    return Result(summary=summary_of(run, seconds()), **tables)  # type: ignore[arg-type]


def retold(result: Result, run: Run) -> Result:
    """The same result with its explanations and details in the language of ``run``."""
    return replace(result, matches=_matches(run), unmatched=_unmatched(run))


def infeasible_result(best: Best, seconds: dict[str, float]) -> Result:
    """The result when the pins cannot hold together: a smallest conflict and nothing else."""
    scene, problem = best.scene, best.problem
    pins = [
        {
            "citizen_id": str(scene.citizens.ids[problem.c[row]]),
            "vacancy_id": str(scene.flats.ids[problem.v[row]]),
        }
        for row in smallest_conflict(problem)
    ]
    names = (MATCHES, PROPOSALS, UNMATCHED, UNUSED, AFFORDABILITY)
    empty = [pd.DataFrame(columns=list(columns)) for columns in names]
    return Result(summary_of_infeasible(best, pins, seconds), *empty)


def _warnings(run: Run, rows: np.ndarray) -> list[str]:
    return warnings_of(Asked(run.scene, run.eligibility, run.pairs, rows))


def _matches(run: Run) -> pd.DataFrame:
    rows = run.solution.chosen[np.argsort(run.problem.v[run.solution.chosen], kind="stable")]
    c, v = run.pairs.c[rows], run.pairs.v[rows]
    citizens, flats = run.scene.citizens, run.scene.flats
    team_id = run.problem.seats.team_id
    warnings = _warnings(run, rows)
    return pd.DataFrame(
        {
            "vacancy_id": flats.ids[v],
            "citizen_id": citizens.ids[c],
            "points": run.pairs.points[rows],
            "rent": flats.rent[v],
            "utilities": flats.utilities[v],
            "support": run.pairs.support[rows],
            "left_over": run.pairs.left_over[rows],
            "minimum": citizens.minimum[c],
            "network_km": run.pairs.km[rows],
            "team_id": [
                team_id[run.solution.seating[i]] if i in run.solution.seating else "" for i in c.tolist()
            ],
            "quota_pool": [run.scene.pools.label(j) for j in v],
            "pinned": run.problem.pinned[rows],
            "warnings": warnings,
            "explanation": [
                explanation_of(run, int(row), codes.split(), run.lang)
                for row, codes in zip(rows, warnings, strict=True)
            ],
        },
        columns=list(MATCHES),
    )


def _proposals(run: Run) -> pd.DataFrame:
    rows = np.array([candidate.pair for candidate in run.candidates], dtype=np.int64)
    warnings = [
        codes if candidate.stage else f"{codes} bound".strip()
        for codes, candidate in zip(_warnings(run, rows), run.candidates, strict=True)
    ]
    losses = pd.DataFrame(
        [shown_loss(candidate) for candidate in run.candidates],
        columns=["lost_tier", "lost_people", "lost_overdue", "lost_goals", "lost_points"],
    ).astype("Int64")
    table = pd.DataFrame(
        {
            "vacancy_id": run.scene.flats.ids[run.pairs.v[rows]],
            "rank": [candidate.rank for candidate in run.candidates],
            "citizen_id": run.scene.citizens.ids[run.pairs.c[rows]],
            "matched": [candidate.matched for candidate in run.candidates],
            "points": run.pairs.points[rows],
            "warnings": warnings,
        }
    )
    return pd.concat([table, losses], axis=1)[list(PROPOSALS)]


def _unmatched(run: Run) -> pd.DataFrame:
    reasons = run.outcome.unmatched_reasons()
    eligible = (run.eligibility.reasons == 0).sum(axis=1)
    rows = sorted(reasons)
    return pd.DataFrame(
        {
            "citizen_id": run.scene.citizens.ids[rows],
            "eligible_vacancies": eligible[rows],
            "reason": [reasons[row] for row in rows],
            "detail": [detail_of(run, row, reasons[row], run.lang) for row in rows],
        },
        columns=list(UNMATCHED),
    )


def _unused(run: Run) -> pd.DataFrame:
    reasons = run.outcome.unused_reasons()
    eligible = (run.eligibility.reasons == 0).sum(axis=0)
    rows = sorted(reasons)
    return pd.DataFrame(
        {
            "vacancy_id": run.scene.flats.ids[rows],
            "eligible_citizens": eligible[rows],
            "reason": [reasons[row] for row in rows],
        },
        columns=list(UNUSED),
    )
