"""The list of citizens, first those without a proposal, and the page of one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request

from matcher.words import RULE_LABELS
from web import present
from web.explained import detail_in, explanation_in
from web.listing import found, listing, natural
from web.present import Tag
from web.reasons import reasons
from web.run import Row, Run
from web.views.common import one, run, told

pages = Blueprint("citizens", __name__)

_ICONS = {"not_ready": "time", "no_eligible_vacancy": "minus", "team_full": "groups", "quota_spent": "lock"}


@dataclass(frozen=True)
class Line:
    """One citizen of the list with the outcome of the week."""

    citizen: Row
    match: Row | None
    unmatched: Row | None
    tag: Tag
    detail: str
    detail_lang: str
    waited: int
    tier_name: str

    @property
    def id(self) -> str:
        """The citizen's id."""
        return str(self.citizen["citizen_id"])

    @property
    def short(self) -> str:
        """The detail without its list of blocking rules, which the citizen's own page counts."""
        blocked, _, rest = self.detail.partition(". ")
        return rest if blocked.startswith(("Spærret:", "Blocked:")) and rest else self.detail

    @property
    def possible(self) -> float | None:
        """How many flats are possible, None for a matched citizen."""
        return None if self.unmatched is None else present.number(self.unmatched, "eligible_vacancies")


def line(shown: Run, citizen: Row) -> Line:
    """One citizen as the list shows them."""
    identifier = str(citizen["citizen_id"])
    match, row = shown.match_of_citizen.get(identifier), shown.unmatched.get(identifier)
    if match is not None:
        tag = Tag(str(match["vacancy_id"]), "check", "success")
    else:
        reason = "" if row is None else str(row["reason"])
        sentence = present.label("UNMATCHED_SENTENCES", reason)
        tag = Tag(present.label("UNMATCHED_LABELS", reason), _ICONS.get(reason, "info"), "plain", sentence)
    detail, detail_lang = detail_in(told(), identifier)
    return Line(
        citizen=citizen,
        match=match,
        unmatched=row,
        tag=tag,
        detail=detail,
        detail_lang=detail_lang,
        waited=present.waited(shown, citizen),
        tier_name=present.tier_name(shown, citizen["tier"]),
    )


FILTERS: dict[str, Callable[[Line], bool]] = {
    "unmatched": lambda line: line.match is None,
    "matched": lambda line: line.match is not None,
    "all": lambda line: True,
}
SORTS: dict[str, Callable[[Line], Any]] = {
    "tier": lambda line: (line.citizen["tier"], -line.waited),
    "id": lambda line: natural(line.id),
    "situation": lambda line: present.label("SITUATIONS", line.citizen["situation"]),
    "waited": lambda line: line.waited,
    "possible": lambda line: line.possible,
    "outcome": lambda line: line.tag.text,
}


@pages.get("/citizens")
def index() -> str:
    """One page of the list."""
    shown = run()
    every = [line(shown, citizen) for citizen in shown.citizens.values()]
    query, reason = request.args.get("q", "").strip(), request.args.get("reason", "")
    show = request.args.get("show", "")
    if show not in FILTERS:  # a search looks everywhere
        show = "all" if query and not reason else "unmatched"
    kept = [
        one_line
        for one_line in every
        if FILTERS[show](one_line)
        and found(query, one_line.id)
        and (not reason or (one_line.unmatched or {}).get("reason") == reason)
    ]
    reasons = Counter(str(row["reason"]) for row in shown.unmatched.values())
    return render_template(
        "citizens.html",
        page=listing(kept, SORTS, SORTS["id"]),
        counts={name: sum(map(keep, every)) for name, keep in FILTERS.items()},
        reasons=sorted(reasons.items()),
        show=show,
        query=query,
        reason=reason,
        tiers=sorted(shown.policy.tiers.items()),
    )


def possible_flats(shown: Run, identifier: str) -> list[dict[str, Any]]:
    """The flats this citizen can have, best first, each with who is proposed for it."""
    if shown.result.pairs is not None:
        rows = [row for row in shown.pairs(identifier) if present.is_true(row["eligible"])]
    else:
        rows = [
            row for group in shown.candidates.values() for row in group if row["citizen_id"] == identifier
        ]
    flats = []
    for row in rows:
        vacancy = str(row["vacancy_id"])
        ranked = shown.candidates.get(vacancy, [])
        place = next((r for r in ranked if r["citizen_id"] == identifier), None)
        flats.append(
            {
                "id": vacancy,
                "flat": shown.vacancies[vacancy],
                "points": present.number(row, "points"),
                "loss": None if place is None else present.loss_tag(shown, place),
                "match": shown.match_of_vacancy.get(vacancy),
            }
        )
    return sorted(flats, key=lambda flat: (-(flat["points"] or 0), natural(flat["id"])))


def blocked_rules(shown: Run, identifier: str) -> list[tuple[str, int]]:
    """How many flats each rule blocks for this citizen, in words, most first; needs pairs.csv."""
    pairs = shown.pairs(identifier)
    count = Counter(code for pair in pairs for code in present.codes(pair, "reasons"))
    order = list(RULE_LABELS)
    codes = sorted(count, key=lambda code: (-count[code], order.index(code) if code in order else 99))
    return [(present.capital(present.label("RULE_LABELS", code)), count[code]) for code in codes]


@pages.get("/citizen/<path:citizen_id>")
def citizen(citizen_id: str) -> str:
    """Where one citizen stands this week, why, and what would change it."""
    shown = run()
    row = one(shown.citizens, citizen_id)
    match = shown.match_of_citizen.get(citizen_id)
    flat = None if match is None else shown.vacancies[str(match["vacancy_id"])]
    text, text_lang = ("", "") if match is None else explanation_in(told(), str(match["vacancy_id"]))
    return render_template(
        "citizen.html",
        citizen=row,
        line=line(shown, row),
        reasons=[] if match is None or flat is None else reasons(shown, flat, match),
        text=text,
        text_lang=text_lang,
        age=present.age(shown, row),
        household=present.household(row),
        needs=present.needs(row),
        flats=possible_flats(shown, citizen_id),
        partial=shown.result.pairs is None,
        blocked=blocked_rules(shown, citizen_id),
    )
