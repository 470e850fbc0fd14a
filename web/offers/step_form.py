"""The next step of an offer as a form: what this person may do now, and what each step asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.store.actor import Actor
from data.store.errors import NotPossible
from data.store.offer_states import STEPS, UNANSWERED
from data.store.offers import next_states, reasons_for
from web.forms import Form
from web.i18n import t
from web.run import Row

POSTPONE = "postpone"
#: What a step's day is called, by the state it leads to.
_DAYS = ("viewing", "contract", "moved_in", "ended")


@dataclass(frozen=True)
class Choice:
    """One step that can be taken: its name, what it means, who is told, and the fields it asks for."""

    to: str
    label: str
    hint: str
    deadline: str = ""
    on: str = ""
    reasons: tuple[tuple[str, str], ...] = ()


def choices_for(actor: Actor, offer: Row, day: date) -> list[Choice]:
    """The steps the actor may take from where the offer stands, in the order of the work."""
    state = str(offer["state"])
    found = [_choice(actor, state, to) for to in next_states(actor.role, state) if _in_time(offer, to, day)]
    if actor.role == "office" and state in UNANSWERED:
        found.append(Choice(POSTPONE, t("step.postpone"), t("step.postpone.hint"), deadline="required"))
    return found


def _in_time(offer: Row, to: str, day: date) -> bool:
    """Whether the day to answer by lets the step be taken: a late answer needs a new day first."""
    step = STEPS[str(offer["state"]), to]
    passed = offer["deadline"] is not None and offer["deadline"] < day
    if step.late:
        return passed
    return not (step.in_time and passed and not step.may_postpone)


def _choice(actor: Actor, state: str, to: str) -> Choice:
    step = STEPS[state, to]
    deadline = "required" if step.deadline else "optional" if step.may_postpone else ""
    return Choice(
        to=to,
        label=t(f"step.{to}"),
        hint=t(f"step.{to}.hint"),
        deadline=deadline,
        on=t(f"step.{to}.on") if step.day else "",
        reasons=tuple((code, t(f"reason.offer.{code}")) for code in reasons_for(actor.role, to)),
    )


def read_day(form: Form, name: str) -> tuple[date | None, str]:
    """The day in a field, and what is wrong with it (blank: nothing, or no day given)."""
    text = form.value(name)
    if not text:
        return None, ""
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        return None, t("step.fault.date")


def fields_of(to: str) -> Mapping[str, str]:
    """The name of each field of a step in the form, by what the store calls it."""
    return {name: f"{to}-{name}" for name in ("deadline", "on", "reason_code", "reason")}


def fault_of(error: NotPossible, to: str) -> dict[str, str] | None:
    """The field an answer of the store is about, with its words; None when it is about none."""
    name = error.values.get("field")
    if name is None:
        return {"to": t(f"error.{error.code}")} if error.code in _ABOUT_STEP else None
    return {fields_of(to)[str(name)]: t(f"error.{error.code}")}


#: Answers about the step itself.
_ABOUT_STEP = ("deadline_passed", "deadline_not_passed", "deposit_open")
