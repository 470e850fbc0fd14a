"""Nominations as a housing association sees them: where each stands and what it must do, no one's name.

Once a person has made an offer of its flat an association knows that someone is nominated; who it is it
learns from data/store/released.py, after the citizen has said yes.  Why one came to nothing it never learns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from data.store.actor import Actor
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.given_words import RELEASED_STATES
from data.store.objection_rows import is_open, objections_of
from data.store.offer_states import UNANSWERED
from data.store.offers import take_step
from data.store.rows import Row, rows_of
from data.store.schema import offer_steps, offers, vacancies
from data.store.step_back import POSTPONED, STEP_BACK

#: What an association is told of every nomination that came to nothing, whoever's doing it was.
NOTHING = "nothing"
_CAME_TO_NOTHING = ("refused", "expired", "withdrawn")
#: The steps an association takes itself.
LANDLORD_STEPS = ("viewing", "contract", "moved_in")
#: What an association is told where the office is told what is missing.
_SAID_OTHERWISE = {"deposit_open": "contract_not_ready", "deadline_passed": "answer_late"}
_ZONE = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True)
class Nomination:
    """One nomination to a flat of an association.

    ``state``: offered, viewing, accepted, contract, moved_in, ended, or ``nothing``.  ``deadline``: the day
    the citizen must have answered by, while an answer is waited for.  ``released``: whether the association
    may know who it is.  ``steps``: the states reached, oldest first, each with its day.  ``version`` goes
    with every form about it.
    """

    offer_id: str
    number: int
    vacancy_id: str
    address: str
    state: str
    live: bool
    version: int
    since: date
    deadline: date | None
    viewing_on: date | None
    contract_on: date | None
    moved_in_on: date | None
    ended_on: date | None
    steps: tuple[tuple[str, date], ...]
    objections: tuple[Row, ...]

    @property
    def released(self) -> bool:
        """Whether the citizen has said yes and the nomination still stands."""
        return self.state in RELEASED_STATES

    @property
    def objection(self) -> Row | None:
        """The objection the office has not answered yet."""
        return next((one for one in self.objections if is_open(one) and self.live), None)


def nominations(connection: Connection, actor: Actor, vacancy_id: str | None = None) -> list[Nomination]:
    """Every nomination to the actor's flats (or to one of them), newest first; association only.

    Raises NotFound for a flat that is not there or not the actor's, and for every other role.
    """
    if actor.role != "association" or not actor.organisation_id:
        raise NotFound("nominations")
    o, v = offers.c, vacancies.c
    if vacancy_id is not None:
        own = select(v.vacancy_id).where(
            v.vacancy_id == vacancy_id, v.organisation_id == actor.organisation_id
        )
        if connection.execute(own).first() is None:
            raise NotFound(f"there is no vacancy {vacancy_id}")
    found = (
        select(offers, v.address)
        .join(vacancies, v.vacancy_id == o.vacancy_id)
        .where(
            o.offered_on.is_not(None),
            o.organisation_id == actor.organisation_id,
            v.organisation_id == actor.organisation_id,
        )
        .order_by(o.number.desc())
    )
    if vacancy_id is not None:
        found = found.where(o.vacancy_id == vacancy_id)
    rows = rows_of(connection, found)
    ids = [str(row["offer_id"]) for row in rows]
    steps: dict[str, list[Row]] = {offer_id: [] for offer_id in ids}
    taken = select(offer_steps).where(offer_steps.c.offer_id.in_(ids)).order_by(offer_steps.c.step_id)
    for step in rows_of(connection, taken):
        steps[str(step["offer_id"])].append(step)
    against = objections_of(connection, actor, *ids)
    return [_nomination(row, steps[str(row["offer_id"])], against) for row in rows]


def nomination_of(connection: Connection, actor: Actor, vacancy_id: str) -> Nomination | None:
    """The nomination that stands for a flat of the actor's, None when there is none; raises NotFound."""
    return next((one for one in nominations(connection, actor, vacancy_id) if one.live), None)


def standing_nomination(connection: Connection, actor: Actor, vacancy_id: str, version: int) -> Nomination:
    """As ``nomination_of``, for a form filled at ``version``.

    Raises NotFound, NotPossible("no_nomination"), and Conflict("stale") when it has moved on since; of what
    has changed an association is told the state alone.
    """
    found = nomination_of(connection, actor, vacancy_id)
    if found is None:
        raise NotPossible("no_nomination")
    if found.version != version:
        raise Conflict("stale", {"state": ("", found.state)})
    return found


def landlord_step(
    connection: Connection, actor: Actor, vacancy_id: str, to_state: str, *, on: date | None, version: int
) -> None:
    """An association's step: viewing arranged, contract signed, moved in, each with its day.

    Raises what ``standing_nomination`` raises, NotPossible("objection_open") while its own objection is not
    answered, ("contract_not_ready") when something of the office's is missing before the lease can be signed
    (what it is, is between the office and the citizen), ("answer_late") when the citizen's day to answer has
    passed, and what ``offers.take_step`` raises.
    """
    nomination = standing_nomination(connection, actor, vacancy_id, version)
    if to_state not in LANDLORD_STEPS:
        raise NotPossible("step_not_possible", from_state=nomination.state, to_state=to_state)
    if nomination.objection is not None:
        raise NotPossible("objection_open", field="to")
    try:
        take_step(connection, actor, nomination.offer_id, to_state, on=on, version=version)
    except NotPossible as error:
        if error.code in _SAID_OTHERWISE:
            raise NotPossible(_SAID_OTHERWISE[error.code], field="to") from error
        raise


def _nomination(row: Row, steps: Sequence[Row], against: Sequence[Row]) -> Nomination:
    state = NOTHING if row["state"] in _CAME_TO_NOTHING else str(row["state"])
    return Nomination(
        offer_id=str(row["offer_id"]),
        number=int(row["number"]),
        vacancy_id=str(row["vacancy_id"]),
        address=str(row["address"] or ""),
        state=state,
        live=bool(row["live"]),
        version=int(row["version"]),
        since=row["offered_on"],
        deadline=row["deadline"] if row["state"] in UNANSWERED else None,
        viewing_on=row["viewing_on"],
        contract_on=row["contract_on"],
        moved_in_on=row["moved_in_on"],
        ended_on=row["ended_on"],
        steps=tuple(_way(steps)),
        objections=tuple(one for one in against if one["offer_id"] == row["offer_id"]),
    )


def _way(steps: Sequence[Row]) -> list[tuple[str, date]]:
    """The states an offer stands on with the day each was reached; steps taken back are left out."""
    way: list[tuple[str, date]] = []
    for step in steps:
        if step["reason_code"] == STEP_BACK:
            way[-1:] = []
        elif step["reason_code"] != POSTPONED:
            state = NOTHING if step["to_state"] in _CAME_TO_NOTHING else str(step["to_state"])
            way.append((state, step["taken_at"].astimezone(_ZONE).date()))
    return [one for one in way if one[0] != "proposed"]
