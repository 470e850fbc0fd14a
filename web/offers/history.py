"""What happened to an offer, newest first, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from web.i18n import day, t
from web.run import Row


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
    if code == "step_back":
        text, code = t("history.back", state=state), ""
    elif code == "postponed":
        text, code = t("history.postponed"), ""
    else:
        text = state
    said = t(f"reason.offer.{code}") if code else ""
    return Event(
        text=text,
        who=names.get(str(step["taken_by"]), str(step["taken_by"])),
        at=step["taken_at"],
        reason=": ".join(part for part in (said, str(step["reason"] or "")) if part),
        deadline=step["deadline"],
    )


def until(deadline: date | None) -> str:
    """The day to answer by, in words; blank without one."""
    return "" if deadline is None else t("history.deadline", date=day(deadline))
