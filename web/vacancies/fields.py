"""The form of a vacancy, and what is unusual about one: asked about before it is kept, never refused."""

from __future__ import annotations

from datetime import date

from data.exchange.cells import CellError, number
from data.exchange.cells import day as read_day
from data.exchange.tables import VACANCIES
from web.choices import organisations
from web.entered import Part
from web.entry import Field, field
from web.forms import Form
from web.i18n import day, kr, t, whole

#: Rent per m² and year beyond which a flat is unusual, kr.; social housing averages about 900.
LEAST_RENT, MOST_RENT = 400.0, 1800.0
LEAST_SIZE, MOST_SIZE = 15.0, 150.0
#: A flat that is free so many days ahead, or has been for so long, is unusual.
DAYS_AHEAD, DAYS_BACK = 180, 365
_LEAST_ROOM_M2, _MOST_DEPOSIT = 8.0, 100_000.0


def _fields(*names: str) -> tuple[Field, ...]:
    return tuple(field(VACANCIES, name) for name in names)


def parts(*, new: bool) -> list[Part]:
    """The form's parts."""
    first = (field(VACANCIES, "vacancy_id", given=True),) if new else ()
    organisation = field(VACANCIES, "organisation_id", options=organisations)
    return [
        Part("flat", (*first, organisation, *_fields("department_id", "kind", "rooms", "size_m2", "floor"))),
        Part("rent", _fields("rent", "utilities", "heating", "deposit")),
        Part("flat_where", _fields("address", "postcode", "municipality", "setting", "area_class")),
        Part("flat_access", _fields("lift", "step_free", "pets_allowed", "kitchen", "student_only",
                                    "min_age", "max_age")),
        Part("disposal", _fields("route", "reported_on", "available_from", "answer_by", "seq")),
        Part("coordinates", _fields("lat", "lon", "x", "y"), more=True),
    ]  # fmt: skip


def _number(form: Form, name: str) -> float | None:
    """The number in a field, None where there is none to doubt."""
    text = form.value(name)
    if not text:
        return None
    try:
        return float(number(text, True))
    except (CellError, ValueError):
        return None


def _date(form: Form, name: str) -> date | None:
    text = form.value(name)
    try:
        return read_day(VACANCIES.by_name[name], text, True) if text else None
    except CellError:
        return None


def doubts(form: Form, today: date) -> list[str]:
    """What is unusual about a flat, in words."""
    rent, size, rooms = (_number(form, name) for name in ("rent", "size_m2", "rooms"))
    found = []
    if rent is not None and size:
        yearly = rent * 12 / size
        if not LEAST_RENT <= yearly <= MOST_RENT:
            found.append(t("doubt.rent", rent=kr(yearly)))
    if size and not LEAST_SIZE <= size <= MOST_SIZE:
        found.append(t("doubt.size", size=whole(size)))
    if size and rooms and size / rooms < _LEAST_ROOM_M2:
        found.append(t("doubt.rooms", rooms=form.value("rooms"), size=whole(size)))
    deposit = _number(form, "deposit")
    if deposit is not None and deposit > _MOST_DEPOSIT:
        found.append(t("doubt.deposit", deposit=kr(deposit)))
    return found + _doubtful_dates(form, today)


def _doubtful_dates(form: Form, today: date) -> list[str]:
    free, reported, answer = (_date(form, name) for name in ("available_from", "reported_on", "answer_by"))
    found = []
    if free is not None and (free - today).days > DAYS_AHEAD:
        found.append(t("doubt.ahead", day=day(free)))
    if free is not None and (today - free).days > DAYS_BACK:
        found.append(t("doubt.back", day=day(free)))
    if reported is not None and reported > today:
        found.append(t("doubt.reported", day=day(reported)))
    if answer is not None and answer < today:
        found.append(t("doubt.answer", day=day(answer)))
    return found
