"""How many: homeless persons and weekly vacancies of each municipality, from the national figures.

Homeless persons (VIVE).  Known figures are kept: København (2022) and Aarhus (share of 2022's total), the
capital area and the whole country (2024).  The rest of the capital area's number is spread over the other
capital municipalities in proportion to population; the two other cities get Aarhus' rate per inhabitant; what
then remains is spread over provincial, hinterland and rural municipalities in proportion to population, where
an inhabitant of a provincial-town municipality counts double (shelters stand in the towns; our assumption, no
figures are published).  Every municipality has at least one person, and the sum is the national one.

Vacancies a week: almene dwellings × (family share × family turnover + youth share × youth turnover) / 52.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from data.geo.places import municipalities, municipality, national_figure

KOEBENHAVN, AARHUS = "0101", "0751"
#: Weight of an inhabitant by group outside the capital area and the cities (our assumption).
GROUP_WEIGHT = {3: 2.0, 4: 1.0, 5: 1.0}
#: Share of youth dwellings in the stock: no figure is given; it makes up the overall turnover of 13.1 %
#: together with 86 % family dwellings, when the rest are dwellings for the elderly.
YOUTH_SHARE = 0.08


def apportion(weights: Mapping[str, float], total: int, least: int = 1) -> dict[str, int]:
    """Whole numbers in proportion to the weights by largest remainder, each at least ``least``."""
    scale = total / sum(weights.values())
    exact = {key: max(float(least), weight * scale) for key, weight in weights.items()}
    free = {key: value for key, value in exact.items() if value > least}
    shrink = (total - least * (len(exact) - len(free))) / sum(free.values())
    exact = {key: value * shrink if key in free else value for key, value in exact.items()}
    counts = {key: max(least, int(value)) for key, value in exact.items()}
    by_rest = sorted(exact, key=lambda key: (counts[key] - exact[key], key))
    for key in by_rest[: max(0, total - sum(counts.values()))]:
        counts[key] += 1
    return counts


@cache
def _homeless_by_code() -> dict[str, int]:
    figure = "hjemloeshed"
    national = int(national_figure(figure, "antal i alt (uge 6)", 2024).value)
    capital_area = int(national_figure(figure, "Koebenhavn+Frederiksberg+omegn", 2024).value)
    copenhagen = int(national_figure(figure, "Koebenhavns Kommune", 2022).value)
    of_2022 = national_figure(figure, "antal i alt (uge 6)", 2022).value
    aarhus = round(national_figure(figure, "Aarhus Kommune", 2022).value / 100 * of_2022)
    rate = aarhus / municipality(AARHUS).population
    counts = {KOEBENHAVN: copenhagen, AARHUS: aarhus}
    capital, rest = {}, {}
    for one in municipalities():
        if one.code in counts:
            continue
        if one.group == 1:
            capital[one.code] = float(one.population)
        elif one.group == 2:
            counts[one.code] = round(rate * one.population)
        else:
            rest[one.code] = one.population * GROUP_WEIGHT[one.group]
    counts |= apportion(capital, capital_area - copenhagen)
    return counts | apportion(rest, national - sum(counts.values()))


def homeless_persons(code: str) -> int:
    """The estimated number of homeless persons of a municipality (see the top of this file)."""
    return _homeless_by_code()[code]


def turnover() -> dict[str, float]:
    """Dwellings that fall vacant a year per almene dwelling of any kind, by kind family and youth."""
    family = national_figure("almene boliger", "andel familieboliger").value / 100
    return {
        "family": family * national_figure("fraflytning", "fraflytningspct. familieboliger").value / 100,
        "youth": YOUTH_SHARE * national_figure("fraflytning", "fraflytningspct. ungdomsboliger").value / 100,
    }


def vacancy_rate(code: str) -> float:
    """The estimated number of almene vacancies a week, on average over years."""
    return municipality(code).almene * sum(turnover().values()) / 52


def vacancies_a_week(code: str) -> int:
    """The same as a whole number, at least one."""
    return max(1, round(vacancy_rate(code)))
