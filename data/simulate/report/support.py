"""Two plain questions about support: who is left for a full team, and is a home quicker without support?"""

from __future__ import annotations

from html import escape
from math import isnan

from data.simulate.report.tags import paragraph
from data.simulate.report.view import View
from matcher.horizon.groups import ALL
from matcher.words import METHODS, say


def full_team(view: View) -> str:
    """How many were left at the end because of a full team, and of which method."""
    rows = {key[1:]: row for key, row in view.groups.items() if key[0] == view.subject}
    everyone = float(rows[ALL, ALL]["left_team_full"])
    if isnan(everyone):
        return view.t("fairness.full.few")
    if everyone == 0:
        return view.t("fairness.full.none")
    listed = [
        f"{say(METHODS, group, view.speech.lang)} {view.speech.number(float(row['left_team_full']))}"
        for (dimension, group), row in rows.items()
        if dimension == "support_method" and row["left_team_full"] > 0
    ]
    groups = view.t("fairness.full.groups", groups=view.speech.listed(listed)) if listed else ""
    return view.t("fairness.full", n=view.speech.number(everyone), groups=groups)


def support(view: View) -> str:
    """Whether those who need no support are housed more often or sooner, within the same need group."""
    share, days = (view.mean(view.subject, f"support_gap_{what}") for what in ("share", "days"))
    heading = f"<h3>{escape(view.t('support'))}</h3>\n"
    if isnan(share.mean):
        return heading + paragraph(view.t("support.none"))
    if view.single or isnan(share.low):
        return heading + paragraph(view.t("support.single", d=view.speech.signed(100 * share.mean, 1)))
    first = _told(view, "support", share.mean * 100, share.low * 100, share.high * 100)
    second = "" if isnan(days.low) else _told(view, "support.days", days.mean, days.low, days.high)
    return heading + paragraph(first, second)


def _told(view: View, key: str, mean: float, low: float, high: float) -> str:
    count = view.speech.count
    if low > 0 or high < 0:
        near, far = sorted((abs(low), abs(high)))
        return view.t(
            f"{key}.{'more' if mean > 0 else 'less'}", d=count(abs(mean)), lo=count(near), hi=count(far)
        )
    return view.t(f"{key}.unsure", lo=count(-low), hi=count(high))
