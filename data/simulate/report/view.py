"""What the sections of the report ask for: the study's numbers by policy and figure, and names for them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import nan
from typing import Any

import pandas as pd

from data.simulate.report.amounts import possible
from data.simulate.report.canvas import BASELINE, BOUND, OTHER, REFERENCE, SUBJECT, Tone
from data.simulate.report.rows import Row
from data.simulate.report.speech import Speech
from data.simulate.study import Study
from matcher.horizon import compare
from matcher.horizon.allocate import IN_ORDER, NAMED
from matcher.horizon.compare import main_baseline
from matcher.horizon.interval import Estimate
from matcher.horizon.record import Record

_UNKNOWN = Estimate(nan, nan, nan, 0)


@dataclass(frozen=True)
class View:
    """A study as one language tells it.

    ``comparison`` is compare.csv, ``fairness`` fairness.csv; ``records`` are those of the study, read once.
    """

    study: Study
    speech: Speech
    comparison: pd.DataFrame
    fairness: pd.DataFrame
    records: Mapping[tuple[str, int], Record]

    @cached_property
    def ways(self) -> tuple[str, ...]:
        """The policies that live through the weeks; a lone bound counts as one."""
        return tuple(name for name in self.study.names if name != compare.BOUND) or self.study.names

    @cached_property
    def baseline(self) -> str | None:
        """The policy compared with; None with one policy alone."""
        return main_baseline(self.study.names) if len(self.ways) > 1 else None

    @cached_property
    def subject(self) -> str:
        """The policy the report is about: Husrum's, else the council's file, else the nearest to them."""
        files = [name for name in self.ways if name not in NAMED and name not in IN_ORDER]
        for name in ("husrum", *files, "optimum", "greedy", *self.ways):
            if name in self.ways and name != self.baseline:
                return name
        return self.ways[0]

    @cached_property
    def single(self) -> bool:
        """Whether there is one seed and so no interval."""
        return len(self.study.seeds) == 1

    def mean(self, name: str, figure: str) -> Estimate:
        """A policy's mean over seeds."""
        return self._rows.get((name, main_baseline(self.study.names), figure), (_UNKNOWN,) * 2)[0]

    def change(self, name: str, figure: str, baseline: str | None = None) -> Estimate:
        """The paired difference to a baseline, the main one if none is named."""
        key = (name, baseline or main_baseline(self.study.names), figure)
        return self._rows.get(key, (_UNKNOWN,) * 2)[1]

    @cached_property
    def _rows(self) -> dict[tuple[str, str, str], tuple[Estimate, Estimate]]:
        table: list[dict[Hashable, Any]] = self.comparison.to_dict("records")
        return {
            (row["policy"], row["baseline"], row["figure"]): (
                possible(row["figure"], _estimate(row, "mean", "mean_low", "mean_high")),
                _estimate(row, "difference", "low", "high"),
            )
            for row in table
        }

    @cached_property
    def groups(self) -> dict[tuple[str, str, str], dict[Hashable, Any]]:
        """The rows of fairness.csv by policy, dimension and group."""
        table: list[dict[Hashable, Any]] = self.fairness.to_dict("records")
        return {(row["policy"], row["dimension"], row["group"]): row for row in table}

    def label(self, name: str) -> str:
        """The name of a policy where it stands alone; a file by its own name."""
        known = name in NAMED or name in IN_ORDER
        return self.speech.t(f"way.{name}") if known else name

    def called(self, name: str) -> str:
        """The name of a policy within a sentence."""
        label = self.label(name)
        if name == "husrum":
            return label
        first = label[0].lower() + label[1:] if name in NAMED or name in IN_ORDER else label
        return self.speech.t("quoted", name=first)

    def tone(self, name: str) -> Tone:
        """How a policy looks in the figures."""
        if name == self.subject:
            return SUBJECT
        if name == self.baseline:
            return BASELINE
        return {compare.REFERENCE: REFERENCE, compare.BOUND: BOUND}.get(name, OTHER)

    @property
    def plain_tone(self) -> Tone:
        """The colour of the report's policy where every row is of it."""
        return replace(SUBJECT, bold=False)

    @property
    def dots_note(self) -> str:
        """How to read dots and lines."""
        return self.t("figure.dots.single" if self.single else "figure.dots")

    @property
    def zoomed_note(self) -> str:
        """The same where the axes do not begin at zero."""
        return f"{self.dots_note} {self.t('figure.not_from_zero')}"

    @property
    def rows(self) -> list[Row]:
        """A row of a figure for every way of allocating."""
        return self.rows_of(self.ways)

    def rows_of(self, names: Sequence[str]) -> list[Row]:
        """A row of a figure for each of these policies."""
        return [Row(self.label(name), self.tone(name)) for name in names]

    def t(self, key: str, **values: object) -> str:
        """A message, with how long the study lasts and who is compared filled in."""
        return self.speech.t(key, **{**self._common, **values})

    @cached_property
    def _common(self) -> dict[str, object]:
        say, weeks = self.speech, self.study.settings.weeks
        kind, n = self.kind, len(self.study.seeds)
        return {
            "S": self.called(self.subject),
            "B": self.called(self.baseline) if self.baseline else "",
            "weeks": weeks,
            "four_weeks": say.spelled(compare.MOVED_DAYS // 7),
            "period": say.t(f"period.{kind}", weeks=weeks),
            "end": say.t(f"end.{kind}", weeks=weeks),
            "runs": say.tn(f"run.{kind}", n),
            "times": say.t("times.one" if n == 1 else "times.many", n=say.spelled(n)),
            "single": say.t(f"single.{kind}"),
        }

    @property
    def kind(self) -> str:
        """Whether the study lasts a ``year`` or some other number of ``weeks``."""
        return "year" if self.study.settings.weeks in (52, 53) else "weeks"

    @cached_property
    def tiers(self) -> list[int]:
        """The tiers anyone is in, the most acute first."""
        return sorted({int(group) for _, dimension, group in self.groups if dimension == "tier"})


def _estimate(row: Mapping[Hashable, Any], mean: str, low: str, high: str) -> Estimate:
    return Estimate(float(row[mean]), float(row[low]), float(row[high]), int(row["seeds"]))
