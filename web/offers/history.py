"""What happened to an offer, newest first, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from web.i18n import t
from web.run import Row

#: Steps that tell the day to answer by.
_WAITING = ("offered",)


@dataclass(frozen=True)
class Event:
    """One step of the way: what, by whom, when, and why."""

    text: str
    who: str
    at: datetime
    reason: str
    deadline: date | None


def events(steps: Sequence[Row], names: Mapping[str, str]) -> list[Event]:
    """The steps of an offer, newest first; ``names`` gives the name of a user by id."""
    return [_event(step, names) for step in reversed(steps)]


def _event(step: Row, names: Mapping[str, str]) -> Event:
    code = str(step["reason_code"] or "")
    state = t(f"offer.state.{step['to_state']}")
    text = {
        "step_back": t("history.back", state=state),
        "postponed": t("history.postponed"),
    }.get(code, state)
    said = t(f"reason.offer.{code}") if code and text == state else ""
    return Event(
        text=text,
        who=names.get(str(step["taken_by"]), str(step["taken_by"])),
        at=step["taken_at"],
        reason=": ".join(part for part in (said, str(step["reason"] or "")) if part),
        deadline=step["deadline"] if code == "postponed" or step["to_state"] in _WAITING else None,
    )
