"""The page of one flat: its candidates side by side, why the proposal, the decision, and the map."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from web import geo, present
from web.access import access
from web.explained import explanation_in
from web.forms import Form
from web.here import actor, seen, store
from web.proposals.candidates import Candidate, candidates_of, meanings
from web.proposals.common import DECIDERS, READERS, name_of, one, shown
from web.proposals.decided import decision_of
from web.proposals.decision_form import Options, options_for
from web.proposals.lines import FILTERS, lines, unused_tag
from web.proposals.standing import Standing, standing_of
from web.reasons import reasons
from web.run import Run

pages = Blueprint("flat", __name__)


@pages.get("/runs/<run_id>/flats/<path:vacancy_id>")
@access(*READERS)
def index(run_id: str, vacancy_id: str) -> str:
    """One flat with its ranked candidates and the decision about it."""
    chosen = request.args.get("choose")  # after a refusal: the next candidate, ready to be chosen
    return page(run_id, vacancy_id, Form({"action": "choose", "citizen": chosen} if chosen else {}))


def page(run_id: str, vacancy_id: str, form: Form) -> str:
    """The page of a flat with the decision form filled in as ``form`` says."""
    seen_run = shown(run_id)
    run = seen_run.run
    flat = one(run.vacancies, vacancy_id)
    with store().reading() as connection:
        standing = standing_of(connection, run_id)
        choice = standing.choices.get(vacancy_id)
        decision = None if choice is None else decision_of(choice, name_of(connection, choice["decided_by"]))
    candidates = candidates_of(run, vacancy_id, standing)
    selected = _selected(run, candidates)
    match = run.match_of_vacancy.get(vacancy_id)
    unused = run.unused.get(vacancy_id)
    text, text_lang = explanation_in(seen_run.told, vacancy_id)
    seen("citizen", [c.id for c in candidates] + ([selected] if selected else []), "decide")
    return render_template(
        "proposals/flat.html",
        run=run,
        standing=standing,
        flat=flat,
        match=match,
        reasons=[] if match is None else reasons(run, flat, match),
        text=text,
        text_lang=text_lang,
        unused=None if unused is None else unused_tag(unused),
        through=present.through(run, flat),
        utilities=present.utilities(run, flat),
        candidates=candidates,
        meanings=meanings(candidates),
        has_parts=any(c.parts["need"] is not None for c in candidates),
        selected=selected,
        located=geo.located(flat),
        spots=[] if selected is None else geo.spots(run, flat, selected),
        decision=decision,
        options=_options(standing, vacancy_id, candidates),
        form=form,
        following=_following(run, standing, vacancy_id) if decision else None,
    )


def _options(standing: Standing, vacancy_id: str, candidates: list[Candidate]) -> Options | None:
    """What the person may decide about the flat; None where it is decided, or not theirs to decide."""
    choice = standing.choices.get(vacancy_id)
    decided = choice is not None and choice["action"] != "park"
    if decided or not standing.is_newest or actor().role not in DECIDERS:
        return None
    return options_for(candidates, standing.held_flats.get(vacancy_id))


def _following(run: Run, standing: Standing, vacancy_id: str) -> str | None:
    """The next flat that awaits a decision, after this one and then from the beginning."""
    waiting = [
        line.id for line in lines(run, standing) if FILTERS["to_decide"](line) or line.id == vacancy_id
    ]
    at = waiting.index(vacancy_id) if vacancy_id in waiting else 0
    return next((id for id in waiting[at + 1 :] + waiting[:at] if id != vacancy_id), None)


def _selected(run: Run, candidates: list[Candidate]) -> str | None:
    """The citizen the map shows: the one asked for, else the first candidate."""
    asked = request.args.get("citizen")
    if asked is not None:
        if asked not in run.citizens:
            abort(404)
        return asked
    return candidates[0].id if candidates else None
