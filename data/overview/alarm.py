"""What an alarm is, and what the rules that find them may ask about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from matcher.model import Policy


@dataclass(frozen=True)
class Amounts:
    """The two amounts of law behind the § 110 alarm (SEL § 177 no. 3)."""

    refund_days: int = 90
    refund_share: float = 0.5


@dataclass(frozen=True)
class Asked:
    """What the rules may ask about: the store, the day, the policy in force and the amounts."""

    connection: Connection
    on: date
    policy: Policy
    amounts: Amounts = Amounts()


@dataclass(frozen=True)
class Alarm:
    """One alarm; ``what`` is its message under the kind, ``due`` the day it bites or has bitten."""

    kind: str
    what: str
    citizen_id: str
    due: date
    days: int
    """Days until ``due``; negative when it has passed."""
    owner: str | None
    """The user it is for: the citizen's case worker, or the offer's owner."""
    offer_id: str | None = None
    number: int = 0
    """The age reached, the phase that begins, or the days waited."""
    per_day: float = 0.0
    """DKK a day the municipality pays more once it has bitten."""
    since: date | None = None
    """When it began: admitted, referred, moved in, or last moved on."""


def new_alarm(
    asked: Asked,
    kind: str,
    what: str,
    row: object,
    due: date,
    *,
    offer_id: str | None = None,
    number: int = 0,
    per_day: float = 0.0,
    since: date | None = None,
) -> Alarm:
    """An alarm about a row with ``citizen_id`` and ``case_worker`` (whose it is)."""
    return Alarm(
        kind=kind,
        what=what,
        citizen_id=row.citizen_id,  # type: ignore[attr-defined]
        due=due,
        days=(due - asked.on).days,
        owner=row.case_worker,  # type: ignore[attr-defined]
        offer_id=offer_id,
        number=number,
        per_day=per_day,
        since=since,
    )
