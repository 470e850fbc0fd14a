"""Import: every row is accounted for, references hold across store and file, twice is once."""

from __future__ import annotations

import csv
import io
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from synthetic import OFFICE, fix_today, folder_files, import_files

from data.store import schema
from data.store.actor import Actor
from data.store.engine import Store
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.export import read_files, week_files
from data.store.ground import save_milieu
from data.store.imports import CONFIRMED, Preview, TablePreview, confirm, discard, preview, preview_of
from data.store.people import get_citizen, save_citizen
from data.store.versions import versions_of
from data.synth.write import DECISION_DATE, write_preset

HEADER = "citizen_id,birth_date,benefit,waiting_since"
CITIZENS = f"{HEADER}\nC1,1990-01-02,su,2026-03-04\nC2,1985-06-07,loen,2026-05-06\n".encode()
PLACES = "citizen_id,role,x,y,min_km\n"
SQUARE = '{"type":"Polygon","coordinates":[[[12.5,55.6],[12.6,55.6],[12.6,55.7],[12.5,55.7],[12.5,55.6]]]}'


class Week(dict[str, bytes]):
    """The files of a week; a failing test need not print them."""

    def __repr__(self) -> str:
        return f"<{', '.join(self)}>"


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    return Week(folder_files(write_preset("small", tmp_path_factory.mktemp("week") / "week", 6)))


def everything(store: Store) -> dict[str, list[Any]]:
    """Every row of the week's tables."""
    names = (
        "citizens",
        "places",
        "vacancies",
        "quotas",
        "teams",
        "milieus",
        "addresses",
        "standing",
        "policies",
    )
    with store.reading() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(schema.METADATA.tables[name]))))
            for name in names
        }


def table(done: Preview, name: str) -> TablePreview:
    return next(preview for preview in done.tables if preview.table == name)


def put_up(store: Store, files: dict[str, bytes]) -> Preview:
    with store.writing() as connection:
        return preview_of(connection, OFFICE, preview(connection, OFFICE, files))


def damage(raw: bytes, dice: random.Random) -> bytes:
    """A table with blank rows, rows cut off, cells that mean nothing, and rows twice."""
    header, *rows = csv.reader(io.StringIO(raw.decode()))
    for _ in range(dice.randrange(1, 9)):
        place = dice.randrange(len(rows))
        cells = list(rows[place])
        match dice.randrange(5):
            case 0:
                rows.insert(place, dice.choice([[], [""] * len(header), ["  "]]))
            case 1:
                rows[place] = cells[: max(1, len(cells) - 2)]
            case 2 if cells:
                cells[dice.randrange(len(cells))] = dice.choice(["?", "-1", "1990-02-30", "x" * 70])
                rows[place] = cells
            case 3:
                rows.insert(place, rows[dice.randrange(len(rows))])
            case _:
                rows[place] = [*cells, "", "surplus"]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_every_row_is_accounted_for_and_the_second_time_nothing_changes(
    sqlite_store: Store, week: Week, seed: int
) -> None:
    dice = random.Random(seed)
    names = [name for name in week if name.endswith(".csv") and dice.random() < 0.8] or ["citizens.csv"]
    files = {name: damage(week[name], dice) if name != "addresses.csv" else week[name] for name in names}
    fix_today(sqlite_store)
    first = put_up(sqlite_store, files)
    for found in first.tables:
        assert found.read == files[found.file].count(b"\n") - 1
        accepted = len(found.new) + len(found.changed)
        assert found.read == accepted + found.unchanged + found.rejected + found.blank
        assert bool(found.rejected) == bool(found.faults)
        assert {fault.file for fault in found.faults} <= {found.file}
    before = everything(sqlite_store)
    if first.blocked:
        with pytest.raises(NotPossible, match="import_blocked"):
            import_files(sqlite_store, files)
        assert everything(sqlite_store) == before
        return
    import_files(sqlite_store, files)
    after = everything(sqlite_store)
    with sqlite_store.reading() as connection:
        faults = read_files(week_files(connection, DECISION_DATE), DECISION_DATE).faults
    assert not faults, "what was accepted is a week"
    second = import_files(sqlite_store, files)
    assert second.changes == 0 and everything(sqlite_store) == after
    assert [t.rejected for t in second.tables] == [t.rejected for t in first.tables]


@pytest.mark.parametrize(
    "files",
    [
        {"citizens.csv": b""},
        {"citizens.csv": b"PK\0\0"},
        {"citizens.csv": b"name,age\nA,3\n"},
        {"citizens.csv": CITIZENS.decode().encode("utf-16")},
        {"week.xlsx": b"no workbook"},
        {"milieus.geojson": b"{"},
        {"photo.jpg": b"\xff\xd8"},
        {"something.csv": b"a,b\n1,2\n"},
        {"citizens.csv": CITIZENS, "Borgere.csv": CITIZENS},
    ],
)
def test_a_refused_file_changes_nothing(any_store: Store, files: dict[str, bytes]) -> None:
    before = everything(any_store)
    shown = put_up(any_store, files)
    assert len(shown.refused) >= 1
    if len(files) == 1:
        import_files(any_store, files)
        assert everything(any_store) == before


