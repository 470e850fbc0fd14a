"""Small random weeks that use every rule, column, policy key, limit key and mode of the model.

``random_week(seed)`` gives a week and a policy in memory; ``write_week(seed, folder)`` writes the same rows
as a week folder, so that the whole chain can be run.  Coordinates lie on a grid of 500 m with 3-4-5
triangles between them, so that many distances are exactly at a limit; rents, incomes and dates are drawn
from short lists for the same reason, and so that ties are common.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from matcher.model import Limit, Policy, Week
from tests.plain_frames import CITIZENS, DECISIONS, PLACES, QUOTAS, TEAMS, VACANCIES, make_week

Rows = list[dict[str, Any]]

DATES = (date(2026, 3, 2), date(2026, 6, 30), date(2026, 8, 31), date(2026, 12, 31), date(2027, 2, 1))
BENEFITS = (
    *("kontanthjaelp_forhoejet", "kontanthjaelp_grund", "kontanthjaelp_mindste", "ressourceforloeb"),
    *("jobafklaring", "ledighedsydelse", "ledighedsydelse_hoej", "revalidering", "foertidspension"),
    *("seniorpension", "folkepension", "su", "dagpenge", "sygedagpenge", "loen", "ingen"),
)
KINDS = ("family", "youth", "elderly", "odd", "start", "inclusion", "stepdown")
SITUATIONS = ("street", "shelter_110", "friends", "institution", "transitional", "hotel", "at_risk", "other")
METHODS = ("CTI", "ICM", "ACT", "ACT_modified")
AREA_CLASSES = ("prevention", "vulnerable", "parallel", "transformation")
SETTINGS = ("urban", "suburban", "rural")
CRITERIA = ("network", "economy", "size", "setting", "area")
TOWNS = ("0101", "0147")
ORGANISATIONS = ("O1", "O2")
DEPARTMENTS = {"O1": ("A1", "A2"), "O2": ("B1",)}
POSTCODES = ("2400", "2450", "0999")
CATEGORIES = ("family", "friends", "work_education", "health", "treatment", "activity", "other")
WEST, SOUTH = 720_000, 6_175_000
WAIVABLE = ("area_law", "rent", "debt", "persons", "age", "support_undecided")


@dataclass
class Draw:
    """The rows of one random week, table by table, before they become frames or files."""

    seed: int
    today: date
    citizens: Rows = field(default_factory=list)
    vacancies: Rows = field(default_factory=list)
    places: Rows = field(default_factory=list)
    milieus: Rows = field(default_factory=list)
    decisions: Rows = field(default_factory=list)
    quotas: Rows | None = None
    teams: Rows | None = None
    policy: dict[str, Any] = field(default_factory=dict)
    limits: list[dict[str, Any]] = field(default_factory=list)


class Dice(random.Random):
    """Random choices in the words of this file."""

    def often(self, share: float) -> bool:
        """True for about this share of the draws."""
        return self.random() < share

    strictness = 1.0

    def rarely(self, share: float) -> bool:
        """As ``often``, and rarer in a mild week: otherwise few pairs would be eligible anywhere."""
        return self.random() < share * self.strictness

    def some(self, values: tuple[Any, ...], most: int) -> tuple[Any, ...]:
        """Up to ``most`` different values, at least one."""
        return tuple(self.sample(values, self.randint(1, min(most, len(values)))))

    def spot(self) -> tuple[float, float]:
        """A point of the grid."""
        return float(WEST + 500 * self.randint(0, 16)), float(SOUTH + 500 * self.randint(0, 16))

    def near(self, spot: tuple[float, float]) -> tuple[float, float]:
        """A point at 0, 2.5 or 5 km from the spot, exactly."""
        dx, dy = self.choice(((0, 0), (3000, 4000), (-4000, 3000), (1500, 2000), (0, -5000), (-300, -400)))
        return spot[0] + dx, spot[1] + dy


def draw(seed: int) -> Draw:
    """All rows of a random week but its pins, which need to know what is eligible."""
    dice = Dice(seed)
    dice.strictness = dice.choice((0.2, 0.2, 1.0))
    week = Draw(seed, dice.choice(DATES[:4]) if dice.often(0.93) else DATES[4])
    draw_milieus(week, dice)
    week.teams = draw_teams(dice) if dice.often(0.6) else None
    for number in range(dice.randint(2, 9)):
        week.vacancies.append(draw_vacancy(f"F{number + 1:02}", week, dice))
    chances = dice.often(0.2)
    for number in range(dice.randint(3, 14)):
        citizen = draw_citizen(f"C{number + 1:02}", week, dice)
        if chances:
            citizen["chances_per_week"] = dice.choice((0.0, 0.3, 0.5, 1.25))
        week.citizens.append(citizen)
        draw_places(citizen["citizen_id"], week, dice)
    week.quotas = draw_quotas(week, dice) if dice.often(0.7) else None
    draw_policy(week, dice)
    draw_limits(week, dice)
    draw_money(week, dice)
    draw_decisions(week, dice)
    draw_soon(week)
    return week


def draw_milieus(week: Draw, dice: Dice) -> None:
    """Rectangles on the grid, some with a buffer that reaches exactly to the next line of the grid."""
    for number in range(dice.randint(0, 2)):
        x, y = dice.spot()
        east, north = x + 500 * dice.randint(1, 4), y + 500 * dice.randint(1, 4)
        row = {
            "milieu_id": f"M{number + 1}",
            "name": f"Plads {number + 1}",
            "buffer_m": dice.choice((0.0, 500.0, 300.5)),
            "corners": [(x, y), (east, y), (east, north), (x, north)],
        }
        week.milieus.append(row)


def draw_teams(dice: Dice) -> Rows:
    """One to three teams, small enough to be full."""
    rows: Rows = []
    for number in range(dice.randint(1, 3)):
        row = {
            "team_id": f"T{number + 1}",
            "municipality": dice.choice((None, *TOWNS)),
            "method": dice.choice(METHODS[:2] if dice.often(0.7) else METHODS),
            "caseworkers": dice.choice(("0.3", "0.5", "1", "1.3")),
            "current_cases": dice.choice(("0", "1", "2.5", "3", "7", "9")),
        }
        if dice.often(0.4):
            row["caseload"] = dice.choice(("10", "4", "7.5"))
        rows.append(row)
    return rows


def draw_vacancy(vacancy_id: str, week: Draw, dice: Dice) -> dict[str, Any]:
    """One vacancy; most columns blank or harmless most of the time."""
    organisation = dice.choice(ORGANISATIONS)
    rooms = dice.choice((1, 2, 2, 3, 1.5, 2.5))
    row: dict[str, Any] = {
        "vacancy_id": vacancy_id,
        "municipality": TOWNS[1] if dice.rarely(0.15) else dice.choice((None, TOWNS[0])),
        "organisation_id": organisation,
        "department_id": dice.choice((None, *DEPARTMENTS[organisation])),
        "postcode": dice.choice((None, *POSTCODES)),
        "kind": dice.choice(KINDS) if dice.rarely(0.35) else "family",
        "rent": dice.choice((1800, 2100, 2400, 2800, 3200, 3200, 3499.5, 4200, 5600)),
        "utilities": dice.choice((None, 0, 400, 650.25)),
        "heating": "included" if dice.often(0.25) else None,
        "deposit": dice.choice((None, 9000, 30000)),
        "size_m2": dice.choice((24, 38, 52.5, 71, 95)),
        "rooms": rooms,
        "floor": dice.choice((None, 0, 1, 3)),
        "lift": dice.choice((None, True, False)),
        "step_free": dice.choice((None, True, False)),
        "pets_allowed": dice.choice((None, True, False)),
        "kitchen": False if dice.rarely(0.1) else None,
        "area_class": dice.choice(AREA_CLASSES) if dice.rarely(0.25) else None,
        "student_only": True if dice.rarely(0.05) else None,
        "min_age": dice.choice((18, 18, 30, 65)) if dice.rarely(0.1) else None,
        "max_age": dice.choice((29, 30, 64, 64)) if dice.rarely(0.1) else None,
        "setting": dice.choice((None, *SETTINGS)),
        "available_from": week.today + timedelta(days=dice.choice((-20, 0, 30, 90))),
        "reported_on": week.today - timedelta(days=dice.choice((0, 1, 1, 9))),
        "answer_by": week.today + timedelta(days=dice.choice((-1, 0, 0, 7, 9))) if dice.rarely(0.3) else None,
        "route": dice.choice(("given", "given", "none")) if dice.rarely(0.15) else None,
    }
    if row["min_age"] is not None and row["min_age"] > (row["max_age"] or 99):
        row["max_age"] = None
    if dice.often(0.92):
        row["x"], row["y"] = dice.spot()
    if dice.often(0.4):
        row["seq"] = len(week.vacancies) * 3 % 10 + 1
    return row


def months_ago(today: date, months: int, days: int = 0) -> date:
    """About the same day some months ago, moved by days; late days of a month become its 28th."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, 28)) + timedelta(days=days)


