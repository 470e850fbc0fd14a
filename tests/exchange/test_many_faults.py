"""5,000 rows with 300 planted faults of 25 kinds: each reported once in its place, no false alarm."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from data.exchange.week import read_week
from tests.weeks import DECISION_DATE, Rows, write_week

ROWS = 5_000
FAULTS = 300
#: 25 kinds of fault: the column and what is written into it, in rows of citizens.
KINDS = (
    ("citizen_id", "010190-1234"),
    ("municipality", "75"),
    ("birth_date", "31-02-1990"),
    ("birth_date", ""),
    ("birth_date", "2027-01-01"),
    ("adults", "0"),
    ("children", "-1"),
    ("children", "many"),
    ("benefit", "bistand"),
    ("partner_benefit", "su"),
    ("other_income", "1.234,50"),
    ("wealth", "12 000"),
    ("net_income", "ca. 9000"),
    ("eu_citizen", "maybe"),
    ("released_on", "1/2-2026"),
    ("situation", "sofa"),
    ("waiting_since", "2026-11-24"),
    ("tier", "10"),
    ("support_method", "CTI2"),
    ("team_id", "T99"),
    ("kinds", "castle"),
    ("priorities", "network economy size setting"),
    ("avoid_milieus", "M99"),
    ("max_rent", "-500"),
    ("consent", "perhaps"),
)


def _people(random_source: random.Random) -> Rows:
    return [
        {
            "citizen_id": f"S{number:05d}",
            "municipality": "0751",
            "birth_date": f"{random_source.randint(1950, 2005)}-06-15",
            "adults": "1",
            "children": str(random_source.randint(0, 4)),
            "benefit": random_source.choice(("su", "dagpenge", "foertidspension")),
            "partner_benefit": "",
            "other_income": f"{random_source.randint(0, 900_000) / 100:.2f}",
            "wealth": "0",
            "net_income": "",
            "eu_citizen": random_source.choice(("ja", "nej", "")),
            "released_on": "",
            "situation": "street",
            "waiting_since": f"2026-0{random_source.randint(1, 9)}-01",
            "tier": str(random_source.randint(1, 9)),
            "support_method": "none",
            "team_id": "",
            "kinds": "family",
            "priorities": "",
            "avoid_milieus": "M1",
            "max_rent": "6500",
            "consent": "1",
        }
        for number in range(ROWS)
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_planted_fault_is_reported_and_nothing_else(seed: int, tmp_path: Path) -> None:
    source = random.Random(seed)
    rows = _people(source)
    planted = {}
    for number, row in enumerate(source.sample(range(ROWS), FAULTS)):
        column, value = KINDS[number % len(KINDS)]
        rows[row][column] = value
        planted[row + 2, column] = value
    bare = dict.fromkeys(("places", "decisions"))
    folder = write_week(tmp_path, {**bare, "citizens": rows})
    begun = time.perf_counter()
    reading = read_week(folder, DECISION_DATE)
    seconds = time.perf_counter() - begun
    assert len(KINDS) == len(set(KINDS)) == 25
    assert len(planted) == FAULTS
    assert {(fault.line, fault.column) for fault in reading.faults} == set(planted)
    assert len(reading.faults) == FAULTS
    for fault in reading.faults:
        value = planted[fault.line, fault.column]
        assert fault.file == "citizens.csv"
        assert (
            value in fault.message or value == "" or "CPR" in fault.message or fault.column in _ABOUT_THE_ROW
        )
        assert any(word in fault.message for word in _ADVICE), fault.message
    assert seconds < 2


#: Faults that show what is wrong with the row rather than the cell's own text.
_ABOUT_THE_ROW = ("partner_benefit", "priorities", "avoid_milieus")
_ADVICE = ("expected", "without", "leave it blank", "DD-MM-YYYY")
