"""Where people and flats are: settlements on land, with points round their centres.

A settlement is a town one can believe in (``settled_towns``) with a radius that grows with its population.  A
point is drawn round the centre and kept only when it certainly lies on land; a town the coarse coastline puts
in the sea is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from data.geo.land import land, on_land, to_metres, town_metres
from data.geo.places import Town, districts, settled_towns, towns
from data.synth.dice import Dice

#: Metres every synthetic point keeps to the outline of the coast.
SHORE_MARGIN_M = 150.0
_TRIES = 60


@dataclass(frozen=True)
class Settlement:
    """A town as ground to build on: centre and radius in EPSG:25832 metres, population as weight."""

    name: str
    municipality: str
    districts: tuple[tuple[str, float, float], ...]
    x: float
    y: float
    radius_m: float
    population: int

    def postcode(self, x: float, y: float) -> str:
        """The postcode of a point: that of the nearest district."""
        return min(self.districts, key=lambda d: ((d[1] - x) ** 2 + (d[2] - y) ** 2, d[0]))[0]


def _districts(town: Town) -> tuple[tuple[str, float, float], ...]:
    """(postcode, x, y) of a town's districts, the town itself where it has one postcode."""
    several = tuple((postcode, *to_metres(lat, lon)) for postcode, lat, lon in districts(town))
    return several or ((town.postcode, *town_metres(town)),)


@cache
def settlements(code: str) -> tuple[Settlement, ...]:
    """The settlements of a municipality with land round a quarter of their centre, else the driest one."""
    import shapely

    found: list[tuple[float, Settlement]] = []
    for town, population in settled_towns(code):
        x, y = town_metres(town)
        radius = min(4000.0, 400.0 + 9.0 * population**0.5)
        disc = shapely.Point(x, y).buffer(radius)
        dry = float(disc.intersection(land(SHORE_MARGIN_M)).area / disc.area)
        found.append((dry, Settlement(town.name, code, _districts(town), x, y, radius, population)))
    built = tuple(place for dry, place in found if dry >= 0.25)
    return built or (max(found, key=lambda pair: pair[0])[1],)


@cache
def _centres() -> tuple[tuple[float, float, str], ...]:
    return tuple((*town_metres(town), town.municipality) for town in towns())


def belongs(x: float, y: float, code: str) -> bool:
    """Whether the nearest town is one of the municipality's own (there are no borders in the figures)."""
    return min(_centres(), key=lambda c: ((c[0] - x) ** 2 + (c[1] - y) ** 2, c[2]))[2] == code


def point_round(place: Settlement, dice: Dice, reach: float = 1.0) -> tuple[float, float]:
    """A point on land, whole metres, denser towards the centre, within reach × radius."""
    for _ in range(_TRIES):
        x = place.x + dice.normal(0.0, 0.5) * place.radius_m * reach
        y = place.y + dice.normal(0.0, 0.5) * place.radius_m * reach
        inside = (x - place.x) ** 2 + (y - place.y) ** 2 <= (place.radius_m * reach) ** 2
        if inside and on_land(round(x), round(y), SHORE_MARGIN_M):
            return float(round(x)), float(round(y))
    return _nearest_land(place)


def _nearest_land(place: Settlement) -> tuple[float, float]:
    """The land point nearest to the centre, a little inside the margin."""
    import shapely

    inner = land(SHORE_MARGIN_M + 50.0)
    way = shapely.shortest_line(inner, shapely.Point(place.x, place.y))
    x, y = way.coords[0]
    return float(round(x)), float(round(y))


def by_population(places: tuple[Settlement, ...]) -> dict[Settlement, float]:
    """The settlements as weights for a draw in proportion to population."""
    return {place: float(place.population) for place in places}
