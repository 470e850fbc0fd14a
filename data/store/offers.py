"""Offers: what they are, and the steps they take (the table of steps is data/store/offer_states.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from data.store.actor import Actor
from data.store.offer_states import REASONS, STATES, next_states, reasons_for

__all__ = [
    "REASONS", "STATES", "AfterRefusal", "after_refusal", "get_offer", "list_offers", "next_states",
    "open_again", "postpone", "reasons_for", "step_back", "steps_of", "take_step",
]  # fmt: skip

Row = Mapping[str, Any]


@dataclass(frozen=True)
class AfterRefusal:
    """What follows when an offer came to nothing: the next candidate of the stored run.

    ``candidate`` is the row of proposals.csv (None: nobody listed is left); ``passed_over`` are the citizens
    before it with why they are passed over (refused, taken, not_ready, forbidden).  ``decidable``: the run is
    still the newest, so that the candidate can be chosen from it; else a new run is needed.
    """

    run_id: str
    vacancy_id: str
    candidate: Row | None
    passed_over: tuple[tuple[str, str], ...]
    decidable: bool


def list_offers(
    connection: Connection, actor: Actor, *, state: str | None = None, live: bool | None = None
) -> list[Row]:
    """The offers the actor may know of, newest first: the row of ``offers`` with address and deposit_state.

    A shelter sees those of its citizens, an association those of its flats, both once they are offered.
    """
    raise NotImplementedError


def get_offer(connection: Connection, actor: Actor, offer_id: str) -> Row:
    """One offer; raises NotFound when it is not there or not the actor's to know of."""
    raise NotImplementedError


def steps_of(connection: Connection, actor: Actor, offer_id: str) -> list[Row]:
    """The way of an offer, oldest first; a step back has reason_code ``step_back``."""
    raise NotImplementedError


def take_step(
    connection: Connection,
    actor: Actor,
    offer_id: str,
    to_state: str,
    *,
    reason_code: str = "",
    reason: str = "",
    deadline: date | None = None,
    on: date | None = None,
    version: int,
) -> None:
    """Lead an offer to its next state, with all that follows from it, and record it.

    ``deadline``: the day to answer by (offered; a new one with viewing).  ``on``: when the viewing is, when
    the contract was signed, the citizen moved in, the tenancy ended.  Raises NotFound; Conflict("stale",
    difference); NotPossible("step_not_possible"), ("role_may_not"), ("reason_missing"), ("reason_unknown"),
    ("deadline_missing"), ("deadline_in_past"), ("deadline_passed"), ("deadline_not_passed"),
    ("date_missing"), ("date_too_early"), ("date_in_future"), ("deposit_open").
    Those about one field of the form carry its name in ``values["field"]``.
    """
    raise NotImplementedError


def postpone(
    connection: Connection, actor: Actor, offer_id: str, deadline: date, *, reason: str = "", version: int
) -> None:
    """Give the citizen more time to answer (office; offered or viewing only)."""
    raise NotImplementedError


def step_back(connection: Connection, actor: Actor, offer_id: str, *, reason: str, version: int) -> None:
    """Undo the last step of an offer: office only, a reason is obligatory, the steps taken stay recorded.

    What the step did to citizen, flat and standing decisions is undone with it.  Raises
    NotPossible("nothing_before"), ("reason_missing"), ("role_may_not"), Conflict("flat_taken"),
    ("citizen_taken").
    """
    raise NotImplementedError


def after_refusal(connection: Connection, actor: Actor, offer_id: str) -> AfterRefusal | None:
    """Who comes next for the flat of an offer that was refused, expired or withdrawn; None without a run."""
    raise NotImplementedError


def open_again(connection: Connection, actor: Actor, citizen_id: str, reason: str) -> None:
    """Let a citizen whose tenancy ended wait for a home again (office)."""
    raise NotImplementedError
