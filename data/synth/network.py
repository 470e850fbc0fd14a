"""The places of citizens: network to stay near, places to keep away from, and milieus to avoid."""

from __future__ import annotations

from data.geo.land import to_degrees
from data.synth.cells import Row, metres
from data.synth.dice import Dice
from data.synth.ground import Settlement, by_population, point_round, settlements

_CATEGORIES = {
    "family": 30,
    "friends": 20,
    "health": 14,
    "treatment": 14,
    "work_education": 12,
    "activity": 8,
    "other": 2,
}
_NUMBER = {0: 16, 1: 30, 2: 30, 3: 16, 4: 8}
#: Kinds of milieu with the radius of the area and its buffer, in metres.
_MILIEUS = (
    ("Stationspladsen", 250, 300),
    ("Torvet", 180, 200),
    ("Bypassagen", 120, 250),
    ("Stadionparken", 300, 300),
)


def home_of(code: str, dice: Dice) -> Settlement:
    """The settlement a citizen comes from, in proportion to population."""
    return dice.pick(by_population(settlements(code)))


def place_rows(
    citizen_id: str, code: str, home: Settlement, dice: Dice, *, narrow: bool = False
) -> tuple[list[Row], list[Row]]:
    """A citizen's rows of places.csv and the rows of addresses.csv some of them need.

    ``narrow`` lets far more places veto, at shorter distances: weeks for speed, where 8 to 10 % of the pairs
    shall be possible.
    """
    veto, ranges = (0.62, (2, 3, 4)) if narrow else (0.09, (5, 8, 10, 15, 20))
    rows, addresses = [], []
    for n in range(dice.pick(_NUMBER)):
        away = dice.chance(0.22)
        x, y = point_round(home_of(code, dice) if away else home, dice, 1.2)
        category = dice.pick(_CATEGORIES)
        row = _row(citizen_id, "network", category, x, y)
        row["weight"] = str(dice.pick({1: 30, 2: 25, 3: 25, 4: 12, 5: 8}))
        row["max_km"] = str(dice.among(ranges)) if dice.chance(veto) else ""
        postcode = home.postcode(x, y)
        if dice.chance(0.05):
            row |= {"x": "", "y": "", "address": f"Netværksvej {n + 1}, st.", "postcode": postcode}
            if dice.chance(0.6):
                row["address"] = f"Netværksvej {citizen_id[1:]}-{n + 1}"
                place = {"address": row["address"], "postcode": postcode}
                addresses.append(place | {"x": metres(x), "y": metres(y)})
        rows.append(row)
    if dice.chance(0.1):
        x, y = point_round(home, dice)
        row = _row(citizen_id, "avoid", dice.among(("family", "friends", "other")), x, y)
        row["min_km"] = dice.among(("0.3", "0.5", "0.8", "1", "1.5", "2"))
        rows.append(row)
    return rows, addresses


def _row(citizen_id: str, role: str, category: str, x: float, y: float) -> Row:
    where = {"x": metres(x), "y": metres(y), "address": "", "postcode": ""}
    row = {"citizen_id": citizen_id, "role": role, "category": category} | where
    return row | {"weight": "", "max_km": "", "min_km": ""}


def milieus(code: str, seed: int, prefix: str = "") -> dict[str, dict[str, object]]:
    """GeoJSON features of one to four milieus by id, in the middle of the largest town, with buffers."""
    dice = Dice(seed, "milieus", code)
    home = max(settlements(code), key=lambda place: (place.population, place.name))
    number = 1 if home.population < 4000 else 2 if home.population < 25000 else 4
    features: dict[str, dict[str, object]] = {}
    for n, (name, radius, buffer) in enumerate(_MILIEUS[:number], start=1):
        x, y = point_round(home, dice, 0.35)
        size = min(1.0, home.radius_m / 1500)
        ring = [_corner(x, y, radius * size * dice.between(0.75, 1.25), k) for k in range(8)]
        properties = {
            "milieu_id": f"{prefix}M{n}",
            "name": f"{name}, {home.name}",
            "buffer_m": round(buffer * size),
        }
        geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        features[f"{prefix}M{n}"] = {"type": "Feature", "properties": properties, "geometry": geometry}
    return features


#: The eight corners of a polygon, counter-clockwise as RFC 7946 wants outer rings.
_EIGHTHS = ((1, 0), (0.71, 0.71), (0, 1), (-0.71, 0.71), (-1, 0), (-0.71, -0.71), (0, -1), (0.71, -0.71))


def _corner(x: float, y: float, radius: float, k: int) -> list[float]:
    east, north = _EIGHTHS[k]
    lat, lon = to_degrees(x + east * radius, y + north * radius)
    return [round(lon, 6), round(lat, 6)]