def draw_birth(today: date, dice: Dice) -> date:
    """A date of birth: now and then a birthday today or tomorrow, or 29 February."""
    if dice.often(0.08):
        return date(dice.choice((1996, 2004)), 2, 29)
    years = dice.choice((19, 24, 25, 27, 29, 30, 30, 41, 55, 68))
    moved = timedelta(days=dice.choice((0, 1, -90)))
    return date(today.year - years, today.month, min(today.day, 28)) + moved


def draw_citizen(citizen_id: str, week: Draw, dice: Dice) -> dict[str, Any]:
    """One household: who it is, what it lives on, what it needs and wishes."""
    row: dict[str, Any] = {
        "citizen_id": citizen_id,
        "municipality": TOWNS[1] if dice.rarely(0.15) else dice.choice((None, TOWNS[0])),
        "birth_date": draw_birth(week.today, dice),
        "children": dice.choice((None, None, None, 1, 2, 5)) if dice.often(0.5) else None,
        "eu_citizen": dice.choice((None, False)) if dice.rarely(0.35) else True,
        "student": True if dice.often(0.15) else None,
        "tier": dice.choice((None, 1, 2, 3, 5)),
        "waiting_since": week.today - timedelta(days=dice.choice((0, 30, 182, 364, 365, 366, 800))),
        "situation": dice.choice(SITUATIONS) if dice.often(0.8) else None,
        "consent": False if dice.rarely(0.03) else None,
        "blocked_until": week.today + timedelta(days=dice.choice((-1, 0, 1))) if dice.rarely(0.12) else None,
    }
    draw_income(row, dice)
    draw_law(row, week, dice)
    draw_support(row, week, dice)
    draw_wishes(row, week, dice)
    return row


