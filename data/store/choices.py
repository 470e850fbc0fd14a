"""What a person decides about a run's flats: accept, choose another, reject, put aside, undo.

Accepting or choosing makes an offer in state proposed, which holds the flat, the citizen, the quota place and
the caseload place; it becomes an offer to the citizen only by a further step of a named person.  A choice
stands until it is undone or its offer comes to nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, select

from data.store import record, told
from data.store.actor import Actor
from data.store.choosing import PURPOSE, Decision, decide, make_offer, require_office, require_reason
from data.store.consequences import close_choices
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.housing import CLOSED_BY_OFFICE, free_vacancy, set_vacancy_state
from data.store.offer_moves import undo_offer
from data.store.pairs import forbid_pair, lift_forbid
from data.store.prices import Price, price_of
from data.store.run_tables import decidable_run, match_of
from data.store.schema import choices, offers
from data.store.settings import today

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
BY_OFFICE = "office"
#: Why a flat is put aside for now.
PARK_REASONS = ("awaiting_answer", "awaiting_information", "next_meeting", "other")


def accept(
    connection: Connection, actor: Actor, run_id: str, vacancy_id: str, *, warnings_ticked: Collection[str]
) -> str:
    """Accept the run's match for a flat; the id of the offer made (state proposed).

    Raises NotFound (no such run, or no match for the flat), NotPossible("warnings_unticked", missing=…,
    unknown=…), ("role_may_not"), ("pair_forbidden"), ("citizen_not_ready"), ("flat_not_vacant"),
    ("team_full"), ("quota_spent"), ("not_a_person"); Conflict("run_superseded", newest=…), ("flat_decided"),
    ("flat_taken"), ("citizen_taken"), ("changed_since_run", difference).
    """
    require_office(actor)
    run = decidable_run(connection, run_id)
    match = match_of(connection, run_id, vacancy_id)
    if match is None:
        raise NotFound(f"no match for {vacancy_id}")
    price = price_of(connection, run_id, vacancy_id, match["citizen_id"])
    return make_offer(connection, actor, run, price, Decision("accept"), warnings_ticked)


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
    require_office(actor)
    run = decidable_run(connection, run_id)
    require_reason(CHOOSE_REASONS, reason_code, reason, text_wanted=True)
    if (price.run_id, price.vacancy_id, price.citizen_id) != (run_id, vacancy_id, citizen_id):
        raise NotPossible("price_of_other_pair")
    stands = price_of(connection, run_id, vacancy_id, citizen_id).cells()
    changed = {name: (shown, stands[name]) for name, shown in price.cells().items() if shown != stands[name]}
    if changed:
        raise Conflict("price_changed", changed)
    decision = Decision("choose", reason_code, reason.strip())
    return make_offer(connection, actor, run, price, decision, warnings_ticked)


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
    require_office(actor)
    decidable_run(connection, run_id)
    require_reason(REJECT_REASONS, reason_code, reason, text_wanted=reason_code.startswith("other"))
    match = match_of(connection, run_id, vacancy_id)
    about_pair = REJECT_REASONS[reason_code] == "pair"
    if about_pair and match is None:
        raise NotPossible("no_match_to_reject")
    citizen_id = None if match is None else match["citizen_id"]
    decision = Decision("reject", reason_code, reason.strip())
    choice_id = decide(connection, actor, run_id, vacancy_id, citizen_id, decision, standing=standing)
    if standing and about_pair:
        forbid_pair(connection, actor, str(citizen_id), vacancy_id, reason_code, BY_OFFICE)
    elif standing:
        closed = "given_back" if reason_code == "flat_given_back" else "withdrawn"
        set_vacancy_state(connection, actor, vacancy_id, closed, on=today(connection))
        told.of_flat(connection, actor, vacancy_id, f"vacancy_{closed}")
    return choice_id


def park_flat(
    connection: Connection, actor: Actor, run_id: str, vacancy_id: str, *, reason_code: str, reason: str = ""
) -> str:
    """Put a flat of the run aside for now; it stays vacant and is in the next run.  The id of the choice."""
    require_office(actor)
    decidable_run(connection, run_id)
    require_reason(PARK_REASONS, reason_code, reason, text_wanted=reason_code == "other")
    return decide(connection, actor, run_id, vacancy_id, None, Decision("park", reason_code, reason.strip()))


def undo(connection: Connection, actor: Actor, choice_id: str) -> None:
    """Take a choice back while nothing was sent: its offer must still be proposed.

    The offer is withdrawn, what a rejection forbade or closed is free again.  Raises NotPossible("sent"),
    ("undone_already").
    """
    require_office(actor)
    found = select(choices).where(choices.c.choice_id == choice_id)
    choice = connection.execute(found).mappings().one_or_none()
    if choice is None:
        raise NotFound(f"choice {choice_id}")
    if choice["undone_at"] is not None:
        raise NotPossible("undone_already")
    offer_id = connection.execute(
        select(offers.c.offer_id).where(offers.c.choice_id == choice_id)
    ).scalar_one_or_none()
    if offer_id is not None:
        undo_offer(connection, actor, offer_id)
    close_choices(connection, actor, choices.c.choice_id == choice_id)
    if choice["action"] == "reject" and choice["price"].get("standing"):
        _take_back(connection, actor, dict(choice))
    details = {name: choice[name] for name in ("run_id", "citizen_id", "action", "choice_id")}
    record.append(
        connection, actor, "undo", "vacancy", choice["vacancy_id"], purpose=PURPOSE, details=details
    )


def _take_back(connection: Connection, actor: Actor, choice: Row) -> None:
    """What a standing rejection forbade or closed is free again."""
    if REJECT_REASONS[choice["reason_code"]] == "pair":
        pair = (choice["citizen_id"], choice["vacancy_id"])
        lift_forbid(connection, actor, *pair, BY_OFFICE, choice["decided_at"])
    else:
        free_vacancy(connection, actor, choice["vacancy_id"], CLOSED_BY_OFFICE)
        told.of_flat(connection, actor, choice["vacancy_id"], "vacancy_changed")


def choices_of(connection: Connection, run_id: str) -> list[Row]:
    """Every choice about a run's flats, oldest first, also those undone (``undone_at``), each with
    ``offer_id`` and ``offer_state`` where there is an offer."""
    found = (
        select(choices, offers.c.offer_id, offers.c.state.label("offer_state"))
        .join(offers, offers.c.choice_id == choices.c.choice_id, isouter=True)
        .where(choices.c.run_id == run_id)
        .order_by(choices.c.decided_at, choices.c.choice_id)
    )
    return [dict(row) for row in connection.execute(found).mappings()]


def standing_choices(connection: Connection, run_id: str) -> dict[str, Row]:
    """The choice that stands for each flat of a run, by vacancy_id."""
    return {str(row["vacancy_id"]): row for row in choices_of(connection, run_id) if not row["undone_at"]}
