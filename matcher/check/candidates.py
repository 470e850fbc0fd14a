"""proposals.csv against what was worked out again: candidates, order, ranks, losses, completeness.

Part of the second implementation.  A loss is (stage, amount): the position among the stages 1–4 of model.md
§ 6 of the first that differs, and by how much; ``NOTHING`` when none differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from matcher.check.assess import Assessment
from matcher.check.cells import Findings, codes, number, rows, show, text, truth
from matcher.check.notices import warnings
from matcher.check.value import Valuation
from matcher.model import Result

Loss = tuple[int, int]
NOTHING: Loss = (-1, 0)
LOST = ("lost_tier", "lost_people", "lost_overdue", "lost_goals", "lost_points")
#: The loss of every candidate who can get the vacancy in some week; None when it cannot be told.
Losses = Callable[[str], Mapping[str, Loss] | None]


def shown(loss: Loss, valuation: Valuation) -> tuple[float | None, ...]:
    """The five columns of a loss; the rest are blank."""
    stage, amount = loss
    tiers = len(valuation.tiers)
    if stage == -1:
        return None, None, None, None, 0
    if stage < tiers:
        return valuation.tiers[stage], amount, None, None, None
    columns: list[float | None] = [None] * 3
    columns[stage - tiers] = amount
    return None, None, *columns


def loss_of(row: dict[str, Any], valuation: Valuation) -> Loss | None:
    """The loss that a row shows; None when it shows none, or not in the form it must have."""
    cells = tuple(number(row[name]) for name in LOST)
    tier, people, *later = cells
    for stage, value in enumerate(later, start=len(valuation.tiers)):
        if value is not None:
            loss = (stage, int(value)) if value else NOTHING
            return loss if shown(loss, valuation) == cells else None
    if tier in valuation.tiers and people is not None:
        loss = (valuation.tiers.index(int(tier or 0)), int(people))
        return loss if shown(loss, valuation) == cells else None
    return None


def order(loss: Loss, citizen_id: str, flat_id: str, a: Assessment) -> tuple[Any, ...]:
    """The order of candidates: nothing lost first, a later stage before an earlier, then points, lot, id."""
    stage, amount = loss
    mildness = -1000 if loss == NOTHING else -stage
    return mildness, amount, -a.score[citizen_id, flat_id].points, a.lot_rank[citizen_id], citizen_id


def check_proposals(
    a: Assessment,
    valuation: Valuation,
    matches: Mapping[str, str],
    result: Result,
    losses: Losses,
    found: Findings,
) -> None:
    """Every row, and for every vacancy that the right candidates are shown in the right order."""
    groups: dict[str, list[dict[str, Any]]] = {flat.id: [] for flat in a.flats}
    keys = [(text(row["vacancy_id"]), number(row["rank"]) or 0) for row in rows(result.proposals)]
    if keys != sorted(keys):
        found.say("proposals.csv", "is not sorted by vacancy_id, rank")
    for row in rows(result.proposals):
        flat_id = text(row["vacancy_id"])
        if flat_id in groups:
            groups[flat_id].append(row)
        else:
            found.say(f"proposals.csv vacancy {flat_id}", "is not in vacancies.csv")
    largest = max((len(group) for group in groups.values()), default=0)
    top = int(result.summary.get("top", largest))
    for flat_id, group in groups.items():
        shown_losses = check_rows(flat_id, group, a, valuation, matches, found)
        exact = losses(flat_id) if a.eligible_citizens[flat_id] else {}
        if exact is not None:
            check_losses(flat_id, group, shown_losses, exact, valuation, found)
            check_complete(flat_id, group, exact, matches.get(flat_id), top, a, found)


def check_rows(
    flat_id: str,
    group: list[dict[str, Any]],
    a: Assessment,
    valuation: Valuation,
    matches: Mapping[str, str],
    found: Findings,
) -> dict[str, Loss | None]:
    """Ranks, points, warnings, the form of the losses and their order; the losses shown."""
    seen: dict[str, Loss | None] = {}
    last: tuple[Any, ...] | None = None
    for position, row in enumerate(group, start=1):
        citizen_id = text(row["citizen_id"])
        where = f"proposals.csv vacancy {flat_id} citizen {citizen_id}"
        found.same(where, "rank", number(row["rank"]), position)
        if citizen_id in seen:
            found.say(where, "stands twice")
        seen.setdefault(citizen_id, None)
        if (citizen_id, flat_id) not in a.score:
            pair = (citizen_id, flat_id)
            found.say(
                where, f"not eligible: {' '.join(a.reasons(pair) if a.knows(pair) else ['unknown id'])}"
            )
            continue
        is_match = matches.get(flat_id) == citizen_id
        found.same(where, "matched", truth(row["matched"]), is_match)
        found.same(where, "points", number(row["points"]), a.score[citizen_id, flat_id].points)
        expected = warnings(a.citizen[citizen_id], a.flat[flat_id], a)
        cut_off = "bound" in codes(row["warnings"])
        found.same_codes(where, "warnings", row["warnings"], (*expected, *(("bound",) if cut_off else ())))
        seen[citizen_id] = loss = loss_of(row, valuation)
        if cut_off:
            check_cut_off(where, row, a, result_loss=loss, found=found)
            continue
        if loss is None or loss[1] < 0:
            found.say(where, f"loss {show_loss(row)} is not one loss in the form of the format")
            continue
        key = (-2000,) if is_match else order(loss, citizen_id, flat_id, a)
        if last is not None and key < last:
            found.say(where, f"rank {position} stands after a worse candidate")
        last = key
    return seen


def check_cut_off(
    where: str, row: dict[str, Any], a: Assessment, result_loss: Loss | None, found: Findings
) -> None:
    """A loss the time limit cut off is blank, and happens only where losses need a solver."""
    if any(number(row[name]) is not None for name in LOST):
        found.say(where, f"loss {show_loss(row)} is shown although the warning bound says it is unknown")
    elif not a.policy.limits:
        found.notes.append(f"{where}: the loss was cut off by the time limit and is not checked")


def show_loss(row: dict[str, Any]) -> str:
    """The five columns as they stand."""
    return "/".join(show(number(row[name])) for name in LOST)


def check_losses(
    flat_id: str,
    group: list[dict[str, Any]],
    seen: Mapping[str, Loss | None],
    exact: Mapping[str, Loss],
    valuation: Valuation,
    found: Findings,
) -> None:
    """Every loss shown is the exact one."""
    for row in group:
        citizen_id = text(row["citizen_id"])
        loss = seen.get(citizen_id)
        where = f"proposals.csv vacancy {flat_id} citizen {citizen_id}"
        if loss is None:
            continue
        if citizen_id not in exact:
            found.say(where, "cannot be given the vacancy in any week within quota, teams, limits and pins")
        elif loss != exact[citizen_id]:
            right = "/".join(show(value) for value in shown(exact[citizen_id], valuation))
            found.say(where, f"loss is {show_loss(row)}, expected {right}")


def check_complete(
    flat_id: str,
    group: list[dict[str, Any]],
    exact: Mapping[str, Loss],
    matched: str | None,
    top: int,
    a: Assessment,
    found: Findings,
) -> None:
    """The first ``top`` candidates are shown and no other."""
    ranked = sorted(exact, key=lambda who: (who != matched, order(exact[who], who, flat_id, a)))
    present = {text(row["citizen_id"]) for row in group}
    for position, citizen_id in enumerate(ranked[:top], start=1):
        if citizen_id not in present:
            found.say(
                f"proposals.csv vacancy {flat_id} citizen {citizen_id}",
                f"is missing, expected at rank {position}",
            )
    for citizen_id in sorted(present & set(ranked[top:])):
        position = ranked.index(citizen_id) + 1
        found.say(
            f"proposals.csv vacancy {flat_id} citizen {citizen_id}", f"is candidate {position}, beyond {top}"
        )
