"""What is imported and exported again is the same week: its run gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from synthetic import OFFICE, fix_today, folder_files, import_files

from data.exchange.results import write_result
from data.exchange.week import read_week
from data.rates.loader import load_rates
from data.store.engine import Store
from data.store.export import input_sha256, read_files, week_files
from data.store.standing import forbid, lift, pin, waive
from data.synth.write import DECISION_DATE, write_preset
from matcher.pipeline import propose


def result_bytes(reading: Any, out: Path) -> dict[str, Any]:
    """Every file of a run's result, what may differ between two runs left out."""
    assert reading.week is not None, [str(fault) for fault in reading.faults]
    write_result(propose(reading.week, reading.policy, load_rates(DECISION_DATE), seed=3), out)
    content: dict[str, Any] = {path.name: path.read_bytes() for path in out.iterdir()}
    summary = json.loads(content["summary.json"])
    content["summary.json"] = {k: v for k, v in summary.items() if k not in ("seconds", "input_sha256")}
    return content


def with_decisions(folder: Path) -> Path:
    """The folder with every kind of decision in it, two of them about one citizen."""
    citizens = list(csv.DictReader(io.StringIO((folder / "citizens.csv").read_text("utf-8"))))
    flats = list(csv.DictReader(io.StringIO((folder / "vacancies.csv").read_text("utf-8"))))
    rows = [
        (citizens[0]["citizen_id"], flats[0]["vacancy_id"], "forbid", "", "Klagede sidst"),
        (citizens[1]["citizen_id"], "", "waive", "debt", "Afdrager, aftalt"),
        (citizens[1]["citizen_id"], flats[1]["vacancy_id"], "waive", "rent", 'Kan betale, "efter skøn"'),
    ]
    with (folder / "decisions.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("citizen_id", "vacancy_id", "action", "rule", "reason"), *rows])
    return folder


@pytest.mark.parametrize(("preset", "seed"), [("small", 1), ("town", 2)])
def test_a_week_through_the_store_gives_the_same_result(
    any_store: Store, tmp_path: Path, preset: str, seed: int
) -> None:
    folder = with_decisions(write_preset(preset, tmp_path / "week", seed))
    fix_today(any_store)
    import_files(any_store, folder_files(folder))
    with any_store.reading() as connection:
        files = week_files(connection, DECISION_DATE)
    direct = result_bytes(read_week(folder, DECISION_DATE), tmp_path / "direct")
    assert result_bytes(read_files(files, DECISION_DATE), tmp_path / "stored") == direct


def test_the_export_is_the_same_bytes_whatever_the_order_of_entry(any_store: Store, tmp_path: Path) -> None:
    folder = write_preset("small", tmp_path / "week", 5)
    files = folder_files(folder)
    fix_today(any_store)
    for name in ("teams.csv", "quotas.csv", "addresses.csv", "milieus.geojson", "policy.toml"):
        import_files(any_store, {name: files[name]})
    header, *rows = files["citizens.csv"].decode().splitlines(keepends=True)
    import_files(any_store, {"citizens.csv": (header + "".join(rows[7:])).encode()})
    import_files(any_store, {"citizens.csv": (header + "".join(rows[:9])).encode()})
    import_files(any_store, {"vacancies.csv": files["vacancies.csv"], "places.csv": files["places.csv"]})
    with any_store.reading() as connection:
        in_pieces = week_files(connection, DECISION_DATE)
    (tmp_path / "again").mkdir()
    for name, raw in in_pieces.items():
        (tmp_path / "again" / name).write_bytes(raw)
    reading = read_week(tmp_path / "again", DECISION_DATE)
    assert reading.week is not None and reading.week.input_sha256 == input_sha256(in_pieces)
    done = import_files(any_store, in_pieces)
    assert done.changes == 0 and not done.refused and not any(t.rejected for t in done.tables)
    with any_store.reading() as connection:
        assert week_files(connection, DECISION_DATE) == in_pieces


def test_a_decision_is_exported_while_it_stands(any_store: Store, tmp_path: Path) -> None:
    fix_today(any_store)
    import_files(any_store, folder_files(write_preset("small", tmp_path / "week", 4)))
    with any_store.writing() as connection:
        citizen, flat = _first(connection)
        number = pin(connection, OFFICE, citizen, flat, "Familien bor der")
        waive(connection, OFFICE, citizen, "debt", "Afdrager")
        assert _decisions(week_files(connection, DECISION_DATE)) == [
            [citizen, "", "waive", "debt", "Afdrager"],
            [citizen, flat, "pin", "", "Familien bor der"],
        ]
        lift(connection, OFFICE, number)
        forbid(connection, OFFICE, citizen, flat, "Alligevel ikke")
        assert _decisions(week_files(connection, DECISION_DATE)) == [
            [citizen, "", "waive", "debt", "Afdrager"],
            [citizen, flat, "forbid", "", "Alligevel ikke"],
        ]


def _first(connection: Any) -> tuple[str, str]:
    files = week_files(connection, DECISION_DATE)
    return tuple(
        files[name].decode().splitlines()[1].split(",")[0] for name in ("citizens.csv", "vacancies.csv")
    )  # type: ignore[return-value]


def _decisions(files: dict[str, bytes]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(files["decisions.csv"].decode())))[1:]
