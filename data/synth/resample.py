"""A world that starts with a real week: its people and flats as they are, and more like them week by week.

Week 0 is the week itself.  From week 1 people and flats are drawn with replacement from the week's own rows
(copies.py), as many as the week shows to come in a week, unless the flow says otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.synth import copies
from data.synth.caseload import freed_places, scaled_teams
from data.synth.coming import COMING, REPORTED, SAMPLE, counts_by_week, season
from data.synth.disposal import at_disposal, with_kept_share
from data.synth.flow import ARRIVAL_SEASON, ARRIVALS_PER_WAITING, EXITS, VACANCY_SEASON, Flow
from data.synth.spread import known_places, leaving
from matcher.arrays import Ints
from matcher.horizon.chance import draws
from matcher.horizon.world import Manners, World
from matcher.model import Week

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Weeks back from the decision date in which referrals are counted as arrivals.
REFERRAL_WEEKS = 8


def arrivals_of(week: Week) -> float:
    """People a week: those referred within the last eight weeks and still waiting / 8.

    Those already housed again are not seen, so this is a little low.  When no one was referred so lately,
    1.2 people a year for each who waits, as for the municipalities (flow.py).
    """
    ago = _days_ago(week, week.citizens["waiting_since"])
    lately = int((ago < 7 * REFERRAL_WEEKS).sum())
    return lately / REFERRAL_WEEKS if lately else len(week.citizens) * ARRIVALS_PER_WAITING / 52


def vacancies_of(week: Week) -> float:
    """Flats a week: those reported in the seven days up to the decision date.

    When there are none, all flats divided by the weeks their reports span.
    """
    ago = _days_ago(week, week.vacancies["reported_on"])
    new = int((ago < 7).sum())
    if new or not len(ago):
        return float(new)
    return len(ago) / ((int(ago.max()) - int(ago.min())) // 7 + 1)


def week_flow(week: Week) -> Flow:
    """How the world of a week goes on where nothing else is asked for: all the week has is its list's own."""
    return Flow(arrivals=arrivals_of(week), vacancies=vacancies_of(week), exits=EXITS, kept=1.0)


def _days_ago(week: Week, days: pd.Series[pd.Timestamp]) -> Ints:
    today = np.datetime64(week.decision_date, "D")
    return (today - days.to_numpy().astype("datetime64[D]")).astype(np.int64)


def week_world(week: Week, flow: Flow, weeks: int, seed: int, manners: Manners) -> World:
    """The world that starts with a week on its decision date.

    The week's people and flats keep ids, facts and decisions; pins are left out, because only some ways of
    allocating obey them.  Raises ValueError when the flow asks for other people at the start.
    """
    flow = flow.over(week_flow(week))
    if flow.waiting is not None:
        raise ValueError("waiting: a week folder starts with its own people; leave the number out")
    week = replace(week, places=known_places(week.places, flow.network, seed))
    start = week.decision_date
    assert flow.arrivals is not None and flow.vacancies is not None
    assert flow.exits is not None and flow.kept is not None
    coming = counts_by_week(flow.arrivals, season(weeks, start, ARRIVAL_SEASON), seed, COMING)
    reported = counts_by_week(flow.vacancies, season(weeks, start, VACANCY_SEASON), seed, REPORTED)
    citizens, places, decisions, arrives = _with_more_people(week, coming, seed)
    flats, first_at_hand = _with_more_flats(week, reported, seed)
    flats = at_disposal(flats, flow.given, flow.kept, seed)
    teams = None if week.teams is None else scaled_teams(week.teams, flow.places_needed)
    return World(
        start=start,
        weeks=weeks,
        citizens=citizens,
        arrives=arrives,
        leaves=leaving(arrives, flow.exits, weeks, seed),
        vacancies=flats,
        reported=first_at_hand,
        places=places,
        milieus=week.milieus,
        quotas=None if week.quotas is None else with_kept_share(week.quotas, flow.kept),
        teams=teams,
        freed=freed_places(teams, weeks, seed),
        seed=seed,
        manners=manners,
        decisions=decisions if len(decisions) else None,
    )


def _drawn(counts: Ints, rows: int, seed: int, which: int) -> tuple[Ints, Ints]:
    """The week each newcomer comes and the row it copies; no one in week 0, which is the week itself."""
    later = counts.copy()
    later[:1] = 0
    week_of = np.repeat(np.arange(len(later)), later if rows else 0)
    source = np.floor(rows * draws(seed, SAMPLE, np.arange(len(week_of)), which)).astype(np.int64)
    return week_of, source


def _with_more_people(
    week: Week, coming: Ints, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, Ints]:
    """Everyone, everyone's places and decisions, and the week each is first on the list."""
    own = week.citizens
    week_of, source = _drawn(coming, len(own), seed, 0)
    ids = copies.new_ids("later", own["citizen_id"], len(source))
    more = copies.people(own, source, week_of, ids, week.decision_date, seed)
    owners = own["citizen_id"].iloc[source]
    moved = copies.places(week.places, owners, ids, seed)
    kept = week.decisions[week.decisions["action"] != "pin"]
    decisions = pd.concat([kept, _waivers(kept, owners, ids)], ignore_index=True)
    citizens, order = _by_id(pd.concat([own, more], ignore_index=True), "citizen_id")
    arrives = np.concatenate([np.zeros(len(own), dtype=np.int64), week_of])[order]
    places, _ = _by_id(pd.concat([week.places, moved], ignore_index=True), "citizen_id")
    return citizens, places, decisions, arrives


def _waivers(decisions: pd.DataFrame, owners: pd.Series[str], ids: Sequence[str]) -> pd.DataFrame:
    """A rule waived for all flats is waived for the copies too: offices go on judging as they do."""
    general = decisions[(decisions["action"] == "waive") & (decisions["vacancy_id"] == "")]
    copied = pd.DataFrame({"citizen_id": owners.to_numpy(), "copy_id": ids}).merge(general, on="citizen_id")
    return copied.assign(citizen_id=copied["copy_id"])[list(decisions.columns)]


def _with_more_flats(week: Week, reported: Ints, seed: int) -> tuple[pd.DataFrame, Ints]:
    """Every flat, and the week each is first at hand."""
    own = week.vacancies
    week_of, source = _drawn(reported, len(own), seed, 1)
    ids = copies.new_ids("later", own["vacancy_id"], len(source))
    more = copies.flats(own, source, week_of, ids, week.decision_date, seed)
    flats, order = _by_id(pd.concat([own, more], ignore_index=True), "vacancy_id")
    return flats, np.concatenate([np.zeros(len(own), dtype=np.int64), week_of])[order]


def _by_id(frame: pd.DataFrame, column: str) -> tuple[pd.DataFrame, Ints]:
    """The rows in code-point order of their ids, and that order."""
    ids = frame[column].tolist()
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)
    return frame.iloc[order].reset_index(drop=True), order
