"""What a run says about one citizen: the flat and why, or why none and what would change it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, render_template

from matcher.words import RULE_LABELS
from web import present
from web.access import access
from web.explained import detail_in, explanation_in
from web.here import seen, store
from web.listing import natural
from web.present import Tag
from web.proposals.common import READERS, one, shown
from web.proposals.standing import standing_of
from web.reasons import reasons
from web.run import Row, Run

pages = Blueprint("outcome", __name__)

_ICONS = {"not_ready": "time", "no_eligible_vacancy": "minus", "team_full": "groups", "quota_spent": "lock"}


@dataclass(frozen=True)
class Possible:
    """A flat the citizen could have: its points, what it costs the week, and who is proposed for it."""

    flat: Row
    points: float | None
    loss: Tag | None
    match: Row | None

    @property
    def id(self) -> str:
        """The vacancy's id."""
        return str(self.flat["vacancy_id"])


@pages.get("/runs/<run_id>/citizens/<path:citizen_id>")
@access(*READERS)
def index(run_id: str, citizen_id: str) -> str:
    """Where one citizen stands in this run, why, and what would change it."""
    seen_run = shown(run_id)
    run = seen_run.run
    citizen = one(run.citizens, citizen_id)
    match = run.match_of_citizen.get(citizen_id)
    flat = None if match is None else run.vacancies[str(match["vacancy_id"])]
    told = explanation_in(seen_run.told, str(match["vacancy_id"])) if match else ("", "")
    with store().reading() as connection:
        standing = standing_of(connection, run_id)
    flats = possible_flats(run, citizen_id)
    others = [str(f.match["citizen_id"]) for f in flats if f.match is not None]
    seen("citizen", [citizen_id, *others], "explain")
    return render_template(
        "proposals/citizen.html",
        run=run,
        standing=standing,
        citizen=citizen,
        match=match,
        offer=standing.held_citizens.get(citizen_id),
        tag=None if match else unmatched_tag(run, citizen_id),
        detail=detail_in(seen_run.told, citizen_id),
        reasons=[] if match is None or flat is None else reasons(run, flat, match),
        text=told[0],
        text_lang=told[1],
        waited=present.waited(run, citizen),
        tier_name=present.tier_name(run, citizen["tier"]),
        age=present.age(run, citizen),
        household=present.household(citizen),
        needs=present.needs(citizen),
        flats=flats,
        blocked=blocked_rules(run, citizen_id),
    )


def unmatched_tag(run: Run, citizen_id: str) -> Tag:
    """Why no flat is proposed to a citizen, with the whole sentence as its title."""
    row = run.unmatched.get(citizen_id)
    reason = "" if row is None else str(row["reason"])
    sentence = present.label("UNMATCHED_SENTENCES", reason)
    return Tag(present.label("UNMATCHED_LABELS", reason), _ICONS.get(reason, "info"), "plain", sentence)


def possible_flats(run: Run, citizen_id: str) -> list[Possible]:
    """The flats no rule keeps from this citizen, best first."""
    flats = []
    for vacancy, row in run.pairs(citizen_id).items():
        if not present.is_true(row["eligible"]):
            continue
        ranked = run.candidates.get(vacancy, [])
        place = next((r for r in ranked if r["citizen_id"] == citizen_id), None)
        flats.append(
            Possible(
                flat=run.vacancies[vacancy],
                points=present.number(row, "points"),
                loss=None if place is None else present.loss_tag(run, place),
                match=run.match_of_vacancy.get(vacancy),
            )
        )
    return sorted(flats, key=lambda flat: (-(flat.points or 0), natural(flat.id)))


def blocked_rules(run: Run, citizen_id: str) -> list[tuple[str, int]]:
    """How many flats each rule blocks for this citizen, in words, most first."""
    pairs = run.pairs(citizen_id).values()
    count = Counter(code for pair in pairs for code in present.codes(pair, "reasons"))
    order = list(RULE_LABELS)
    codes = sorted(count, key=lambda code: (-count[code], order.index(code) if code in order else 99))
    return [(present.capital(present.label("RULE_LABELS", code)), count[code]) for code in codes]
