"""Every hard rule by hand, on both sides of its boundary; a rule without cases is a failing test.

One citizen and one flat that fit in every respect; a case changes a few cells and names what is then
blocked.  Today is 31 August, so that six months ago is the last day of February.
"""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from data.exchange.tables import TABLES
from matcher.best import set_scene
from matcher.eligibility import CODES, RULES, codes_of, eligible_pairs
from matcher.model import (
    AREA_CLASSES,
    KINDS,
    METHODS,
    SITUATIONS,
    WAIVABLE,
    WARNINGS,
    Limit,
    Policy,
)
from tests.one_pair import CITIZEN, FLAT, NOWHERE, RATES, TODAY, TOMORROW, YESTERDAY, Cells, X, Y
from tests.plain_frames import make_week

#: A square with its western edge 1,000 m east of the flat.
SQUARE = [(X + 1000, Y - 500), (X + 2000, Y - 500), (X + 2000, Y + 500), (X + 1000, Y + 500)]
Case = tuple[Cells, Cells, Cells]
"""Cells of the citizen, cells of the flat, and ``policy`` or whole tables of the week."""


def case(
    citizen: Cells | None = None, flat: Cells | None = None, policy: Cells | None = None, **tables: Any
) -> Case:
    """A case of the tables below."""
    return citizen or {}, flat or {}, {"policy": policy or {}, **tables}


def reasons(changed: Case) -> list[str]:
    """Why C1 may not get F1 when these cells are changed."""
    citizen, flat, rest = changed
    tables = dict(rest)
    policy = Policy(**tables.pop("policy"))
    today = tables.pop("today", TODAY)
    week = make_week(today, [{**CITIZEN, **citizen}], [{**FLAT, **flat}], **tables)
    return codes_of(int(eligible_pairs(set_scene(week, policy, RATES)).reasons[0, 0]))


def avoid(east_m: float | None, min_km: float) -> list[Cells]:
    """A place to keep away from, so far east of the flat; None: it could not be located."""
    where = {} if east_m is None else {"x": X + east_m, "y": Y}
    return [{"citizen_id": "C1", "role": "avoid", "category": "other", "min_km": min_km, **where}]


def network(east_m: float | None, max_km: float | None) -> list[Cells]:
    """A network place so far east of the flat, with the citizen's own limit."""
    where = {} if east_m is None else {"x": X + east_m, "y": Y}
    return [{"citizen_id": "C1", "role": "network", "category": "family", "max_km": max_km, **where}]


def milieu(buffer_m: float) -> list[Cells]:
    """The square with a buffer."""
    return [{"milieu_id": "M1", "name": "Square", "buffer_m": buffer_m, "corners": SQUARE}]


def decided(action: str, rule: str = "", flat: str = "F1") -> list[Cells]:
    """One decision of the office about C1."""
    return [{"citizen_id": "C1", "vacancy_id": flat, "action": action, "rule": rule, "reason": "agreed"}]


def account(counted: int, mode: str) -> list[Cells]:
    """A quarter account of the organisation that stands at ``counted``."""
    return [{"organisation_id": "O1", "class": "all", "counted": counted, "mode": mode}]


SHELTER: Cells = {"situation": "shelter_110"}
PARTNER: Cells = {"adults": 2, "partner_benefit": "seniorpension"}
YOUNG: Cells = {"kinds": ("youth",)}
YOUTH: Cells = {"kind": "youth"}
THIRTY_TODAY, THIRTY_TOMORROW = date(1996, 8, 31), date(1996, 9, 1)


def restricted(area_class: str, kind: str = "family", **citizen: Any) -> Case:
    """The flat lies in a restricted area; the citizen takes any kind."""
    return case({"kinds": KINDS, **citizen}, {"area_class": area_class, "kind": kind})


