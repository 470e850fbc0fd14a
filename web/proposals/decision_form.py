"""The decision about one flat as a form: what can be chosen, and which field an answer belongs to.

The fields of every possible decision stand in the form at once, each decision's own under names of their own,
so that the form works without JavaScript; only those of the decision that was chosen are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.store.choices import CHOOSE_REASONS, PARK_REASONS, REJECT_REASONS
from data.store.errors import NotPossible
from web.forms import Form
from web.i18n import t
from web.present import capital, label
from web.proposals.candidates import Candidate
from web.run import Row

#: The decisions, in the order they are shown.
ACTIONS = ("accept", "choose", "reject", "park", "standing")
#: The fields that hold several values: the warnings ticked for a citizen.
TICK = "tick-"

#: Answers of the store that name no field, and are about the citizen who was written in.
_ABOUT_CITIZEN = ("not_eligible", "no_week_with_pair")


@dataclass(frozen=True)
class Options:
    """What can be decided: the proposed citizen (None without one), the others, and the coded reasons."""

    proposed: Candidate | None
    others: list[Candidate]
    everyone: list[Candidate]
    choose_reasons: list[tuple[str, str]]
    reject_reasons: list[tuple[str, str]]
    park_reasons: list[tuple[str, str]]

    @property
    def names(self) -> list[tuple[str, str]]:
        """Everyone shown, as options of a list."""
        return [(candidate.id, candidate.id) for candidate in self.everyone]


def options_for(candidates: Sequence[Candidate], held: Row | None) -> Options | None:
    """What can be decided about a flat with these candidates; None while an offer holds the flat."""
    if held is not None:
        return None
    return Options(
        proposed=next((c for c in candidates if c.matched and c.barred is None), None),
        others=[c for c in candidates if not c.matched and c.barred is None],
        everyone=list(candidates),
        choose_reasons=choose_reasons(),
        reject_reasons=[(code, t(f"reason.reject.{code}")) for code in REJECT_REASONS],
        park_reasons=[(code, t(f"reason.park.{code}")) for code in PARK_REASONS],
    )


def choose_reasons() -> list[tuple[str, str]]:
    """The coded reasons for choosing another candidate, in words."""
    return [(code, t(f"reason.choose.{code}")) for code in CHOOSE_REASONS]


def warning_sentence(code: str) -> str:
    """A warning as the sentence a person ticks."""
    return capital(label("WARNING_SENTENCES", code))


def tick_field(citizen_id: str) -> str:
    """The name of the boxes with the warnings of one citizen."""
    return TICK + citizen_id


def faults_of(form: Form, citizen_id: str) -> dict[str, str]:
    """What is missing before anything is asked of the store, by field; empty when the form is complete."""
    action = form.value("action")
    if action not in ACTIONS:
        return {"action": t("decide.fault.action")}
    if action == "choose":
        return _choose_faults(form, citizen_id)
    if action == "standing":
        return _standing_faults(form)
    if action in ("reject", "park") and not form.value(f"{action}_code"):
        return {f"{action}_code": t("error.reason_missing")}
    return {}


def _choose_faults(form: Form, citizen_id: str) -> dict[str, str]:
    faults = {}
    if not citizen_id:
        faults["citizen"] = t("decide.fault.citizen")
    if not form.value("choose_code"):
        faults["choose_code"] = t("error.reason_missing")
    if not form.value("choose_reason"):
        faults["choose_reason"] = t("decide.fault.reason")
    return faults


def _standing_faults(form: Form) -> dict[str, str]:
    faults = {}
    if form.value("standing_kind") not in ("pin", "forbid"):
        faults["standing_kind"] = t("decide.fault.action")
    if not form.value("standing_citizen"):
        faults["standing_citizen"] = t("decide.fault.citizen")
    if not form.value("standing_reason"):
        faults["standing_reason"] = t("decide.fault.reason")
    return faults


def fault_of(error: NotPossible, action: str, citizen_id: str) -> dict[str, str] | None:
    """The field an answer of the store belongs to, with its words; None when it is about none of them."""
    words = t(f"error.{error.code}")
    if error.code == "warnings_unticked":
        return {tick_field(citizen_id): words}
    if error.code in _ABOUT_CITIZEN:
        return {"other": words}
    name = {"reason_code": "code", "reason": "reason"}.get(str(error.values.get("field")))
    return None if name is None else {f"{action}_{name}": words}
