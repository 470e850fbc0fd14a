"""A tiny valid week folder for tests, and functions that plant one change in it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

DECISION_DATE = date(2026, 11, 23)
Rows = list[dict[str, str]]

#: The folder's tables: short on purpose, but each file is there and every rule has something to bite on.
TABLES: Mapping[str, Rows] = {
    "citizens": [
        {
            "citizen_id": "C1",
            "municipality": "0751",
            "birth_date": "1980-05-17",
            "adults": "1",
            "children": "0",
            "benefit": "foertidspension",
            "partner_benefit": "",
            "situation": "shelter_110",
            "waiting_since": "2026-01-15",
            "tier": "1",
            "support_method": "CTI",
            "support_decided_on": "2026-10-01",
            "action_plan_on": "2026-10-01",
            "team_id": "T1",
            "kinds": "family",
            "avoid_milieus": "M1",
            "priorities": "network economy",
            "eu_citizen": "true",
        },
        {
            "citizen_id": "C2",
            "municipality": "0751",
            "birth_date": "1990-02-28",
            "adults": "2",
            "children": "1",
            "benefit": "kontanthjaelp_forhoejet",
            "partner_benefit": "loen",
            "situation": "friends",
            "waiting_since": "2026-06-01",
            "tier": "2",
            "kinds": "",
            "refused_areas": "8200|A 2",
            "max_rent": "7500.50",
            "debt_to": "O2",
        },
        {
            "citizen_id": "C3",
            "municipality": "",
            "birth_date": "2001-12-31",
            "benefit": "su",
            "student": "true",
            "waiting_since": "2026-11-23",
        },
    ],
    "places": [
        {
            "citizen_id": "C1",
            "role": "network",
            "category": "family",
            "x": "574200",
            "y": "6223800",
            "weight": "5",
        },
        {
            "citizen_id": "C1",
            "role": "avoid",
            "category": "other",
            "x": "570000",
            "y": "6220000",
            "min_km": "2",
        },
        {
            "citizen_id": "C2",
            "role": "network",
            "address": "Havnegade 4",
            "postcode": "8000",
            "max_km": "12.5",
        },
    ],
    "vacancies": [
        {
            "vacancy_id": "V1",
            "municipality": "0751",
            "organisation_id": "O1",
            "department_id": "A1",
            "postcode": "8000",
            "x": "575000",
            "y": "6224000",
            "kind": "family",
            "rent": "4200",
            "utilities": "600",
            "deposit": "18000",
            "size_m2": "52",
            "rooms": "2",
            "floor": "1",
            "lift": "false",
            "available_from": "2026-12-01",
            "reported_on": "2026-11-16",
        },
        {
            "vacancy_id": "V2",
            "municipality": "0751",
            "organisation_id": "O1",
            "department_id": "A2",
            "address": "Havnegade 4",
            "postcode": "8000",
            "kind": "family",
            "rent": "6100.25",
            "size_m2": "84.5",
            "rooms": "3",
            "available_from": "2027-01-01",
            "reported_on": "2026-11-17",
        },
        {
            "vacancy_id": "V3",
            "municipality": "0751",
            "organisation_id": "O2",
            "x": "571000",
            "y": "6228000",
            "kind": "youth",
            "rent": "2900",
            "size_m2": "28",
            "rooms": "1",
            "available_from": "2026-12-15",
            "reported_on": "2026-11-18",
        },
    ],
    "quotas": [
        {
            "organisation_id": "O1",
            "municipality": "0751",
            "class": "all",
            "share": "1/4",
            "counted": "7",
            "claimed": "1",
        },
        {"organisation_id": "O2", "municipality": "", "class": "youth", "share": "0.5", "mode": "fourth"},
    ],
    "teams": [
        {
            "team_id": "T1",
            "municipality": "0751",
            "method": "CTI",
            "caseworkers": "2.5",
            "caseload": "",
            "current_cases": "20",
        },
        {
            "team_id": "T2",
            "municipality": "",
            "method": "ICM",
            "caseworkers": "3",
            "caseload": "7",
            "current_cases": "11",
        },
    ],
    "decisions": [
        {
            "citizen_id": "C1",
            "vacancy_id": "V2",
            "action": "forbid",
            "rule": "",
            "reason": "Agreed with the citizen",
        },
        {
            "citizen_id": "C2",
            "vacancy_id": "",
            "action": "waive",
            "rule": "rent",
            "reason": "Gets a temporary subsidy",
        },
    ],
    "addresses": [{"address": "Havnegade 4", "postcode": "8000", "x": "575300.5", "y": "6223900.25"}],
}
MILIEUS: Mapping[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"milieu_id": "M1", "name": "The square", "buffer_m": 100},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[10.20, 56.15], [10.21, 56.15], [10.21, 56.16], [10.20, 56.16], [10.20, 56.15]]
                ],
            },
        }
    ],
}
POLICY = """\
minimum_single = 3700
[weights]
need = 6
[[limit]]
name = "composition of A1"
vacancies = { department_id = "A1" }
citizens = { support_method = ["ACT", "ICM"] }
at_most = 2
"""


def csv_text(rows: Sequence[Mapping[str, str]], separator: str = ",", line_end: str = "\n") -> str:
    """The rows as CSV: the columns are all keys in the order of their first use."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", delimiter=separator, lineterminator=line_end)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def tables() -> dict[str, Rows]:
    """A copy of the tiny week's tables, free to change."""
    return {name: [dict(row) for row in rows] for name, rows in TABLES.items()}


def milieus_text(collection: Mapping[str, Any] = MILIEUS) -> str:
    """GeoJSON with each feature on a line of its own: the first feature stands on line 2."""
    features = ",\n".join(json.dumps(feature) for feature in collection["features"])
    return f'{{"type": "FeatureCollection", "features": [\n{features}\n]}}\n'


def write_week(
    folder: Path,
    changed: Mapping[str, Rows | None] | None = None,
    policy: str | None = POLICY,
    milieus: str | None = None,
) -> Path:
    """Writes the tiny week, tables replaced by ``changed`` (None leaves the file out); returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    every: dict[str, Rows | None] = {**tables(), **(changed or {})}
    for name, rows in every.items():
        if rows is not None:
            (folder / f"{name}.csv").write_text(csv_text(rows), encoding="utf-8", newline="")
    if policy is not None:
        (folder / "policy.toml").write_text(policy, encoding="utf-8")
    (folder / "milieus.geojson").write_text(milieus_text() if milieus is None else milieus, encoding="utf-8")
    return folder
