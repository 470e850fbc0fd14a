"""The places of the support teams: cases as entered, and the places taken since by offers and tenancies.

``current_cases`` is the count of a day's beginning.  A live offer holds its place until the citizen moves in;
a tenancy that began on that day or later is a case more, until its support ends: with CTI nine months after
moving in, with the other methods when the tenancy ends.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from sqlalchemy import Connection, select

from data.exchange.relations import CASELOADS
from data.store.capacity import list_teams
from data.store.errors import NotFound
from data.store.rows import Row, rows_of
from data.store.schema import offers
from data.store.settings import today
from matcher.calendar import months_before

#: Critical time intervention ends nine months after moving in.
CTI_MONTHS = 9


@dataclass(frozen=True)
class Places:
    """One team on a day: ``capacity`` cases in all, ``cases`` as entered, ``offers`` and ``tenancies`` since.

    ``free`` = max(0, floor(capacity − cases − offers − tenancies)).
    """

    team_id: str
    municipality: str
    method: str
    capacity: Fraction
    cases: Fraction
    offers: int
    tenancies: int
    free: int

    @property
    def now(self) -> Fraction:
        """The cases by now, places held by offers included."""
        return self.cases + self.offers + self.tenancies


def free_places(connection: Connection, day: date | None = None) -> list[Places]:
    """Every team on a day (default: today), by id."""
    rows = list_teams(connection)
    held, lived = _taken(connection, {row["team_id"]: row for row in rows}, day or today(connection))
    return [_places(row, held[row["team_id"]], lived[row["team_id"]]) for row in rows]


def has_place(connection: Connection, team_id: str) -> bool:
    """Whether a team has a free place today; raises NotFound for a team that is not there."""
    found = next((team for team in free_places(connection) if team.team_id == team_id), None)
    if found is None:
        raise NotFound(f"there is no team {team_id}")
    return found.free > 0


def support_ends(moved_in: date, method: str) -> date | None:
    """The day from which a tenancy's support takes no place any more; None: as long as it lasts."""
    return months_before(moved_in, -CTI_MONTHS) if method == "CTI" else None


def _taken(connection: Connection, teams: dict[str, Row], day: date) -> tuple[Counter[str], Counter[str]]:
    """Places held by offers before moving in, and by tenancies since, by team."""
    held: Counter[str] = Counter()
    lived: Counter[str] = Counter()
    o = offers.c
    wanted = select(o.team_id, o.state, o.moved_in_on).where(o.live, o.team_id.is_not(None))
    for offer in rows_of(connection, wanted):
        team = teams.get(offer["team_id"])
        if team is None:
            continue
        moved_in = offer["moved_in_on"]
        if offer["state"] != "moved_in":
            held[offer["team_id"]] += 1
        elif moved_in is not None and moved_in >= team["entered_on"]:
            ends = support_ends(moved_in, team["method"])
            lived[offer["team_id"]] += ends is None or day < ends
    return held, lived


def _places(row: Row, held: int, lived: int) -> Places:
    load = Fraction(row["caseload"]) if row["caseload"] else Fraction(CASELOADS[row["method"]])
    capacity, cases = Fraction(row["caseworkers"]) * load, Fraction(row["current_cases"])
    return Places(
        team_id=row["team_id"],
        municipality=row["municipality"] or "",
        method=row["method"],
        capacity=capacity,
        cases=cases,
        offers=held,
        tenancies=lived,
        free=max(0, floor(capacity - cases - held - lived)),
    )
