"""The page of one flat: its candidates side by side, why the proposal, and the map."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request

from web import geo, present
from web.explained import explanation_in
from web.present import Tag
from web.reasons import reasons
from web.run import Row, Run
from web.views.common import one, run, told
from web.views.flats import unused_tag

pages = Blueprint("flat", __name__)


@dataclass(frozen=True)
class Candidate:
    """One column of the comparison; what was not computed is None."""

    row: Row
    citizen: Row
    matched: bool
    loss: Tag
    parts: dict[str, float | None]
    tier_name: str
    waited: int
    household: str
    left_over: float | None
    margin: Tag | None
    support: float | None
    network_km: float | None
    elsewhere: str | None
    warnings: list[Tag]

    @property
    def id(self) -> str:
        """The citizen's id."""
        return str(self.row["citizen_id"])


def candidate(shown: Run, flat: Row, row: Row) -> Candidate:
    """What is known about one candidate for one flat."""
    identifier, vacancy = str(row["citizen_id"]), str(flat["vacancy_id"])
    citizen = shown.citizens[identifier]
    matched = present.is_true(row["matched"])
    pair = next(iter(shown.pairs(identifier, vacancy)), {})
    money = shown.match_of_vacancy[vacancy] if matched else pair
    left_over = present.number(money, "left_over")
    match = shown.match_of_citizen.get(identifier)
    return Candidate(
        row=row,
        citizen=citizen,
        matched=matched,
        loss=present.loss_tag(shown, row),
        parts={part: present.number(pair, part) for part in ("need", "fit", "choice")},
        tier_name=present.tier_name(shown, citizen["tier"]),
        waited=present.waited(shown, citizen),
        household=present.household(citizen),
        left_over=left_over,
        margin=present.margin(left_over, present.minimum(shown, citizen)),
        support=present.number(money, "support"),
        network_km=geo.network_km(shown, flat, identifier),
        elsewhere=None if match is None else str(match["vacancy_id"]),
        warnings=present.warning_tags(row),
    )


def _selected(shown: Run, candidates: list[Candidate]) -> str | None:
    """The citizen the map shows: the one asked for, else the first candidate."""
    asked = request.args.get("citizen")
    if asked is not None:
        if asked not in shown.citizens:
            abort(404)
        return asked
    return candidates[0].id if candidates else None


@pages.get("/flat/<path:vacancy_id>")
def index(vacancy_id: str) -> str:
    """One flat with its ranked candidates."""
    shown = run()
    flat = one(shown.vacancies, vacancy_id)
    candidates = [candidate(shown, flat, row) for row in shown.candidates.get(vacancy_id, [])]
    selected = _selected(shown, candidates)
    unused = shown.unused.get(vacancy_id)
    match = shown.match_of_vacancy.get(vacancy_id)
    text, text_lang = explanation_in(told(), vacancy_id)
    return render_template(
        "flat.html",
        flat=flat,
        match=match,
        reasons=[] if match is None else reasons(shown, flat, match),
        text=text,
        text_lang=text_lang,
        unused=None if unused is None else unused_tag(unused),
        through=present.through(shown, flat),
        utilities=present.utilities(shown, flat),
        candidates=candidates,
        meanings=list(dict.fromkeys(c.loss for c in candidates if not c.matched)),
        has_parts=any(c.parts["need"] is not None for c in candidates),
        selected=selected,
        located=geo.located(flat),
        spots=[] if selected is None else geo.spots(shown, flat, selected),
    )
