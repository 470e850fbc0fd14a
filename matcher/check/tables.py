"""The tables of a result against what was worked out again: matches, unmatched, unused, pairs, affordability.

Part of the second implementation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from matcher.check.assess import Assessment, Pair
from matcher.check.cells import Findings, cents, number, rows, text, truth
from matcher.check.facts import Citizen, Flat
from matcher.check.money import rounded
from matcher.check.notices import warnings
from matcher.check.outcomes import Outcomes, affordability
from matcher.check.value import broken, seating
from matcher.model import Result

CRITERIA = ("points", "need", "fit", "choice", "network", "economy", "size", "setting", "area")


def network_km(c: Citizen, f: Flat, a: Assessment) -> float | None:
    """The weighted mean distance to the located network places, km; None when there is none."""
    places = c.located_network
    if not places or not f.located:
        return None
    total = sum(place.weight * a.metres(place, f) for place in places)
    return total / sum(place.weight for place in places) / 1000


def known_pairs(table: str, listed: Iterable[dict[str, Any]], a: Assessment, found: Findings) -> list[Pair]:
    """The (citizen, vacancy) pairs of a table's rows whose ids are in the week; others are breaches."""
    pairs = []
    for row in listed:
        pair = (text(row["citizen_id"]), text(row["vacancy_id"]))
        if pair[0] not in a.citizen:
            found.say(f"{table} vacancy {pair[1]}", f"citizen_id {pair[0]!r} is not in citizens.csv")
        elif pair[1] not in a.flat:
            found.say(f"{table} citizen {pair[0]}", f"vacancy_id {pair[1]!r} is not in vacancies.csv")
        else:
            pairs.append(pair)
    return pairs


def in_order(table: str, keys: list[Any], found: Findings) -> None:
    """Rows are sorted by their ids, and no row stands twice."""
    for before, after in pairwise(keys):
        if before >= after:
            what = "stands twice" if before == after else f"stands after {show_key(before)}"
            found.say(f"{table} {show_key(after)}", what)


def show_key(key: Any) -> str:
    """An id or several of them."""
    return " ".join(str(part) for part in key) if isinstance(key, tuple) else str(key)


def check_matches(a: Assessment, result: Result, found: Findings) -> dict[str, str]:
    """matches.csv: every rule, quota, seat, limit and pin, every recomputed value; the matches by vacancy."""
    listed = rows(result.matches)
    in_order("matches.csv", [text(row["vacancy_id"]) for row in listed], found)
    pairs = known_pairs("matches.csv", listed, a, found)
    housed: dict[str, str] = {}
    for citizen_id, flat_id in pairs:
        if citizen_id in housed:
            found.say(
                f"matches.csv vacancy {flat_id}", f"citizen {citizen_id} already has {housed[citizen_id]}"
            )
        housed.setdefault(citizen_id, flat_id)
        codes = a.reasons((citizen_id, flat_id))
        if codes:
            found.say(
                f"matches.csv vacancy {flat_id} citizen {citizen_id}", f"not eligible: {' '.join(codes)}"
            )
    for fault in broken(pairs, a):
        found.say(f"matches.csv {' '.join(f'{v}:{c}' for c, v in sorted(pairs))}", fault)
    for citizen_id, flat_id in sorted(a.pins - set(pairs)):
        found.say(f"matches.csv vacancy {flat_id}", f"the pin to citizen {citizen_id} is not kept")
    seats = seating(pairs, a) or {}
    for row in listed:
        pair = (text(row["citizen_id"]), text(row["vacancy_id"]))
        if pair in a.score:
            check_match(row, pair, seats.get(pair[0], ""), a, found)
    return {flat_id: citizen_id for citizen_id, flat_id in pairs if (citizen_id, flat_id) in a.score}


def check_match(row: dict[str, Any], pair: Pair, team: str, a: Assessment, found: Findings) -> None:
    """Every value of one match."""
    c, f = a.citizen[pair[0]], a.flat[pair[1]]
    where = f"matches.csv vacancy {f.id} citizen {c.id}"
    found.same(where, "points", number(row["points"]), a.score[pair].points)
    amounts = {
        "rent": f.rent,
        "utilities": f.utilities,
        "support": a.support.monthly(c, a.income[c.id], f),
        "left_over": a.left_over(c, f),
        "minimum": a.income[c.id].minimum,
        "network_km": network_km(c, f, a),
    }
    for name, expected in amounts.items():
        found.same_amount(where, name, row[name], expected)
    found.same(where, "team_id", text(row["team_id"]), team)
    found.same(where, "quota_pool", text(row["quota_pool"]), a.pool_name(f))
    found.same(where, "pinned", truth(row["pinned"]), pair in a.pins)
    found.same_codes(where, "warnings", row["warnings"], warnings(c, f, a))
    for name in ("rent", "utilities", "support", "left_over", "minimum"):
        if not mentions(text(row["explanation"]), amounts[name] or 0.0):
            found.say(where, f"explanation does not mention {name} {rounded(amounts[name] or 0.0)}")


def mentions(sentences: str, amount: float) -> bool:
    """Whether a text has the amount in whole kroner, with point or comma between thousands; 0 need not be."""
    written = f"{abs(rounded(amount)):,}"
    return written == "0" or written in sentences or written.replace(",", ".") in sentences


