"""The rent one household can carry, from what is typed in a form: shown while it is being filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.exchange.faults import Fault
from data.exchange.frames import frame
from data.exchange.reading import TableRead, read_table
from data.exchange.relations import Tables, dates, partners
from data.exchange.rows import RawTable
from data.exchange.tables import CITIZENS
from matcher.affordability import rents_carried
from matcher.facts import CitizenFacts
from matcher.income import household_income
from matcher.model import Policy
from matcher.rates import Rates
from matcher.table import Table

#: The columns of citizens that decide what rent a household can carry.
ECONOMY = (
    "birth_date",
    "adults",
    "children",
    "benefit",
    "partner_benefit",
    "activity_ready",
    "other_income",
    "partner_income",
    "other_net_income",
    "net_income",
    "gross_income",
    "fixed_costs",
    "wealth",
)
#: What must be known before anything can be said.
NEEDED = ("birth_date", "benefit")


@dataclass(frozen=True)
class Affords:
    """What one household can carry, DKK per month: in a flat of ``size_m2``, at estimated utilities.

    ``payable_rent`` is the highest rent without warning (0: none), with the ``support`` it brings and what is
    ``left_over`` beside the ``minimum``; from ``blocked_from`` on a flat is not proposed.  ``income`` is what
    the household has after tax; ``utilities`` and ``fixed_costs`` go off it.  ``missing`` names needed
    columns still blank, ``faults`` what is wrong with those filled in; with either all figures are 0.
    """

    size_m2: float = 0.0
    payable_rent: int = 0
    blocked_from: int = 0
    support: float = 0.0
    left_over: float = 0.0
    minimum: float = 0.0
    income: float = 0.0
    utilities: float = 0.0
    fixed_costs: float = 0.0
    missing: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the figures were computed."""
        return not self.missing and not self.faults


def affords(cells: Mapping[str, str], on: date, policy: Policy, rates: Rates) -> Affords:
    """The rent a household can carry; ``cells`` are texts by column name, all but ECONOMY ignored."""
    given = {name: str(cells.get(name, "")).strip() for name in ECONOMY}
    adults = given["adults"] == "2"
    needed = (*NEEDED, "partner_benefit") if adults else NEEDED
    missing = tuple(name for name in needed if not given[name])
    faults: list[Fault] = []
    read = _read({**given, **_PLACEHOLDERS, "waiting_since": on.isoformat()}, faults)
    faults = [fault for fault in faults if fault.column not in missing]
    if read is not None:
        here = Tables(on, {"citizens": read}, frozenset(("citizens",)), None, faults, [])
        for check in (partners, dates):
            check(here)
        faults = [fault for fault in faults if fault.column not in missing]
    if read is None or missing or faults:
        return Affords(missing=missing, faults=tuple(faults))
    citizens = frame("citizens", read)
    income = household_income(citizens, on, rates, policy)
    facts = CitizenFacts(Table(citizens), on, policy, rates, income)
    carried = rents_carried(facts)
    return Affords(
        size_m2=float(carried.size_m2[0]),
        payable_rent=int(carried.payable_rent[0]),
        blocked_from=int(carried.blocked_from[0]),
        support=float(carried.support[0]),
        left_over=float(carried.left_over[0]),
        minimum=float(carried.minimum[0]),
        income=float(income.net[0]),
        utilities=float(policy.utilities_per_m2 * carried.size_m2[0]),
        fixed_costs=float(facts.fixed_costs[0]),
    )


#: The other required columns, which have no bearing on the rent.
_PLACEHOLDERS = {"citizen_id": "-"}


def _read(cells: Mapping[str, str], faults: list[Fault]) -> TableRead | None:
    """The cells as a table of one row; numbers as a Danish office types them."""
    raw = RawTable("form", list(cells), [[text] for text in cells.values()], [2], strict_point=True)
    return read_table(CITIZENS, raw, faults, [])
