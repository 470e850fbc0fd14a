"""The warnings of an eligible pair, in the order they are written.

Part of the second implementation; the conditions are those of model.md §§ 1–2 and the file formats.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from matcher.check.facts import Citizen, Flat
from matcher.check.money import six
from matcher.check.pools import under_quota
from matcher.check.restricted import restriction
from matcher.model import WAIVABLE

if TYPE_CHECKING:
    from matcher.check.assess import Assessment


def deposit_above_loan_limit(c: Citizen, f: Flat, a: Assessment) -> bool:
    """There is a deposit, and the household earns too much for the loan that would pay it."""
    amount = a.rates.value
    children = min(c.children, int(amount("beboerindskudslaan.income_limit_children")))
    limit = amount("beboerindskudslaan.income_limit_year")
    limit += amount("beboerindskudslaan.income_limit_per_child") * children
    return f.deposit > 0 and six(12 * a.income[c.id].taxable) > six(limit)


def floor_unknown(c: Citizen, f: Flat) -> bool:
    """The citizen cannot climb far, and nobody knows how high the flat lies."""
    return c.max_floor_without_lift is not None and f.floor is None and f.lift is not True


def refund_ends(c: Citizen, f: Flat, a: Assessment) -> bool:
    """The state's refund for the shelter stay ends before the citizen can move in."""
    if c.situation != "shelter_110" or c.admitted_on is None:
        return False
    end = c.admitted_on + timedelta(days=int(a.rates.value("forsorgshjem.refund_days")))
    return end <= max(a.today, f.available_from)


def waiver_with_alternative(c: Citizen, waived: frozenset[str], a: Assessment) -> bool:
    """§ 59 stk. 9: the restriction was lifted although a flat outside restricted areas is possible."""
    return "area_law" in waived and any(not restriction(flat) for flat in a.eligible_flats[c.id])


def warnings(c: Citizen, f: Flat, a: Assessment) -> tuple[str, ...]:
    """All warnings of the pair, in the order they are written."""
    money, policy = a.income[c.id], a.policy
    waived = a.waived((c.id, f.id))
    in_shelter = c.situation == "shelter_110"
    support_open = policy.require_support_decision == "warn" and a.lacks_support_decision(c)
    review = a.rates.value("boligstoette.review_share") * money.taxable
    plan_open = c.action_plan_on is None or c.action_plan_on > a.today
    holds = {
        "tight_budget": a.left_over(c, f) < six(money.minimum),
        "support_under_review": six(f.rent) > six(review),
        "utilities_estimated": f.utilities_estimated,
        "deposit_above_loan_limit": deposit_above_loan_limit(c, f, a),
        "floor_unknown": floor_unknown(c, f),
        "pets_unknown": c.pets and f.pets_allowed is None,
        "network_unknown": not c.located_network or not f.located,
        "support_decision_needed": support_open and (c.support_method != "none" or in_shelter),
        "action_plan_missing": in_shelter and plan_open,
        "debt": policy.debt == "warn" and f.organisation_id in c.debt_to,
        "refund_ends": refund_ends(c, f, a),
        "no_quota_account": a.week.quotas is None and under_quota(f),
        "rates_outdated": a.rates.outdated,
        **{f"waived:{code}": code in waived for code in WAIVABLE},
        "waiver_with_alternative": waiver_with_alternative(c, waived, a),
    }
    return tuple(code for code, applies in holds.items() if applies)
