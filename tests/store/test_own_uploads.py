"""Many vacancies from an association's file: what was shown is done, once, row by row; nothing of others."""

from __future__ import annotations

import io
from datetime import date
from itertools import count
from typing import Any

import by_hand
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pages import user
from sqlalchemy import func, select

from data.exchange.template import template_bytes
from data.store import imports, own_uploads, record, reporting, schema
from data.store.actor import Actor
from data.store.engine import Store
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.own_upload_files import MOST_ROWS, OWN_TABLE
from data.store.own_uploads import OwnUpload
from data.store.settings import MUNICIPALITY, TODAY, set_setting
from data.store.verify import verify

AB, CD = (Actor(f"association-{name}", "association", name) for name in ("AB", "CD"))
OFFICE = Actor("office", "office")
HEAD = "vacancy_id;kind;rent;size_m2;rooms;available_from;address;answer_by"


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """A store on the Monday of the tests' week, in a municipality."""
    with sqlite_store.writing() as connection:
        set_setting(connection, TODAY, by_hand.MONDAY.isoformat())
        set_setting(connection, MUNICIPALITY, "0751")
    for actor in (AB, CD):
        user(sqlite_store, actor.role, actor.organisation_id)
    return sqlite_store


def line(word: str, **cells: str) -> str:
    """A row of the file."""
    own = {"kind": "family", "rent": "4000", "size_m2": "50", "rooms": "2", "available_from": "2026-12-20",
           "address": f"Vej {word}", "answer_by": "2026-12-10"}  # fmt: skip
    return ";".join([word, *(own | cells).values()])


def put_up(store: Store, *lines: str, actor: Actor = AB, announced: bool = False) -> OwnUpload:
    """Put a file up, and what it would do."""
    raw = "\r\n".join([HEAD, *lines]).encode()
    with store.writing() as connection:
        upload_id = own_uploads.put_up(connection, actor, "boliger.csv", raw, announced=announced)
        return own_uploads.preview_of(connection, actor, upload_id)


def confirm(store: Store, upload: OwnUpload, *codes: str, actor: Actor = AB) -> OwnUpload:
    """Confirm what was shown."""
    with store.writing() as connection:
        return own_uploads.confirm(connection, actor, upload.upload_id, upload.digest, codes)


def everything(store: Store) -> dict[str, list[Any]]:
    """Every row of the store but the uploads."""
    with store.reading() as connection:
        return {
            table.name: connection.execute(select(table).order_by(*table.primary_key.columns)).all()
            for table in schema.METADATA.sorted_tables
            if table.name != "uploads"
        }


def kinds(upload: OwnUpload) -> list[tuple[int, str]]:
    """Line and kind of each row."""
    return [(row.line, row.kind) for row in upload.rows]


def test_trying_a_file_out_changes_nothing_and_the_record_stays_whole(store: Store) -> None:
    """Shown are three rows; the store is as it was, and the next entry of the record follows the last."""
    before = everything(store)
    upload = put_up(store, line("A"), line("B", rent="40000"), line("C", kind="villa"))
    assert kinds(upload) == [(2, "new"), (3, "new"), (4, "rejected")]
    assert everything(store) == before
    with store.writing() as connection:
        record.append(connection, OFFICE, "view", "citizen", "C1")
    assert verify(store).finding is None


def test_confirmed_is_what_was_shown_and_the_same_file_again_does_nothing(store: Store) -> None:
    """New flats at disposal under Husrum's ids; the second time every row is unchanged."""
    lines = [line("A"), line("B", rent="40000"), line("C", kind="villa")]
    upload = put_up(store, *lines)
    with pytest.raises(NotPossible, match="warnings_unconfirmed"):
        confirm(store, upload)
    done = confirm(store, upload, "rent_far")
    assert [(row.word, row.vacancy_id) for row in done.rows] == [("A", "V0001"), ("B", "V0002"), ("C", "")]
    with store.reading() as connection:
        rows = connection.execute(select(schema.vacancies)).mappings().all()
        assert {(r["state"], r["municipality"], r["reported_on"]) for r in rows} == {
            ("vacant", "0751", by_hand.MONDAY)
        }
    stood = everything(store)
    again = put_up(store, *lines)
    assert [kind for _, kind in kinds(again)] == ["unchanged", "unchanged", "rejected"]
    assert confirm(store, done).rows == done.rows  # confirmed once more: answered, not done
    assert everything(store) == stood


def test_both_databases_try_out_and_take_in_alike(any_store: Store) -> None:
    """Tried out nothing is left, confirmed the flats are there, withdrawn they are gone, on each database."""
    user(any_store, AB.role, AB.organisation_id)
    with any_store.writing() as connection:
        set_setting(connection, TODAY, by_hand.MONDAY.isoformat())
        by_hand.quota(connection)
    before = everything(any_store)
    upload = put_up(any_store, line("A"), line("B", rent="40000"), line("A"))
    assert everything(any_store) == before
    done = confirm(any_store, upload, "rent_far")
    assert [kind for _, kind in kinds(done)] == ["new", "new", "rejected"]
    ids = [row.vacancy_id for row in done.rows if row.vacancy_id]
    with any_store.writing() as connection:
        reporting.withdraw(connection, AB, ids, "renovation")
        stood = connection.execute(select(schema.vacancies.c.state).distinct()).scalars()
        assert list(stood) == ["withdrawn"]
    assert verify(any_store).finding is None