def draw_income(row: dict[str, Any], dice: Dice) -> None:
    """Benefits, incomes and wealth of one or two adults."""
    row["benefit"] = dice.choice(BENEFITS)
    if row["benefit"] == "loen":
        row["other_income"] = dice.choice((14000, 21500.5, 30000))
    elif dice.often(0.2):
        row["other_income"] = dice.choice((1200, 6000))
    if dice.often(0.25):
        row["adults"], row["partner_benefit"] = 2, dice.choice(BENEFITS)
        if row["partner_benefit"] == "loen" or dice.often(0.2):
            row["partner_income"] = dice.choice((9000, 24000))
    row["activity_ready"] = True if dice.often(0.4) else None
    row["other_net_income"] = dice.choice((350, 2400.75)) if dice.often(0.3) else None
    row["fixed_costs"] = dice.choice((0, 500, 1800)) if dice.often(0.3) else None
    row["wealth"] = dice.choice((900_000, 1_500_000, 3_000_000)) if dice.often(0.1) else None
    if dice.often(0.2):
        row["net_income"] = dice.choice((9000, 12500, 16000))
    if dice.often(0.15):
        row["gross_income"] = dice.choice((6000, 14000, 27000))


def draw_law(row: dict[str, Any], week: Draw, dice: Dice) -> None:
    """What almenboligloven § 59 asks about, often exactly at its limits."""
    months = (None, 0, 5, 6, 23, 24)
    row["benefit_months"] = dice.choice(months)
    if row.get("adults") == 2:
        row["partner_benefit_months"] = dice.choice(months)
    for name in ("released_on", "evicted_on"):
        if dice.rarely(0.12):
            row[name] = months_ago(week.today, 6, dice.choice((-1, 0, 1, 2, 3, 200)))


