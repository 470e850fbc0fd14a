"""Support teams and quota accounts: rows of teams.csv and quotas.csv, near full as they are in life."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from data.synth.cells import Row
from data.synth.counts import vacancies_a_week
from data.synth.dice import Dice

#: Of the citizens matched in a week, the share with each method (see needs.py), and cases per caseworker.
_METHODS = {"CTI": (0.40, 10.0), "ICM": (0.24, 8.0), "ACT": (0.06, 8.0), "ACT_modified": (0.05, 8.0)}
#: Of the week's vacancies, about the share that can be used for matches.
_USABLE = 0.4


def team_rows(code: str, citizens: int, vacancies: int, seed: int, prefix: str = "") -> list[Row]:
    """A team or two per method in one municipality, with about as many places free as will be asked for."""
    dice = Dice(seed, "teams", code)
    rows = []
    for method, (share, caseload) in _METHODS.items():
        asked = _USABLE * min(vacancies, citizens) * share
        for n in range(1, 3 if method == "CTI" and citizens >= 200 else 2):
            free = max(1, round(asked * dice.between(0.8, 1.25) / n))
            workers = max(1.0, round((citizens * share * 0.35 + free) / caseload * 2) / 2)
            stated = dice.chance(0.4)
            load = caseload + dice.among((-1.0, -0.5, 0.0)) if stated else caseload
            rows.append(
                {
                    "team_id": f"{prefix}T-{method}-{n}",
                    "municipality": code,
                    "method": method,
                    "caseworkers": f"{workers:g}",
                    "caseload": f"{load:g}" if stated else "",
                    "current_cases": str(max(0, floor(workers * load) - free)),
                }
            )
    return rows


def quota_rows(vacancies: list[Row], code: str, seed: int) -> list[Row]:
    """The accounts that cover every family and youth vacancy of route quarter in one municipality.

    Half of the organisations keep one account for all, the others one for family and one for youth
    dwellings; the last but one has an agreement that names which vacancies are the municipality's.
    """
    dice = Dice(seed, "quotas", code)
    owners = sorted({row["organisation_id"] for row in vacancies})
    modes = ["choose"] * len(owners)
    if len(owners) > 2:
        modes[-2] = dice.among(("first", "fourth"))
    rows = []
    for n, owner in enumerate(owners):
        own = [row for row in vacancies if row["organisation_id"] == owner]
        for name in ("all",) if n % 2 == 0 else ("family", "youth"):
            kinds = ("family", "youth") if name == "all" else (name,)
            this_week = sum(row["kind"] in kinds and row["route"] in ("", "quarter") for row in own)
            spent = n == 2 and len(owners) > 3
            a_year = vacancies_a_week(code) * 46 * this_week / len(vacancies)
            rows.append(_account((owner, code, name), this_week, a_year, modes[n], spent, dice))
    return rows


def _account(pool: tuple[str, str, str], n: int, a_year: float, mode: str, spent: bool, dice: Dice) -> Row:
    """A year's account: counted and claimed so far agree with the share and the mode."""
    written = dice.pick({"1/4": 60, "": 20, "0.25": 10, "25 %": 10, "1/5": 5})
    share = Fraction(1, 5) if written == "1/5" else Fraction(1, 4)
    counted = round(a_year * dice.between(0.85, 1.15)) + dice.whole(0, 3)
    if mode == "fourth":
        claimed = floor(share * counted)
    elif mode == "first":
        claimed = ceil(share * counted)
    else:
        behind = 0 if spent else dice.whole(1, 3)
        claimed = floor(share * (counted + n)) if spent else max(0, floor(share * counted) - behind)
    return {
        "organisation_id": pool[0],
        "municipality": pool[1],
        "class": pool[2],
        "share": written,
        "counted": str(counted),
        "claimed": str(claimed),
        "carry_over": str(dice.pick({0: 70, 1: 30})) if mode == "choose" and not spent else "",
        "mode": mode if mode != "choose" or dice.chance(0.6) else "",
    }
