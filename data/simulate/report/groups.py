"""The section on groups of people: who is housed, who is left for a full team, and need of support."""

from __future__ import annotations

from functools import partial
from math import isnan

from data.simulate.report.amounts import axis_text, change_text
from data.simulate.report.canvas import FULL
from data.simulate.report.group import Group, differences, group_name, groups_of
from data.simulate.report.marks import Mark
from data.simulate.report.rows import Layout, Panel, Row, draw_rows
from data.simulate.report.speech import NOTHING
from data.simulate.report.support import full_team, support
from data.simulate.report.tags import bullets, cell, paragraph, picture, section, table
from data.simulate.report.view import View
from matcher.horizon.groups import ALL


def fairness(view: View) -> str:
    """How groups fare under the report's policy, and against the baseline."""
    groups = groups_of(view)
    other = view.t("fairness.other") if view.baseline else ""
    note = paragraph(_text(view, other), kind="note")
    return section(
        "fairness", view.t("fairness"), bullets(differences(view, groups)), note,
        _picture(view, groups), _table(view, groups), paragraph(view.t("fairness.hidden"), kind="note"),
        paragraph(full_team(view)), support(view),
    )  # fmt: skip


def _text(view: View, other: str) -> str:
    """What the figure and the table show."""
    together = "" if view.single else view.t("fairness.together")
    return view.t("fairness.text", other=other, together=together)


def _picture(view: View, groups: list[Group]) -> str:
    shown = [group for group in groups if not isnan(group.value("share"))]
    if not shown:
        return ""
    rows: list[Row] = []
    levels: list[Mark | None] = []
    changes: list[Mark | None] = []
    tone, last = view.tone(view.subject), ALL
    for group in shown:
        if group.dimension != last:
            rows.append(Row(view.t(f"dimension.{group.dimension}"), tone, heading=True))
            levels.append(None)
            changes.append(None)
            last = group.dimension
        rows.append(Row(group_name(view.speech, group.dimension, group.name), view.plain_tone))
        levels.append(_level(view, group))
        changes.append(_change(view, group))
    panels = [Panel(view.t("fairness.share"), levels, "low_dot")]
    if view.baseline:
        panels.append(Panel(view.t("fairness.change"), changes, "low_dot", zero=True))
    description = f"{_text(view, '')} {view.t('figure.same_numbers')}"
    return picture(
        "plot-groups", view.t("fairness"), description,
        partial(draw_rows, view.speech, rows, panels, Layout(2, FULL, low=True)), view.dots_note,
    )  # fmt: skip


def _level(view: View, group: Group) -> Mark:
    own = group.share()
    share, low, high = 100 * own.mean, 100 * own.low, 100 * own.high
    base = 100 * group.value("share", base=True) if view.baseline else float("nan")
    return Mark(share, view.speech.number(share), low, high, other=base)


def _change(view: View, group: Group) -> Mark | None:
    change = group.change("share")
    if isnan(change.mean):
        return None
    text = axis_text(view.speech, "quota_used", change.mean, signed=True)
    return Mark(100 * change.mean, text, 100 * change.low, 100 * change.high)


def _table(view: View, groups: list[Group]) -> str:
    against = view.baseline is not None
    heads = [view.t(f"fairness.{name}") for name in ("group", "people", "share_column")]
    heads += [view.t("fairness.share_base"), view.t("fairness.difference")] if against else []
    heads += [view.t("fairness.share_90"), view.t("fairness.mean_days")]
    heads += [view.t("fairness.days_change")] if against else []
    heads += [view.t(f"fairness.{name}") for name in ("km", "left", "team_full")]
    rows: list[tuple[str, list[str]]] = []
    last = ALL
    for group in groups:
        if group.dimension != last:
            rows.append((view.t(f"dimension.{group.dimension}"), []))
            last = group.dimension
        rows.append((group_name(view.speech, group.dimension, group.name), _cells(view, group, against)))
    caption = "fairness.caption" if against else "fairness.caption.only"
    return table(view.t(caption), heads, rows, "dense")


def _cells(view: View, group: Group, against: bool) -> list[str]:
    speech = view.speech

    def number(column: str, places: int = 0) -> str:
        return cell(speech.number(group.value(column), places))

    def share(column: str, *, base: bool = False) -> str:
        return cell(speech.percent(group.value(column, base=base)))

    def change(what: str, figure: str) -> str:
        own = group.change(what)
        if isnan(own.mean):
            return cell(NOTHING)
        text = change_text(speech, figure, own.mean)
        return cell(text if own.settled else f"({text})")

    cells = [number("people"), share("share")]
    cells += [share("share", base=True), change("share", "quota_used")] if against else []
    cells += [share("share_90"), number("mean_days")]
    cells += [change("days", "mean_days")] if against else []
    return [*cells, number("mean_km", 1), number("left"), number("left_team_full")]
