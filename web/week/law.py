"""What the overview is asked with: today, the policy in force, and the amounts of law of the day."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Connection

from data.overview.alarms import Amounts, Asked
from data.overview.guidelines.written import read
from data.rates.loader import load_rates
from data.store.policies import policy_in_force
from data.store.settings import today
from matcher.model import Policy


@lru_cache(maxsize=16)
def parsed(toml: str) -> Policy:
    """The policy of a text; a text is parsed once."""
    return read(toml)[0]


@lru_cache(maxsize=16)
def _amounts(on: object) -> Amounts:
    rates = load_rates(on)  # type: ignore[arg-type]
    return Amounts(
        int(rates.value("forsorgshjem.refund_days")), float(rates.value("forsorgshjem.refund_share"))
    )


def asked(connection: Connection) -> Asked:
    """What the alarms and the queue are asked with, as the store stands now."""
    on = today(connection)
    return Asked(connection, on, parsed(policy_in_force(connection)[1]), _amounts(on))
