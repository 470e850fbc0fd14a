"""The rent a household can carry, against affordability.csv and against the rules themselves."""

from __future__ import annotations

import statistics

import pandas as pd
import pytest
from pages import Reader
from town_files import Files, rows, table

from data.rates.loader import load_rates
from data.runs.affords import Affords, affords
from data.store.export import read_files
from data.synth.write import DECISION_DATE
from matcher.check.assess import Assessment
from matcher.model import Policy
from matcher.pipeline import propose

RATES = load_rates(DECISION_DATE)
HOUSEHOLDS: tuple[dict[str, str], ...] = (
    {"birth_date": "24-05-1985", "benefit": "kontanthjaelp_forhoejet"},
    {"birth_date": "24-05-2004", "benefit": "kontanthjaelp_grund", "activity_ready": "yes"},
    {"birth_date": "24-05-1990", "benefit": "kontanthjaelp_mindste"},
    {"birth_date": "24-05-1950", "benefit": "folkepension", "wealth": "900000"},
    {"birth_date": "24-05-1970", "benefit": "foertidspension", "fixed_costs": "2350,50"},
    {"birth_date": "24-05-1988", "benefit": "kontanthjaelp_grund", "children": "2",
     "other_net_income": "2980"},
    {"birth_date": "24-05-1980", "benefit": "loen", "other_income": "21000", "adults": "2",
     "partner_benefit": "su", "children": "1"},
    {"birth_date": "24-05-1980", "benefit": "dagpenge", "net_income": "9100", "gross_income": "14000"},
    {"birth_date": "24-05-1980", "benefit": "ingen"},
)  # fmt: skip


def test_it_is_what_the_affordability_table_says(files: Files) -> None:
    """The medians of affordability.csv are the medians of what each household is told."""
    reading = read_files(files, DECISION_DATE)
    assert reading.week is not None
    said: dict[tuple[str, int, int], list[Affords]] = {}
    for row in rows(files, "citizens.csv"):
        cells = {name: text.replace(".", ",") for name, text in row.items()}
        found = affords(cells, DECISION_DATE, reading.policy, RATES)
        assert found.known, (row, found)
        key = (row["benefit"], int(row["adults"] or 1), int(row["children"] or 0))
        said.setdefault(key, []).append(found)
    table: pd.DataFrame = propose(reading.week, reading.policy, RATES).affordability
    assert len(table) == len(said)
    for line in table.itertuples():
        group = said[str(line.benefit), int(line.adults), int(line.children)]
        assert statistics.median(one.payable_rent for one in group) == line.payable_rent
        assert statistics.median(one.blocked_from for one in group) == line.blocked_from


def test_missing_and_wrong_fields_are_named() -> None:
    """Nothing is computed from half a household, and nothing is guessed."""
    nothing = affords({}, DECISION_DATE, Policy(), RATES)
    assert nothing.missing == ("birth_date", "benefit")
    couple = affords({**HOUSEHOLDS[0], "adults": "2"}, DECISION_DATE, Policy(), RATES)
    assert couple.missing == ("partner_benefit",)
    wrong = affords({**HOUSEHOLDS[0], "other_income": "4.500", "wealth": "x"}, DECISION_DATE, Policy(), RATES)
    assert {fault.column for fault in wrong.faults} == {"other_income", "wealth"}
    assert not wrong.known and not wrong.payable_rent


@pytest.mark.parametrize("cells", HOUSEHOLDS)
def test_one_krone_more_is_too_much(cells: dict[str, str]) -> None:
    """By the second implementation: at the rent told the minimum is left over, a krone above it is not."""
    policy = Policy()
    told = affords(cells, DECISION_DATE, policy, RATES)
    assert told.known

    payable, blocked = told.payable_rent, told.blocked_from
    left = left_at(cells, sorted({payable, payable + 1, max(0, blocked - 1), blocked}), told.size_m2)
    if payable:
        assert left[payable] >= told.minimum
        assert left[payable] == pytest.approx(told.left_over, abs=0.01)
    assert left[payable + 1] < told.minimum
    assert left[blocked] < 0.7 * told.minimum
    if blocked:
        assert left[blocked - 1] >= 0.7 * told.minimum


def left_at(cells: dict[str, str], rents: list[int], size: float) -> dict[int, float]:
    """What the second implementation says is left over in a standard flat at each rent."""
    citizen = {**cells, "citizen_id": "C", "waiting_since": "01-10-2026"}
    flat = {"organisation_id": "O", "kind": "family", "size_m2": f"{size:g}", "rooms": "5", "route": "given",
            "available_from": "01-12-2026", "reported_on": "01-11-2026"}  # fmt: skip
    files = {
        "citizens.csv": table([citizen]),
        "vacancies.csv": table([{**flat, "vacancy_id": f"V{rent}", "rent": str(rent)} for rent in rents]),
    }
    reading = read_files(files, DECISION_DATE)
    assert reading.week is not None, reading.faults
    found = Assessment(reading.week, Policy(), RATES)
    (who,) = found.citizens
    return {int(home.id[1:]): found.left_over(who, home) for home in found.flats}


def test_the_fragment_says_it_while_one_types(office: Reader) -> None:
    """The piece of the page that is asked for while typing, with and without what it needs."""
    whole = office.post("/citizens/affords", HOUSEHOLDS[0])
    told = affords(HOUSEHOLDS[0], DECISION_DATE, Policy(), RATES)
    kroner = f"{told.payable_rent:,}".replace(",", ".")
    assert f"Kan betale op til {kroner} kr. i husleje for en bolig på 35" in whole.text
    assert "<html" not in whole.text
    assert "Fødselsdato" in office.post("/citizens/affords", {"benefit": "su"}).text
    page = office.post("/citizens/new", {**HOUSEHOLDS[0], "do": "compute"})
    assert page.status_code == 200
    assert f"Kan betale op til {kroner} kr." in page.text
