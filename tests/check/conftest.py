from datetime import date

import pytest

from data.rates.loader import load_rates
from matcher.rates import Rates


@pytest.fixture(scope="session")
def rates() -> Rates:
    """The amounts of 2026."""
    return load_rates(date(2026, 8, 31))
