"""Write a synthetic week folder: the same arguments, the same bytes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from data.synth.capacity import quota_rows, team_rows
from data.synth.cells import Row, numbered
from data.synth.dice import Dice
from data.synth.estates import departments
from data.synth.flats import vacancy_rows
from data.synth.households import AGE_BANDS, HOUSEHOLDS, person
from data.synth.needs import READINESS, SITUATIONS, Surroundings, readiness, support, wishes
from data.synth.network import home_of, milieus, place_rows
from data.synth.policy_text import policy_toml
from data.synth.presets import Part, parts

#: The day the synthetic weeks are for: a Monday.  A run on any later day works too.
DECISION_DATE = date(2026, 11, 23)

Tables = dict[str, list[Row]]


def write_preset(
    preset: str,
    out: Path,
    seed: int = 0,
    municipality: str | None = None,
    citizens: int | None = None,
    vacancies: int | None = None,
    decision_date: date = DECISION_DATE,
) -> Path:
    """Write the week folder of a preset and return it.

    ``decision_date`` is the day all dates are relative to.  Raises ValueError for an unknown preset or
    municipality (with close suggestions) and FileExistsError when the folder holds something already.
    """
    return write_parts(parts(preset, municipality, citizens, vacancies), out, seed, decision_date)


def write_parts(weeks: list[Part], out: Path, seed: int, decision_date: date) -> Path:
    """Write the week folder of these municipalities together; FileExistsError when something is there."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FileExistsError(f"{out} exists and is not an empty folder")
    tables: Tables = {
        name: [] for name in ("citizens", "vacancies", "places", "quotas", "teams", "addresses")
    }
    features: list[dict[str, object]] = []
    for part in weeks:
        more, found = week_tables(part, seed, decision_date)
        features += found
        for name, rows in more.items():
            tables[name] += rows
    out.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        _write_table(out / f"{name}.csv", rows)
    collection = {"type": "FeatureCollection", "features": features}
    _write_text(out / "milieus.geojson", json.dumps(collection, ensure_ascii=False, indent=1) + "\n")
    _write_text(out / "policy.toml", policy_toml())
    return out


def week_tables(part: Part, seed: int, decision: date) -> tuple[Tables, list[dict[str, object]]]:
    """The tables and milieus of one municipality."""
    homes = departments(part.code, part.vacancies, seed, part.prefix)
    flats, addresses = vacancy_rows(homes, part.vacancies, seed, part.code, decision, part.prefix)
    teams = team_rows(part.code, part.citizens, part.vacancies, seed, part.prefix)
    features = milieus(part.code, seed, part.prefix)
    by_method: dict[str, list[str]] = {}
    for team in teams:
        by_method.setdefault(team["method"], []).append(team["team_id"])
    around = Surroundings(
        teams=by_method,
        postcodes=tuple(sorted({row["postcode"] for row in flats})),
        departments=tuple(sorted({row["department_id"] for row in flats})),
        organisations=tuple(sorted({row["organisation_id"] for row in flats})),
        milieus=tuple(features),
    )
    people, places, located = _people(part, around, seed, decision)
    tables = {"citizens": people, "vacancies": flats, "places": places, "teams": teams}
    tables |= {"quotas": quota_rows(flats, part.code, seed), "addresses": addresses + located}
    return tables, list(features.values())


def _people(
    part: Part, around: Surroundings, seed: int, decision: date
) -> tuple[list[Row], list[Row], list[Row]]:
    """The citizens of one municipality, their places and the addresses those need."""
    dice = Dice(seed, "people", part.code)
    bands = dice.deal(AGE_BANDS, part.citizens)
    households = dice.deal(HOUSEHOLDS, part.citizens)
    situations = dice.deal(SITUATIONS, part.citizens)
    states = dice.deal(READINESS, part.citizens)
    people, places, addresses = [], [], []
    drawn = zip(bands, households, situations, states, strict=True)
    for n, (band, household, situation, state) in enumerate(drawn, start=1):
        one: Row = {"citizen_id": numbered(f"{part.prefix}C", n, part.citizens), "municipality": part.code}
        one |= person(band, household, decision, dice)
        one |= support(situation, around, decision, dice)
        one |= wishes(one, band[0], around, dice)
        one |= readiness(state, decision, dice)
        people.append(one)
        rows, located = place_rows(
            one["citizen_id"], part.code, home_of(part.code, dice), dice, narrow=part.narrow
        )
        places += rows
        addresses += located
    return people, places, addresses


def _write_table(path: Path, rows: Iterable[Row]) -> None:
    """UTF-8 without mark, comma, line feed; a table without rows is left out."""
    rows = list(rows)
    if not rows:
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
