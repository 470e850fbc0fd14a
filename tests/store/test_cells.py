"""A cell's text, its value and the stored row are the same thing, on both databases."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from data.exchange.columns import Column, Table
from data.exchange.faults import Fault
from data.exchange.tables import CITIZENS, QUOTAS, TABLES, TEAMS, VACANCIES
from data.store import schema
from data.store.base import now
from data.store.cells import read_rows, text_of, texts
from data.store.engine import Store
from tests.exchange.test_round_trip import values

STAMPS = {"version": 1, "changed_by": "x"}
STORED = {
    "citizens": schema.citizens,
    "vacancies": schema.vacancies,
    "quotas": schema.quotas,
    "teams": schema.teams,
}


def rows(table: Table) -> st.SearchStrategy[dict[str, Any]]:
    """Any row of a table, blanks among them."""
    cells = {
        column.name: values(column) if column.required else st.none() | values(column)
        for column in table.columns
    }
    return st.fixed_dictionaries(cells)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_text_reads_back_to_its_value(table: Table, data: Any) -> None:
    row = data.draw(rows(table))
    written = {column.name: text_of(column, row[column.name]) for column in table.columns}
    faults: list[Fault] = []
    read = read_rows(table, [written], faults, [])
    assert not faults
    for column in table.columns:
        if row[column.name] not in (None, ()):
            assert read.read.values[column.name][0] == row[column.name]
        else:
            assert read.values(0)[column.name] is None
    assert read.row(0) == written, "a text in the store's form stays as it is"


@pytest.mark.parametrize("table", [CITIZENS, VACANCIES, QUOTAS, TEAMS], ids=lambda table: table.name)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_stored_row_is_the_row_that_was_read(any_store: Store, table: Table, data: Any) -> None:
    row = data.draw(rows(table))
    read = read_rows(table, [{c.name: text_of(c, row[c.name]) for c in table.columns}], [], [])
    stored = STORED[table.name]
    more = {
        name: value
        for name, value in {"created_at": now(), "changed_at": now(), "entered_on": date(2026, 1, 1)}.items()
        if name in stored.c
    }
    with any_store.writing() as connection:
        connection.execute(delete(stored))
        connection.execute(insert(stored).values(**read.values(0), **STAMPS, **more))
        back = connection.execute(select(stored)).mappings().one()
    assert texts(table, back) == read.row(0)


@pytest.mark.parametrize(
    ("table", "name", "typed", "kept"),
    [
        (CITIZENS, "max_rent", "4500,50", "4500.5"),
        (CITIZENS, "max_rent", "4,125", "4.1250"),
        (CITIZENS, "birth_date", "28-02-1990", "1990-02-28"),
        (CITIZENS, "pets", "ja", "true"),
        (CITIZENS, "consent", "NEJ", "false"),
        (CITIZENS, "benefit", "førtidspension", "foertidspension"),
        (CITIZENS, "kinds", "familiebolig ungdomsbolig", "family|youth"),
        (CITIZENS, "wanted_areas", "8700 8740", "8700|8740"),
        (CITIZENS, "wanted_areas", " A 1 |", "A 1|"),
        (CITIZENS, "adults", "2,0", "2"),
        (QUOTAS, "share", "25 %", "1/4"),
        (TEAMS, "caseworkers", "2,5", "2.5"),
    ],
)
def test_danish_entry_is_understood(table: Table, name: str, typed: str, kept: str) -> None:
    column = table.by_name[name]
    rows = read_rows(Table("t", "t", "", "", (column,)), [{name: typed}], faults := [], [])
    assert not faults and rows.row(0) == {name: kept}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("max_rent", "4.500"),
        ("citizen_id", "x" * 65),
        ("citizen_id", "010203" + "1234"),
        ("wanted_areas", "8700 " + "010203" + "-1234"),
        ("benefit", "bistand"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_its_column(name: str, typed: str) -> None:
    one = Table("t", "t", "", "", (CITIZENS.by_name[name],))
    read_rows(one, [{name: "C1" if name == "citizen_id" else ""}, {name: typed}], faults := [], [])
    assert (2, name) in [(fault.line, fault.column) for fault in faults]


@given(st.fractions(0, 1, max_denominator=10**6) | st.integers(0, 10**9).map(lambda n: Fraction(n, 1000)))
def test_exact_numbers_are_kept_exactly(value: Fraction) -> None:
    share = Column("s", "share", "S", "", "")
    if value <= 1:
        assert Fraction(text_of(share, value)) == value
    if (value * 1000).denominator == 1:
        assert Fraction(text_of(Column("e", "exact", "E", "", ""), value)) == value
