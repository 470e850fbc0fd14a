"""Housing organisations and their departments (afdelinger): clusters of flats round real towns.

Organisations are called B01, B02 …, departments B01-A01 …; none is a real one.  A department has one kind of
dwelling, one building age and one area class, as estates have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from data.geo.places import municipality
from data.synth.counts import turnover
from data.synth.dice import Dice
from data.synth.ground import Settlement, belongs, by_population, point_round, settlements

#: Vacancies of kinds outside the quarter rule, as shares of all (our assumption).
OTHER_KINDS = {"elderly": 0.045, "odd": 0.010, "start": 0.010, "inclusion": 0.008, "stepdown": 0.007}

#: Streets as they are called in any Danish town; none is named after a person.
STREETS = (
    "Birkevej", "Bøgevænget", "Egeparken", "Elmevej", "Engparken", "Fjordparken", "Granvej", "Hasselvænget",
    "Højbovej", "Kastanieparken", "Kirkebakken", "Kløvervænget", "Lindeparken", "Lærkevej", "Markvangen",
    "Mosevej", "Møllevænget", "Nørreparken", "Rugmarken", "Skovparken", "Skolevænget", "Solsortevej",
    "Stadionparken", "Søndervangen", "Vesterparken", "Viberækken", "Åparken", "Østerbo",
)  # fmt: skip

#: Area classes of family and youth departments by the municipality's group, per 1,000 (see calibration:
#: about 15 % of family dwellings lie in prevention or vulnerable areas; the areas lie in the larger towns).
AREA_CLASSES: Mapping[int, Mapping[str, float]] = {
    1: {"none": 810, "prevention": 135, "vulnerable": 30, "parallel": 13, "transformation": 12},
    2: {"none": 780, "prevention": 135, "vulnerable": 45, "parallel": 20, "transformation": 20},
    3: {"none": 810, "prevention": 130, "vulnerable": 40, "parallel": 10, "transformation": 10},
    4: {"none": 930, "prevention": 70},
    5: {"none": 930, "prevention": 70},
}


@dataclass(frozen=True)
class Department:
    """An estate: where it stands and what all its flats share.  ``rent_factor`` 1 is the average rent."""

    department_id: str
    organisation_id: str
    municipality: str
    kind: str
    settlement: Settlement
    street: str
    x: float
    y: float
    located: bool
    setting: str
    area_class: str
    rent_factor: float
    storeys: int
    lift: bool
    accessible: bool
    pets: str
    heating: str
    student_only: bool


def kind_shares() -> dict[str, float]:
    """The share of each dwelling kind among the vacancies of a week, from stock × turnover."""
    flows = turnover()
    rest = 1.0 - sum(OTHER_KINDS.values())
    return {kind: rest * flow / sum(flows.values()) for kind, flow in flows.items()} | OTHER_KINDS


def organisation_ids(code: str, vacancies: int, prefix: str = "") -> list[str]:
    """Three to eight organisations, more where the almene stock is larger (and never more than flats)."""
    number = min(8, 3 + municipality(code).almene // 4000)
    return [f"{prefix}B{n:02d}" for n in range(1, max(1, min(number, vacancies)) + 1)]


def departments(code: str, vacancies: int, seed: int, prefix: str = "") -> list[Department]:
    """The departments with vacancies this week, about one to three vacant flats each."""
    dice = Dice(seed, "estates", code)
    organisations = organisation_ids(code, vacancies, prefix)
    number = max(len(organisations), min(round(vacancies / 1.8), 20 + vacancies // 12))
    kinds = dice.deal(kind_shares(), number)
    homes = dice.deal(by_population(settlements(code)), number)
    # Larger organisations come first, as in most municipalities.
    owners = dice.deal({name: 1.0 / (rank + 2) for rank, name in enumerate(organisations)}, number)
    owners[: len(organisations)] = organisations
    towns = [
        kind in ("family", "youth") and home.population > 5000
        for kind, home in zip(kinds, homes, strict=True)
    ]
    classes = iter(dice.deal(AREA_CLASSES[municipality(code).group], sum(towns)))
    built: dict[str, int] = {}
    found = []
    for kind, home, owner, in_town in zip(kinds, homes, owners, towns, strict=True):
        built[owner] = built.get(owner, 0) + 1
        area_class = next(classes) if in_town else "none"
        found.append(_department(f"{owner}-A{built[owner]:02d}", owner, kind, home, area_class, dice))
    return found


def _department(
    name: str, owner: str, kind: str, home: Settlement, area_class: str, dice: Dice
) -> Department:
    x, y = _plot(home, dice)
    storeys = dice.pick(
        {0: 22, 1: 16, 2: 34, 3: 16, 5: 8, 9: 4} if home.population > 8000 else {0: 55, 1: 35, 2: 10}
    )
    modern = dice.chance(0.3)
    spread = dice.normal(0.09 if modern else -0.02, 0.12)
    return Department(
        department_id=name,
        organisation_id=owner,
        municipality=home.municipality,
        kind=kind,
        settlement=home,
        street=dice.among(STREETS),
        x=x,
        y=y,
        located=dice.chance(0.97),
        setting=_setting(home, x, y, dice),
        area_class=area_class,
        rent_factor=exp(spread),
        storeys=storeys,
        lift=storeys > 3 or (modern and storeys > 0) or kind == "elderly",
        accessible=modern or kind == "elderly" or storeys == 0,
        pets=dice.pick({"true": 40, "false": 35, "": 25}),
        heating="included" if dice.chance(0.10) else "separate",
        student_only=kind == "youth" and dice.chance(0.3),
    )


def _plot(home: Settlement, dice: Dice) -> tuple[float, float]:
    """The estate's centre: on land and, where possible, nearer to this municipality than to another."""
    for _ in range(20):
        x, y = point_round(home, dice)
        if belongs(x, y, home.municipality):
            break
    return x, y


def _setting(home: Settlement, x: float, y: float, dice: Dice) -> str:
    """urban in the middle of a large town, rural in a small one, unknown now and then."""
    if dice.chance(0.08):
        return ""
    if home.population < 4000:
        return "rural"
    near = (x - home.x) ** 2 + (y - home.y) ** 2 < (0.55 * home.radius_m) ** 2
    return "urban" if near and home.population > 20000 else "suburban"
