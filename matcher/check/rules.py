"""The 26 hard rules of model.md § 1 as one visible list, in the order of the reasons.

Part of the second implementation.  A rule answers for one citizen and one flat: does it block?
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from matcher.check.facts import Citizen, Flat
from matcher.check.money import six
from matcher.check.restricted import restriction

if TYPE_CHECKING:
    from matcher.check.assess import Assessment

Rule = Callable[[Citizen, Flat, "Assessment"], bool]


def consent(c: Citizen, f: Flat, a: Assessment) -> bool:
    """The citizen does not want an own home now, or not to be proposed."""
    return not c.consent


def parked(c: Citizen, f: Flat, a: Assessment) -> bool:
    """The citizen is parked beyond the decision date."""
    return c.blocked_until is not None and c.blocked_until > a.today


def support_undecided(c: Citizen, f: Flat, a: Assessment) -> bool:
    """Policy wants the support decided first (serviceloven), and it is not."""
    mode = a.policy.require_support_decision
    required = mode == "always" or (mode == "shelter" and c.situation == "shelter_110")
    return required and a.lacks_support_decision(c)


def municipality(c: Citizen, f: Flat, a: Assessment) -> bool:
    """Both acting municipalities are given and differ."""
    return c.municipality != "" and f.municipality != "" and c.municipality != f.municipality


def kind(c: Citizen, f: Flat, a: Assessment) -> bool:
    """The dwelling kind is not among the citizen's kinds."""
    return f.kind not in c.kinds


def student_only(c: Citizen, f: Flat, a: Assessment) -> bool:
    """Only students may live there (almenboligloven § 4)."""
    return f.student_only and not c.student


def age(c: Citizen, f: Flat, a: Assessment) -> bool:
    """Too young or too old for the flat; youth dwellings are for students and the young."""
    if f.min_age is not None and c.age < f.min_age:
        return True
    if f.max_age is not None and c.age > f.max_age:
        return True
    return f.kind == "youth" and not c.student and c.age > a.policy.youth_max_age


def rooms(c: Citizen, f: Flat, a: Assessment) -> bool:
    """Fewer or more rooms than the citizen can live with."""
    too_few = c.min_rooms is not None and f.rooms < c.min_rooms
    return too_few or (c.max_rooms is not None and f.rooms > c.max_rooms)


def size(c: Citizen, f: Flat, a: Assessment) -> bool:
    """Smaller than the citizen can live with."""
    return c.min_size_m2 is not None and f.size_m2 < c.min_size_m2


def persons(c: Citizen, f: Flat, a: Assessment) -> bool:
    """More than two persons to a room."""
    return c.adults + c.children > six(2 * f.rooms)


def accessibility(c: Citizen, f: Flat, a: Assessment) -> bool:
    """Step-free access is needed and not known."""
    return c.step_free and f.step_free is not True


def floor(c: Citizen, f: Flat, a: Assessment) -> bool:
    """Too many stairs, and no lift is known; an unknown floor does not block."""
    if c.max_floor_without_lift is None or f.floor is None or f.lift is True:
        return False
    return f.floor > c.max_floor_without_lift


def pets(c: Citizen, f: Flat, a: Assessment) -> bool:
    """The citizen has a pet, and pets are known not to be allowed."""
    return c.pets and f.pets_allowed is False


def area_law(c: Citizen, f: Flat, a: Assessment) -> bool:
    """A restricted area the household is barred from (almenboligloven § 59 stk. 6–9)."""
    area = restriction(f)
    return area != "" and a.is_barred(c, area)


def area_refused(c: Citizen, f: Flat, a: Assessment) -> bool:
    """The citizen refuses the postcode or the department."""
    return not c.refused_areas.isdisjoint(f.areas)


def location_unknown(c: Citizen, f: Flat, a: Assessment) -> bool:
    """Safety fails closed: where something must be kept away from, unknown is not enough."""
    if any(not place.located for place in c.avoid):
        return True
    needed = c.avoid or c.avoid_milieus or any(place.limit_m is not None for place in c.network)
    return not f.located and bool(needed)


def milieu(c: Citizen, f: Flat, a: Assessment) -> bool:
    """In or too near a milieu the citizen keeps away from (touching counts)."""
    return f.located and any(f.id in a.flats_in_milieu[name] for name in c.avoid_milieus)


def place(c: Citizen, f: Flat, a: Assessment) -> bool:
    """Too near a place the citizen keeps away from."""
    return f.located and any(
        place.located and place.limit_m is not None and a.metres(place, f) < place.limit_m
        for place in c.avoid
    )


def distance(c: Citizen, f: Flat, a: Assessment) -> bool:
    """Too far from a network place, by the citizen's own limit."""
    return f.located and any(
        place.limit_m is not None and a.metres(place, f) > place.limit_m for place in c.located_network
    )


def max_rent(c: Citizen, f: Flat, a: Assessment) -> bool:
    """Dearer, with utilities, than the citizen's own ceiling."""
    return c.max_rent is not None and six(f.rent + f.utilities) > six(c.max_rent)


def rent(c: Citizen, f: Flat, a: Assessment) -> bool:
    """What would be left over is below the blocking share of the minimum."""
    return a.left_over(c, f) < six(a.policy.rent_block_share * a.income[c.id].minimum)


def debt(c: Citizen, f: Flat, a: Assessment) -> bool:
    """Unsettled debt to the organisation, where policy lets it block."""
    return a.policy.debt == "block" and f.organisation_id in c.debt_to


def forbidden(c: Citizen, f: Flat, a: Assessment) -> bool:
    """The office has forbidden the pair."""
    return (c.id, f.id) in a.forbidden


def lapsed(c: Citizen, f: Flat, a: Assessment) -> bool:
    """The offer to the municipality has lapsed."""
    return f.answer_by is not None and f.answer_by < a.today


def route_none(c: Citizen, f: Flat, a: Assessment) -> bool:
    """Not at the municipality's disposal (transfer, re-housing, sale)."""
    return f.route == "none"


def quota_turn(c: Citizen, f: Flat, a: Assessment) -> bool:
    """The pool counts turns, and this vacancy's is not the municipality's (§ 59 stk. 1)."""
    return f.id in a.out_of_turn


#: Every rule with its code, in the order of the reasons.
RULES: dict[str, Rule] = {
    "consent": consent,
    "parked": parked,
    "support_undecided": support_undecided,
    "municipality": municipality,
    "kind": kind,
    "student_only": student_only,
    "age": age,
    "rooms": rooms,
    "size": size,
    "persons": persons,
    "accessibility": accessibility,
    "floor": floor,
    "pets": pets,
    "area_law": area_law,
    "area_refused": area_refused,
    "location_unknown": location_unknown,
    "milieu": milieu,
    "place": place,
    "distance": distance,
    "max_rent": max_rent,
    "rent": rent,
    "debt": debt,
    "forbidden": forbidden,
    "lapsed": lapsed,
    "route_none": route_none,
    "quota_turn": quota_turn,
}

#: What may block and the vacancy still "suits" the citizen (points for chances).
WISHES = frozenset({"area_refused", "distance", "max_rent"})
