"""The guidelines in plain words: every setting with its unit, weights as shares, limits as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.exchange.policy import GROUPS, SETTINGS, weight_names
from data.overview.guidelines.difference import Difference
from matcher.model import Limit, Policy
from web.i18n import decimal, kr, t, tn, whole
from web.present import capital, label

#: The settings by what they are about, in the order of the page; each with its unit.
SECTIONS: Mapping[str, Mapping[str, str]] = {
    "waiting": {"full_waiting_days": "days", "overdue_days": "days"},
    "money": {
        "minimum_single": "kr",
        "minimum_couple": "kr",
        "minimum_child": "kr",
        "rent_block_share": "share",
        "comfortable_margin": "kr",
        "fixed_costs": "kr",
        "utilities_per_m2": "kr",
        "debt": "word",
    },
    "support": {"require_support_decision": "word", "youth_max_age": "years"},
    "network": {"network_half_distance_m": "metres", "network_neutral": "points"},
    "other": {
        "municipal_rate": "share",
        "church_rate": "share",
        "stability_points": "points",
        "shelter_day_cost": "kr",
    },
}
UNITS: Mapping[str, str] = {name: unit for section in SECTIONS.values() for name, unit in section.items()}
#: How the words of a setting's unit are filled in.
assert set(UNITS) == {setting.name for setting in SETTINGS}


def value(name: str, given: Any) -> str:
    """The value of a setting with its unit."""
    unit = UNITS[name]
    if unit == "kr":
        return kr(given) if float(given).is_integer() else f"{decimal(given, 2)} kr."
    if unit == "days":
        return tn("days", given)
    if unit == "share":
        return f"{decimal(100 * given, 3)} %"
    if unit == "word":
        return t(f"policy.{name}.{given}")
    return t(f"policy.unit.{unit}", n=whole(given))


@dataclass(frozen=True)
class Weight:
    """A weight and what share of its group it is."""

    name: str
    weight: int
    share: float


def weights(policy: Policy, group: str) -> list[Weight]:
    """The weights of a group that count, the heaviest first."""
    given: Mapping[str, int] = getattr(policy, group)
    every = sum(given.values()) or 1
    rows = [Weight(name, weight, weight / every) for name, weight in given.items() if weight]
    return sorted(rows, key=lambda row: -row.weight)


def weight_label(group: str, name: str) -> str:
    """A weight in words."""
    return capital(label("PARTS" if group == "weights" else "CRITERIA", name))


def weight_fields() -> list[tuple[str, list[str]]]:
    """The groups of weights with the names they may have."""
    return [(group, list(weight_names(group))) for group in GROUPS]


def limit(one: Limit) -> str:
    """A limit the council has added, as a sentence."""
    who = _side(one.citizens, "citizens")
    where = _side(one.vacancies, "vacancies")
    key = "policy.limit.at_most" if one.at_most is not None else "policy.limit.at_least"
    bound = one.at_most if one.at_most is not None else one.at_least
    said = t(key, n=whole(bound or 0), who=who, where=where)
    return f"{said} {t('policy.limit.already', n=whole(one.already))}" if one.already else said


#: Words for the codes of a limit's sides.
_CODES = {
    "kind": "KINDS",
    "area_class": "AREA_CLASSES",
    "situation": "SITUATIONS",
    "support_method": "METHODS",
}


def _side(side: Mapping[str, tuple[Any, ...]], what: str) -> str:
    if not side:
        return t(f"policy.limit.all_{what}")
    parts = []
    for key, values in side.items():
        words = [label(_CODES[key], v) if key in _CODES else _plain(v) for v in values]
        parts.append(t(f"policy.limit.{key}", values=f" {t('policy.limit.or')} ".join(words)))
    return t(f"policy.limit.{what}", which=", ".join(parts))


def _plain(given: Any) -> str:
    if isinstance(given, bool):
        return t("yes") if given else t("no")
    return str(given)


def difference(one: Difference) -> tuple[str, str, str]:
    """A difference in words: what, before and after."""
    if one.group == "setting":
        return t(f"policy.{one.name}"), value(one.name, one.before), value(one.name, one.after)
    if one.group == "tiers":
        what = t("reports.tier", n=one.name)
    elif one.group == "limits":
        what = t("policy.limit.named", name=one.name)
    else:
        what = f"{t(f'policy.group.{one.group}')}: {weight_label(one.group, one.name)}"
    none = t("policy.none")
    before, after = (none if side is None else str(side) for side in (one.before, one.after))
    return what, before, after
