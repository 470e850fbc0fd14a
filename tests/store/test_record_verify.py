"""The record's verification: whatever is done to an entry behind Husrum's back is found and named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from data.store import record
from data.store.actor import Actor
from data.store.engine import Store
from data.store.head import FILE
from data.store.verify import Finding, verify

ENTRIES = 6
TEXTS = (
    "at",
    "actor",
    "role",
    "action",
    "subject_kind",
    "subject",
    "purpose",
    "details",
    "previous_hash",
    "hash",
)


def fill(store: Store, entries: int = ENTRIES) -> None:
    who = Actor("U001", "office")
    for index in range(entries):
        with store.writing() as connection:
            record.append(
                connection,
                who,
                "view",
                "citizen",
                f"C{index}",
                purpose="propose",
                details={"ids": ["æøå", index]},
            )


def tamper(store: Store, *statements: str, **values: Any) -> None:
    """Run statements past the triggers, as someone with the database's own password would."""
    with store.engine.connect() as connection, connection.begin():
        if store.is_sqlite:
            for name in ("update", "delete", "replace"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS record_no_{name}"))
        else:
            connection.execute(text("ALTER TABLE record DISABLE TRIGGER ALL"))
        for statement in statements:
            connection.execute(text(statement), values)


def rewrite_from(store: Store, number: int) -> None:
    """Give the entries from ``number`` on hashes that fit again."""
    with store.reading() as connection:
        rows = [
            dict(row) for row in connection.execute(text("SELECT * FROM record ORDER BY number")).mappings()
        ]
    last = record.BEGINNING if number == 1 else rows[number - 2]["hash"]
    for row in rows[number - 1 :]:
        row["previous_hash"] = last
        last = record.hash_of(row)
        tamper(store, "UPDATE record SET previous_hash = :previous, hash = :hash WHERE number = :number",
               previous=row["previous_hash"], hash=last, number=row["number"])  # fmt: skip


def test_a_record_left_alone_is_whole(any_store: Store) -> None:
    assert verify(any_store).finding is None
    fill(any_store)
    verified = verify(any_store)
    assert (verified.entries, verified.finding) == (ENTRIES, None)
    with any_store.reading() as connection:
        assert verified.head == record.head(connection)


@pytest.mark.parametrize("column", TEXTS)
def test_one_sign_more_in_any_column_is_found(any_store: Store, column: str) -> None:
    fill(any_store)
    changed = (
        "substr('x' || {0}, 1, 40)" if column in ("at", "role", "action", "subject_kind") else "{0} || 'x'"
    )
    if column in ("previous_hash", "hash"):
        changed = "substr({0}, 2) || substr({0}, 1, 1)"
    tamper(any_store, f"UPDATE record SET {column} = {changed.format(column)} WHERE number = 4")
    assert_found(any_store, 4)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_bit_turned_in_any_column_is_found(sqlite_store: Store, data: st.DataObject) -> None:
    if verify(sqlite_store).entries == 0:
        fill(sqlite_store)
    number = data.draw(st.integers(1, ENTRIES), "entry")
    column = data.draw(st.sampled_from(TEXTS), "column")
    before: bytes = read(sqlite_store, column, number)
    after = bytearray(before)
    after[data.draw(st.integers(0, len(before) - 1), "byte")] ^= 1 << data.draw(st.integers(0, 7), "bit")
    put = f"UPDATE record SET {column} = CAST(:value AS TEXT) WHERE number = :number"
    tamper(sqlite_store, put, value=bytes(after), number=number)
    assert_found(sqlite_store, number)
    tamper(sqlite_store, put, value=before, number=number)
    assert verify(sqlite_store).finding is None


def read(store: Store, column: str, number: int) -> bytes:
    wanted = text(f"SELECT CAST({column} AS BLOB) FROM record WHERE number = :number")
    with store.reading() as connection:
        return bytes(connection.execute(wanted, {"number": number}).scalar_one())


@pytest.mark.parametrize("number", [1, 3, ENTRIES])
def test_an_entry_taken_out_is_found(any_store: Store, number: int) -> None:
    fill(any_store)
    tamper(any_store, "DELETE FROM record WHERE number = :number", number=number)
    assert_found(any_store, number, "cut_off" if number == ENTRIES else "gap")


def test_the_end_cut_off_is_found(any_store: Store) -> None:
    fill(any_store)
    tamper(any_store, "DELETE FROM record WHERE number > 3")
    assert_found(any_store, 4, "cut_off")
    tamper(any_store, "DELETE FROM record")
    assert_found(any_store, 1, "cut_off")


def test_a_gap_closed_by_numbering_anew_is_found(any_store: Store) -> None:
    fill(any_store)
    moved = [f"UPDATE record SET number = {n - 1} WHERE number = {n}" for n in range(4, ENTRIES + 1)]
    tamper(any_store, "DELETE FROM record WHERE number = 3", *moved)
    assert_found(any_store, 3)


def test_two_entries_that_change_places_are_found(any_store: Store) -> None:
    fill(any_store)
    tamper(any_store, *(f"UPDATE record SET number = {new} WHERE number = {old}"
                        for old, new in ((2, 99), (4, 2), (99, 4))))  # fmt: skip
    assert_found(any_store, 2)


def test_an_entry_slipped_in_is_found(any_store: Store) -> None:
    fill(any_store)
    columns = "at, actor, role, action, subject_kind, subject, purpose, details, previous_hash, hash"
    tamper(
        any_store, f"INSERT INTO record (number, {columns}) SELECT 7, {columns} FROM record WHERE number = 6"
    )
    assert_found(any_store, 7)
    tamper(any_store, "UPDATE record SET number = 0 WHERE number = 7")
    assert_found(any_store, 1, "order")


def test_an_end_written_anew_with_right_hashes_does_not_fit_the_head(any_store: Store) -> None:
    fill(any_store)
    with any_store.reading() as connection:
        printed = record.head(connection)[1]
    tamper(any_store, "UPDATE record SET subject = 'C9' WHERE number = 3")
    rewrite_from(any_store, 3)
    assert_found(any_store, ENTRIES, "head_other")
    with any_store.reading() as connection:
        (any_store.home / FILE).write_text("{} {}\n".format(*record.head(connection)))
    assert verify(any_store).finding is None  # who writes both anew is caught by what is printed on a dossier
    assert verify(any_store, printed=printed).finding == Finding(ENTRIES, "printed")


def test_a_printed_hash_of_any_entry_is_recognised(sqlite_store: Store) -> None:
    fill(sqlite_store)
    with sqlite_store.reading() as connection:
        hashes = connection.execute(text("SELECT hash FROM record")).scalars().all()
    assert all(verify(sqlite_store, printed=one).finding is None for one in hashes)


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "head_missing"), ("", "head_garbled"), ("6\n", "head_garbled"), ("six", "head_garbled"),
     (f"6 {'0' * 64}\n", "head_other"), (f"7 {'0' * 64}\n", "cut_off"), ("6 æ", "head_garbled")],
)  # fmt: skip
def test_a_head_file_taken_away_or_changed_is_found(
    sqlite_store: Store, content: str | None, code: str
) -> None:
    fill(sqlite_store)
    head: Path = sqlite_store.home / FILE
    if content is None:
        head.unlink()
    else:
        head.write_text(content, "utf-8")
    finding = verify(sqlite_store).finding
    assert finding is not None
    assert finding.code == code


def test_a_head_that_lags_behind_is_no_finding(any_store: Store) -> None:
    """A crash between the commit and the file leaves the file one behind; the next entry mends it."""
    fill(any_store)
    before = (any_store.home / FILE).read_text()
    fill(any_store, 1)
    after = (any_store.home / FILE).read_text()
    assert before != after
    (any_store.home / FILE).write_text(before)
    assert verify(any_store).finding is None
    fill(any_store, 1)
    assert int((any_store.home / FILE).read_text().split()[0]) == ENTRIES + 2


def test_an_older_head_never_replaces_a_later_one(sqlite_store: Store) -> None:
    from data.store.head import keep_head

    fill(sqlite_store)
    kept = (sqlite_store.home / FILE).read_text()
    keep_head(sqlite_store.home, ENTRIES - 1, "0" * 64)
    keep_head(sqlite_store.home, ENTRIES, "0" * 64)
    assert (sqlite_store.home / FILE).read_text() == kept


def assert_found(store: Store, number: int, code: str | None = None) -> None:
    finding = verify(store).finding
    assert finding is not None
    assert finding.number == number, finding
    assert code in (None, finding.code)
