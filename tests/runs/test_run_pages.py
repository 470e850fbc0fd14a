"""The pages of the runs: start, follow, cancel, see, compare, compute again, take the files."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from pages import Reader, pages_of, reader, user
from run_weeks import Files, decide, rows, town, without
from sqlalchemy import select, update

from data.runs import latest_run, list_runs, load, run_state
from data.runs.lookup import files_of
from data.runs.replay import main as replay_main
from data.runs.supervise import claim
from data.runs.worker import work_off
from data.store.engine import DATABASE_URL, HOME, Store
from data.store.schema import record, runs
from data.store.settings import TODAY, set_setting
from data.synth.write import DECISION_DATE

Enter = Callable[[Files], None]


@pytest.fixture
def app(sqlite_store: Store, enter: Enter) -> Flask:
    with sqlite_store.writing() as connection:
        set_setting(connection, TODAY, DECISION_DATE.isoformat())
    enter(town())
    return pages_of(sqlite_store)


@pytest.fixture
def person(app: Flask, sqlite_store: Store) -> Reader:
    user(sqlite_store, "office")
    return reader(app, "office")


def newest(store: Store) -> str:
    with store.reading() as connection:
        return str(list_runs(connection)[0]["run_id"])


def started(store: Store, person: Reader, **form: str) -> str:
    answer = person.post("/runs", form)
    assert answer.status_code == 303, answer.text
    work_off(store)
    assert answer.location.endswith(newest(store))
    return newest(store)


def entries(store: Store, action: str) -> list[dict[str, object]]:
    with store.reading() as connection:
        found = connection.execute(select(record).where(record.c.action == action)).mappings().all()
    return [{**row, "details": json.loads(row["details"])} for row in found]


def test_from_the_button_to_the_result(person: Reader, sqlite_store: Store) -> None:
    page = person.get("/runs").text
    assert "Kør ugen" in page
    sent = person.post("/runs", {"seed": "5", "lang": "en"})
    run_id = newest(sqlite_store)
    following = person.get(sent.location).text
    assert "I kø" in following
    assert f"/runs/{run_id}/cancel" in following
    assert "Kør ugen" not in person.get("/runs").text
    assert person.post("/runs").status_code == 409
    work_off(sqlite_store)
    done = person.get(sent.location).text
    run = load(sqlite_store, run_id)
    assert (run.row["seed"], run.row["lang"]) == (5, "en")
    summary = run.result.summary
    assert f"<strong>{summary['matched']} af {summary['vacancies']}</strong>" in done
    assert run.row["input_sha256"] in done
    listed = person.get("/runs").text
    assert re.search(rf'href="/runs/{run_id}"[^>]*>\s*1\s*<', listed)


def test_the_same_form_twice_is_one_run(person: Reader, sqlite_store: Store) -> None:
    form = {"request_key": "one-and-the-same"}
    first, second = person.post("/runs", form), person.post("/runs", form)
    assert first.location == second.location
    with sqlite_store.reading() as connection:
        assert len(list_runs(connection)) == 1


@pytest.mark.parametrize("seed", ["-1", "1.5", "seven", "9999999999", "٣"])
def test_a_seed_that_is_no_number_is_refused_beside_its_field(
    person: Reader, sqlite_store: Store, seed: str
) -> None:
    answer = person.post("/runs", {"seed": seed})
    assert answer.status_code == 422
    assert 'id="fault-seed"' in answer.text
    with sqlite_store.reading() as connection:
        assert list_runs(connection) == []


def test_progress_is_told_only_when_it_changes(person: Reader, sqlite_store: Store) -> None:
    person.post("/runs")
    run_id = newest(sqlite_store)
    page = person.get(f"/runs/{run_id}").text
    poll = re.search(r'hx-get="([^"]+)"', page)
    assert poll
    assert person.get(poll[1]).status_code == 204
    claim(sqlite_store, run_id)
    with sqlite_store.writing() as connection:
        connection.execute(update(runs).values(step="optimum"))
    fragment = person.get(poll[1])
    assert fragment.status_code == 200
    assert "<html" not in fragment.text
    assert len(re.findall('class="step-done"', fragment.text)) == 3
    with sqlite_store.writing() as connection:
        connection.execute(update(runs).values(state="failed", error="stopped"))
    assert person.get(poll[1]).headers["HX-Refresh"] == "true"


def test_a_failed_run_says_why_and_can_be_started_again(
    person: Reader, sqlite_store: Store, enter: Enter
) -> None:
    week = town()
    enter(week | {"citizens.csv": week["citizens.csv"] + b"too,few,cells\n"})
    run_id = started(sqlite_store, person)
    page = person.get(f"/runs/{run_id}").text
    assert "citizens.csv:" in page
    enter(week)
    again = re.search(r'<form method="post" action="/runs">(.*?)</form>', page, re.DOTALL)
    assert again
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', again[1]))
    fields.pop("csrf_token")
    second = started(sqlite_store, person, **fields)
    with sqlite_store.reading() as connection:
        assert run_state(connection, second)["state"] == "done"


def test_cancelling(person: Reader, sqlite_store: Store) -> None:
    person.post("/runs")
    run_id = newest(sqlite_store)
    assert person.post(f"/runs/{run_id}/cancel").status_code == 303
    assert "Kørslen er afbrudt" in person.get(f"/runs/{run_id}").text
    assert person.post(f"/runs/{run_id}/cancel").status_code == 409


def test_a_comparison_names_everyone_whose_proposal_changed(
    person: Reader, sqlite_store: Store, enter: Enter
) -> None:
    first = load(sqlite_store, started(sqlite_store, person))
    (flat, citizen), (other_flat, _) = first.pairs[0], first.pairs[1]
    enter(decide(without(town(), {citizen}, {other_flat}), ("forbid", first.pairs[2][1], first.pairs[2][0])))
    second = load(sqlite_store, started(sqlite_store, person))
    before, after = ({c: f for f, c in run.pairs} for run in (first, second))
    changed = {c for c in {*before, *after} if before.get(c) != after.get(c)}
    assert citizen in changed
    page = person.get(f"/runs/{second.run_id}/compare").text
    body = page.partition("<main")[2]
    assert set(re.findall(r'href="/citizens/([^"]+)"', body)) == changed
    views = [e for e in entries(sqlite_store, "view") if e["purpose"] == "compare_runs"]
    assert set(views[-1]["details"]["ids"]) >= changed  # type: ignore[index]
    assert person.get(f"/runs/{second.run_id}/compare?with=nonsense").status_code == 404
    assert flat in body


def test_the_analyst_sees_figures_and_no_one(
    app: Flask, person: Reader, sqlite_store: Store, enter: Enter
) -> None:
    first = started(sqlite_store, person)
    enter(without(town(), {load(sqlite_store, first).pairs[0][1]}, set()))
    second = started(sqlite_store, person)
    rerun = started(sqlite_store, person, kind="rerun", previous=second)
    user(sqlite_store, "analyst")
    analyst = reader(app, "analyst")
    citizens = {row["citizen_id"] for row in rows(town(), "citizens.csv")}
    for address in ("/runs", f"/runs/{second}", f"/runs/{rerun}", f"/runs/{second}/compare"):
        answer = analyst.get(address)
        assert answer.status_code == 200
        assert not [citizen for citizen in citizens if citizen in answer.text]
    for address in (f"/runs/{second}/result.zip", f"/runs/{second}/files/result/matches.csv"):
        assert analyst.get(address).status_code == 403
    assert analyst.post("/runs").status_code == 403
    assert analyst.post(f"/runs/{second}/cancel").status_code == 403
    assert analyst.post(f"/runs/{second}/replay").status_code == 403


def test_every_file_can_be_taken_out_and_that_is_recorded(person: Reader, sqlite_store: Store) -> None:
    run_id = started(sqlite_store, person)
    citizens = {row["citizen_id"] for row in rows(town(), "citizens.csv")}
    for part in ("input", "result"):
        with sqlite_store.reading() as connection:
            kept = files_of(connection, run_id, part)
        page = person.get(f"/runs/{run_id}").text
        for name, content in kept.items():
            assert f"/runs/{run_id}/files/{part}/{name}" in page
            answer = person.get(f"/runs/{run_id}/files/{part}/{name}")
            assert answer.data == content
            assert "attachment" in answer.headers["Content-Disposition"]
            assert entries(sqlite_store, "export")[-1]["details"]["file"] == name  # type: ignore[index]
        whole = person.get(f"/runs/{run_id}/{part}.zip").data
        with zipfile.ZipFile(io.BytesIO(whole)) as folder:
            assert {name: folder.read(name) for name in folder.namelist()} == kept
        assert set(entries(sqlite_store, "export")[-1]["details"]["ids"]) == citizens  # type: ignore[index]
    for address in ("files/other/matches.csv", "files/input/../secret", "other.zip", "files/result/none.csv"):
        assert person.get(f"/runs/{run_id}/{address}").status_code == 404


def test_computing_again_is_asked_for_and_answered(
    person: Reader, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = started(sqlite_store, person)
    assert person.post(f"/runs/{run_id}/replay").status_code == 303
    assert "Genberegningen er i gang" in person.get(f"/runs/{run_id}").text
    monkeypatch.setenv(HOME, str(sqlite_store.home))
    monkeypatch.setenv(DATABASE_URL, sqlite_store.engine.url.render_as_string(hide_password=False))
    monkeypatch.setattr("sys.argv", ["replay", run_id])
    monkeypatch.setattr("data.runs.replay.end_with_parent", lambda: None)
    monkeypatch.setattr("data.runs.replay.give_way", lambda: None)
    replay_main()
    assert "alle filer er ens" in person.get(f"/runs/{run_id}").text


def test_a_rerun_tells_what_it_changes(person: Reader, sqlite_store: Store, enter: Enter) -> None:
    first = load(sqlite_store, started(sqlite_store, person))
    flat, citizen = first.pairs[0]
    enter(decide(town(), ("forbid", citizen, flat)))
    page = person.get(f"/runs/{first.run_id}").text
    assert 'name="kind" value="rerun"' in page
    second = started(sqlite_store, person, kind="rerun", previous=first.run_id)
    with sqlite_store.reading() as connection:
        changes = run_state(connection, second)["changes"]
        assert latest_run(connection, "week")["run_id"] == first.run_id  # type: ignore[index]
    told = person.get(f"/runs/{second}").text
    assert f"{changes['changed']} af {changes['of']} indstillinger" in told
    assert citizen in told
    for wrong in ("nonsense", ""):
        assert person.post("/runs", {"kind": "rerun", "previous": wrong}).status_code in (303, 404)


def test_an_unknown_run_is_not_found(person: Reader) -> None:
    for address in ("/runs/none", "/runs/none/compare", "/runs/none/progress", "/runs/none/input.zip"):
        assert person.get(address).status_code == 404
    for address in ("/runs/none/cancel", "/runs/none/replay"):
        assert person.post(address).status_code == 404
