"""A nomination in words, as an association reads it: its state as a tag, who must act, its own next step."""

from __future__ import annotations

from dataclasses import dataclass

from data.store.nominations import LANDLORD_STEPS, NOTHING, Nomination
from data.store.offer_states import next_states
from web.i18n import t
from web.present import Tag
from web.run import Row

_SIGNS = {
    "offered": ("send", "info"),
    "viewing": ("visibility", "info"),
    "accepted": ("check", "success"),
    "contract": ("document", "success"),
    "moved_in": ("home", "success"),
    "ended": ("minus", "neutral"),
    NOTHING: ("close", "neutral"),
}
_REPORTS = {
    "open": ("send", "warning"),
    "meeting": ("calendar-month", "info"),
    "closed": ("check", "success"),
}
_ACTS = {"offered": "citizen", "viewing": "citizen", "accepted": "us", "contract": "us"}


@dataclass(frozen=True)
class Next:
    """The step the association can take: its code, its button, what its day is called, and a hint."""

    to: str
    label: str
    day: str
    hint: str


def state_tag(state: str) -> Tag:
    """Where a nomination stands, as a tag whose title says what it means."""
    icon, tone = _SIGNS[state]
    return Tag(t(f"nomination.state.{state}"), icon, tone, t(f"nomination.means.{state}"))


def report_tag(report: Row) -> Tag:
    """How far the municipality is with what was told."""
    icon, tone = _REPORTS[str(report["state"])]
    return Tag(t(f"report.state.{report['state']}"), icon, tone)


def who_acts(nomination: Nomination) -> str:
    """Who must act now, in words; blank where no one must."""
    if nomination.objection is not None:
        return t("nomination.who.office")
    code = _ACTS.get(nomination.state)
    return "" if code is None else t(f"nomination.who.{code}")


def next_step(nomination: Nomination) -> Next | None:
    """The association's own next step, None while there is none or an objection waits."""
    if nomination.objection is not None:
        return None
    steps = [to for to in next_states("association", nomination.state) if to in LANDLORD_STEPS]
    if not steps:
        return None
    to = steps[0]
    key = f"nomination.step.{to}"
    return Next(to, t(key), t(f"{key}.on"), t(f"{key}.hint"))
