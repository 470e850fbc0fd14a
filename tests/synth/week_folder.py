"""Writes the frames of a week as a week folder, so that the reader can judge them."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path

import pandas as pd
import shapely

from data.geo.land import to_degrees
from matcher.model import Week


def write_folder(week: Week, folder: Path) -> Path:
    """Every table that has rows, cell by cell."""
    folder.mkdir()
    for name in ("citizens", "vacancies", "places", "decisions", "quotas", "teams"):
        frame = getattr(week, name)
        if frame is not None and len(frame):
            _write(frame, folder / f"{name}.csv")
    features = [
        {
            "type": "Feature",
            "properties": {"milieu_id": row.milieu_id, "name": row.name, "buffer_m": row.buffer_m},
            "geometry": shapely.geometry.mapping(shapely.transform(row.geometry, _degrees)),
        }
        for row in week.milieus.itertuples(index=False)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    (folder / "milieus.geojson").write_text(json.dumps(collection), encoding="utf-8")
    return folder


def _degrees(points):  # type: ignore[no-untyped-def]
    return [tuple(reversed(to_degrees(x, y))) for x, y in points]


def _write(frame: pd.DataFrame, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(frame.columns)
        for row in frame.itertuples(index=False):
            writer.writerow([_cell(value) for value in row])


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, Fraction):
        return str(value) if value < 1 else f"{float(value):g}"
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    return str(value).lower() if str(value) in ("True", "False") else str(value)
