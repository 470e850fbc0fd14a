import os
from datetime import date

import pytest

from data.rates.loader import load_rates
from matcher.rates import Rates

#: A developer's own amounts must not decide what the tests see.
os.environ.pop("HUSRUM_RATES", None)


@pytest.fixture(scope="session")
def rates() -> Rates:
    return load_rates(date(2026, 11, 23))
