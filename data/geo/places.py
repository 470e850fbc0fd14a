"""Municipalities, towns and national figures: the tables of this folder, read and typed.

Sources, credit lines and known flaws stand in SOURCES.md.  Everything here is static reference data for
synthetic weeks and for calibration; a run on a real week folder never reads it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent

#: Towns whose population in towns.csv is not theirs, as (town, municipality code) → why.
BORROWED_POPULATION: dict[tuple[str, str], str] = {
    ("Lystrup", "0707"): "the population is that of Lystrup in Aarhus",
    ("Hørning", "0730"): "the population is that of Hørning in Skanderborg",
    ("Hinnerup", "0779"): "the population is that of Hinnerup in Favrskov",
    ("Svenstrup", "0846"): "the population is that of Svenstrup in Aalborg",
    ("Borup", "0316"): "the population is that of Borup in Køge",
    ("Jyderup", "0306"): "the population is that of Jyderup in Holbæk",
    ("Svinninge", "0306"): "the population is that of Svinninge in Holbæk",
    ("Ejby", "0350"): "the population is that of Ejby in Middelfart",
    ("Tranekær", "0482"): "the population is that of the whole municipality",
    ("Hedensted", "0766"): "the population is that of the whole municipality",
    ("Avedøre", "0167"): "the population is that of the whole municipality",
    ("Hvidovre", "0167"): "the population is that of the whole municipality",
}


@dataclass(frozen=True)
class Municipality:
    """One of the 98 municipalities; ``group`` is Statistics Denmark's: 1 capital, 2 city, 3 provincial,
    4 hinterland, 5 rural.  ``almene`` is the estimated number of almene dwellings (±10–15 %).
    """

    code: str
    name: str
    region: str
    group: int
    population: int
    almene: int


@dataclass(frozen=True)
class Town:
    """A town as a point (WGS84 degrees); ``population`` 0 is unknown, ``doubtful`` an implausible one."""

    name: str
    municipality: str
    population: int
    lat: float
    lon: float
    doubtful: bool
    postcode: str


@dataclass(frozen=True)
class Figure:
    """A single national figure with its unit, year and source (Danish keys)."""

    topic: str
    key: str
    year: int
    value: float
    unit: str
    source: str
    note: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of this folder; ValueError with the line when a row has a wrong number of cells."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        for cells in reader:
            if len(cells) != len(header):
                message = f"{name}:{reader.line_num}: {len(cells)} cells, {len(header)} expected"
                raise ValueError(f"{message}; a cell with a comma must stand in quotes")
            yield dict(zip(header, cells, strict=True))


@cache
def municipalities() -> tuple[Municipality, ...]:
    """The 98 municipalities in code order."""
    return tuple(
        Municipality(
            code=row["code"],
            name=row["name"],
            region=row["region"],
            group=int(row["group"]),
            population=int(row["population_2026"]),
            almene=int(row["almene_estimate"]),
        )
        for row in sorted(_rows("municipalities.csv"), key=lambda row: row["code"])
    )


def municipality(code: str) -> Municipality:
    """The municipality with this four-digit code; KeyError when there is none."""
    for one in municipalities():
        if one.code == code:
            return one
    raise KeyError(code)


@cache
def _all_towns() -> tuple[Town, ...]:
    postcodes = {(row["town"], row["municipality_code"]): row["postcode"] for row in _rows("postcodes.csv")}
    return tuple(
        Town(
            name=row["town"],
            municipality=row["municipality_code"],
            population=int(row["population"]),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            doubtful=row["doubtful"] == "1" or (row["town"], row["municipality_code"]) in BORROWED_POPULATION,
            postcode=postcodes[row["town"], row["municipality_code"]],
        )
        for row in _rows("towns.csv")
    )


@cache
def towns(code: str | None = None) -> tuple[Town, ...]:
    """The towns of a municipality (all towns without a code), as in the table: largest first."""
    return tuple(town for town in _all_towns() if code is None or town.municipality == code)


@cache
def districts(town: Town) -> tuple[tuple[str, float, float], ...]:
    """(postcode, lat, lon) of the districts of a town with several postcodes; empty for the others."""
    return tuple(
        (row["postcode"], float(row["lat"]), float(row["lon"]))
        for row in _rows("districts.csv")
        if (row["town"], row["municipality_code"]) == (town.name, town.municipality)
    )


@cache
def settled_towns(code: str) -> tuple[tuple[Town, int], ...]:
    """The towns one can build on, each with a population that can be believed; never empty.

    Trusted towns count as they stand.  A doubtful town counts only when it bears the municipality's name or
    there is no other, and then with what the municipality has beyond its trusted towns.
    """
    home = municipality(code)
    known = [(town, town.population) for town in towns(code) if town.population and not town.doubtful]
    rest = max(1, home.population - sum(population for _, population in known))
    named = [town for town in towns(code) if town.doubtful and town.name == home.name]
    if not known and not named:
        named = list(towns(code))[:1]
    return tuple([(town, rest) for town in named] + known)


@cache
def national_figures() -> tuple[Figure, ...]:
    """All national figures in the order of the table."""
    return tuple(
        Figure(
            topic=row["emne"],
            key=row["noegle"],
            year=int(row["aar"]),
            value=float(row["vaerdi"]),
            unit=row["enhed"],
            source=row["kilde"],
            note=row["note"],
        )
        for row in _rows("national_figures.csv")
    )


def national_figure(topic: str, key: str, year: int | None = None) -> Figure:
    """The figure of this topic and key, the newest without a year; KeyError when there is none."""
    found = [
        figure
        for figure in national_figures()
        if (figure.topic, figure.key) == (topic, key) and year in (None, figure.year)
    ]
    if not found:
        raise KeyError(f"{topic}: {key}" + (f" ({year})" if year else ""))
    return max(found, key=lambda figure: figure.year)
