"""The checklist of an offer as the page shows it: what is to be in place, who owns it, by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.store.checklist import DEPOSIT, SETTLED
from data.store.offer_states import CLOSED
from web.i18n import t
from web.present import Tag
from web.run import Row

_SIGNS = {"open": ("time", "neutral"), "done": ("check", "success"), "not_needed": ("minus", "plain")}


@dataclass(frozen=True)
class Check:
    """One item: its state, owner and due date, whether it is late, and what it can be set to."""

    item: str
    text: str
    hint: str
    state: str
    tag: Tag
    owner: str
    due_on: date | None
    actions: tuple[tuple[str, str], ...]


def checks(items: Sequence[Row], offer: Row, day: date) -> list[Check]:
    """The items of an offer; a closed offer's can no longer be changed."""
    return [_check(item, offer, day) for item in items]


def _check(row: Row, offer: Row, day: date) -> Check:
    state, item = str(row["state"]), str(row["item"])
    overdue = state == "open" and row["due_on"] is not None and row["due_on"] < day
    icon, tone = ("warning", "warning") if overdue and offer["live"] else _SIGNS[state]
    locked = item == DEPOSIT and offer["state"] in ("contract", "moved_in")
    actions: tuple[str, ...] = ()
    if offer["state"] not in CLOSED:
        actions = (("open",) if not locked else ()) if state in SETTLED else SETTLED
    return Check(
        item=item,
        text=t(f"check.{item}"),
        hint=t(f"check.{item}.hint"),
        state=state,
        tag=Tag(t(f"check.state.{state}"), icon, tone),
        owner=str(row["owner"] or ""),
        due_on=row["due_on"],
        actions=tuple((to, t(f"check.to.{to}")) for to in actions),
    )
