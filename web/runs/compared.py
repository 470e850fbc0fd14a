"""Two runs side by side: who gained a flat, who lost one, who has another, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request

from data.runs.compare import Change, compare, held_between
from data.runs.lookup import list_runs, run_state
from data.runs.states import DONE
from data.runs.stored import load
from data.store.errors import NotFound
from web.access import access
from web.here import actor, seen, store
from web.i18n import t
from web.present import label
from web.runs import shown
from web.runs.shown import READERS, SEES_CITIZENS

pages = Blueprint("run_compare", __name__)


@pages.get("/runs/<run_id>/compare")
@access(*READERS)
def index(run_id: str) -> str:
    """A run against the one before, or against the one named in ``?with``."""
    with store().reading() as connection:
        row = run_state(connection, run_id)
        others = [other for other in list_runs(connection, DONE) if other["run_id"] != run_id]
    wanted = request.args.get("with") or row["previous_run"] or next((o["run_id"] for o in others), None)
    if wanted is None:
        return render_template("runs/compare.html", row=row, others=others, changes=None, before=None)
    if wanted not in {other["run_id"] for other in others}:
        raise NotFound(wanted)
    before, after = load(store(), wanted), load(store(), run_id)
    with store().reading() as connection:
        held = held_between(connection, before, after)
    changes = compare(before, after, held)
    sees = actor().role in SEES_CITIZENS
    if sees:
        seen("citizen", _named(changes.gained, changes.lost, changes.moved), "compare_runs")
    return render_template(
        "runs/compare.html", row=row, before=before.row, others=others, changes=changes, sees=sees,
        why=why, tier_names=after.policy.tiers, moment=shown.moment_text,
    )  # fmt: skip


def why(change: Change) -> str:
    """The reason of a change as a sentence."""
    rules = ", ".join(label("RULE_LABELS", code) for code in change.rules)
    return t(f"runs.why.{change.why}", rules=rules, other=change.other)


def _named(*groups: Sequence[Change]) -> list[Any]:
    """Every citizen the page names."""
    changes = [change for group in groups for change in group]
    return sorted({name for change in changes for name in (change.citizen_id, change.other) if name})