def draw_support(row: dict[str, Any], week: Draw, dice: Dice) -> None:
    """Support method, team, decision and plan, around the decision date."""
    around = (week.today, week.today - timedelta(days=9), week.today + timedelta(days=1))
    if dice.often(0.55):
        row["support_method"] = dice.choice(METHODS[:2] if dice.often(0.7) else METHODS)
        teams = [team for team in week.teams or () if team["method"] == row["support_method"]]
        if teams and dice.often(0.4):
            row["team_id"] = dice.choice(teams)["team_id"]
    if dice.often(0.6):
        row["support_decided_on"] = dice.choice(around)
    if row["situation"] == "shelter_110":
        row["admitted_on"] = week.today - timedelta(days=dice.choice((10, 89, 90, 200)))
        if dice.often(0.5):
            row["action_plan_on"] = dice.choice(around)


def draw_wishes(row: dict[str, Any], week: Draw, dice: Dice) -> None:
    """Needs, wishes and the citizen's own limits."""
    areas = (*POSTCODES, "A1", "A2", "B1")
    if dice.often(0.7):
        row["kinds"] = ("family", *dice.sample(KINDS[1:], dice.randint(0, 3)))
    if dice.often(0.2):
        row["min_rooms"] = dice.choice((1, 1.5, 2))
    if dice.rarely(0.15):
        row["max_rooms"] = dice.choice((2, 2.5, 3))
    row["min_size_m2"] = dice.choice((30, 38, 52.5)) if dice.rarely(0.15) else None
    row["step_free"] = True if dice.rarely(0.08) else None
    row["max_floor_without_lift"] = dice.choice((0, 1, 3)) if dice.rarely(0.25) else None
    row["pets"] = True if dice.rarely(0.16) else None
    row["setting"] = dice.choice(SETTINGS) if dice.often(0.4) else None
    row["wanted_areas"] = dice.some(areas, 3) if dice.often(0.4) else None
    row["refused_areas"] = dice.some(areas, 2) if dice.rarely(0.13) else None
    names = tuple(milieu["milieu_id"] for milieu in week.milieus)
    row["avoid_milieus"] = dice.some(names, 2) if names and dice.rarely(0.4) else None
    row["priorities"] = dice.some(CRITERIA, 3) if dice.often(0.4) else None
    row["debt_to"] = dice.some(ORGANISATIONS, 2) if dice.rarely(0.15) else None
    if dice.rarely(0.14):
        flat = dice.choice(week.vacancies)
        row["max_rent"] = flat["rent"] + (flat["utilities"] or 0) + dice.choice((0, 0, -1, 700, 700))


def draw_places(citizen_id: str, week: Draw, dice: Dice) -> None:
    """Up to three network places and now and then a place to keep away from, some not located."""
    homes = [(flat["x"], flat["y"]) for flat in week.vacancies if "x" in flat] or [dice.spot()]
    for role in ["network"] * dice.choice((0, 1, 1, 2, 3)) + ["avoid"] * int(dice.rarely(0.17)):
        row: dict[str, Any] = {"citizen_id": citizen_id, "role": role, "category": dice.choice(CATEGORIES)}
        if dice.often(0.92):
            row["x"], row["y"] = dice.near(dice.choice(homes))
        if role == "avoid":
            row["min_km"] = dice.choice((0.3, 0.5, 2.5, 5))
        else:
            row["weight"] = dice.choice((None, 1, 3, 5))
            row["max_km"] = dice.choice((2.5, 5, 7.3)) if dice.rarely(0.13) else None
        week.places.append(row)