def test_a_changed_row_shows_its_cells_before_and_after(store: Store) -> None:
    """Only what differs; a column left out stays."""
    confirm(store, put_up(store, line("A")))
    changed = put_up(store, line("A", rent="4100,50"))
    assert changed.rows[0].cells == {"rent": ("4000", "4100.5")}
    confirm(store, changed)
    with store.reading() as connection:
        assert connection.execute(select(schema.vacancies.c.rent)).scalar_one() == 4100.5


def test_faults_stand_at_row_and_column(store: Store) -> None:
    """One planted fault a row; each is told where it is, the good rows can be confirmed."""
    with store.writing() as connection:
        by_hand.flat(connection, "LET", state="let")
        by_hand.flat(connection, "FOREIGN", organisation_id="CD")
    upload = put_up(
        store,
        line("A"),
        line("", rent="4000"),
        line("B", rent="mange"),
        line("C", answer_by="2026-11-22"),
        line("A"),
        line("V0900"),
        line("LET"),
        line("D", available_from="31-02-2027"),
        "E;family;4000",
        line("FOREIGN"),
    )
    told = {row.line: [fault.column for fault in row.faults] for row in upload.rows if row.kind == "rejected"}
    assert told == {
        3: ["vacancy_id"], 4: ["rent"], 5: ["answer_by"], 6: ["vacancy_id"], 7: ["vacancy_id"],
        8: ["vacancy_id"], 9: ["available_from"], 10: ["-"],
    }  # fmt: skip
    assert [row.line for row in upload.rows if row.kind == "new"] == [2, 11]
    done = confirm(store, upload)
    with store.reading() as connection:
        owner = select(schema.vacancies.c.organisation_id).where(schema.vacancies.c.vacancy_id == "FOREIGN")
        assert connection.execute(owner).scalar_one() == "CD"  # another's id is just a word of one's own
    assert next(row.vacancy_id for row in done.rows if row.word == "FOREIGN").startswith("V")


def test_a_place_in_the_sequence_is_free_once_the_same_file_gives_it_up(store: Store) -> None:
    """A takes the place B leaves; two that change places are both told, the same each time."""

    def sequence(**seqs: str) -> OwnUpload:
        head = "vacancy_id;kind;rent;size_m2;rooms;available_from;seq"
        rows = [f"{word};family;4000;50;2;2026-12-20;{seq}" for word, seq in seqs.items()]
        with store.writing() as connection:
            upload_id = own_uploads.put_up(connection, AB, "f.csv", "\n".join([head, *rows]).encode())
            return own_uploads.preview_of(connection, AB, upload_id)

    confirm(store, sequence(B="1"))
    moved = sequence(A="1", B="2")
    assert [kind for _, kind in kinds(moved)] == ["new", "changed"]
    confirm(store, moved)
    assert not sequence(A="1", B="2").changes
    swapped = sequence(A="2", B="1")
    assert [[fault.column for fault in row.faults] for row in swapped.rows] == [["seq"], ["seq"]]


def test_an_organisation_column_may_only_name_ones_own(store: Store) -> None:
    """Another's, there or not, is refused in the same words."""
    raw = "\n".join([f"organisation_id;{HEAD}", f"CD;{line('A')}", f"XX;{line('B')}", f"AB;{line('C')}"])
    with store.writing() as connection:
        by_hand.flat(connection, "F1", organisation_id="CD")
        upload_id = own_uploads.put_up(connection, AB, "b.csv", raw.encode())
        upload = own_uploads.preview_of(connection, AB, upload_id)
    first, second, third = upload.rows
    assert [fault.message for fault in first.faults] == [fault.message for fault in second.faults]
    assert third.kind == "new"


def test_the_store_changing_between_is_found(store: Store) -> None:
    """What would now be done is not what was shown: refused, and tried out again it can be confirmed."""
    confirm(store, put_up(store, line("A")))
    upload = put_up(store, line("A", rent="4200"))
    with store.writing() as connection:
        reporting.report_vacancy(connection, AB, {"vacancy_id": "V0001", "rent": "4100"}, {}, 1)
    with pytest.raises(Conflict, match="import_stale"):
        confirm(store, upload)
    with store.writing() as connection:
        own_uploads.again(connection, AB, upload.upload_id)
        now = own_uploads.preview_of(connection, AB, upload.upload_id)
    assert now.rows[0].cells == {"rent": ("4100", "4200")}
    confirm(store, now)


