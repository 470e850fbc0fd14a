"""What a flat costs: rents by kind, region, size and building age, set by the national figures.

Rent per m² a year = the national figure of the kind (2021) × the region's against all (2021) × the rise to
the newest national level (2023).  The two regions without a figure share what brings the whole to the
national mean (850 kr in 2021, weighted with our estimate of the stock).  Small flats cost more per m² than
large ones.
"""

from __future__ import annotations

from functools import cache

from data.geo.places import municipalities, municipality, national_figure
from data.synth.dice import Dice

_KIND_KEYS = {
    "family": "almene familieboliger",
    "youth": "almene ungdomsboliger",
    "elderly": "almene aeldreboliger",
}
#: Which figure the kinds without one follow: start and stepdown flats are youth and family flats by law.
_KIND_LIKE = {"start": "youth", "stepdown": "family", "odd": "family", "inclusion": "elderly"}
_REGION_KEYS = {
    "Region Hovedstaden": "Region Hovedstaden",
    "Region Sjælland": "Region Sjaelland",
    "Region Syddanmark": "Region Syddanmark",
}
_TYPICAL_M2 = {"family": 76.0, "youth": 34.0, "elderly": 66.0}
#: How much dearer a square metre gets when the flat gets smaller (exponent; our assumption).
_SIZE_EXPONENT = -0.22


@cache
def region_rates() -> dict[str, float]:
    """Rent in kr per m² a year by region, 2021, the two without a figure filled in."""
    known = {region: national_figure("husleje", key, 2021).value for region, key in _REGION_KEYS.items()}
    stock: dict[str, int] = {}
    for one in municipalities():
        stock[one.region] = stock.get(one.region, 0) + one.almene
    total = national_figure("husleje", "almene i alt", 2021).value * sum(stock.values())
    rest = total - sum(rate * stock[region] for region, rate in known.items())
    others = [region for region in stock if region not in known]
    return known | {region: rest / sum(stock[name] for name in others) for region in others}


@cache
def rate(kind: str, region: str) -> float:
    """Rent in kr per m² a year for a flat of typical size, at the newest published level."""
    year_2021 = national_figure("husleje", "almene i alt", 2021).value
    newest = national_figure("husleje", "almene i alt").value
    of_kind = national_figure("husleje", _KIND_KEYS[_KIND_LIKE.get(kind, kind)], 2021).value
    return of_kind * region_rates()[region] / year_2021 * newest / year_2021


def rent(kind: str, code: str, size_m2: int, factor: float, dice: Dice) -> int:
    """Net rent in DKK per month, whole kroner, for a flat in an estate with this rent factor."""
    typical = _TYPICAL_M2[_KIND_LIKE.get(kind, kind)]
    shape = (size_m2 / typical) ** _SIZE_EXPONENT
    per_m2 = rate(kind, municipality(code).region) * factor * shape * (1 + dice.normal(0.0, 0.04))
    return round(float(per_m2) * size_m2 / 12)


def utilities(size_m2: int, heating: str, dice: Dice) -> str:
    """Heat, water and electricity on account in DKK per month; now and then not reported (blank)."""
    if dice.chance(0.18):
        return ""
    per_m2 = dice.between(3.0, 5.0) if heating == "included" else dice.between(9.0, 14.0)
    return str(round(per_m2 * size_m2 / 25) * 25)