def draw_quotas(week: Draw, dice: Dice) -> Rows:
    """Pools that cover every vacancy: by organisation one row for all, or one for each class."""
    rows: Rows = []
    for organisation in ORGANISATIONS:
        for place in (None, TOWNS[0]) if dice.often(0.3) else (None,):
            for name in ("family", "youth") if dice.often(0.4) else ("all",):
                share = dice.choice((None, "1/4", "0.3", "1/3", "0.5", "0.75", "1", "1", "0"))
                row = {
                    "organisation_id": organisation,
                    "municipality": place,
                    "class": name,
                    "share": share,
                    "counted": dice.choice((None, 0, 3, 7, 11)),
                    "claimed": dice.choice((None, None, 0, 1, 2)),
                    "carry_over": dice.choice((None, None, 1, 2, -1)),
                    "mode": dice.choice(("fourth", "first"))
                    if dice.often(0.25)
                    else dice.choice((None, "choose")),
                }
                rows.append(row)
    draw_accounts(rows, Dice(f"accounts {week.seed}"))
    return rows


def draw_accounts(rows: Rows, dice: Dice) -> None:
    """Some pools of one estate beside the others, and some that say what they are entitled to."""
    for organisation, estates in DEPARTMENTS.items():
        if dice.often(0.3):
            of = {"organisation_id": organisation, "municipality": dice.choice((None, TOWNS[0]))}
            of |= {"department_id": dice.choice(estates), "share": dice.choice(("1/2", "1", "0"))}
            mode = "choose" if dice.often(0.7) else "fourth"
            for name in ("all",) if dice.often(0.5) else ("family",):
                rows.append({**of, "class": name, "counted": dice.choice((None, 3, 8)), "mode": mode})
    for row in rows:
        if row["mode"] in (None, "choose") and dice.often(0.12):
            row["entitled"] = dice.choice((0, 1, 1, 2, 4))


def draw_policy(week: Draw, dice: Dice) -> None:
    """A policy.toml: each key differs from its default in some weeks."""
    choices: dict[str, tuple[Any, ...]] = {
        "require_support_decision": ("never", "warn", "always"),
        "youth_max_age": (24, 30),
        "minimum_single": (3000, 4000.5),
        "minimum_couple": (5000, 7150),
        "minimum_child": (900, 1100),
        "rent_block_share": (0, 0.3, 1),
        "fixed_costs": (250, 900.5),
        "utilities_per_m2": (9.5, 15),
        "debt": ("block",),
        "municipal_rate": (0.238, 0.263),
        "church_rate": (0.0064, 0.012),
        "network_half_distance_m": (1500, 9000.5),
        "network_neutral": (0, 500),
        "comfortable_margin": (500, 5000),
        "full_waiting_days": (180, 1000),
        "overdue_days": (180, 366),
        "stability_points": (40, 300),
        "shelter_day_cost": (1700,),
    }
    for key, values in choices.items():
        if dice.often(0.24 if key in ("require_support_decision", "debt") else 0.12):
            week.policy[key] = dice.choice(values)
    groups = {
        "weights": ("need", "fit", "choice"),
        "need": ("waiting", "chances"),
        "fit": ("network", "economy", "size"),
        "choice": CRITERIA,
    }
    for group, names in groups.items():
        if dice.often(0.2):
            weights = {name: dice.choice((0, 0, 1, 2, 7)) for name in dice.sample(names, dice.randint(1, 2))}
            if len(weights) == len(names) and not any(weights.values()):
                weights[names[0]] = 1  # not all 0 in a group
            week.policy[group] = weights
    if dice.often(0.1):
        week.policy["tiers"] = {1: "akut", 3: "almindelig"}


def draw_soon(week: Draw) -> None:
    """Now and then moving in soon has weight; drawn apart, so that all else stays as it was."""
    dice = random.Random(f"soon:{week.seed}")
    if dice.random() < 0.15:
        week.policy["fit"] = {**week.policy.get("fit", {}), "soon": dice.choice((1, 2, 5))}


