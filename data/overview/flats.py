"""Flats at the municipality's disposal, and the rent it pays while they stand empty (ABL § 59)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from data.overview.cells import filled
from data.statements.void_flats import VoidFlat, void_flats
from data.statements.void_rent import void_of
from data.store.schema import offers, vacancies


@dataclass(frozen=True)
class AtDisposal:
    """A flat at the municipality's disposal on a day, with its running void rent (tomgangsleje)."""

    vacancy_id: str
    organisation_id: str
    department_id: str
    address: str
    postcode: str
    kind: str
    route: str
    rent: float
    available_from: date
    answer_by: date | None
    offer_id: str | None
    offer_state: str | None
    lapsed: bool
    """The date to answer by has passed without an offer: the flat is no longer at disposal."""
    paid: bool
    """Whether it costs the municipality anything: not while a pool lets it choose and it has not."""
    days: int
    """Days paid so far: from the day it was at disposal, the present day not counted."""

    @property
    def per_day(self) -> float:
        """What a day costs, DKK: twelve months' rent over 365 days."""
        return void_per_day(self.rent) if self.paid and not self.lapsed else 0.0

    @property
    def cost(self) -> float:
        """What the municipality owes so far, DKK; of a lapsed flat the statement alone speaks."""
        return self.days * self.per_day

    @property
    def running(self) -> bool:
        """Whether the rent already runs: the flat can be taken over and no one lives in it."""
        return self.days > 0 and not self.lapsed


def void_per_day(rent: float) -> float:
    """The rent of a day, DKK, of a monthly rent."""
    return rent * 12 / 365


def at_disposal(connection: Connection, on: date) -> list[AtDisposal]:
    """Every vacant flat the municipality may let on the day ``on``, by vacancy id; route none is left out."""
    v, o = vacancies.c, offers.c
    under_way = select(o.vacancy_id, o.offer_id, o.state).where(o.live)
    held = {row.vacancy_id: (row.offer_id, row.state) for row in connection.execute(under_way)}
    chosen = (
        select(
            v.vacancy_id, v.organisation_id, v.department_id, v.address, v.postcode, v.kind,
            filled("vacancies", "route"), v.rent, v.available_from, v.answer_by,
        )
        .where(v.state == "vacant", filled("vacancies", "route") != "none")
        .order_by(v.vacancy_id)
    )  # fmt: skip
    known = {flat.vacancy_id: flat for flat in void_flats(connection, state="vacant")}
    flats = []
    for row in connection.execute(chosen):
        offer_id, offer_state = held.get(row.vacancy_id, (None, None))
        lapsed = offer_id is None and row.answer_by is not None and row.answer_by < on
        flats.append(
            AtDisposal(
                vacancy_id=row.vacancy_id,
                organisation_id=row.organisation_id,
                department_id=row.department_id or "",
                address=row.address or "",
                postcode=row.postcode or "",
                kind=row.kind,
                route=row.route,
                rent=row.rent,
                available_from=row.available_from,
                answer_by=row.answer_by,
                offer_id=offer_id,
                offer_state=offer_state,
                lapsed=lapsed,
                paid=known[row.vacancy_id].at_disposal,
                days=0 if lapsed else _days(known[row.vacancy_id], on),
            )
        )
    return flats


def _days(flat: VoidFlat, on: date) -> int:
    void = void_of(flat, on)
    return 0 if void is None else void.days_in(void.first, on)


@dataclass(frozen=True)
class VoidRent:
    """What stands empty costs: all flats at disposal together."""

    flats: int
    running: int
    per_day: float
    """DKK a day of the flats whose rent runs."""
    so_far: float
    """DKK since each could be taken over."""


def void_rent(flats: Iterable[AtDisposal]) -> VoidRent:
    """The flats at disposal summed up; lapsed ones do not count."""
    kept = [flat for flat in flats if not flat.lapsed]
    running = [flat for flat in kept if flat.running]
    return VoidRent(
        len(kept),
        len(running),
        sum(flat.per_day for flat in running),
        sum(flat.cost for flat in running),
    )