def check_people(a: Assessment, matches: Mapping[str, str], result: Result, found: Findings) -> None:
    """unmatched.csv and unused.csv: who is listed, the counts and the reasons."""
    outcomes = Outcomes(a, matches)
    listed = {text(row["citizen_id"]): row for row in rows(result.unmatched)}
    in_order("unmatched.csv", [text(row["citizen_id"]) for row in rows(result.unmatched)], found)
    expected = {c.id: c for c in a.citizens if c.id not in outcomes.housed}
    for citizen_id in sorted(set(expected) | set(listed)):
        where = f"unmatched.csv citizen {citizen_id}"
        if citizen_id not in listed:
            found.say(where, "is missing")
        elif citizen_id not in expected:
            found.say(where, "is listed but has a match or is not in citizens.csv")
        else:
            row, c = listed[citizen_id], expected[citizen_id]
            number_eligible = len(a.eligible_flats[citizen_id])
            found.same(where, "eligible_vacancies", number(row["eligible_vacancies"]), number_eligible)
            found.same(where, "reason", text(row["reason"]), outcomes.unmatched(c))
            if outcomes.unmatched(c) == "no_eligible_vacancy":
                check_detail(where, text(row["detail"]), c, outcomes, found)
    check_unused(a, outcomes, result, found)


def check_detail(where: str, detail: str, c: Citizen, outcomes: Outcomes, found: Findings) -> None:
    """The detail tells how many vacancies each rule blocks, and how many the best one alone would open."""
    numbers = Counter(int(digits) for digits in re.findall(r"\d+", detail))
    blocked, alone = outcomes.blocked_per_rule(c), outcomes.opened_alone(c)
    expected = Counter(blocked.values())
    expected.update([max(alone.values())] if alone else [])
    if expected - numbers:
        told = " ".join(f"{code} {count}" for code, count in blocked.items())
        found.say(where, f"detail does not tell what blocks: {told}; alone {dict(alone)}")


def check_unused(a: Assessment, outcomes: Outcomes, result: Result, found: Findings) -> None:
    """unused.csv."""
    listed = {text(row["vacancy_id"]): row for row in rows(result.unused)}
    in_order("unused.csv", [text(row["vacancy_id"]) for row in rows(result.unused)], found)
    expected: dict[str, Flat] = {f.id: f for f in a.flats if f.id not in outcomes.matches}
    for flat_id in sorted(set(expected) | set(listed)):
        where = f"unused.csv vacancy {flat_id}"
        if flat_id not in listed:
            found.say(where, "is missing")
        elif flat_id not in expected:
            found.say(where, "is listed but has a match or is not in vacancies.csv")
        else:
            row = listed[flat_id]
            number_eligible = len(a.eligible_citizens[flat_id])
            found.same(where, "eligible_citizens", number(row["eligible_citizens"]), number_eligible)
            found.same(where, "reason", text(row["reason"]), outcomes.unused(expected[flat_id]))


def check_pairs(a: Assessment, result: Result, found: Findings) -> None:
    """pairs.csv, when there is one: every citizen × vacancy with reasons, points and money."""
    if result.pairs is None:
        return
    listed = rows(result.pairs)
    pairs = known_pairs("pairs.csv", listed, a, found)
    in_order("pairs.csv", pairs, found)
    for citizen_id, flat_id in missing(a, pairs):
        found.say(f"pairs.csv citizen {citizen_id} vacancy {flat_id}", "is missing")
    for row in listed:
        pair = (text(row["citizen_id"]), text(row["vacancy_id"]))
        if not a.knows(pair):
            continue
        c, f = a.citizen[pair[0]], a.flat[pair[1]]
        where = f"pairs.csv citizen {c.id} vacancy {f.id}"
        found.same(where, "eligible", truth(row["eligible"]), pair in a.score)
        found.same_codes(where, "reasons", row["reasons"], a.reasons(pair))
        for name in CRITERIA:
            expected = getattr(a.score[pair], name) if pair in a.score else None
            found.same(where, name, number(row[name]), expected)
        found.same_amount(where, "support", row["support"], a.support.monthly(c, a.income[c.id], f))
        found.same_amount(where, "left_over", row["left_over"], a.left_over(c, f))


def missing(a: Assessment, pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs of the week that a table does not list."""
    listed = set(pairs)
    every = ((c.id, f.id) for c in a.citizens for f in a.flats)
    return [pair for pair in every if pair not in listed]


def check_affordability(a: Assessment, result: Result, found: Findings) -> None:
    """affordability.csv."""
    table = rows(result.affordability)
    listed = {(text(row["benefit"]), text(row["adults"]), text(row["children"])): row for row in table}
    expected = {(row.benefit, str(row.adults), str(row.children)): row for row in affordability(a)}
    if list(listed) != list(expected) or len(table) != len(listed):
        found.say("affordability.csv", f"has rows {list(listed)}, expected {list(expected)}")
    for key in sorted(set(listed) & set(expected)):
        row, right, where = listed[key], expected[key], f"affordability.csv {' '.join(key)}"
        for name in ("citizens", "vacancies_within", "without_any"):
            found.same(where, name, number(row[name]), getattr(right, name))
        for name in ("payable_rent", "blocked_from"):
            found.same(where, name, cents(number(row[name]) or 0.0), cents(getattr(right, name)))