#: rule → (cases that pass every rule, cases that this rule alone blocks)
CASES: dict[str, tuple[list[Case], list[Case]]] = {
    "consent": ([case({"consent": True})], [case({"consent": False})]),
    "parked": (
        [case({"blocked_until": TODAY}), case({"blocked_until": None})],
        [case({"blocked_until": TOMORROW})],
    ),
    "support_undecided": (
        [
            case({**SHELTER, "support_decided_on": TODAY}),
            case({"situation": "street"}),
            case({"situation": "street", "support_method": "ACT"}),
            case(SHELTER, policy={"require_support_decision": "never"}),
            case(SHELTER, policy={"require_support_decision": "warn"}),
            case({"support_decided_on": TODAY}, policy={"require_support_decision": "always"}),
            case(SHELTER, decisions=decided("waive", "support_undecided")),
        ],
        [
            case(SHELTER),
            case({**SHELTER, "support_decided_on": TOMORROW}),
            case({}, policy={"require_support_decision": "always"}),
            case({"support_decided_on": TOMORROW}, policy={"require_support_decision": "always"}),
        ],
    ),
    "municipality": (
        [case({"municipality": ""}), case({}, {"municipality": ""})],
        [case({"municipality": "0147"}), case({}, {"municipality": "101"})],
    ),
    "kind": (
        [
            case({"kinds": ()}),
            case({"kinds": (), "birth_date": THIRTY_TOMORROW}, YOUTH),
            case({"kinds": (), "student": True}, YOUTH),
            case({"kinds": ("family", "stepdown")}, {"kind": "stepdown"}),
        ],
        [
            case({"kinds": ("youth", "start")}),
            case({"kinds": ()}, {"kind": "inclusion"}),
            case({"kinds": (), "birth_date": THIRTY_TOMORROW}, {"kind": "elderly"}),
            case({"kinds": ("family",), "student": True}, YOUTH),
        ],
    ),
    "student_only": (
        [case({"student": True}, {"student_only": True})],
        [case({"student": False}, {"student_only": True})],
    ),
    "age": (
        [
            case({}, {"min_age": 40, "max_age": 40}),
            case({**YOUNG, "birth_date": THIRTY_TOMORROW}, YOUTH),
            case({**YOUNG, "student": True}, YOUTH),
            case({**YOUNG, "birth_date": THIRTY_TODAY}, YOUTH, {"youth_max_age": 30}),
            case({"birth_date": date(2008, 2, 29)}, {"min_age": 18}, today=date(2026, 3, 1)),
            case({}, {"min_age": 41}, decisions=decided("waive", "age")),
        ],
        [
            case({}, {"min_age": 41}),
            case({}, {"max_age": 39}),
            case({"birth_date": date(1986, 9, 1)}, {"min_age": 40}),
            case({**YOUNG, "birth_date": THIRTY_TODAY}, YOUTH),
            case({**YOUNG, "birth_date": THIRTY_TOMORROW}, YOUTH, {"youth_max_age": 28}),
            case({**YOUNG, "student": True}, {**YOUTH, "max_age": 39}),
            case(
                {"birth_date": date(2008, 2, 29), "waiting_since": date(2026, 1, 1)},
                {"min_age": 18, "reported_on": date(2026, 2, 20)},
                today=date(2026, 2, 28),
            ),
        ],
    ),
    "rooms": (
        [case({"min_rooms": 2, "max_rooms": 2}), case({"min_rooms": 1.5, "max_rooms": 2.5})],
        [case({"min_rooms": 2.5}), case({"max_rooms": 1.5}), case({"min_rooms": 2}, {"rooms": 1.5})],
    ),
    "size": ([case({"min_size_m2": 50})], [case({"min_size_m2": 50.5}), case({"min_size_m2": 51})]),
    "persons": (
        [
            case({"children": 3}),
            case({**PARTNER, "children": 2}),
            case({"children": 2}, {"rooms": 1.5}),
            case({"children": 4}, decisions=decided("waive", "persons")),
        ],
        [
            case({"children": 4}),
            case({**PARTNER, "children": 3}),
            case({"children": 3}, {"rooms": 1.5}),
        ],
    ),
    "accessibility": (
        [case({"step_free": True}, {"step_free": True}), case({}, {"step_free": False})],
        [case({"step_free": True}, {"step_free": False}), case({"step_free": True}, {"step_free": None})],
    ),
    "floor": (
        [
            case({"max_floor_without_lift": 2}, {"floor": 2}),
            case({"max_floor_without_lift": 0}, {"floor": 9, "lift": True}),
            case({"max_floor_without_lift": 0}, {"floor": None}),
            case({"max_floor_without_lift": None}, {"floor": 9}),
        ],
        [
            case({"max_floor_without_lift": 2}, {"floor": 3}),
            case({"max_floor_without_lift": 0}, {"floor": 1, "lift": False}),
            case({"max_floor_without_lift": 0}, {"floor": 1, "lift": None}),
        ],
    ),
    "pets": (
        [
            case({"pets": True}, {"pets_allowed": True}),
            case({"pets": True}, {"pets_allowed": None}),
            case({"pets": False}, {"pets_allowed": False}),
        ],
        [case({"pets": True}, {"pets_allowed": False})],
    ),
    "area_law": (
        [
            restricted("vulnerable"),
            restricted("prevention"),
            restricted("vulnerable", released_on=date(2026, 2, 27)),
            restricted("vulnerable", eu_citizen=False, student=True),
            restricted("vulnerable", benefit="kontanthjaelp_grund", benefit_months=5),
            restricted("prevention", benefit="kontanthjaelp_grund", benefit_months=23),
            restricted("prevention", benefit="kontanthjaelp_mindste", benefit_months=5),
            restricted("vulnerable", benefit="sygedagpenge", benefit_months=5),
            restricted("prevention", benefit="dagpenge"),
            restricted("prevention", benefit="foertidspension"),
            restricted("vulnerable", benefit="ledighedsydelse"),  # not named by the law, months or not
            restricted(
                "vulnerable", **{**PARTNER, "partner_benefit": "dagpenge", "partner_benefit_months": 5}
            ),
            restricted("transformation", kind="elderly", eu_citizen=False),
            restricted("prevention", kind="youth", eu_citizen=False, student=True),
            case({"eu_citizen": None}, {"area_class": "none"}),
            case({"eu_citizen": False}, {"area_class": "parallel"}, decisions=decided("waive", "area_law")),
        ],
        [
            restricted("vulnerable", released_on=date(2026, 2, 28)),
            restricted("prevention", evicted_on=date(2026, 2, 28)),
            restricted("parallel", released_on=date(2027, 1, 1)),  # a release that is planned
            restricted("transformation", eu_citizen=False),
            restricted("prevention", eu_citizen=None),
            restricted("vulnerable", benefit="kontanthjaelp_forhoejet", benefit_months=6),
            restricted("prevention", benefit="kontanthjaelp_forhoejet", benefit_months=24),
            restricted("prevention", benefit="kontanthjaelp_mindste", benefit_months=6),
            restricted("parallel", benefit="jobafklaring", benefit_months=6),
            restricted("vulnerable", benefit="dagpenge"),  # months unknown
            restricted("vulnerable", benefit="foertidspension"),
            restricted("vulnerable", adults=2, partner_benefit="foertidspension"),
            restricted("vulnerable", kind="youth", student=True, released_on=TODAY),
        ],
    ),
    "area_refused": (
        [case({"refused_areas": ("2450", "A2")}), case({"refused_areas": ("2400",)}, {"postcode": ""})],
        [case({"refused_areas": ("2450", "2400")}), case({"refused_areas": ("A1",)})],
    ),
    "location_unknown": (
        [
            case({}, NOWHERE),
            case({}, NOWHERE, places=network(0, None)),
            case(places=network(None, 1)),  # a network place nobody can find vetoes nothing
        ],
        [
            case({}, NOWHERE, places=avoid(0, 1)),
            case({}, NOWHERE, places=network(0, 1)),
            case({}, NOWHERE, places=network(None, 1)),
            case({"avoid_milieus": ("M1",)}, NOWHERE, milieus=milieu(0)),
            case(places=avoid(None, 1)),
        ],
    ),
    "milieu": (
        [
            case({"avoid_milieus": ("M1",)}, milieus=milieu(1000)),  # not nearer than its buffer
            case({"avoid_milieus": ()}, {"x": X + 1500}, milieus=milieu(500)),
            case({"avoid_milieus": ("M1",)}, {"x": X + 999.9}, milieus=milieu(0)),
        ],
        [
            case({"avoid_milieus": ("M1",)}, milieus=milieu(1000.1)),
            case({"avoid_milieus": ("M1",)}, {"x": X + 1000}, milieus=milieu(0)),  # touching counts
            case({"avoid_milieus": ("M1",)}, {"x": X + 1500}, milieus=milieu(0)),
        ],
    ),
    "place": (
        [case(places=avoid(2000, 2)), case(places=[*avoid(2000, 1.9), *avoid(-3000, 3)])],
        [case(places=avoid(1999.9, 2)), case(places=[*avoid(9000, 2), *avoid(-100, 2)])],
    ),
    "distance": (
        [case(places=network(2500, 2.5)), case(places=network(80_000, None))],
        [case(places=network(2500.1, 2.5)), case(places=[*network(0, 2), *network(-2600, 2.5)])],
    ),
    "max_rent": (
        [case({"max_rent": 4500}), case({"max_rent": 4600}, {"utilities": None})],
        [case({"max_rent": 4499.99}), case({"max_rent": 4599.99}, {"utilities": None})],
    ),
    "rent": (
        [
            case({"net_income": 7020}),  # 2,520 left, exactly 0.7 × 3,600
            case({**PARTNER, "net_income": 8560}),  # 4,060 of 5,800
            case({"children": 2, "net_income": 8840}),  # 4,340 of 3,600 + 2 × 1,300
            case({"net_income": 6020, "other_net_income": 1500, "fixed_costs": 500}),
            case({"net_income": 5400}, policy={"minimum_single": 3000, "rent_block_share": 0.3}),
            case({"net_income": 0}, decisions=decided("waive", "rent", flat="")),
        ],
        [
            case({"net_income": 7019.99}),
            case({**PARTNER, "net_income": 8559.99}),
            case({"children": 2, "net_income": 8839.99}),
            case({"net_income": 6020, "other_net_income": 1500, "fixed_costs": 500.01}),
            case({"net_income": 7500}, policy={"fixed_costs": 480.01}),
        ],
    ),
    "debt": (
        [
            case({"debt_to": ("O1",)}),
            case({"debt_to": ("O2", "O11")}, policy={"debt": "block"}),
            case({"debt_to": ("O1",)}, policy={"debt": "block"}, decisions=decided("waive", "debt")),
        ],
        [case({"debt_to": ("O2", "O1")}, policy={"debt": "block"})],
    ),
    "forbidden": ([case(decisions=decided("pin"))], [case(decisions=decided("forbid"))]),
    "lapsed": ([case({}, {"answer_by": TODAY})], [case({}, {"answer_by": YESTERDAY})]),
    "route_none": ([case({}, {"route": "given"})], [case({}, {"route": "none"})]),
    "quota_turn": (
        [
            case(quotas=account(3, "fourth")),
            case(quotas=account(4, "first")),
            case(quotas=account(0, "choose")),
            case({}, {"route": "given"}, quotas=account(0, "fourth")),
            case({"kinds": ("odd",)}, {"kind": "odd"}, quotas=account(0, "fourth")),
        ],
        [case(quotas=account(2, "fourth")), case(quotas=account(3, "first"))],
    ),
}


