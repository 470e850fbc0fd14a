"""Uploaded pools: each estate its own, and no entitlement beside the account's own arithmetic."""

from __future__ import annotations

from sqlalchemy import select
from synthetic import OFFICE, fix_today, import_files

from data.store import schema
from data.store.engine import Store
from data.store.imports import preview, preview_of

POOLS = (
    b"organisation_id,class,department_id,share,mode,entitled\n"
    b"AB,all,,1/4,,2\nAB,all,A1,1/2,choose,\nCD,all,,1/4,fourth,1\n"
)
STORED = (schema.quotas.c.organisation_id, schema.quotas.c.department_id, schema.quotas.c.share)


def test_an_estates_pool_stands_beside_its_organisations(any_store: Store) -> None:
    fix_today(any_store)
    import_files(any_store, {"quotas.csv": POOLS})
    with any_store.reading() as connection:
        rows = connection.execute(select(*STORED, schema.quotas.c.entitled)).all()
    assert sorted(map(str, rows)) == ["('AB', 'A1', '1/2', None)", "('AB', None, '1/4', None)"]


def test_an_entitlement_is_left_out_with_a_warning_at_its_row(any_store: Store) -> None:
    """Of the third row it is a fault: nobody is entitled to a number under an agreed order."""
    fix_today(any_store)
    with any_store.writing() as connection:
        upload = preview(connection, OFFICE, {"quotas.csv": POOLS})
        shown = preview_of(connection, OFFICE, upload)
    told = [(warning.line, warning.column) for warning in shown.warnings]
    assert told == [(2, "entitled")]
    assert [(fault.line, fault.column) for fault in shown.tables[0].faults] == [(4, "entitled")]


def test_the_same_pools_twice_are_no_change_the_second_time(any_store: Store) -> None:
    fix_today(any_store)
    import_files(any_store, {"quotas.csv": POOLS})
    with any_store.writing() as connection:
        shown = preview_of(connection, OFFICE, preview(connection, OFFICE, {"quotas.csv": POOLS}))
    table = shown.tables[0]
    assert (table.new, table.changed, table.unchanged, table.rejected) == ((), (), 2, 1)