def test_an_upload_is_ones_own(store: Store) -> None:
    """Another association, and the office's own import, do not find it; nor it theirs."""
    upload = put_up(store, line("A"))
    with store.writing() as connection:
        theirs = imports.preview(connection, OFFICE, {"vacancies.csv": b"vacancy_id\n"})
        for find, actor, upload_id in (
            (own_uploads.preview_of, CD, upload.upload_id),
            (imports.preview_of, OFFICE, upload.upload_id),
            (own_uploads.preview_of, AB, theirs),
            (own_uploads.preview_of, AB, "nothing"),
        ):
            with pytest.raises(NotFound):
                find(connection, actor, upload_id)
        with pytest.raises(NotFound):
            own_uploads.discard(connection, CD, upload.upload_id)
        with pytest.raises(NotPossible, match="role_may_not"):
            own_uploads.put_up(connection, OFFICE, "x.csv", b"")


def test_announced_flats_of_a_file_are_not_at_disposal(store: Store) -> None:
    """They wait until they are put at disposal."""
    confirm(store, put_up(store, line("A"), announced=True))
    with store.reading() as connection:
        assert connection.execute(select(schema.vacancies.c.state)).scalar_one() == "announced"


def test_the_template_filled_in_is_read_back(store: Store) -> None:
    """The workbook in Danish, with words for codes, as an association fills it in."""
    book = load_workbook(io.BytesIO(template_bytes("da", (OWN_TABLE,), ["Vejledning"])))
    sheet = book["Boliger"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    cells = {
        "Bolig-id": "S-1", "Boligtype": "familiebolig", "Husleje": 4000, "Areal": 50, "Værelser": 2,
        "Ledig fra": date(2026, 12, 20), "Anvisningsvej": "ikke til anvisning",
        "Hvorfor ikke til anvisning": "intern oprykning",
    }  # fmt: skip
    for head, value in cells.items():
        sheet.cell(2, heads[head], value)
    out = io.BytesIO()
    book.save(out)
    with store.writing() as connection:
        upload_id = own_uploads.put_up(connection, AB, "boliger.xlsx", out.getvalue())
        upload = own_uploads.preview_of(connection, AB, upload_id)
    assert kinds(upload) == [(2, "new")] and not upload.refused
    confirm(store, upload)
    with store.reading() as connection:
        v = schema.vacancies.c
        stored = connection.execute(select(v.route, v.none_reason)).one()
    assert tuple(stored) == ("none", "internal_transfer")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("x.pdf", b"%PDF"),
        ("x.xlsx", b"not a workbook"),
        ("x.csv", "vacancy_id;kind\nÅ;b".encode("utf-16")),
        ("x.csv", b"rent;kind\n4000;family"),
        ("x.csv", "\n".join([HEAD, *(line(f"A{n}") for n in range(MOST_ROWS + 1))]).encode()),
    ],
)
def test_a_file_that_is_not_read_is_refused_as_a_whole(store: Store, name: str, raw: bytes) -> None:
    """It says why, and nothing can be confirmed."""
    with store.writing() as connection:
        upload_id = own_uploads.put_up(connection, AB, name, raw)
        upload = own_uploads.preview_of(connection, AB, upload_id)
        assert upload.refused and not upload.rows
        with pytest.raises(NotPossible, match="import_blocked"):
            own_uploads.confirm(connection, AB, upload_id, upload.digest, ())


_numbers = count(1)
_WORDS = st.sampled_from(["A", "B", "C", "D"])
_ROW = st.tuples(_WORDS, st.sampled_from(["4000", "4200", "90000"]), st.sampled_from(["1", "2", ""]))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(st.lists(_ROW, max_size=5), min_size=1, max_size=3))
def test_any_files_one_after_another_do_what_they_showed(
    sqlite_store: Store, files: list[list[tuple[str, str, str]]]
) -> None:
    """rows = new + changed + unchanged + rejected; confirmed, the same file does nothing more; the flats are
    the words that were accepted."""
    store, name = sqlite_store, f"ORG{next(_numbers)}"
    us = Actor(user(store, "association", name), "association", name)
    words: set[str] = set()
    for rows in files:
        raw = "\n".join(
            ["vacancy_id;kind;rent;size_m2;rooms;available_from;seq"]
            + [f"{word};family;{rent};50;2;2026-12-20;{seq}" for word, rent, seq in rows]
        ).encode()
        for first in (True, False):
            with store.writing() as connection:
                upload_id = own_uploads.put_up(connection, us, "f.csv", raw)
                upload = own_uploads.preview_of(connection, us, upload_id)
                codes = {warning.code for row in upload.rows for warning in row.warnings}
                assert len(upload.rows) == len(rows)
                assert first or not upload.changes
                own_uploads.confirm(connection, us, upload_id, upload.digest, codes)
            words |= {row.word for row in upload.rows if row.kind != "rejected"}
    with store.reading() as connection:
        own = schema.vacancies.c.organisation_id == us.organisation_id
        counted = select(func.count()).select_from(schema.vacancies).where(own)
        assert connection.execute(counted).scalar_one() == len(words)
