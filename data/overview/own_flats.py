"""A housing association's vacancies: where each stands, who must act, and what the association must do today.

Of a citizen nothing is said; that someone is nominated is said once a person has made it an offer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, or_, select

from data.store.actor import Actor
from data.store.nominations import Nomination, nominations
from data.store.references import references_of
from data.store.rows import Row, rows_of
from data.store.schema import offers, vacancies
from data.store.threads import unread

#: An announced flat is asked about when it falls vacant within so many days.
DAYS_BEFORE = 14
#: What the association itself must do about a flat, the most urgent first.
TODO = ("contract", "moved_in", "dispose", "relet", "read")
US, OFFICE, CITIZEN, NO_ONE = "us", "office", "citizen", ""


@dataclass(frozen=True)
class OwnFlat:
    """A vacancy of a housing association, with its row of ``vacancies``.

    ``stands``: announced, reported, outside (not at disposal at all), offered, viewing, accepted, contract,
    moved_in, objected, let, given_back, lapsed or withdrawn.  ``acts``: us, office, citizen or blank, who
    must act.  ``deadline``: the day by which, where there is one.  ``todo``: codes of TODO.
    """

    row: Row
    reference: str
    nomination: Nomination | None
    stands: str
    acts: str
    deadline: date | None
    todo: tuple[str, ...]
    unread: int

    @property
    def vacancy_id(self) -> str:
        """Husrum's id of the flat."""
        return str(self.row["vacancy_id"])

    @property
    def closed(self) -> bool:
        """Whether it is over: let, given back, lapsed or withdrawn."""
        return self.stands in ("let", "moved_in", "given_back", "lapsed", "withdrawn")


def own_flats(
    connection: Connection, actor: Actor, on: date, *, closed_days: int | None = 90
) -> list[OwnFlat]:
    """The vacancies of an association, by id: all that are open, and those closed within ``closed_days``
    (None: all)."""
    v = vacancies.c
    wanted = select(vacancies).where(v.organisation_id == actor.organisation_id).order_by(v.vacancy_id)
    if closed_days is not None:
        since = on - timedelta(days=closed_days)
        wanted = wanted.where(or_(v.state.in_(("announced", "vacant")), v.closed_on > since))
    return _described(connection, actor, rows_of(connection, wanted), on)


def own_flat(connection: Connection, actor: Actor, row: Row, on: date) -> OwnFlat:
    """One vacancy of the actor's organisation, with its row of ``vacancies``."""
    return _described(connection, actor, [row], on)[0]


def _described(connection: Connection, actor: Actor, rows: list[Row], on: date) -> list[OwnFlat]:
    only = str(rows[0]["vacancy_id"]) if len(rows) == 1 else None
    named = _newest(nominations(connection, actor, only) if rows else [])
    called = references_of(connection, [row["vacancy_id"] for row in rows])
    unseen = unread(connection, actor)
    o = offers.c
    mine = o.live & (o.organisation_id == actor.organisation_id)
    held = set(connection.execute(select(o.vacancy_id).where(mine)).scalars())
    found = []
    for row in rows:
        vacancy_id = str(row["vacancy_id"])
        nomination = named.get(vacancy_id)
        stands = _stands(row, nomination, vacancy_id in held, on)
        new = unseen.get(vacancy_id, 0)
        todo = tuple(code for code in TODO if _asked(code, row, nomination, stands, new, on))
        acts, deadline = _who(row, nomination, stands)
        reference = called.get(vacancy_id, "")
        found.append(OwnFlat(row, reference, nomination, stands, acts, deadline, todo, new))
    return found


def _newest(found: Iterable[Nomination]) -> dict[str, Nomination]:
    """The nomination that stands for each flat."""
    return {one.vacancy_id: one for one in found if one.live}


def _stands(row: Row, nomination: Nomination | None, held: bool, on: date) -> str:
    if row["state"] == "vacant" and nomination is not None:
        return "objected" if nomination.objection is not None else nomination.state
    if row["state"] == "vacant" and row["route"] == "none":
        return "outside"
    if row["state"] == "vacant":
        late = row["answer_by"] is not None and row["answer_by"] < on
        return "lapsed" if late and not held else "reported"
    return str(row["state"])


def _who(row: Row, nomination: Nomination | None, stands: str) -> tuple[str, date | None]:
    """Who must act, and by which day."""
    if stands == "reported":
        return OFFICE, row["answer_by"]
    if stands == "objected":
        return OFFICE, None
    if stands in ("offered", "viewing") and nomination is not None:
        return CITIZEN, nomination.deadline
    if stands == "announced":
        return US, row["available_from"]
    waits = stands in ("accepted", "contract") or (stands == "given_back" and row["relet_on"] is None)
    return (US if waits else NO_ONE), None


def _asked(code: str, row: Row, nomination: Nomination | None, stands: str, new: int, on: date) -> bool:
    """Whether a thing is the association's to do today."""
    if code == "contract":
        return stands == "accepted"
    if code == "moved_in":
        return stands == "contract" and bool(row["available_from"] <= on)
    if code == "dispose":
        return stands == "announced" and bool(row["available_from"] <= on + timedelta(days=DAYS_BEFORE))
    if code == "relet":
        return stands == "given_back" and row["relet_on"] is None
    return new > 0
