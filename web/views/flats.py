"""The first page: the week at a glance, and every flat with its proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, render_template, request

from web import present
from web.i18n import t
from web.listing import found, listing, natural
from web.present import Tag
from web.run import Row, Run
from web.views.common import run
from web.views.downloads import available

pages = Blueprint("flats", __name__)

#: An answer due within this many days of the decision date is pointed out.
SOON = timedelta(days=4)


@dataclass(frozen=True)
class Line:
    """One flat of the list with what is proposed for it."""

    flat: Row
    match: Row | None
    unused: Tag | None
    through: str
    warnings: list[Tag]
    answer_by: date | None

    @property
    def id(self) -> str:
        """The vacancy's id."""
        return str(self.flat["vacancy_id"])

    @property
    def citizen(self) -> str | None:
        """The proposed citizen's id, None when there is none."""
        return None if self.match is None else str(self.match["citizen_id"])

    @property
    def points(self) -> float | None:
        """The points of the proposal."""
        return None if self.match is None else present.number(self.match, "points")


def lines(shown: Run) -> list[Line]:
    """Every flat of the week as the list shows it."""
    return [_line(shown, flat) for flat in shown.vacancies.values()]


def _line(shown: Run, flat: Row) -> Line:
    match = shown.match_of_vacancy.get(str(flat["vacancy_id"]))
    row = shown.unused.get(str(flat["vacancy_id"]))
    due = present.as_date(flat["answer_by"])
    soon = match is not None and due is not None and due - shown.decision_date <= SOON
    return Line(
        flat=flat,
        match=match,
        unused=None if row is None else unused_tag(row),
        through=present.through(shown, flat),
        warnings=[] if match is None else present.warning_tags(match),
        answer_by=due if soon else None,
    )


def unused_tag(row: Row) -> Tag:
    """Why a flat is proposed to no one."""
    reason = row["reason"]
    return Tag(
        present.label("UNUSED_LABELS", reason), "minus", "plain", present.label("UNUSED_SENTENCES", reason)
    )


FILTERS: dict[str, Callable[[Line], bool]] = {
    "proposed": lambda line: line.match is not None,
    "attention": lambda line: bool(line.warnings or line.answer_by),
    "unused": lambda line: line.match is None,
    "all": lambda line: True,
}
SORTS: dict[str, Callable[[Line], Any]] = {
    "id": lambda line: natural(line.id),
    "address": lambda line: line.flat["address"],
    "kind": lambda line: present.label("KINDS", line.flat["kind"]),
    "rooms": lambda line: line.flat["rooms"],
    "rent": lambda line: line.flat["rent"],
    "through": lambda line: line.through,
    "citizen": lambda line: None if line.citizen is None else natural(line.citizen),
    "points": lambda line: line.points,
    "warnings": lambda line: len(line.warnings) or None,
}


@pages.get("/")
def index() -> str:
    """The summary and one page of the list."""
    shown = run()
    every = lines(shown)
    query = request.args.get("q", "").strip()
    show = request.args.get("show", "")
    if show not in FILTERS:  # the proposals come first, but a search looks everywhere
        show = "all" if query or not shown.match_of_vacancy else "proposed"
    kept = [
        line
        for line in every
        if FILTERS[show](line)
        and found(query, line.id, line.flat["address"], line.flat["department_id"], line.citizen)
    ]
    return render_template(
        "flats.html",
        summary=summary(shown, every),
        result=shown.summary,
        page=listing(kept, SORTS, SORTS["id"]),
        counts={name: sum(map(keep, every)) for name, keep in FILTERS.items()},
        show=show,
        query=query,
        tables=available(shown),
    )


def summary(shown: Run, every: list[Line]) -> dict[str, Any]:
    """The figures at the top of the page."""
    result = shown.summary
    quota = list(result.get("quota") or [])
    present_in = Counter(int(citizen["tier"]) for citizen in shown.citizens.values())
    matched = {int(row["tier"]): int(row["matched"]) for row in result.get("objective", {}).get("tiers", [])}
    tiers = [
        {"tier": tier, "name": present.tier_name(shown, tier), "matched": matched.get(tier, 0), "all": n}
        for tier, n in sorted(present_in.items())
    ]
    optimal = shown.result.status == "optimal"
    return {
        "proposed": len(shown.match_of_vacancy),
        "flats": len(shown.vacancies),
        "citizens": len(shown.citizens),
        "without": len(shown.citizens) - len(shown.match_of_citizen),
        "attention": sum(map(FILTERS["attention"], every)),
        "quota_used": sum(int(row["used"]) for row in quota),
        "quota_entitled": sum(int(row["entitled"]) for row in quota),
        "quota": quota,
        "tiers": tiers,
        "teams": list(result.get("teams") or []),
        "limits": [_limit(shown, row) for row in result.get("limits") or []],
        "status": Tag(
            present.label("STATUSES", shown.result.status),
            "check" if optimal else "warning",
            "success" if optimal else "warning",
        ),
    }


def _limit(shown: Run, row: Row) -> dict[str, Any]:
    limit = next((one for one in shown.policy.limits if one.name == row["name"]), None)
    rule = ""
    if limit is not None and limit.at_most is not None:
        rule = t("sum.at_most", n=limit.at_most)
    elif limit is not None:
        rule = t("sum.at_least", n=limit.at_least)
    return {"rule": rule, **row}