def draw_limits(week: Draw, dice: Dice) -> None:
    """Up to three limits of the council over every key."""
    for number in range(dice.choice((0, 0, 0, 1, 2, 3))):
        flats: dict[str, tuple[Any, ...]] = {
            "organisation_id": dice.some(ORGANISATIONS, 1),
            "department_id": dice.some(("A1", "A2", "B1"), 2),
            "kind": dice.some(KINDS[:3], 2),
            "area_class": dice.some(("none", *AREA_CLASSES), 3),
            "postcode": dice.some(POSTCODES, 2),
        }
        people: dict[str, tuple[Any, ...]] = {
            "tier": dice.some((1, 2, 3, 5), 3),
            "situation": dice.some(SITUATIONS, 4),
            "support_method": dice.some(("none", *METHODS[:2]), 2),
            "team_id": ("T1",),
            "under_age": (dice.choice((25, 30, 42)),),
            "student": (dice.choice((True, False)),),
        }
        limit: dict[str, Any] = {
            "name": f"grænse {number + 1}",
            "vacancies": {key: flats[key] for key in dice.sample(sorted(flats), dice.choice((0, 1, 1, 2)))},
            "citizens": {key: people[key] for key in dice.sample(sorted(people), dice.choice((0, 1, 1, 2)))},
            dice.choice(("at_most", "at_least")): dice.choice((0, 1, 1, 2, 3)),
        }
        if dice.often(0.3):
            limit["already"] = dice.choice((1, 2, 4))
        week.limits.append(limit)


def draw_money(week: Draw, dice: Dice) -> None:
    """Give some citizens exactly the minimum, the blocking share of it, or a krone less, in one flat."""
    policy = make_policy(week)
    for row in week.citizens:
        if not dice.often(0.1):
            continue
        flat = dice.choice(week.vacancies)
        utilities = flat["utilities"]
        if utilities is None:
            utilities = policy.utilities_per_m2 * flat["size_m2"]
        minimum = policy.minimum_couple if row.get("adults") == 2 else policy.minimum_single
        minimum += (row["children"] or 0) * policy.minimum_child
        left = dice.choice((minimum, policy.rent_block_share * minimum)) - dice.choice((0, 0, 0.01))
        fixed = policy.fixed_costs if row["fixed_costs"] is None else row["fixed_costs"]
        row["net_income"] = round(left + flat["rent"] + utilities + fixed - (row["other_net_income"] or 0), 6)
        row["net_income"] = max(0, row["net_income"])
        row["gross_income"] = 60000


def draw_decisions(week: Draw, dice: Dice) -> None:
    """Forbidden pairs and waivers; pins come later."""
    people = [row["citizen_id"] for row in week.citizens]
    flats = [row["vacancy_id"] for row in week.vacancies]
    pairs = {(dice.choice(people), dice.choice(flats)) for _ in range(dice.choice((0, 0, 1, 2)))}
    for citizen_id, vacancy_id in sorted(pairs):
        row = {"citizen_id": citizen_id, "vacancy_id": vacancy_id, "action": "forbid", "reason": "afslag"}
        week.decisions.append(row)
    waivers: dict[tuple[str, str], dict[str, Any]] = {}
    for _ in range(dice.choice((0, 1, 2, 4))):
        citizen_id, rule = dice.choice(people), dice.choice(WAIVABLE)
        row = {"citizen_id": citizen_id, "action": "waive", "rule": rule, "reason": "konkret skøn"}
        if dice.often(0.5):
            row["vacancy_id"] = dice.choice(flats)
        waivers[citizen_id, rule] = row
    week.decisions.extend(waivers.values())


def add_pins(week: Draw) -> None:
    """Pin some eligible pairs in some weeks; in a few of them the pins are allowed to be in conflict."""
    from data.rates.loader import load_rates
    from matcher.check.assess import Assessment, Pair
    from matcher.check.value import broken

    dice = Dice(week.seed + 1_000_003)
    if not dice.often(0.35):
        return
    a = Assessment(make_frames(week), make_policy(week), load_rates(week.today))
    heedless, wanted = dice.often(0.2), dice.choice((1, 2, 3))
    pins: list[Pair] = []
    for citizen_id, vacancy_id in dice.sample(a.eligible, len(a.eligible)):
        free = all(citizen_id != other[0] and vacancy_id != other[1] for other in pins)
        trial = [*pins, (citizen_id, vacancy_id)]
        if len(pins) < wanted and free and (heedless or not broken(trial, a)):
            pins = trial
    for citizen_id, vacancy_id in pins:
        row = {"citizen_id": citizen_id, "vacancy_id": vacancy_id, "action": "pin", "reason": "aftalt"}
        week.decisions.append(row)


