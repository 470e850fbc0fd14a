"""What a person decided about a flat of a run, in words."""

from __future__ import annotations

from dataclasses import dataclass

from web.i18n import t
from web.present import Tag
from web.run import Row

#: Icon and tone of each decision.
_SIGNS = {
    "accept": ("check", "success"),
    "choose": ("person", "success"),
    "reject": ("close", "neutral"),
    "park": ("time", "neutral"),
}


@dataclass(frozen=True)
class Decision:
    """A decision that stands: what, why, by whom and when, and the offer it made."""

    row: Row
    tag: Tag
    reason: str
    by: str
    offer_id: str | None
    offer_state: str

    @property
    def undoable(self) -> bool:
        """Whether it can be taken back: nothing was sent yet."""
        return self.offer_id is None or self.offer_state == "proposed"


def decision_tag(choice: Row) -> Tag:
    """A decision as a tag: what was decided, and for whom where someone was."""
    action = str(choice["action"])
    icon, tone = _SIGNS[action]
    return Tag(t(f"decided.{action}", citizen=choice["citizen_id"] or ""), icon, tone)


def decision_of(choice: Row, by: str) -> Decision:
    """A decision with its reason in words; ``by`` is the name of who made it."""
    code = str(choice["reason_code"] or "")
    said = t(f"reason.{choice['action']}.{code}") if code else ""
    return Decision(
        row=choice,
        tag=decision_tag(choice),
        reason=": ".join(part for part in (said, str(choice["reason"] or "")) if part),
        by=by,
        offer_id=choice.get("offer_id"),
        offer_state=str(choice.get("offer_state") or ""),
    )
