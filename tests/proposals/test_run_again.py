"""Running the rest again around what is decided, and a run told in both languages."""

from __future__ import annotations

import re
from html import unescape

import pytest
from deciding_office import Office
from finished_week import DAY, OFFICE, put_users, town
from pages import pages_of, reader

from data.rates.loader import load_rates
from data.runs import load, start_run
from data.runs.worker import work_off
from data.store import imports
from data.store.engine import Store
from data.store.schema import offers, runs
from data.store.settings import TODAY, set_setting
from matcher.pipeline import propose


@pytest.fixture
def office(sqlite_store: Store) -> Office:
    """The office with the town imported and its week really run."""
    given = town()
    with sqlite_store.writing() as connection:
        set_setting(connection, TODAY, DAY.isoformat())
        put_users(connection, given)
        upload = imports.preview(connection, OFFICE, given.files)
        imports.confirm(connection, OFFICE, upload)
    run_id = start_run(sqlite_store, OFFICE)
    work_off(sqlite_store)
    app = pages_of(sqlite_store)
    return Office(sqlite_store, app, run_id, given, reader(app, "office"))


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def pairs(office: Office, run_id: str) -> dict[str, str]:
    return dict(load(office.store, run_id).pairs)


def test_the_rest_is_run_again_around_what_is_decided(office: Office) -> None:
    first = office.run_id
    before = pairs(office, first)
    accepted = list(before)[:3]
    matches = {row["vacancy_id"]: row for row in load(office.store, first).result.matches.to_dict("records")}
    for flat in accepted:
        ticks = {f"tick-{before[flat]}": matches[flat]["warnings"].split()}
        sent = office.worker.post(f"/runs/{first}/flats/{flat}", {"action": "accept", **ticks})
        assert sent.status_code == 303
    page = plain(office.read(f"/runs/{first}/proposals"))
    assert "3 boliger er besluttet." in page
    answer = office.worker.post(f"/runs/{first}/again")
    assert answer.status_code == 303
    again = answer.location.rsplit("/", 1)[1]
    work_off(office.store)
    after = pairs(office, again)
    # What is decided is kept: neither flat nor citizen is in the new run.
    held = {(row["vacancy_id"], row["citizen_id"]) for row in office.all_of(offers)}
    assert held == {(flat, before[flat]) for flat in accepted}
    assert not set(after) & set(accepted)
    rest = {flat: citizen for flat, citizen in before.items() if flat not in accepted}
    changed = sum(after.get(flat) != citizen for flat, citizen in rest.items())
    [row] = [run for run in office.all_of(runs) if run["run_id"] == again]
    text = plain(office.read(f"/runs/{again}/proposals"))
    assert f"{changed} af {len(rest)} ubesluttede indstillinger er ændret" in text
    assert f"ville have ændret {row['changes']['free_changed']}." in text
    assert changed <= row["changes"]["free_changed"]
    # The older run is closed for decisions and leads to the new one.
    assert f"/runs/{again}/proposals" in office.read(f"/runs/{first}/proposals")


def test_a_second_run_while_one_goes_on_is_refused_in_words(office: Office) -> None:
    assert office.worker.post(f"/runs/{office.run_id}/again").status_code == 303
    late = office.worker.post(f"/runs/{office.run_id}/again")
    assert late.status_code == 409
    assert "eller afbryd den" in plain(late.text)


def test_a_run_is_told_in_both_languages(office: Office) -> None:
    run_id = office.run_id
    stored = load(office.store, run_id)
    assert stored.row["lang"] == "da"
    rates = load_rates(stored.week.decision_date)
    english = propose(stored.week, stored.policy, rates, stored.row["seed"], lang="en")
    told = dict(zip(english.unmatched["citizen_id"], english.unmatched["detail"], strict=True))
    compared = 0
    for citizen_id, detail in list(told.items())[:6]:
        page = office.read(f"/runs/{run_id}/citizens/{citizen_id}?lang=en")
        assert 'lang="da"' not in page.partition("<main")[2]
        if detail:
            assert " ".join(detail.split()) in plain(page)
            compared += 1
    assert compared
    match = english.matches.iloc[0]
    page = office.read(f"/runs/{run_id}/flats/{match['vacancy_id']}?lang=en")
    assert " ".join(match["explanation"].split()) in plain(page)
