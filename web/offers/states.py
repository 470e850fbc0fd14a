"""The states of an offer in words: as a tag, who must act, and whether it stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.overview.days import local_day
from data.overview.pace import STALLED_DAYS
from data.store.offer_states import CLOSED, UNANSWERED
from web.i18n import t
from web.present import Tag
from web.run import Row

#: Icon and tone of each state.
_SIGNS = {
    "proposed": ("edit", "neutral"),
    "offered": ("send", "info"),
    "viewing": ("visibility", "info"),
    "accepted": ("check", "success"),
    "contract": ("document", "success"),
    "moved_in": ("home", "success"),
    "ended": ("minus", "neutral"),
    "refused": ("close", "error"),
    "expired": ("time", "warning"),
    "withdrawn": ("reply", "neutral"),
}
#: The way of an offer that comes to something.
WAY = ("proposed", "offered", "viewing", "accepted", "contract", "moved_in")
#: Who must act; in the other states no one.
_ACTS = {
    "proposed": "office",
    "offered": "citizen",
    "viewing": "citizen",
    "accepted": "landlord",
    "contract": "landlord",
}


def state_tag(state: str) -> Tag:
    """A state as a tag; its title says what it means."""
    icon, tone = _SIGNS[state]
    return Tag(t(f"offer.state.{state}"), icon, tone, t(f"offer.means.{state}"))


def who(offer: Row, day: date, *, objected: bool = False) -> str:
    """Who must act now, in words; empty where no one must.  An objection is the office's to answer."""
    if objected or late(offer, day):
        return t("offer.who.office")
    code = _ACTS.get(str(offer["state"]))
    return "" if code is None else t(f"offer.who.{code}")


def answer_by(offer: Row) -> date | None:
    """The day to answer by, while an answer is waited for."""
    deadline: date | None = offer["deadline"] if offer["state"] in UNANSWERED else None
    return deadline


def late(offer: Row, day: date) -> bool:
    """Whether the day to answer by has passed."""
    deadline = answer_by(offer)
    return deadline is not None and deadline < day


def still_days(offer: Row, day: date) -> int:
    """Days since the last step."""
    return max(0, (day - local_day(offer["changed_at"])).days)


def is_open(offer: Row) -> bool:
    """Whether someone still has something to do before the citizen has moved in."""
    return bool(offer["live"]) and offer["state"] != "moved_in"


def stalled(offer: Row, day: date) -> bool:
    """Whether an open offer stands still: too late, or too long without a step."""
    if not is_open(offer):
        return False
    if answer_by(offer) is not None:
        return late(offer, day)
    return still_days(offer, day) >= STALLED_DAYS


@dataclass(frozen=True)
class Stage:
    """One stage of the way to a home: where the offer stands, or when it was there."""

    state: str
    text: str
    reached: bool
    current: bool
    on: date | None


def stages(offer: Row) -> list[Stage]:
    """The way from draft to moved in, as far as this offer has come; closed offers have no current stage."""
    days = {
        "proposed": local_day(offer["created_at"]),
        "offered": offer["offered_on"],
        "viewing": offer["viewing_on"],
        "accepted": None,
        "contract": offer["contract_on"],
        "moved_in": offer["moved_in_on"],
    }
    state = str(offer["state"])
    at = WAY.index(state) if state in WAY else -1
    if state in CLOSED:
        at = max(i for i, name in enumerate(WAY) if days[name] is not None)
    return [
        Stage(
            name,
            t(f"offer.state.{name}"),
            i <= at and (name != "viewing" or days[name] is not None),
            name == state,
            days[name],
        )
        for i, name in enumerate(WAY)
    ]
