"""Week frames made from plain rows, for tests that need a week without files.

A row names only what is not blank; every other cell is the blank of its column (see matcher/model.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from matcher.model import Week

Row = Mapping[str, Any]

CITIZENS = {
    **dict.fromkeys(("citizen_id", "municipality"), "text"),
    "birth_date": "date",
    "adults": 1,
    "children": 0,
    **dict.fromkeys(("benefit", "partner_benefit"), "text"),
    "activity_ready": False,
    **dict.fromkeys(("other_income", "partner_income", "other_net_income"), 0.0),
    **dict.fromkeys(("net_income", "gross_income", "fixed_costs"), "number"),
    "wealth": 0.0,
    **dict.fromkeys(("benefit_months", "partner_benefit_months"), "number"),
    "eu_citizen": "unknown",
    "student": False,
    **dict.fromkeys(("released_on", "evicted_on"), "date"),
    "situation": "other",
    **dict.fromkeys(("admitted_on", "waiting_since"), "date"),
    "tier": 3,
    "support_method": "none",
    **dict.fromkeys(("support_decided_on", "action_plan_on"), "date"),
    "team_id": "text",
    "kinds": "list",
    **dict.fromkeys(("min_rooms", "max_rooms", "min_size_m2"), "number"),
    "step_free": False,
    "max_floor_without_lift": "number",
    "pets": False,
    "setting": "any",
    **dict.fromkeys(("wanted_areas", "refused_areas", "avoid_milieus"), "list"),
    "max_rent": "number",
    **dict.fromkeys(("priorities", "debt_to"), "list"),
    "blocked_until": "date",
    "consent": True,
    "chances_per_week": "number",
}
VACANCIES = {
    **dict.fromkeys(("vacancy_id", "municipality", "organisation_id", "department_id"), "text"),
    **dict.fromkeys(("address", "postcode"), "text"),
    **dict.fromkeys(("x", "y"), "number"),
    "kind": "text",
    **dict.fromkeys(("rent", "utilities"), "number"),
    "heating": "separate",
    "deposit": 0.0,
    **dict.fromkeys(("size_m2", "rooms", "floor"), "number"),
    **dict.fromkeys(("lift", "step_free", "pets_allowed"), "unknown"),
    "kitchen": True,
    "area_class": "none",
    "student_only": False,
    **dict.fromkeys(("min_age", "max_age"), "number"),
    "setting": "text",
    **dict.fromkeys(("available_from", "reported_on", "answer_by"), "date"),
    "seq": "number",
    "route": "quarter",
}
PLACES = {
    **dict.fromkeys(("citizen_id", "role", "category"), "text"),
    **dict.fromkeys(("x", "y"), "number"),
    **dict.fromkeys(("address", "postcode"), "text"),
    "weight": 1,
    **dict.fromkeys(("max_km", "min_km"), "number"),
}
DECISIONS = dict.fromkeys(("citizen_id", "vacancy_id", "action", "rule", "reason"), "text")
QUOTAS = {
    **dict.fromkeys(("organisation_id", "municipality", "department_id", "class"), "text"),
    "share": Fraction(1, 4),
    **dict.fromkeys(("counted", "claimed", "carry_over"), 0),
    "mode": "choose",
    "entitled": "number",
}
POOL = ("organisation_id", "municipality", "department_id", "class")
TEAMS = {
    **dict.fromkeys(("team_id", "municipality", "method"), "text"),
    **dict.fromkeys(("caseworkers", "caseload", "current_cases"), Fraction(0)),
}
CASELOADS = {"CTI": 10, "ICM": 8, "ACT": 8, "ACT_modified": 8}
METRIC = "EPSG:25832"


def column(kind: object, cells: list[Any]) -> pd.Series[Any]:
    """One column in the cell type of matcher/model.py."""
    if kind == "date":
        return pd.Series(pd.to_datetime(pd.Series(cells, dtype="object")).astype("datetime64[s]"))
    if kind == "number" or isinstance(kind, float):
        fallback = kind if isinstance(kind, float) else float("nan")
        return pd.Series([fallback if cell is None else float(cell) for cell in cells], dtype="float64")
    if kind == "unknown":
        return pd.Series([pd.NA if cell is None else cell for cell in cells], dtype="boolean")
    if isinstance(kind, bool):
        return pd.Series([kind if cell is None else cell for cell in cells], dtype="bool")
    if isinstance(kind, int):
        return pd.Series([kind if cell is None else cell for cell in cells], dtype="int64")
    if kind == "list":
        return pd.Series([tuple(cell or ()) for cell in cells], dtype="object")
    if isinstance(kind, Fraction):
        return pd.Series([kind if cell is None else Fraction(cell) for cell in cells], dtype="object")
    blank = "" if kind == "text" else kind
    return pd.Series([blank if cell is None else cell for cell in cells], dtype="str")


def frame(columns: Mapping[str, object], rows: Iterable[Row], *ids: str) -> pd.DataFrame:
    """A frame of all columns, sorted by the id columns."""
    ordered = sorted(rows, key=lambda row: tuple(row.get(name) or "" for name in ids))
    unknown = {name for row in ordered for name in row} - set(columns)
    assert not unknown, f"no such columns: {unknown}"
    return pd.DataFrame(
        {name: column(kind, [row.get(name) for row in ordered]) for name, kind in columns.items()}
    )


def make_week(
    decision_date: date,
    citizens: Iterable[Row],
    vacancies: Iterable[Row],
    places: Iterable[Row] = (),
    milieus: Iterable[Row] = (),
    decisions: Iterable[Row] = (),
    quotas: Iterable[Row] | None = None,
    teams: Iterable[Row] | None = None,
) -> Week:
    """A week from plain rows; ``milieus`` have milieu_id, name, buffer_m and ``corners`` (metres)."""
    areas = sorted(milieus, key=lambda row: row["milieu_id"])
    loads = [{"caseload": CASELOADS[row["method"]], **row} for row in teams or ()]
    return Week(
        decision_date=decision_date,
        citizens=frame(CITIZENS, citizens, "citizen_id"),
        vacancies=frame(VACANCIES, vacancies, "vacancy_id"),
        places=frame(PLACES, places, "citizen_id"),
        milieus=gpd.GeoDataFrame(
            {
                "milieu_id": pd.Series([row["milieu_id"] for row in areas], dtype="str"),
                "name": pd.Series([row["name"] for row in areas], dtype="str"),
                "buffer_m": pd.Series([row.get("buffer_m", 0.0) for row in areas], dtype="float64"),
            },
            geometry=[shapely.Polygon(row["corners"]) for row in areas],
            crs=METRIC,
        ),
        decisions=frame(DECISIONS, decisions, "citizen_id", "vacancy_id", "action", "rule"),
        quotas=None if quotas is None else frame(QUOTAS, quotas, *POOL),
        teams=None if teams is None else frame(TEAMS, loads, "team_id"),
    )