def test_every_rule_has_a_case_on_either_side() -> None:
    assert list(CASES) == list(CODES)
    assert all(passing and blocking for passing, blocking in CASES.values())
    assert all(rule.source for rule in RULES)


@pytest.mark.parametrize("rule", CODES)
def test_the_rule_lets_pass(rule: str) -> None:
    assert [reasons(changed) for changed in CASES[rule][0]] == [[]] * len(CASES[rule][0])


@pytest.mark.parametrize("rule", CODES)
def test_the_rule_alone_blocks(rule: str) -> None:
    assert [reasons(changed) for changed in CASES[rule][1]] == [[rule]] * len(CASES[rule][1])


def test_a_waiver_lifts_its_own_rule_for_its_own_flat_only() -> None:
    short = {"net_income": 0, "children": 9}
    assert reasons(case(short)) == ["persons", "rent"]
    assert reasons(case(short, decisions=decided("waive", "rent"))) == ["persons"]
    assert reasons(case(short, decisions=decided("waive", "rent", flat=""))) == ["persons"]
    both = [*decided("waive", "rent", flat=""), *decided("waive", "persons")]
    assert reasons(case(short, decisions=both)) == []
    assert reasons(case({**short, "consent": False}, decisions=both)) == ["consent"]
    week = make_week(
        TODAY,
        [{**CITIZEN, **short}, {**CITIZEN, **short, "citizen_id": "C2"}],
        [FLAT, {**FLAT, "vacancy_id": "F2"}],
        decisions=decided("waive", "rent"),
    )
    found = eligible_pairs(set_scene(week, Policy(), RATES))
    assert [[codes_of(int(bits)) for bits in row] for row in found.reasons] == [
        [["persons"], ["persons", "rent"]],
        [["persons", "rent"], ["persons", "rent"]],
    ]
    assert {pair: codes_of(bits) for pair, bits in found.waived.items()} == {(0, 0): ["rent"]}


