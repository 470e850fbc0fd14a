"""The way of an offer: which step may follow which, who may take it and what it needs; one visible table.

proposed → offered → viewing → accepted → contract → moved_in → ended, or refused, expired or withdrawn.
Nothing here touches the database.  A step that is not in ``STEPS`` cannot be taken; what was answered stays
answered, unless the office steps back with a reason (data/store/step_back.py).
"""

from __future__ import annotations

from dataclasses import dataclass

STATES = (
    "proposed", "offered", "viewing", "accepted", "contract", "moved_in", "ended",
    "refused", "expired", "withdrawn",
)  # fmt: skip
#: In these the offer holds its flat and its citizen.
LIVE = frozenset(("proposed", "offered", "viewing", "accepted", "contract", "moved_in"))
#: In these the citizen has been told and has not answered; the deadline runs.
UNANSWERED = frozenset(("offered", "viewing"))
#: In these nothing more happens; only the office can step back.
CLOSED = frozenset(("ended", "refused", "expired", "withdrawn"))
#: The states a housing association knows an offer in: never before a person made it an offer.
RELEASED = frozenset(STATES) - {"proposed"}

#: The coded reasons by the state they lead to; a state that is not here takes none.
REASONS: dict[str, tuple[str, ...]] = {
    "refused": (
        "citizen_rent", "citizen_location", "citizen_size", "citizen_milieu_network",
        "citizen_floor_access", "citizen_moving_in_date", "citizen_other_home", "citizen_other",
        "association_debt", "association_no_longer_vacant", "association_rental_history",
        "association_other",
    ),
    "withdrawn": (
        "flat_withdrawn", "citizen_changed", "entered_wrongly", "not_reached", "no_contract",
        "undone", "other",
    ),
    "ended": ("moved_on", "terminated_by_citizen", "evicted", "institution", "dead", "other"),
}  # fmt: skip
#: Reasons after which the flat is no longer to be had.
FLAT_GONE = frozenset(("association_no_longer_vacant", "flat_withdrawn"))
#: A reason only Husrum itself writes: an undone choice, an offer whose deadline passed.
ONLY_BY_ITSELF = frozenset(("undone",))


@dataclass(frozen=True)
class Step:
    """One step: who may take it, and what must be said with it.

    ``deadline``: a day to answer by must be set.  ``may_postpone``: a new one may be set.  ``day``: the
    column of the offer that keeps when it happened (blank: today is not asked for).  ``ahead``: that day may
    lie in the future.  ``in_time``: only until the deadline has passed; ``late``: only after.
    """

    roles: frozenset[str]
    deadline: bool = False
    may_postpone: bool = False
    day: str = ""
    ahead: bool = False
    in_time: bool = False
    late: bool = False


_OFFICE = frozenset(("office",))
_LANDLORD = frozenset(("office", "association"))
_CITIZEN = frozenset(("office", "shelter"))

_ACCEPT = Step(_CITIZEN, in_time=True)
_REFUSE = Step(_CITIZEN)
_EXPIRE = Step(frozenset(("office", "system")), late=True)
_WITHDRAW = Step(_OFFICE)

#: (from, to) → the step.
STEPS: dict[tuple[str, str], Step] = {
    ("proposed", "offered"): Step(_OFFICE, deadline=True),
    ("proposed", "withdrawn"): _WITHDRAW,
    ("offered", "viewing"): Step(_LANDLORD, may_postpone=True, day="viewing_on", ahead=True, in_time=True),
    ("offered", "accepted"): _ACCEPT,
    ("offered", "refused"): _REFUSE,
    ("offered", "expired"): _EXPIRE,
    ("offered", "withdrawn"): _WITHDRAW,
    ("viewing", "accepted"): _ACCEPT,
    ("viewing", "refused"): _REFUSE,
    ("viewing", "expired"): _EXPIRE,
    ("viewing", "withdrawn"): _WITHDRAW,
    ("accepted", "contract"): Step(_LANDLORD, day="contract_on"),
    ("accepted", "refused"): _REFUSE,
    ("accepted", "withdrawn"): _WITHDRAW,
    ("contract", "moved_in"): Step(_LANDLORD, day="moved_in_on"),
    ("contract", "withdrawn"): _WITHDRAW,
    ("moved_in", "ended"): Step(_OFFICE, day="ended_on"),
}  # fmt: skip


def next_states(role: str, state: str) -> tuple[str, ...]:
    """The states a role may lead an offer to from ``state``, in the order of ``STATES``."""
    return tuple(to for to in STATES if (state, to) in STEPS and role in STEPS[state, to].roles)


def reasons_for(role: str, to_state: str) -> tuple[str, ...]:
    """The reasons a role may give for a step; a shelter speaks for the citizen alone."""
    return tuple(
        code
        for code in REASONS.get(to_state, ())
        if code not in ONLY_BY_ITSELF and (role == "office" or code.startswith("citizen_"))
    )