def test_a_fault_names_file_line_and_column_as_they_are_written(any_store: Store) -> None:
    rows = "C1;02-01-1990;SU;04-03-2026;4.500\nC2;x;SU;04-03-2026;1,5\n"
    text = f"Borger-id;Fødselsdato;Ydelse;Venter siden;Formue\n{rows}"
    done = import_files(any_store, {"udtræk fra sagssystem.csv": text.encode("cp1252")})
    shown = table(done, "citizens")
    assert (shown.read, shown.rejected, shown.new) == (2, 2, ())
    assert [(f.file, f.line, f.column) for f in shown.faults] == [
        ("udtræk fra sagssystem.csv", 2, "Formue"),
        ("udtræk fra sagssystem.csv", 3, "Fødselsdato"),
    ]


def test_a_preview_names_the_changed_cells_and_the_row_before_is_kept(any_store: Store) -> None:
    import_files(any_store, {"citizens.csv": CITIZENS})
    changed = CITIZENS.replace(b"1985-06-07,loen", b"1985-06-07,ingen")
    (found,) = put_up(any_store, {"citizens.csv": changed}).tables
    assert [(change.key, change.line, change.cells) for change in found.changed] == [
        ("C2", 3, {"benefit": ("loen", "ingen")})
    ]
    assert found.unchanged == 1 and found.new == ()
    import_files(any_store, {"citizens.csv": changed})
    with any_store.reading() as connection:
        assert get_citizen(connection, OFFICE, "C2")["benefit"] == "ingen"
        (before,) = versions_of(connection, "citizen", "C2")
        assert before["cells"]["benefit"] == "loen" and before["version"] == 1


def test_columns_a_file_does_not_have_stay_as_they_are(any_store: Store) -> None:
    full = (
        CITIZENS.replace(b"waiting_since\n", b"waiting_since,pets\n")
        .replace(b"04\n", b"04,ja\n")
        .replace(b"06\n", b"06,\n")
    )
    import_files(any_store, {"citizens.csv": full})
    done = import_files(any_store, {"citizens.csv": CITIZENS})
    assert done.changes == 0
    with any_store.reading() as connection:
        assert get_citizen(connection, OFFICE, "C1")["pets"] is True


def test_places_of_a_stored_citizen_come_in_and_those_of_nobody_do_not(any_store: Store) -> None:
    import_files(any_store, {"citizens.csv": CITIZENS})
    rows = f"{PLACES}C1,network,720000,6170000,\nC7,network,720000,6170000,\n"
    places = table(import_files(any_store, {"places.csv": rows.encode()}), "places")
    assert (places.new, places.rejected) == (("C1",), 1)
    assert [(fault.line, fault.column) for fault in places.faults] == [(3, "citizen_id")]
    moved = rows.replace("C1,network,720000", "C1,network,721000")
    places = table(import_files(any_store, {"places.csv": moved.encode()}), "places")
    assert (places.new, places.removed) == (("C1",), 1)


def test_a_place_to_keep_away_from_never_gets_lost(any_store: Store) -> None:
    rows = f"{PLACES}C1,avoid,720000,6170000,\nC1,network,720000,6170000,\nC2,network,720000,6170000,\n"
    done = import_files(any_store, {"citizens.csv": CITIZENS, "places.csv": rows.encode()})
    assert (table(done, "citizens").new, table(done, "places").new) == (("C2",), ("C2",))
    assert (table(done, "citizens").rejected, table(done, "places").rejected) == (1, 2)
    cut_off = f"{PLACES}C1,avoid\n"
    for broken in (cut_off.encode(), b"nonsense\n"):
        shown = put_up(any_store, {"citizens.csv": CITIZENS, "places.csv": broken})
        assert shown.blocked
        with any_store.writing() as connection, pytest.raises(NotPossible, match="import_blocked"):
            confirm(connection, OFFICE, shown.upload_id)


def test_a_milieu_may_be_stored_or_come_along(any_store: Store) -> None:
    with any_store.writing() as connection:
        cells = {"milieu_id": "M1", "name": "Torvet", "geometry": SQUARE}
        assert save_milieu(connection, OFFICE, cells, None) == "M1"
    rows = (
        f"{HEADER},avoid_milieus\nC1,1990-01-02,su,2026-03-04,M1\nC2,1985-06-07,su,2026-03-04,M2\n".encode()
    )
    assert table(import_files(any_store, {"citizens.csv": rows}), "citizens").new == ("C1",)
    feature = f'{{"type":"Feature","properties":{{"milieu_id":"M2","name":"Parken"}},"geometry":{SQUARE}}}'
    ground = f'{{"type":"FeatureCollection","features":[{feature}]}}'.encode()
    done = import_files(any_store, {"citizens.csv": rows, "milieus.geojson": ground})
    assert table(done, "citizens").new == ("C2",) and table(done, "milieus").new == ("M2",)


