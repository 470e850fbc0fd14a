"""Ages and same-day-months-before, the way the law counts them.  No clock: dates are arguments."""

from __future__ import annotations

import calendar
from datetime import date

import numpy as np
import pandas as pd

from matcher.arrays import Ints


def ages(birth_dates: pd.Series, on: date) -> Ints:
    """Whole years on the day ``on``, (n,); born on 29 February: the birthday is 1 March in other years."""
    birth = pd.DatetimeIndex(birth_dates)
    years = on.year - birth.year.to_numpy(dtype=np.int64)
    month, day = birth.month.to_numpy(), birth.day.to_numpy()
    before_birthday = (on.month < month) | ((on.month == month) & (on.day < day))
    return years - before_birthday


def months_before(day: date, months: int) -> date:
    """The same day ``months`` earlier, or the last day of that month when there is none such."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
