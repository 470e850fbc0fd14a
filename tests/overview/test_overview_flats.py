"""Flats at disposal and their void rent, worked out by hand: 3,650 kr. a month is 120 kr. a day."""

from __future__ import annotations

import pytest
from small_office import ON, SmallOffice, ago

from data.overview.flats import AtDisposal, VoidRent, at_disposal, void_rent


def flats_of(office: SmallOffice) -> dict[str, AtDisposal]:
    with office.store.reading() as connection:
        return {flat.vacancy_id: flat for flat in at_disposal(connection, ON)}


def test_the_rent_runs_from_the_day_at_disposal_until_today(office: SmallOffice) -> None:
    office.flat("V1", available_from=ago(10), reported_on=ago(30))
    office.flat("V2", available_from=ago(9), reported_on=ago(1), rent=7300.0)
    office.flat("V3", available_from=ago(0))
    office.flat("V4", available_from=ago(-8))
    flats = flats_of(office)
    assert {name: flat.days for name, flat in flats.items()} == {"V1": 10, "V2": 1, "V3": 0, "V4": 0}
    assert flats["V1"].cost == pytest.approx(1200) and flats["V2"].cost == pytest.approx(240)
    assert void_rent(flats.values()) == VoidRent(4, 2, pytest.approx(360), pytest.approx(1440))


def test_only_flats_the_municipality_may_let_count(office: SmallOffice) -> None:
    office.flat("V1", available_from=ago(5), route="none")
    office.flat("V2", available_from=ago(5), state="let", closed_on=ago(1))
    office.flat("V3", available_from=ago(5), route="given")
    assert set(flats_of(office)) == {"V3"}


def test_a_flat_not_answered_in_time_lapses_unless_it_is_under_offer(office: SmallOffice) -> None:
    office.flat("V1", available_from=ago(5), answer_by=ago(1))
    office.flat("V2", available_from=ago(5), answer_by=ago(0))
    office.flat("V3", available_from=ago(5), answer_by=ago(1))
    office.flat("V4", available_from=ago(5), answer_by=ago(1))
    office.offer(office.citizen("C3"), "V3", ("proposed", ago(2)))
    office.offer(office.citizen("C4"), "V4", ("proposed", ago(3)), ("withdrawn", ago(2)))
    flats = flats_of(office)
    assert {name for name, flat in flats.items() if flat.lapsed} == {"V1", "V4"}
    assert flats["V1"].cost == 0 and not flats["V1"].running
    assert (flats["V3"].offer_state, flats["V4"].offer_state) == ("proposed", None)
    assert void_rent(flats.values()).running == 2
