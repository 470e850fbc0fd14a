"""A group of people in the report: its numbers, its name, and what is certain of its change."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import isnan
from typing import Any

from data.simulate.report.amounts import change_text, possible
from data.simulate.report.messages import MESSAGES
from data.simulate.report.speech import Speech
from data.simulate.report.view import View
from matcher.horizon.groups import ALL
from matcher.horizon.interval import Estimate
from matcher.words import BENEFITS, METHODS, SITUATIONS, say

#: Differences named in a sentence: at most so many groups.
_MOST_NAMED = 6
#: Below so many groups nothing is said about chance.
_MANY = 10
_WORDS = {"benefit": BENEFITS, "support_method": METHODS, "situation": SITUATIONS}


@dataclass(frozen=True)
class Group:
    """A row of fairness.csv for the report's policy, and the same group under the baseline."""

    dimension: str
    name: str
    own: Mapping[Hashable, Any]
    base: Mapping[Hashable, Any]

    def value(self, column: str, *, base: bool = False) -> float:
        """A number of the row; NaN where it is not shown."""
        return float((self.base if base else self.own)[column])

    def share(self) -> Estimate:
        """The share housed."""
        mean, low, high = (self.value(f"share{end}") for end in ("", "_low", "_high"))
        return possible("quota_used", Estimate(mean, low, high, int(self.own["seeds"])))

    def change(self, what: str) -> Estimate:
        """The change against the baseline of ``share`` or ``days``."""
        mean, low, high = (float(self.own[f"{what}_change{end}"]) for end in ("", "_low", "_high"))
        return Estimate(mean, low, high, int(self.own["seeds"]))


def groups_of(view: View) -> list[Group]:
    """Every group, everyone first."""
    base = view.baseline or view.subject
    return [
        Group(dimension, name, row, view.groups[base, dimension, name])
        for (policy, dimension, name), row in view.groups.items()
        if policy == view.subject
    ]


def group_name(speech: Speech, dimension: str, group: str) -> str:
    """The name of a group under the heading of its dimension."""
    if dimension in _WORDS:
        label = say(_WORDS[dimension], group, speech.lang)
        return label[0].upper() + label[1:]
    if f"group.{dimension}.{group}" in MESSAGES:
        return speech.t(f"group.{dimension}.{group}")
    if dimension == ALL:
        return speech.t("group.all")
    return speech.t("group.tier" if dimension == "tier" else "group.years", n=group)


def differences(view: View, groups: list[Group]) -> list[str]:
    """Which groups are certain to be housed more or less often, sooner or later."""
    if view.baseline is None or view.single:
        return []
    groups = [group for group in groups if group.dimension != ALL]
    said = []
    for what, unit, (down, up) in (
        ("share", "points", ("less", "more")),
        ("days", "days", ("sooner", "later")),
    ):
        settled = [group for group in groups if group.change(what).settled]
        for case, sign in ((down, -1), (up, 1)):
            own = [group for group in settled if group.change(what).mean * sign > 0]
            if own:
                said.append(view.t(f"fairness.{case}", groups=_named(view, own, what, unit)))
        if what == "share" and not settled:
            said.append(view.t("fairness.none"))
    tested = sum(not isnan(group.change("share").low) for group in groups)
    if tested >= _MANY:
        by_chance = view.speech.number(max(1, round(0.05 * tested)))
        said.append(view.t("fairness.chance", n=tested, by_chance=by_chance))
    return said


def _named(view: View, groups: list[Group], what: str, unit: str) -> str:
    """The groups with the largest changes, in words."""
    speech = view.speech
    order = sorted(groups, key=lambda group: -abs(group.change(what).mean))[:_MOST_NAMED]
    named = []
    for group in order:
        name = group_name(speech, group.dimension, group.name)
        figure = "quota_used" if what == "share" else "mean_days"
        text = change_text(speech, figure, group.change(what).mean)
        named.append(view.t(f"fairness.{unit}", group=_in_a_sentence(view, group, name), n=text))
    return "; ".join(named)


def _in_a_sentence(view: View, group: Group, name: str) -> str:
    """The group with its dimension, small letters where they are no abbreviation."""
    name = name if name[1:2].isupper() else name[0].lower() + name[1:]
    dimension = view.t(f"dimension.{group.dimension}").lower()
    return f"{dimension} {group.name}" if group.dimension == "tier" else f"{dimension}: {name}"
