"""The week's vacancies: rows of vacancies.csv and the addresses that locate some of them."""

from __future__ import annotations

from datetime import date, timedelta

from data.synth.cells import Row, metres, numbered, yes
from data.synth.dice import Dice
from data.synth.estates import Department
from data.synth.ground import SHORE_MARGIN_M
from data.synth.rents import rent, utilities

#: Rooms with their share among vacant family dwellings, and the range of sizes in m².
_FAMILY_ROOMS = {1: 6, 2: 30, 3: 38, 4: 20, 5: 6}
#: Most agreements set no deadline for the answer; a few offers have lapsed already.
_ANSWERS = {"none": 78, "open": 19, "lapsed": 3}
#: Routes of a week's vacancies, blank being the quarter rule (our assumption; no figures are published).
ROUTES = {"": 70, "quarter": 16, "given": 8, "none": 6}
_SIZES = {1: (29, 46), 2: (48, 72), 3: (68, 96), 4: (88, 114), 5: (105, 130)}
_SMALL_KINDS = {"youth", "start", "odd"}


def vacancy_rows(
    homes: list[Department], number: int, seed: int, code: str, decision: date, prefix: str = ""
) -> tuple[list[Row], list[Row]]:
    """So many vacancies spread over the departments, and the rows of addresses.csv they need."""
    dice = Dice(seed, "flats", code)
    order = [home for _ in range(number // len(homes) + 1) for home in dice.some(homes, len(homes))][:number]
    routes = dice.deal(ROUTES, number)
    rooms = dice.deal(_FAMILY_ROOMS, number)
    answers = dice.deal(_ANSWERS, number)
    rows, addresses = [], []
    drawn = zip(order, routes, rooms, answers, strict=True)
    for n, (home, route, room, answer) in enumerate(drawn, start=1):
        row = {"vacancy_id": numbered(f"{prefix}V", n, number), "municipality": code}
        floor = dice.whole(0, home.storeys)
        row |= _place(home, n, floor, dice) | _dwelling(home, room, floor, dice)
        row |= _terms(home, route, answer, decision, dice)
        if not home.located:
            row["x"] = row["y"] = ""
            if dice.chance(0.6):
                x, y = _near(home, dice)
                place = {"address": row["address"], "postcode": row["postcode"]}
                addresses.append(place | {"x": metres(x), "y": metres(y)})
        rows.append(row)
    _number_in_order(rows)
    return rows, addresses


def _near(home: Department, dice: Dice) -> tuple[float, float]:
    """A door of the estate, on land like the estate's centre (within two thirds of the margin)."""
    reach = SHORE_MARGIN_M / 3
    return home.x + dice.whole(int(-reach), int(reach)), home.y + dice.whole(int(-reach), int(reach))


def _place(home: Department, n: int, floor: int, dice: Dice) -> Row:
    x, y = _near(home, dice)
    door = f"{floor}." if floor else "st."
    return {
        "organisation_id": home.organisation_id,
        "department_id": home.department_id,
        "address": f"{home.street} {n * 2 - 1}, {door} {dice.among(('tv', 'th', 'mf'))}",
        "postcode": home.settlement.postcode(home.x, home.y),
        "x": metres(x),
        "y": metres(y),
    }


def _dwelling(home: Department, room: int, floor: int, dice: Dice) -> Row:
    """Kind, size, rent and the house itself."""
    if home.kind in _SMALL_KINDS:
        rooms = 1 if dice.chance(0.75) else 2
        size = dice.whole(24, 38) if rooms == 1 else dice.whole(38, 50)
    elif home.kind in ("elderly", "inclusion"):
        rooms, size = (2, dice.whole(52, 67)) if dice.chance(0.8) else (3, dice.whole(65, 78))
    else:
        rooms, size = room, dice.whole(*_SIZES[room])
    amount = rent(home.kind, home.municipality, size, home.rent_factor, dice)
    return {
        "kind": home.kind,
        "rent": str(amount),
        "utilities": utilities(size, home.heating, dice),
        "heating": home.heating,
        "deposit": str(round(size * dice.between(180, 620) / 100) * 100),
        "size_m2": str(size),
        "rooms": str(rooms),
        "floor": "" if dice.chance(0.05) else str(floor),
        "lift": "" if dice.chance(0.06) else yes(home.lift),
        "step_free": "" if dice.chance(0.12) else yes(home.accessible and (home.lift or floor == 0)),
        "pets_allowed": home.pets,
        "kitchen": yes(not (home.kind in _SMALL_KINDS and dice.chance(0.06))),
    }


def _terms(home: Department, route: str, answer: str, decision: date, dice: Dice) -> Row:
    """Law, ages and dates."""
    reported = decision - timedelta(days=dice.whole(3, 24))
    available = decision + timedelta(days=dice.whole(7, 84))
    deadline = {
        "open": decision + timedelta(days=dice.whole(120, 180)),
        "lapsed": decision - timedelta(days=2),
    }
    young = home.kind in ("start", "youth") and dice.chance(1.0 if home.kind == "start" else 0.2)
    ages = {"elderly": ("60", ""), "start": ("18", "24")}.get(home.kind, ("18", "30") if young else ("", ""))
    return {
        "area_class": home.area_class,
        "student_only": yes(home.student_only),
        "min_age": ages[0],
        "max_age": ages[1],
        "setting": home.setting,
        "available_from": available.isoformat(),
        "reported_on": reported.isoformat(),
        "answer_by": deadline[answer].isoformat() if answer != "none" else "",
        "seq": "",
        "route": route if home.kind in ("family", "youth") or route != "quarter" else "given",
    }


def _number_in_order(rows: list[Row]) -> None:
    """The first organisation keeps numbers of its own (seq); the others go by the day of the report."""
    first = min(row["organisation_id"] for row in rows)
    own = [row for row in rows if row["organisation_id"] == first]
    for n, row in enumerate(sorted(own, key=lambda row: (row["reported_on"], row["vacancy_id"])), start=1):
        row["seq"] = str(n)
