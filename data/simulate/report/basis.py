"""The end of the report: what the numbers rest on, and all of them in one table."""

from __future__ import annotations

from fnmatch import fnmatch
from html import escape

import numpy as np

from data.simulate.report.amounts import PARTS, figure_name
from data.simulate.report.measure import level_cell
from data.simulate.report.speech import NOTHING
from data.simulate.report.tags import cell, paragraph, section, table, words
from data.simulate.report.view import View
from matcher.horizon.compare import BOUND
from matcher.horizon.world import Manners


def basis(view: View, calibration: str | None) -> str:
    """The assumptions; ``calibration`` is the name of the calibration page beside the report, if any."""
    real = bool(view.study.settings.input_sha256)
    text = paragraph(view.t("basis.real" if real else "basis.synthetic"))
    if calibration and not real:
        link = f'<a href="{escape(calibration)}">{escape(view.t("basis.calibration.link"))}</a>'
        text += f"<p>{view.t('basis.calibration', link=link)}</p>\n"
    rows = [(view.t(f"basis.{key}"), [words(value)]) for key, value in _assumptions(view).items()]
    heads = [view.t("basis.assumption"), view.t("basis.value")]
    files = {name: f'<a href="{name}.csv">{name}.csv</a>' for name in ("runs", "compare", "fairness")}
    return section(
        "basis",
        view.t("basis"),
        text,
        table(view.t("basis.caption"), heads, rows, "words"),
        paragraph(view.t("basis.limits")),
        f"<p>{view.t('basis.files', **files)}</p>\n",
    )


def _assumptions(view: View) -> dict[str, str]:
    speech, settings = view.speech, view.study.settings
    records = [view.records[view.subject, seed] for seed in view.study.seeds]
    weeks = settings.weeks

    def mean(values: list[float]) -> str:
        return speech.count(float(np.mean(values)))

    policy, weights = settings.policy, dict(settings.policy.weights)
    return {
        "waiting": mean([float((one.people["since_week"] == 0).sum()) for one in records]),
        "arrivals": mean([(one.people["since_week"] > 0).sum() / max(1, weeks - 1) for one in records]),
        "flats": mean([len(one.flats) / weeks for one in records]),
        "given": mean([(one.flats["route"] == "given").sum() / weeks for one in records]),
        "gone": mean([float(one.people["gone"].sum()) for one in records]),
        "returned": speech.count(view.mean(view.subject, "returned").mean),
        "refuse": _refuse(view, settings.manners),
        "ends": _ends(view, settings.manners),
        "network": speech.percent(settings.flow.network),
        "day_cost": speech.t("unit.kr", n=speech.number(policy.shelter_day_cost)),
        "weights": view.t("basis.weights.value", days=speech.number(policy.overdue_days), **weights),
        "seeds": ", ".join(map(str, view.study.seeds)),
    }


def _refuse(view: View, manners: Manners) -> str:
    shares = {
        name: view.speech.percent(getattr(manners, f"refuse_{name}"))
        for name in ("base", "far", "tight", "setting", "area")
    }
    times = view.speech.number(manners.refusals, 1)
    factor = view.t("basis.refuse.factor", n=times) if manners.refusals != 1 else ""
    return view.t("basis.refuse.value", factor=factor, **shares)


def _ends(view: View, manners: Manners) -> str:
    shares = {name: view.speech.percent(getattr(manners, f"end_{name}")) for name in ("base", "tight", "far")}
    return view.t("basis.ends.value", returns=view.speech.percent(manners.returns), **shares)


def numbers(view: View) -> str:
    """All figures of runs.csv, a column per policy."""
    rows: list[tuple[str, list[str]]] = []
    for part, figures in _told(view).items():
        if figures:
            rows.append((view.t(f"part.{part}"), []))
        rows += [
            (figure_name(view.speech, figure), [_number(view, name, figure) for name in view.study.names])
            for figure in figures
        ]
    heads = [view.t("numbers.figure"), *(view.label(name) for name in view.study.names)]
    note = view.t("numbers.hindsight") if BOUND in view.study.names and BOUND not in view.ways else ""
    text = paragraph(view.t("numbers.text.single" if view.single else "numbers.text"), note)
    return section("numbers", view.t("numbers"), text, table(view.t("numbers.caption"), heads, rows, "dense"))


def _told(view: View) -> dict[str, list[str]]:
    """The figures of each part; tiers nobody is in are left out."""
    nobody = {f"matched_tier_{tier}" for tier in range(1, 10) if tier not in view.tiers}
    rest = [name for name in view.study.runs.columns if name not in ("policy", "seed", *nobody)]
    told: dict[str, list[str]] = {}
    for part, patterns in PARTS.items():
        told[part] = [name for pattern in patterns for name in rest if fnmatch(name, pattern)]
        told[part] = list(dict.fromkeys(told[part]))
        rest = [name for name in rest if name not in told[part]]
    return told


def _number(view: View, name: str, figure: str) -> str:
    """A figure with its interval; a dash where it means nothing for a mere bound."""
    meant = name != BOUND or name in view.ways or figure in ("people", "flats", "matched")
    if not meant and not figure.startswith("matched_tier_"):
        return cell(NOTHING)
    return level_cell(view, name, figure)
