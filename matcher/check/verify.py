"""``verify``: every rule, figure and claim of a result, checked without the code that made it.

Part of the second implementation.  A week without limits is a network: its optimum is certified by the
absence of an improving cycle in the residual graph, and every loss is a shortest path there.  With limits
only SciPy's ``milp`` can tell (``optimum=True``); otherwise a note says what was not checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matcher.check.assess import Assessment, DatedAmounts, Pair
from matcher.check.candidates import NOTHING, Loss, Losses, check_proposals
from matcher.check.cells import Findings, rows, text
from matcher.check.figures import STATUSES, check_infeasible, check_summary
from matcher.check.residual import Node, Residual, Weights, residual, weigh, weigh_with_ties
from matcher.check.tables import check_affordability, check_matches, check_pairs, check_people
from matcher.check.value import Valuation, broken
from matcher.model import Policy, Result, Week

#: Above this many vacancies the whole numbers that also hold the order of ties grow too long.
MOST_FLATS_FOR_TIES = 400
#: Above this many eligible pairs a week with limits is only solved again for the candidates shown.
MOST_PAIRS_SOLVED_AGAIN = 400


@dataclass(frozen=True)
class Verification:
    """``breaches``: one line for each thing that is wrong; ``notes``: what was not checked, and why."""

    breaches: list[str]
    notes: list[str]

    @property
    def ok(self) -> bool:
        """Nothing is wrong."""
        return not self.breaches


def verify(
    week: Week,
    policy: Policy,
    rates: DatedAmounts,
    result: Result,
    *,
    optimum: bool = False,
    previous: Iterable[tuple[str, str]] | None = None,
) -> Verification:
    """Check a result against its week; ``previous`` are (vacancy_id, citizen_id), default as summary says.

    The decision date is the week's, the seed is the summary's.
    """
    found = Findings()
    seed = result.summary.get("seed")
    if not isinstance(seed, int):
        found.say("summary.json", f"seed is {seed!r}, expected a whole number")
        seed = 0
    a = Assessment(week, policy, rates, seed)
    listed = result.summary.get("previous", []) if previous is None else previous
    valuation = Valuation(a, [(str(citizen_id), str(flat_id)) for flat_id, citizen_id in listed])
    status = result.summary.get("status")
    if status not in STATUSES:
        found.say("summary.json", f"status is {status!r}, expected one of {', '.join(STATUSES)}")
    elif status == "infeasible":
        check_infeasible(a, result, found)
    else:
        if broken(sorted(a.pins), a):
            found.say("summary.json", f"status is {status}, but the pins cannot hold together")
        matches = check_matches(a, result, found)
        check_summary(a, valuation, matches, result, found)
        losses = check_optimum(a, valuation, matches, result, optimum, found)
        check_proposals(a, valuation, matches, result, losses, found)
        check_people(a, matches, result, found)
        check_pairs(a, result, found)
        check_affordability(a, result, found)
    return Verification(found.breaches, found.notes)


def check_optimum(
    a: Assessment,
    valuation: Valuation,
    matches: Mapping[str, str],
    result: Result,
    optimum: bool,
    found: Findings,
) -> Losses:
    """The claim that no week is better, by certificate and by ``milp``; gives the exact losses."""
    pairs = [(citizen_id, flat_id) for flat_id, citizen_id in matches.items()]
    allowed = not broken(pairs, a) and set(pairs) >= a.pins and len(set(matches.values())) == len(pairs)
    if not allowed:
        found.notes.append("the optimum and the losses were not checked: the matches are not allowed")
        return lambda flat_id: None
    if result.status == "feasible":
        found.notes.append(
            "the run was stopped by its time limit: the optimum and the losses are not claimed"
        )
        return lambda flat_id: None
    losses: Losses = lambda flat_id: None  # noqa: E731
    if not a.policy.limits:
        losses = certify(a, valuation, matches, found)
    elif not optimum:
        found.notes.append("the week has limits: its optimum and losses are only checked with --optimum")
    if optimum:
        return ask_milp(a, valuation, pairs, result, losses, found)
    return losses


def certify(a: Assessment, valuation: Valuation, matches: Mapping[str, str], found: Findings) -> Losses:
    """No improving cycle over the stages 1–6, nor over the fixed order of ties; exact losses."""
    weights = weigh(a, valuation)
    graph = residual(a, matches, weights)
    if graph is None:
        return lambda flat_id: None
    cycle = graph.improving_cycle()
    if cycle is not None:
        found.say("matches.csv", f"not the best week: {tell(cycle, graph, weights)}")
        return lambda flat_id: None
    if len(a.flats) > MOST_FLATS_FOR_TIES:
        found.notes.append("the fixed order of ties was not checked: the week has too many vacancies")
    else:
        tied = weigh_with_ties(a, valuation)
        tied_graph = residual(a, matches, tied)
        cycle = tied_graph.improving_cycle() if tied_graph else None
        if cycle is not None:
            named = " ".join(name for kind, name in cycle if kind == "flat")
            found.say("matches.csv", f"vacancies {named}: an equal week comes first in the order of ties")
    exact = graph

    def losses(flat_id: str) -> Mapping[str, Loss]:
        costs = exact.losses(flat_id)
        return {citizen_id: first_loss(cost, weights, valuation) for citizen_id, cost in costs.items()}

    return losses


def first_loss(cost: int, weights: Weights, valuation: Valuation) -> Loss:
    """The first of stages 1–4 in which a cost shows; there is no shortfall without limits."""
    tiers = len(valuation.tiers)
    stages = weights.stages(cost)
    four = [*stages[: tiers + 1], 0, stages[tiers + 1]]
    return next(((number, lost) for number, lost in enumerate(four) if lost), NOTHING)


def tell(cycle: list[Node], graph: Residual, weights: Weights) -> str:
    """What an improving cycle would gain, and through which vacancies."""
    around = zip(cycle, [*cycle[1:], cycle[0]], strict=True)
    gain = -sum(graph.arcs[start][end] for start, end in around)
    named = " ".join(name for kind, name in cycle if kind == "flat")
    return f"an exchange through vacancies {named} gains {weights.stages(gain)} in the stages 1–6"


def ask_milp(
    a: Assessment, valuation: Valuation, pairs: list[Pair], result: Result, known: Losses, found: Findings
) -> Losses:
    """Compare every stage with SciPy's ``milp``; with limits also the losses, by solving again."""
    from matcher.check.stages import Programme, forced_loss

    programme = Programme(a, valuation)
    best = programme.best()
    value = valuation.of(pairs)
    if best is None:
        found.say("summary.json", "milp finds no week at all with these pins")
        return known
    names = [*(f"tier {tier}" for tier in valuation.tiers), "overdue", "shortfall", "points"]
    for name, ours, theirs in zip([*names, "waiting_days", "lots"], value.gains, best[1].gains, strict=True):
        if ours != theirs:
            found.say("summary.json", f"objective {name}: {abs(ours)}, milp reaches {abs(theirs)}")
            return known
    if not a.policy.limits:
        return known

    wanted = set(a.eligible)
    if len(wanted) > MOST_PAIRS_SOLVED_AGAIN:
        found.notes.append("candidates left out were not looked for: the week with limits is too large")
        wanted &= {(text(row["citizen_id"]), text(row["vacancy_id"])) for row in rows(result.proposals)}

    def losses(flat_id: str) -> Mapping[str, Loss]:
        people = [c.id for c in a.eligible_citizens[flat_id] if (c.id, flat_id) in wanted]
        tried = {who: forced_loss(programme, best[1], (who, flat_id)) for who in people}
        return {citizen_id: loss for citizen_id, loss in tried.items() if loss is not None}

    return losses
