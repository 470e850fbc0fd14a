"""The week at a glance: what a run proposes, in figures."""

from __future__ import annotations

from collections import Counter
from typing import Any

from web import present
from web.i18n import t
from web.present import Tag
from web.proposals.lines import FILTERS, Line
from web.run import Row, Run


def summary(run: Run, every: list[Line]) -> dict[str, Any]:
    """The figures at the top of the list of proposals."""
    result = run.summary
    quota = list(result.get("quota") or [])
    optimal = run.result.status == "optimal"
    return {
        "proposed": len(run.match_of_vacancy),
        "flats": len(run.vacancies),
        "citizens": len(run.citizens),
        "without": len(run.citizens) - len(run.match_of_citizen),
        "to_decide": sum(map(FILTERS["to_decide"], every)),
        "attention": sum(map(FILTERS["attention"], every)),
        "quota_used": sum(int(row["used"]) for row in quota),
        "quota_entitled": sum(int(row["entitled"]) for row in quota),
        "quota": quota,
        "tiers": _tiers(run),
        "teams": list(result.get("teams") or []),
        "limits": [_limit(run, row) for row in result.get("limits") or []],
        "status": Tag(
            present.label("STATUSES", run.result.status),
            "check" if optimal else "warning",
            "success" if optimal else "warning",
        ),
    }


def _tiers(run: Run) -> list[dict[str, Any]]:
    present_in = Counter(int(citizen["tier"]) for citizen in run.citizens.values())
    stages = run.summary.get("objective", {}).get("tiers", [])
    matched = {int(row["tier"]): int(row["matched"]) for row in stages}
    return [
        {"tier": tier, "name": present.tier_name(run, tier), "matched": matched.get(tier, 0), "all": n}
        for tier, n in sorted(present_in.items())
    ]


def _limit(run: Run, row: Row) -> dict[str, Any]:
    limit = next((one for one in run.policy.limits if one.name == row["name"]), None)
    rule = ""
    if limit is not None and limit.at_most is not None:
        rule = t("sum.at_most", n=limit.at_most)
    elif limit is not None:
        rule = t("sum.at_least", n=limit.at_least)
    return {"rule": rule, **row}
