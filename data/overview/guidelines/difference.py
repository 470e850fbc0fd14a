"""What differs between two policies, key by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from data.exchange.policy import GROUPS, SETTINGS
from matcher.model import Limit, Policy


@dataclass(frozen=True)
class Difference:
    """One key that differs: ``group`` (setting, a group of weights, tiers, limits), name, both values.

    A value is None where the policy does not have the key.
    """

    group: str
    name: str
    before: Any
    after: Any


def differences(before: Policy, after: Policy) -> list[Difference]:
    """Everything that differs, in the order of the file."""
    found = [
        Difference("setting", setting.name, getattr(before, setting.name), getattr(after, setting.name))
        for setting in SETTINGS
    ]
    for group in (*GROUPS, "tiers"):
        old, new = getattr(before, group), getattr(after, group)
        names = dict.fromkeys((*old, *new))
        found += [Difference(group, str(name), old.get(name), new.get(name)) for name in names]
    limits = [{limit.name: limit for limit in policy.limits} for policy in (before, after)]
    for name in dict.fromkeys((*limits[0], *limits[1])):
        found.append(Difference("limits", name, _said(limits[0].get(name)), _said(limits[1].get(name))))
    return [one for one in found if one.before != one.after]


def _said(limit: Limit | None) -> str | None:
    """A limit as its keys and values in one line."""
    if limit is None:
        return None
    parts = [f"{side}: {_side(getattr(limit, side))}" for side in ("vacancies", "citizens")]
    bound = f"at_most {limit.at_most}" if limit.at_most is not None else f"at_least {limit.at_least}"
    already = f"already {limit.already}" if limit.already else ""
    return " · ".join(part for part in (*parts, bound, already) if part)


def _side(side: Any) -> str:
    return ", ".join(f"{key} = {'/'.join(map(str, values))}" for key, values in side.items()) or "*"
