"""After a no: who comes next for the flat in the stored run, and what giving it to them costs the week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from data.store.actor import Actor
from data.store.errors import NotFound
from data.store.offer_rows import known_offer
from data.store.offer_states import LIVE
from data.store.pairs import why_not
from data.store.run_tables import candidates_of, newest_run_id
from data.store.schema import offers

Row = Mapping[str, Any]
#: Who may read candidates: a list of other citizens.
_READERS = ("office", "auditor")


@dataclass(frozen=True)
class AfterRefusal:
    """What follows when an offer came to nothing: the next candidate of the stored run.

    ``candidate`` is the row of proposals.csv as texts (None: nobody listed is left); ``passed_over`` are the
    citizens before it, each with why: citizen_taken, or a code of ``pairs.why_not``.  ``decidable``: the run
    is still the newest and the flat free, so that the candidate can be chosen from it; else a new run is
    needed.
    """

    run_id: str
    vacancy_id: str
    candidate: Row | None
    passed_over: tuple[tuple[str, str], ...]
    decidable: bool


def after_refusal(connection: Connection, actor: Actor, offer_id: str) -> AfterRefusal | None:
    """Who comes next for the flat of an offer that was refused, expired or withdrawn; None without a run.

    Nothing is changed: a person chooses.  Raises NotFound for roles that may not read candidates.
    """
    offer = known_offer(connection, actor, offer_id)
    if actor.role not in _READERS:
        raise NotFound(f"candidates of {offer_id}")
    if offer["run_id"] is None or offer["state"] in LIVE:
        return None
    vacancy_id = offer["vacancy_id"]
    found = select(offers.c.vacancy_id, offers.c.citizen_id).where(offers.c.live)
    held = connection.execute(found).all()
    taken = {row.citizen_id for row in held}
    flat_free = all(row.vacancy_id != vacancy_id for row in held)
    passed: list[tuple[str, str]] = []
    candidate: Row | None = None
    for row in candidates_of(connection, offer["run_id"], vacancy_id):
        citizen_id = row["citizen_id"]
        code = "citizen_taken" if citizen_id in taken else why_not(connection, citizen_id, vacancy_id)
        if not code:
            candidate = row
            break
        passed.append((citizen_id, code))
    decidable = flat_free and newest_run_id(connection) == offer["run_id"]
    return AfterRefusal(offer["run_id"], vacancy_id, candidate, tuple(passed), decidable)
