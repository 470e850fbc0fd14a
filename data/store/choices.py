"""What a person decides about a run's flats: accept, choose another, reject, put aside, undo.

Accepting or choosing makes an offer in state proposed, which holds the flat, the citizen, the quota place and
the caseload place; it becomes an offer to the citizen only by a further step of a named person.  A choice
stands until it is undone or its offer comes to nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection

from data.store.actor import Actor
from data.store.prices import Price

Row = Mapping[str, Any]

#: Why the office chooses another candidate than the proposed one.
CHOOSE_REASONS = (
    "individual_assessment", "new_information", "closer_to_network", "support_fits", "citizen_wish",
    "resident_composition", "other",
)  # fmt: skip
#: Why a proposal is rejected, and whether it is the pair or the flat that is wrong.
REJECT_REASONS: dict[str, str] = {
    "individual_assessment": "pair",
    "new_information": "pair",
    "milieu_network": "pair",
    "resident_composition": "pair",
    "association_objects": "pair",
    "other_pair": "pair",
    "flat_not_ready": "flat",
    "flat_given_back": "flat",
    "flat_withdrawn": "flat",
    "other_flat": "flat",
}
#: Why a flat is put aside for now.
PARK_REASONS = ("awaiting_answer", "awaiting_information", "next_meeting", "other")


def accept(
    connection: Connection, actor: Actor, run_id: str, vacancy_id: str, *, warnings_ticked: Collection[str]
) -> str:
    """Accept the run's match for a flat; the id of the offer made (state proposed).

    Raises NotFound (no such run, or no match for the flat), NotPossible("warnings_unticked", missing=…,
    unknown=…), ("role_may_not"), ("pair_forbidden"), ("citizen_not_ready"), ("flat_not_vacant"),
    ("team_full"), ("quota_spent"); Conflict("run_superseded", newest=…), ("flat_decided"), ("flat_taken"),
    ("citizen_taken").
    """
    raise NotImplementedError


def choose(
    connection: Connection,
    actor: Actor,
    run_id: str,
    vacancy_id: str,
    citizen_id: str,
    *,
    price: Price,
    warnings_ticked: Collection[str],
    reason_code: str,
    reason: str,
) -> str:
    """Choose another candidate than the match, for a reason; the id of the offer made (state proposed).

    ``price`` is what ``prices.price_of`` said and the person saw.  Raises what ``accept`` raises, and
    NotPossible("reason_missing"), ("reason_unknown"), ("not_eligible"), Conflict("price_changed").
    """
    raise NotImplementedError


def reject(
    connection: Connection,
    actor: Actor,
    run_id: str,
    vacancy_id: str,
    *,
    reason_code: str,
    reason: str = "",
    standing: bool = False,
) -> str:
    """Reject what the run proposes for a flat; the id of the choice.

    ``standing``: it holds for coming runs too.  The pair is forbidden, or, when the reason says that it is
    the flat, the flat is closed (given back or withdrawn).  ``other_…`` needs a text.
    """
    raise NotImplementedError


def park_flat(
    connection: Connection, actor: Actor, run_id: str, vacancy_id: str, *, reason_code: str, reason: str = ""
) -> str:
    """Put a flat of the run aside for now; it stays vacant and is in the next run.  The id of the choice."""
    raise NotImplementedError


def undo(connection: Connection, actor: Actor, choice_id: str) -> None:
    """Take a choice back while nothing was sent: its offer must still be proposed.

    The offer is withdrawn, what a rejection forbade or closed is free again.  Raises NotPossible("sent"),
    ("undone_already").
    """
    raise NotImplementedError


def choices_of(connection: Connection, run_id: str) -> list[Row]:
    """Every choice about a run's flats, oldest first, also those undone (``undone_at``), each with
    ``offer_id`` and ``offer_state`` where there is an offer."""
    raise NotImplementedError


def standing_choices(connection: Connection, run_id: str) -> dict[str, Row]:
    """The choice that stands for each flat of a run, by vacancy_id."""
    return {str(row["vacancy_id"]): row for row in choices_of(connection, run_id) if not row["undone_at"]}
