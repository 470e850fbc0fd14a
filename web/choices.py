"""Choices that stand in the store: housing organisations by the flats, accounts and users there are."""

from __future__ import annotations

from sqlalchemy import select

from data.store.schema import organisations as organisation_table
from data.store.schema import quotas, vacancies
from web.entry import Option
from web.here import store


def organisation_names() -> dict[str, str]:
    """Every housing organisation that is known, with its name where one was entered."""
    with store().reading() as connection:
        named = connection.execute(
            select(organisation_table.c.organisation_id, organisation_table.c.name).where(
                organisation_table.c.kind == "association"
            )
        )
        names = {row.organisation_id: row.name for row in named}
        for table in (vacancies, quotas):
            for id in connection.execute(select(table.c.organisation_id).distinct()).scalars():
                names.setdefault(id, "")
    return names


def organisations() -> list[Option]:
    """The housing organisations as choices."""
    return [(id, f"{id} · {name}" if name else id) for id, name in sorted(organisation_names().items())]


def shelters() -> list[Option]:
    """The shelters as choices."""
    found = select(organisation_table.c.organisation_id, organisation_table.c.name).where(
        organisation_table.c.kind == "shelter"
    )
    with store().reading() as connection:
        return [(row.organisation_id, row.name) for row in connection.execute(found.order_by("name"))]
