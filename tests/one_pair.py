"""One citizen and one flat that fit in every respect; tests change a few cells.

Today is 31 August, so that six months ago is the last day of February.
"""

from datetime import date
from typing import Any

from data.rates.loader import load_rates

Cells = dict[str, Any]

TODAY, YESTERDAY, TOMORROW = date(2026, 8, 31), date(2026, 8, 30), date(2026, 9, 1)
RATES = load_rates(TODAY)
X, Y = 720_000.0, 6_175_000.0
CITIZEN: dict[str, Any] = {
    "citizen_id": "C1",
    "municipality": "0101",
    "birth_date": date(1986, 8, 31),  # 40 today
    "benefit": "seniorpension",
    "net_income": 20_000,
    "gross_income": 60_000,  # no housing support: left_over is 20,000 − rent − utilities
    "eu_citizen": True,
    "waiting_since": date(2026, 3, 1),
    "kinds": ("family",),
}
FLAT: dict[str, Any] = {
    "vacancy_id": "F1",
    "municipality": "0101",
    "organisation_id": "O1",
    "department_id": "A1",
    "postcode": "2400",
    "x": X,
    "y": Y,
    "kind": "family",
    "rent": 4000,
    "utilities": 500,
    "size_m2": 50,
    "rooms": 2,
    "available_from": date(2026, 10, 1),
    "reported_on": date(2026, 8, 24),
}
NOWHERE: Cells = {"x": None, "y": None}