def test_all_reasons_are_given_in_the_order_of_the_rules() -> None:
    """A pair that everything blocks names every rule; the vetoes of place are those of a located flat."""
    everything = case(
        {
            "consent": False,
            "blocked_until": TOMORROW,
            "situation": "shelter_110",
            "municipality": "0147",
            "kinds": ("start",),
            "min_rooms": 3,
            "min_size_m2": 60,
            "children": 9,
            "step_free": True,
            "max_floor_without_lift": 0,
            "pets": True,
            "eu_citizen": False,
            "refused_areas": ("A1",),
            "avoid_milieus": ("M1",),
            "max_rent": 1000,
            "net_income": 0,
            "debt_to": ("O1",),
        },
        {
            "student_only": True,
            "min_age": 50,
            "floor": 4,
            "pets_allowed": False,
            "area_class": "parallel",
            "answer_by": YESTERDAY,
        },
        {"debt": "block"},
        places=[*avoid(10, 1), *avoid(None, 1), *network(9000, 1)],
        milieus=milieu(2000),
        decisions=decided("forbid"),
        quotas=account(0, "fourth"),
    )
    assert reasons(everything) == [code for code in CODES if code != "route_none"]


#: What is never asked of a citizen before a home is offered, as parts of English and Danish words.
NEVER_ASKED = (
    *("readiness", r"(?<!al)ready", "boligparat", "parathed", "housing_skill", "boevne", "bo_evne", "egnet"),
    *("abuse", "misbrug", "addict", "afhaengig", "afhængig", "substance", "alcohol", "alkohol", "drug"),
    *("stof", "rusmid", "sober", "aedru", "ædru", "abstinen", "clean", "intoxic"),
    *("diagnos", "psych", "psyk", "mental", "disorder", "illness", "sygdom", "medic", "treat", "behandl"),
    *("complian", "motivation", "behaviour", "behavior", "adfaerd", "adfærd", "deserv", "vaerdig", "værdig"),
)
#: Words that only look like it: a benefit's legal condition, and a category of the citizen's own places.
ALLOWED = {"activity_ready", "treatment", "behandling"}


def names_of_everything() -> set[str]:
    """Rule codes, warnings, columns, policy keys, keys of limits and code words of the tables."""
    columns = {column.name for table in TABLES for column in table.columns}
    danish = {column.danish.lower() for table in TABLES for column in table.columns}
    coded = {str(word) for table in TABLES for column in table.columns for word in column.codes}
    danish |= {str(word) for table in TABLES for column in table.columns for word in column.codes.values()}
    policy = {field.name for field in fields(Policy)} | {field.name for field in fields(Limit)}
    groups = {key for group in ("weights", "need", "fit", "choice") for key in getattr(Policy(), group)}
    words = {*KINDS, *METHODS, *SITUATIONS, *AREA_CLASSES, *WAIVABLE, *WARNINGS, *CODES}
    return columns | danish | coded | policy | groups | words


def test_housing_comes_first() -> None:
    """No rule, column, policy key or code word asks about readiness, abuse or a diagnosis."""
    names = names_of_everything()
    assert {"consent", "benefit", "support_method", "require_support_decision", "waiting"} <= names
    pattern = re.compile("|".join(NEVER_ASKED))
    assert {name for name in names - ALLOWED if pattern.search(name.lower())} == set()