def test_a_cpr_number_is_refused_wherever_it_stands(any_store: Store, week: Week) -> None:
    number = "311299" + "-" + "1234"
    import_files(any_store, week)
    flat, citizen = (
        week[name].decode().splitlines()[1].split(",")[0] for name in ("vacancies.csv", "citizens.csv")
    )
    rows = f"citizen_id,vacancy_id,action,rule,reason\n{citizen},{flat},forbid,,Bror til {number}\n"
    places = f"citizen_id,role,address,postcode\n{citizen},network,hos {number},2000\n"
    done = import_files(any_store, {"decisions.csv": rows.encode(), "places.csv": places.encode()})
    assert [t.rejected for t in done.tables] == [1, 1]
    assert number not in repr(done) and number not in repr(everything(any_store))


def test_an_upload_that_would_spoil_stored_rows_is_blocked(any_store: Store) -> None:
    teams = b"team_id,method,caseworkers,current_cases\nT1,CTI,2,3\n"
    people = f"{HEADER},support_method,team_id\nC1,1990-01-02,su,2026-03-04,CTI,T1\n".encode()
    import_files(any_store, {"teams.csv": teams, "citizens.csv": people})
    shown = put_up(any_store, {"teams.csv": teams.replace(b"CTI", b"ICM")})
    assert [fault.message.startswith("C1: ") for fault in shown.blocked] == [True]
    both = {"teams.csv": teams.replace(b"CTI", b"ICM"), "citizens.csv": people.replace(b"CTI", b"ICM")}
    assert import_files(any_store, both).changes == 2


def test_what_was_not_previewed_is_not_done(any_store: Store) -> None:
    shown = put_up(any_store, {"citizens.csv": CITIZENS})
    with any_store.writing() as connection:
        cells = {
            "citizen_id": "C1",
            "birth_date": "1990-01-02",
            "benefit": "su",
            "waiting_since": "2026-03-04",
        }
        save_citizen(connection, OFFICE, cells, None, None, None)
    before = everything(any_store)
    with any_store.writing() as connection, pytest.raises(Conflict, match="import_stale"):
        confirm(connection, OFFICE, shown.upload_id)
    assert everything(any_store) == before
    with any_store.writing() as connection:
        fresh = preview_of(connection, OFFICE, shown.upload_id)
        assert table(fresh, "citizens").new == ("C2",) and table(fresh, "citizens").unchanged == 1
        done = confirm(connection, OFFICE, shown.upload_id, fresh.digest)
        again = confirm(connection, OFFICE, shown.upload_id)
    assert done.state == CONFIRMED and again == done


def test_only_the_office_imports(any_store: Store) -> None:
    for role in ("shelter", "association", "analyst", "auditor", "administrator"):
        with any_store.writing() as connection, pytest.raises(NotPossible, match="role_may_not"):
            preview(connection, Actor("x", role, "H1"), {"citizens.csv": CITIZENS})
    with any_store.writing() as connection:
        upload_id = preview(connection, OFFICE, {"citizens.csv": CITIZENS})
        discard(connection, OFFICE, upload_id)
        with pytest.raises(NotPossible, match="import_discarded"):
            confirm(connection, OFFICE, upload_id)
        with pytest.raises(NotFound):
            confirm(connection, OFFICE, "no-such")


def test_an_account_entered_anew_holds_from_today_one_repeated_from_before(any_store: Store) -> None:
    rows = b"organisation_id,class,counted,claimed\nAB,all,12,3\nCD,all,4,1\n"
    fix_today(any_store)
    import_files(any_store, {"quotas.csv": rows})
    later = DECISION_DATE + timedelta(days=7)
    fix_today(any_store, later)
    import_files(any_store, {"quotas.csv": rows.replace(b"4,1", b"9,2")})
    with any_store.reading() as connection:
        entered = connection.execute(
            select(schema.quotas.c.organisation_id, schema.quotas.c.entered_on)
        ).all()
    assert sorted(map(tuple, entered)) == [("AB", DECISION_DATE), ("CD", later)]


def test_a_workbook_says_the_same_as_its_tables(any_store: Store, week: Week, tmp_path: Path) -> None:
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, raw in week.items():
        if name.endswith(".csv"):
            sheet = workbook.create_sheet(name.removesuffix(".csv"))
            for row in csv.reader(io.StringIO(raw.decode())):
                sheet.append(row)
    workbook.save(tmp_path / "week.xlsx")
    others = {name: raw for name, raw in week.items() if not name.endswith(".csv")}
    fix_today(any_store)
    import_files(any_store, week)
    again = import_files(any_store, {**others, "uge 48.xlsx": (tmp_path / "week.xlsx").read_bytes()})
    assert again.changes == 0 and not again.refused and not any(t.rejected for t in again.tables)
    assert {t.table for t in again.tables} >= {
        "citizens",
        "vacancies",
        "places",
        "quotas",
        "teams",
        "milieus",
    }
