"""What a person should look at before a match becomes an offer: the visible list of warnings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.eligibility import BIT, Eligibility, Scene, owes
from matcher.model import WAIVABLE, WARNINGS
from matcher.points import Pairs
from matcher.quota import under_quarter_rule
from matcher.rounding import six

#: Days of a § 110 stay in a year for which the state refunds half (SEL § 177 no. 3) are an amount of law.
_REFUND_DAYS = "forsorgshjem.refund_days"


@dataclass(frozen=True)
class Asked:
    """Some pairs (rows of ``pairs``) of a run, for which warnings are wanted."""

    scene: Scene
    eligibility: Eligibility
    pairs: Pairs
    rows: Ints

    @property
    def c(self) -> Ints:
        """Citizen rows."""
        return self.pairs.c[self.rows]

    @property
    def v(self) -> Ints:
        """Flat rows."""
        return self.pairs.v[self.rows]


def _under_review(a: Asked) -> Bools:
    half = six(a.scene.citizens.rates.value("boligstoette.review_share") * a.scene.citizens.income.taxable)
    return a.scene.flats.rent[a.v] > half[a.c]


def _deposit(a: Asked) -> Bools:
    rates, citizens = a.scene.citizens.rates, a.scene.citizens.table
    children = np.minimum(
        citizens.numbers("children"), rates.value("beboerindskudslaan.income_limit_children")
    )
    limit = rates.value("beboerindskudslaan.income_limit_year") + children * rates.value(
        "beboerindskudslaan.income_limit_per_child"
    )
    above = six(12.0 * a.scene.citizens.income.taxable) > limit
    return (a.scene.flats.table.numbers("deposit")[a.v] > 0) & above[a.c]


def _floor_unknown(a: Asked) -> Bools:
    unclear = a.scene.flats.table.unknown("floor") & ~a.scene.flats.lift
    return unclear[a.v] & ~a.scene.citizens.table.unknown("max_floor_without_lift")[a.c]


def _pets_unknown(a: Asked) -> Bools:
    unclear = a.scene.flats.table.unknown("pets_allowed")
    return unclear[a.v] & a.scene.citizens.table.flags("pets")[a.c]


def _support_needed(a: Asked) -> Bools:
    if a.scene.policy.require_support_decision != "warn":
        return np.zeros(len(a.rows), dtype=bool)
    citizens = a.scene.citizens
    supported = ~a.scene.citizens.table.among("support_method", ["none"])
    return (citizens.undecided & (supported | citizens.in_shelter))[a.c]


def _plan_missing(a: Asked) -> Bools:
    citizens = a.scene.citizens
    planned = a.scene.citizens.table.days("action_plan_on") <= citizens.today
    return (citizens.in_shelter & ~planned)[a.c]


def _debt(a: Asked) -> Bools:
    if a.scene.policy.debt != "warn":
        return np.zeros(len(a.rows), dtype=bool)
    people, row = np.unique(a.c, return_inverse=True)
    return owes(a.scene, people)[row, a.v]


def _refund_ends(a: Asked) -> Bools:
    refunded = np.timedelta64(int(a.scene.citizens.rates.value(_REFUND_DAYS)), "D")
    end = a.scene.citizens.table.days("admitted_on") + refunded
    available = a.scene.flats.table.days("available_from")
    move_in = np.where(available > a.scene.citizens.today, available, a.scene.citizens.today)
    return a.scene.citizens.in_shelter[a.c] & (end[a.c] <= move_in[a.v])


def _no_account(a: Asked) -> Bools:
    if a.scene.week.quotas is not None:
        return np.zeros(len(a.rows), dtype=bool)
    return under_quarter_rule(a.scene.flats.table)[a.v]


def _waived(code: str) -> Callable[[Asked], Bools]:
    def lifted(a: Asked) -> Bools:
        waived = a.eligibility.waived
        return np.array(
            [
                bool(waived.get(pair, 0) & int(BIT[code]))
                for pair in zip(a.c.tolist(), a.v.tolist(), strict=True)
            ],
            dtype=bool,
        )

    return lifted


def _alternative(a: Asked) -> Bools:
    """An area restriction is waived although the citizen could live outside the areas (ABL § 59 stk. 9)."""
    outside = np.zeros(len(a.scene.citizens), dtype=bool)
    outside[a.pairs.c[~a.scene.flats.restricted[a.pairs.v]]] = True
    return _waived("area_law")(a) & outside[a.c]


WARN: dict[str, Callable[[Asked], Bools]] = {
    "tight_budget": lambda a: a.pairs.left_over[a.rows] < a.scene.citizens.minimum[a.c],
    "support_under_review": _under_review,
    "utilities_estimated": lambda a: a.scene.flats.table.unknown("utilities")[a.v],
    "deposit_above_loan_limit": _deposit,
    "floor_unknown": _floor_unknown,
    "pets_unknown": _pets_unknown,
    "network_unknown": lambda a: np.isnan(a.pairs.km[a.rows]),
    "support_decision_needed": _support_needed,
    "action_plan_missing": _plan_missing,
    "debt": _debt,
    "refund_ends": _refund_ends,
    "no_quota_account": _no_account,
    "rates_outdated": lambda a: np.full(len(a.rows), a.scene.citizens.rates.outdated),
    **{f"waived:{code}": _waived(code) for code in WAIVABLE},
    "waiver_with_alternative": _alternative,
}


def warnings_of(asked: Asked) -> list[str]:
    """The warning codes of each pair asked for, separated by spaces, in the order of ``model.WARNINGS``."""
    codes = [code for code in WARNINGS if code in WARN]
    table = np.array([WARN[code](asked) for code in codes], dtype=bool).reshape(len(codes), len(asked.rows))
    return [" ".join(code for code, on in zip(codes, column, strict=True) if on) for column in table.T]