def make_policy(week: Draw) -> Policy:
    """The policy of the drawn keys, with the defaults for all others."""
    default, values = Policy(), dict(week.policy)
    for group in ("weights", "need", "fit", "choice"):
        if group in values:
            values[group] = {**getattr(default, group), **values[group]}
    floats = {name for name, value in vars(default).items() if isinstance(value, float)}
    values = {name: float(value) if name in floats else value for name, value in values.items()}
    return Policy(**values, limits=tuple(Limit(**limit) for limit in week.limits))


def make_frames(week: Draw) -> Week:
    """The drawn rows as a week."""
    return make_week(
        week.today,
        week.citizens,
        week.vacancies,
        week.places,
        week.milieus,
        week.decisions,
        week.quotas,
        week.teams,
    )


def drawn(seed: int) -> Draw:
    """The complete rows of a random week."""
    week = draw(seed)
    add_pins(week)
    return week


def random_week(seed: int) -> tuple[Week, Policy]:
    """A random week of 3–14 citizens and 2–9 vacancies, and its policy."""
    week = drawn(seed)
    return make_frames(week), make_policy(week)


def cell(value: Any) -> str:
    """A value as a cell of a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "|".join(value)
    return str(value)


def write_table(path: Path, columns: dict[str, object], rows: Rows) -> None:
    """One CSV file with all columns of the table."""
    lines = [",".join(columns)]
    lines += [",".join(cell(row.get(name)) for name in columns) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def toml(value: Any) -> str:
    """A value of policy.toml."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def policy_toml(week: Draw) -> str:
    """The drawn policy as a file that names only what differs."""
    lines = [f"{key} = {toml(value)}" for key, value in week.policy.items() if not isinstance(value, dict)]
    for key, group in week.policy.items():
        if isinstance(group, dict):
            lines += [f"[{key}]", *(f"{name} = {toml(value)}" for name, value in group.items())]
    for limit in week.limits:
        lines.append("[[limit]]")
        for key, value in limit.items():
            if isinstance(value, dict):
                sides = (f"{name} = {toml(limit_value(name, item))}" for name, item in value.items())
                value_text = "{ " + ", ".join(sides) + " }"
            else:
                value_text = toml(value)
            lines.append(f"{key} = {value_text}")
    return "\n".join(lines) + "\n"


def limit_value(key: str, values: tuple[Any, ...]) -> Any:
    """A single alternative is written bare."""
    return values[0] if key in ("under_age", "student") or len(values) == 1 else values


def geojson(week: Draw) -> str:
    """The milieus as RFC 7946 polygons in longitude and latitude."""
    from pyproj import Transformer

    to_degrees = Transformer.from_crs("EPSG:25832", "EPSG:4326", always_xy=True).transform
    features = []
    for row in week.milieus:
        ring = [list(to_degrees(*corner)) for corner in (*row["corners"], row["corners"][0])]
        properties = {name: row[name] for name in ("milieu_id", "name", "buffer_m")}
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def write_week(seed: int, folder: Path) -> date:
    """Write a random week as a week folder; returns its decision date."""
    week = drawn(seed)
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / "citizens.csv", CITIZENS, week.citizens)
    write_table(folder / "vacancies.csv", VACANCIES, week.vacancies)
    write_table(folder / "places.csv", PLACES, week.places)
    write_table(folder / "decisions.csv", DECISIONS, week.decisions)
    if week.quotas is not None:
        write_table(folder / "quotas.csv", QUOTAS, week.quotas)
    if week.teams is not None:
        write_table(folder / "teams.csv", TEAMS, week.teams)
    (folder / "milieus.geojson").write_text(geojson(week), encoding="utf-8")
    (folder / "policy.toml").write_text(policy_toml(week), encoding="utf-8")
    return week.today
