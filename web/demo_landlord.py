"""The example's housing association: last month with its statement, a flat to come, a thread, an objection.

``last_month`` is made before the week is imported, since an account's events follow one another day by day;
``this_week`` when the first offers are out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from data.store.actor import Actor

#: Last month's flats: id, address, rent and the days there were to answer.  The first is given back, the
#: second lapses, the third is withdrawn.
_FLATS = (
    ("V0901", "Rønnebærvej 12, 1. tv", "4250", 11),
    ("V0902", "Rønnebærvej 18, st. th", "4620", 11),
    ("V0903", "Havrevænget 3", "5380", 30),
)


def owners(files: Mapping[str, bytes]) -> list[str]:
    """The organisations with flats in the week, by id; someone logs in for the first."""
    return sorted({row["organisation_id"] for row in _rows(files["vacancies.csv"])})


def last_month(connection: Connection, office: Actor, landlord: Actor, files: Mapping[str, bytes]) -> None:
    """The accounts are opened, three flats reported; one given back and let, one lapses, one is withdrawn."""
    from data.store import flats, imports, reporting, settings
    from data.store.lapse import lapse_due

    first = (settings.today(connection).replace(day=1) - timedelta(1)).replace(day=5)
    like = next(r for r in _rows(files["vacancies.csv"]) if r["organisation_id"] == landlord.organisation_id)

    def on(days: int) -> date:
        day = first + timedelta(days)
        settings.set_setting(connection, settings.TODAY, day.isoformat())
        return day

    on(0)
    tables = {"quotas.csv": files["quotas.csv"], "vacancies.csv": _vacancies(like, first)}
    imports.confirm(connection, office, imports.preview(connection, office, tables))
    flats.close_vacancy(connection, office, "V0901", "given_back", on(8))
    on(12)
    lapse_due(connection)
    on(15)
    reporting.withdraw(connection, landlord, ["V0903"], "tenant_stays")
    reporting.relet(connection, landlord, "V0901", on(19))


def _vacancies(like: Mapping[str, str], day: date) -> bytes:
    """Last month's flats as the office's file, in the estate and the postcode of one of this week's."""
    out = io.StringIO(newline="")
    names = ("vacancy_id", "municipality", "organisation_id", "department_id", "address", "postcode", "kind",
             "rent", "size_m2", "rooms", "deposit", "available_from", "reported_on", "answer_by")  # fmt: skip
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    for vacancy_id, address, rent, answer in _FLATS:
        row = {name: like[name] for name in names[1:4]} | {"postcode": like["postcode"]}
        days = {
            "available_from": day + timedelta(26),
            "reported_on": day,
            "answer_by": day + timedelta(answer),
        }
        cells = {"address": address, "kind": "family", "rent": rent, "size_m2": "62", "rooms": "2",
                 "deposit": "21500", "vacancy_id": vacancy_id}  # fmt: skip
        writer.writerow({**row, **cells, **{name: value.isoformat() for name, value in days.items()}})
    return out.getvalue().encode()


def this_week(connection: Connection, office: Actor, landlord: Actor, nominated: list[str]) -> None:
    """Last month's statement is out; a flat is announced, one asked about, a nomination objected to."""
    from data.statements.issue import issue, last_month
    from data.store import reporting, settings, threads
    from data.store.nominations import nomination_of
    from data.store.objections import object_to

    day = settings.today(connection)
    issue(connection, office, str(landlord.organisation_id), last_month(connection))
    free = day + timedelta(10)
    cells = {
        "address": "Havrevænget 7", "postcode": "8700", "kind": "family", "rooms": "3", "size_m2": "84",
        "rent": "6350", "deposit": "29000", "available_from": free.isoformat(), "kitchen": "true",
    }  # fmt: skip
    reporting.announce(connection, landlord, cells, _all_confirmed(connection, landlord, cells))
    for vacancy_id in nominated[:1]:
        threads.write(connection, landlord, vacancy_id, "Nøglerne kan hentes på afdelingskontoret fra kl. 9.")
        threads.write(connection, office, vacancy_id, "Tak. Er der plads til en barnevogn i opgangen?")
    for vacancy_id in nominated[1:2]:
        found = nomination_of(connection, landlord, vacancy_id)
        if found is not None:
            object_to(
                connection, landlord, vacancy_id, reason_code="association_no_longer_vacant",
                version=found.version,
            )  # fmt: skip


def _all_confirmed(connection: Connection, landlord: Actor, cells: Mapping[str, str]) -> dict[str, str]:
    from data.store.reporting import warnings_of_cells

    return {one.code: one.value for one in warnings_of_cells(connection, landlord, cells)}


def _rows(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
