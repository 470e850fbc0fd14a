"""Five hundred of everything that is somebody else's, and ids of the same form that are nobody's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from marked_office import OTHER, OTHER_SHELTER, MarkedOffice
from sqlalchemy import Connection, Table, insert, select

from data.store import schema, schema_account, schema_landlord
from data.store.base import now

MANY = 500
#: What the citizens of others are called, and a name as long that is no one's.
NAMED, NO_ONE = "Zwinghelm{:03}", "Zwinghelx{:03}"


@dataclass(frozen=True)
class Kind:
    """A kind of thing with an id: ``theirs(n)`` are there and another's, ``nobodys(n)`` are not there."""

    theirs: Callable[[int], str]
    nobodys: Callable[[int], str]


def _hex(first: int) -> Callable[[int], str]:
    return lambda n: f"{first + n:016x}"


#: The kinds by the name their id has in addresses.
KINDS = {
    "citizen_id": Kind("C5{:03}".format, "C7{:03}".format),
    "vacancy_id": Kind("V5{:03}".format, "V7{:03}".format),
    "offer_id": Kind(_hex(0xA5000), _hex(0xA7000)),
    "statement_id": Kind(_hex(0xB5000), _hex(0xB7000)),
    "charge_id": Kind(_hex(0xC5000), _hex(0xC7000)),
    "upload_id": Kind(_hex(0xD5000), _hex(0xD7000)),
    "quota_id": Kind(lambda n: str(5000 + n), lambda n: str(7000 + n)),
    "run_id": Kind(_hex(0xE5000), _hex(0xE7000)),
    "objection_id": Kind(_hex(0xF5000), _hex(0xF7000)),
    "report_id": Kind(_hex(0x15000), _hex(0x17000)),
    "choice_id": Kind(_hex(0x25000), _hex(0x27000)),
    "user_id": Kind("U5{:03}".format, "U7{:03}".format),
    "token_id": Kind("K5{:03}".format, "K7{:03}".format),
    "team_id": Kind("T5{:03}".format, "T7{:03}".format),
    "milieu_id": Kind("M5{:03}".format, "M7{:03}".format),
}
_ids = {name: kind.theirs for name, kind in KINDS.items()}


def add_many(connection: Connection, office: MarkedOffice) -> None:
    """Put in what is others': copies of what they have, each under an id of its own."""
    s, a, land = schema, schema_account, schema_landlord
    stranger = connection.execute(
        select(s.citizens.c.citizen_id).where(s.citizens.c.shelter_id == OTHER_SHELTER).limit(1)
    ).scalar_one()
    theirs = s.vacancies.c.organisation_id == OTHER
    _copy(connection, s.citizens, s.citizens.c.citizen_id == stranger, "citizen_id")
    _copy(connection, s.contacts, s.contacts.c.citizen_id == stranger, "citizen_id", name=NAMED.format)
    _copy(connection, s.vacancies, theirs & (s.vacancies.c.state == "vacant"), "vacancy_id", seq=None)
    live = s.offers.c.offer_id == office.ids.offers["association"][0]
    _copy(
        connection, s.offers, live, "offer_id", citizen_id=_ids["citizen_id"], vacancy_id=_ids["vacancy_id"],
        number=lambda n: 9_000 + n, state=lambda n: "accepted" if n % 2 else "offered",
    )  # fmt: skip
    of = land.messages.c
    words = {"words": "ZQX", "written_at": now(), "written_by": "U", "side": "office"}
    connection.execute(
        insert(land.messages),
        [{of.vacancy_id.name: _ids["vacancy_id"](n), "organisation_id": OTHER, **words} for n in range(MANY)],
    )
    _copy(
        connection,
        a.statements,
        a.statements.c.organisation_id == OTHER,
        "statement_id",
        edition=lambda n: 5 + n,
    )
    _copy(connection, a.charges, a.charges.c.organisation_id == OTHER, "charge_id")
    _copy(connection, s.uploads, s.uploads.c.upload_id == office.uploads[1], "upload_id")
    _copy(
        connection, s.quotas, s.quotas.c.organisation_id == OTHER, "quota_id", department_id="D{:04}".format
    )
    _copy(connection, s.runs, s.runs.c.state == "done", "run_id", number=lambda n: 9_000 + n, state="failed")
    _copy(
        connection,
        land.objections,
        land.objections.c.organisation_id != "",
        "objection_id",
        organisation_id=OTHER,
    )
    _copy(
        connection,
        land.tenancy_reports,
        land.tenancy_reports.c.kind == "concern",
        "report_id",
        organisation_id=OTHER,
    )
    _copy(connection, s.users, s.users.c.role == "auditor", "user_id", login="login-{:03}".format)


def add_shared(connection: Connection) -> None:
    """Put in as much of the office's own ground: teams, which one side may see, and milieus."""
    for table, key in ((schema.teams, "team_id"), (schema.milieus, "milieu_id")):
        _copy(connection, table, table.c[key] != "", key)


def _copy(connection: Connection, table: Table, like: Any, key: str, **more: Any) -> None:
    """Five hundred copies of the first row that is ``like``; ``more``: a value, or a function."""
    row: Mapping[str, Any] = connection.execute(select(table).where(like).limit(1)).mappings().one()
    rows = []
    for n in range(MANY):
        changed = {name: value(n) if callable(value) else value for name, value in more.items()}
        rows.append({**row, **changed, key: _typed(table, key, _ids[key](n))})
    connection.execute(insert(table), rows)


def _typed(table: Table, key: str, text: str) -> Any:
    return int(text) if table.c[key].type.python_type is int else text
