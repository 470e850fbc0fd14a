"""Whatever is changed afterwards: all statements together bill exactly what is owed, and each month once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from landlord_office import OFFICE, Landlords

from data.statements import issue
from data.statements.months import after_of, first_of, months_between
from data.statements.read import get_statement, list_statements
from data.statements.void_rent import voids
from data.store.actor import Actor
from data.store.engine import Store
from data.store.errors import NotPossible

MONTHS = months_between("2026-08", "2026-12")
_DAYS = st.dates(date(2026, 7, 1), date(2026, 12, 31))
_CELLS = st.one_of(
    st.fixed_dictionaries({"rent": st.integers(100_00, 20_000_00).map(lambda ore: ore / 100)}),
    st.fixed_dictionaries({"available_from": _DAYS}),
    st.fixed_dictionaries({"reported_on": _DAYS}),
    st.fixed_dictionaries({"answer_by": st.none() | _DAYS}),
    st.fixed_dictionaries({"state": st.just("vacant"), "closed_on": st.none(), "relet_on": st.none()}),
    st.fixed_dictionaries(
        {"state": st.just("given_back"), "closed_on": _DAYS, "relet_on": st.none() | _DAYS}
    ),
    st.fixed_dictionaries({"state": st.sampled_from(["let", "withdrawn", "lapsed"]), "closed_on": _DAYS}),
)
_FLATS = st.sampled_from(["a", "b"])
#: Each example has an association of its own: statements are only ever added to.
_NUMBERS = count(1)
#: Month by month: what is changed, what is asked, and whether the month is stated once more after that.
_MONTH = st.tuples(
    st.lists(st.tuples(_FLATS, _CELLS), max_size=3),
    st.lists(
        st.tuples(_FLATS, st.integers(1, 9_999_999), st.sampled_from(["accepted", "refused", ""])), max_size=2
    ),
    st.booleans(),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, _migrated_file: Any) -> Landlords:
    """One store for all examples, emptied before each."""
    from shutil import copy

    from data.store.engine import DATABASE_FILE, open_store
    from data.store.head import keep_head
    from data.store.record import BEGINNING

    home = tmp_path_factory.mktemp("sums")
    copy(_migrated_file, home / DATABASE_FILE)
    keep_head(home, 0, BEGINNING)
    store: Store = open_store(home, f"sqlite:///{home / DATABASE_FILE}")
    return Landlords(store)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_MONTH, min_size=len(MONTHS), max_size=len(MONTHS)))
def test_all_statements_together_come_to_what_is_owed(kept: Landlords, months: list[Any]) -> None:
    landlord = f"L{next(_NUMBERS)}"
    someone = Actor(f"U-{landlord}", "association", landlord)
    for flat in ("a", "b"):
        kept.empty(f"{landlord}{flat}", date(2026, 8, 11), organisation_id=landlord)
    owed: Counter[str] = Counter()
    waiting: list[tuple[str, int]] = []
    for month, (changes, asked, again) in zip(MONTHS, months, strict=True):
        kept.today(after_of(month))
        for flat, cells in changes:
            kept.change(
                landlord + flat, **({"closed_on": date(2026, 9, 9)} if "state" in cells else {}) | cells
            )
        for flat, ore, verdict in asked:
            charge_id = kept.asked(landlord + flat, first_of(month), ore, verdict, someone)
            if verdict == "accepted":
                owed["charges"] += ore
            elif not verdict:
                waiting.append((charge_id, ore))
        _issue(kept, landlord, month)
        if again:
            kept.change(f"{landlord}a", rent=4_000.0)
            if waiting:
                charge_id, ore = waiting.pop()
                kept.answered(charge_id, "accepted")
                owed["charges"] += ore
            _issue(kept, landlord, month)
        _compare(kept, landlord, month, owed["charges"])


def _issue(kept: Landlords, landlord: str, month: str) -> None:
    """The month's statement, or the next edition, if there is anything new in it."""
    with kept.store.writing() as connection:
        try:
            issue.issue(connection, OFFICE, landlord, month)
        except NotPossible as error:
            assert error.code in ("statement_empty", "statement_unchanged")


def _compare(kept: Landlords, landlord: str, month: str, asked: int) -> None:
    with kept.store.reading() as connection:
        rows = [row for row in list_statements(connection, OFFICE, landlord) if row["state"] != "replaced"]
        standing = [get_statement(connection, OFFICE, row["statement_id"]) for row in rows]
        paid = voids(connection, after_of(month), landlord)
    since = min((row["month"] for row in standing), default=month)
    owed = sum(
        void.ore_in(first_of(one), after_of(one)) for void in paid for one in months_between(since, month)
    )
    assert sum(row["total_ore"] for row in standing) == owed + asked
    for row in standing:
        lines = [entry["ore"] for entry in (*row["content"]["void"], *row["content"]["charges"])]
        assert sum(lines) == row["total_ore"] == row["content"]["sums"]["total"]
        keys = [entry["entry"] for entry in (*row["content"]["void"], *row["content"]["charges"])]
        assert len(keys) == len(set(keys))
