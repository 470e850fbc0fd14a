"""A re-run keeps what is decided, changes as few of the other pairs as can be, and says what that costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_weeks import Files, decide, rows, town, without

from data.exchange.policy import parse_policy
from data.rates.loader import load_rates
from data.runs import again, compute, load, run_state, start_run
from data.runs.again import Decided, with_decided, with_policy
from data.runs.changes import free_week, pairs_of_best
from data.runs.stored import StoredRun
from data.runs.strength import MOST_POINTS, split, strength
from data.runs.worker import work_off
from data.store.actor import Actor
from data.store.engine import Store
from data.store.settings import TODAY, set_setting
from data.synth.write import DECISION_DATE
from matcher.best import Settings, best_week, set_scene
from matcher.check import verify

Enter = Callable[[Files], None]
RATES = load_rates(DECISION_DATE)


@given(pairs=st.integers(1, 2000), data=st.data())
def test_a_loss_in_a_rerun_is_read_back_as_pairs_and_points(pairs: int, data: st.DataObject) -> None:
    kept = data.draw(st.integers(-pairs, pairs))
    points = data.draw(st.integers(-MOST_POINTS * pairs, MOST_POINTS * pairs))
    bonus = strength(pairs)
    assert split(kept * bonus + points, bonus, pairs) == (kept, points)
    assert split(points, bonus - 1, pairs) == (0, points)  # the council's own stability is no re-run


@pytest.mark.parametrize(
    "text",
    [
        "",
        "stability_points = 40\n",
        "youth_max_age = 25\nstability_points=40 # few\n[weights]\nneed = 2\nfit = 3\nchoice = 5\n",
        "[tiers]\n1 = 'stability_points = 3'\n",
        "# stability_points = 3\n  [weights]\nneed = 2\nfit = 3\nchoice = 5\n",
    ],
)
def test_only_the_stability_of_the_policy_changes(text: str) -> None:
    before, faults = parse_policy(text.encode())
    assert not faults
    after, faults = parse_policy(with_policy({"policy.toml": text.encode()}, 77)["policy.toml"])
    assert not faults
    assert after == replace(before, stability_points=77)


def run_of(store: Store, actor: Actor, kind: str = "week") -> StoredRun:
    run_id = start_run(store, actor, kind=kind)
    work_off(store)
    with store.reading() as connection:
        row = run_state(connection, run_id)
    assert row["state"] == "done", row["error"]
    return load(store, run_id)


@pytest.fixture(params=range(1, 9))
def first(request: pytest.FixtureRequest, sqlite_store: Store, office: Actor, enter: Enter) -> StoredRun:
    """A finished week, another for each seed."""
    with sqlite_store.writing() as connection:
        set_setting(connection, TODAY, DECISION_DATE.isoformat())
    enter(town(40, 24, request.param))
    return run_of(sqlite_store, office)


def test_a_rerun_after_decisions(
    request: pytest.FixtureRequest,
    first: StoredRun,
    sqlite_store: Store,
    office: Actor,
    enter: Enter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seed = request.node.callspec.params["first"]
    accepted, rejected, parked = first.pairs[::5], first.pairs[1::5], first.pairs[2][0]
    taken = without(town(40, 24, seed), {citizen for _, citizen in accepted}, {flat for flat, _ in accepted})
    enter(taken)
    pairs = frozenset((citizen, flat) for flat, citizen in rejected)
    decided = Decided(frozenset((parked,)), pairs)
    monkeypatch.setattr(again, "_decided", lambda connection, before: decided)
    monkeypatch.setattr(compute, "held_pairs", lambda connection, week, moment: frozenset(accepted))
    rerun = run_of(sqlite_store, office, "rerun")
    rest = dict(pair for pair in first.pairs if pair not in accepted)

    found = verify(rerun.week, rerun.policy, RATES, rerun.result, previous=first.pairs)
    assert not found.breaches  # the second implementation finds no exchange that keeps more, or gains points
    assert not set(rerun.pairs) & set(rejected)
    assert parked not in dict(rerun.pairs)
    assert parked in rerun.ids["vacancies"]

    free = free_week(rerun.week, rerun.policy, RATES, 0)
    free_pairs = pairs_of_best(free)
    kept = sum(dict(rerun.pairs).get(flat) == citizen for flat, citizen in rest.items())
    free_kept = sum(free_pairs.get(flat) == citizen for flat, citizen in rest.items())
    assert kept >= free_kept
    for stage in ("tiers", "overdue"):
        assert rerun.row["summary"]["objective"][stage] == _objective(free)[stage]

    told = rerun.row["changes"]
    assert told["of"] == len(rest)
    assert told["of"] - told["changed"] == kept
    assert told["of"] - told["free_changed"] == free_kept
    assert told["cost"] == int(free.pairs.points[free.solution.chosen].sum()) - int(
        rerun.result.matches["points"].sum()
    )
    assert told["cost"] >= 0
    assert told["changed"] >= told["unavoidable"] >= len(rejected) + 1
    for row in told["flats"]:
        flat = row["vacancy_id"]
        assert row == {
            "vacancy_id": flat,
            "before": rest.get(flat, ""),
            "after": dict(rerun.pairs).get(flat, ""),
            "free": free_pairs.get(flat, ""),
        }


def _objective(best: object) -> dict[str, object]:
    solution, names = best.solution, best.problem.names  # type: ignore[attr-defined]
    totals = dict(zip(names, solution.totals, strict=True))
    tiers = [
        {"tier": int(name.removeprefix("tier ")), "matched": total}
        for name, total in totals.items()
        if name.startswith("tier ")
    ]
    return {"tiers": tiers, "overdue": totals["overdue"]}


def test_more_strength_keeps_no_more_pairs(first: StoredRun) -> None:
    """Ten times the strength changes nothing: it is enough.  A hundredth of it can be too little."""
    scene = set_scene(first.week, first.policy, RATES)
    others = frozenset((flat, citizen) for flat, citizen in zip(
        [flat for flat, _ in first.pairs], [citizen for _, citizen in first.pairs[1:]] + [first.pairs[0][1]],
        strict=True,
    ))  # fmt: skip

    def kept(points: int) -> int:
        policy = replace(first.policy, stability_points=points)
        best = best_week(replace(scene, policy=policy), Settings(0, others))
        return sum(pair in others for pair in pairs_of_best(best).items())

    enough = strength(min(len(first.week.citizens), len(first.week.vacancies)))
    assert kept(0) <= kept(enough // 100) <= kept(enough) == kept(10 * enough)


def test_what_is_put_aside_is_kept_from_everyone_and_a_pin_yields() -> None:
    week = town()
    citizen, flat = rows(week, "citizens.csv")[0]["citizen_id"], rows(week, "vacancies.csv")[0]["vacancy_id"]
    other = rows(week, "citizens.csv")[1]["citizen_id"]
    pinned = decide(week, ("pin", citizen, flat))
    gone = ("nobody", rows(week, "vacancies.csv")[1]["vacancy_id"])
    changed = with_decided(pinned, Decided(frozenset((flat, "no-such-flat")), frozenset((gone,))))
    decisions = rows(changed, "decisions.csv")
    assert {
        row["citizen_id"] for row in decisions if (row["action"], row["vacancy_id"]) == ("forbid", flat)
    } == {row["citizen_id"] for row in rows(week, "citizens.csv")}
    assert not [row for row in decisions if row["action"] == "pin"]
    assert {row["vacancy_id"] for row in decisions} <= {
        row["vacancy_id"] for row in rows(week, "vacancies.csv")
    } | {""}
    one = with_decided(pinned, Decided(frozenset(), frozenset(((other, flat),))))
    assert [row for row in rows(one, "decisions.csv") if row["action"] == "pin"]
    assert with_decided(week, Decided(frozenset(), frozenset())) == week
