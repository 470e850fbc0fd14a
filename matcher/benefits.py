"""The benefits a household can live on, as a list one can read: adding one is adding an entry and its YAML.

Each benefit is the sum of its parts; a part is an amount (DKK per month before tax, docs/amounts.md) and the
condition under which an adult gets it.  Laws: lov om aktiv socialpolitik §§ 16-19, 68, 69 j, 71 and 74 a,
lov om social pension, SU-loven, lov om arbejdsløshedsforsikring, lov om sygedagpenge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Situation:
    """What the conditions look at: arrays (n,) of one household each, age in years."""

    single: NDArray[np.bool_]
    with_children: NDArray[np.bool_]
    activity_ready: NDArray[np.bool_]
    age: NDArray[np.int64]

    def take(self, rows: NDArray[np.int64]) -> Situation:
        """The situations of some rows only."""
        return Situation(
            self.single[rows], self.with_children[rows], self.activity_ready[rows], self.age[rows]
        )


Condition = Callable[[Situation], NDArray[np.bool_]]


def always(s: Situation) -> NDArray[np.bool_]:
    """Everyone on the benefit."""
    return np.ones_like(s.single)


def single(s: Situation) -> NDArray[np.bool_]:
    """One adult in the household."""
    return s.single


def couple(s: Situation) -> NDArray[np.bool_]:
    """Two adults in the household."""
    return ~s.single


def with_children(s: Situation) -> NDArray[np.bool_]:
    """One or more children, whatever the number of adults."""
    return s.with_children


def without_children(s: Situation) -> NDArray[np.bool_]:
    """No children."""
    return ~s.with_children


def single_with_children(s: Situation) -> NDArray[np.bool_]:
    """A single provider."""
    return s.single & s.with_children


def single_without_children(s: Situation) -> NDArray[np.bool_]:
    """One adult alone."""
    return s.single & ~s.with_children


def ready_under_25_without_children(s: Situation) -> NDArray[np.bool_]:
    """Activity-ready (aktivitetsparat) under 25 without children (§ 19 stk. 3 nr. 1)."""
    return s.activity_ready & ~s.with_children & (s.age < 25)


def ready_25_to_29_without_children(s: Situation) -> NDArray[np.bool_]:
    """Activity-ready aged 25 to 29 without children (§ 19 stk. 3 nr. 2)."""
    return s.activity_ready & ~s.with_children & (s.age >= 25) & (s.age < 30)


def ready_under_30_with_children(s: Situation) -> NDArray[np.bool_]:
    """Activity-ready under 30 with children (§ 19 stk. 3 nr. 3)."""
    return s.activity_ready & s.with_children & (s.age < 30)


@dataclass(frozen=True)
class Benefit:
    """A benefit code with its parts: (amount id, condition)."""

    code: str
    parts: tuple[tuple[str, Condition], ...]


RESSOURCEFORLOEBSYDELSE = (
    ("ressourceforloebsydelse.uden_boern", without_children),
    ("ressourceforloebsydelse.med_boern", with_children),
)
#: Seniorpension is paid at the rates of førtidspension.
FOERTIDSPENSION = (("foertidspension.enlig", single), ("foertidspension.par", couple))

BENEFIT_TABLE = (
    Benefit(
        "kontanthjaelp_forhoejet",
        (
            ("kontanthjaelp.forhoejet", always),
            ("kontanthjaelp.tillaeg_enlig", single_without_children),
            ("kontanthjaelp.tillaeg_boern", with_children),
        ),
    ),
    Benefit(
        "kontanthjaelp_grund",
        (
            ("kontanthjaelp.grund", always),
            ("kontanthjaelp.tillaeg_enlig", single_without_children),
            ("kontanthjaelp.tillaeg_boern", with_children),
            ("kontanthjaelp.tillaeg_enlig_forsoerger", single_with_children),
            ("kontanthjaelp.ungetillaeg_under_25", ready_under_25_without_children),
            ("kontanthjaelp.ungetillaeg_25_29", ready_25_to_29_without_children),
            ("kontanthjaelp.ungetillaeg_forsoerger", ready_under_30_with_children),
        ),
    ),
    Benefit(
        "kontanthjaelp_mindste",
        (
            ("kontanthjaelp.mindste", always),
            ("kontanthjaelp.tillaeg_boern", with_children),
            ("kontanthjaelp.tillaeg_enlig_forsoerger", single_with_children),
        ),
    ),
    Benefit("ressourceforloeb", RESSOURCEFORLOEBSYDELSE),
    Benefit("jobafklaring", RESSOURCEFORLOEBSYDELSE),
    Benefit(
        "ledighedsydelse",
        (("ledighedsydelse.uden_boern", without_children), ("ledighedsydelse.med_boern", with_children)),
    ),
    Benefit("ledighedsydelse_hoej", (("ledighedsydelse.hoej", always),)),
    Benefit("revalidering", (("revalidering.ydelse", always),)),
    Benefit("foertidspension", FOERTIDSPENSION),
    Benefit("seniorpension", FOERTIDSPENSION),
    Benefit("folkepension", (("folkepension.enlig", single), ("folkepension.par", couple))),
    Benefit("su", (("su.udeboende", always), ("su.tillaeg_enlig_forsoerger", single_with_children))),
    Benefit("dagpenge", (("dagpenge.hoejeste", always),)),
    Benefit("sygedagpenge", (("sygedagpenge.hoejeste", always),)),
    Benefit("loen", ()),
    Benefit("ingen", ()),
)

#: Every benefit code, in the order of the table.
BENEFITS = tuple(benefit.code for benefit in BENEFIT_TABLE)
#: The wage (other_income, partner_income) of an adult with this benefit carries labour-market contribution.
WAGE = "loen"
FORHOEJET = "kontanthjaelp_forhoejet"
FOLKEPENSION = "folkepension"
#: With one of these in the household, boligsikring without children has no 15 % cap.
EXEMPT_PENSIONS = ("foertidspension", "seniorpension")
