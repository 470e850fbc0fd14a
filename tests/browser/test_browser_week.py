"""A week of the office in a real browser over an empty store, by mouse, by keyboard, without JavaScript.

Import and typing → run → accept two, choose another, reject one → re-run the rest → offer → refused →
the next candidate → moved in; then the accounts, the caseload, the record and the reports say what happened.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from office import HUSRUM, TODAY, Hands, Keys, served
from person import (
    Person,
    file_of,
    finished,
    open_flat,
    open_offer,
    run_week,
    save_decision,
    step,
    tick_action,
    tick_warnings,
)

pytestmark = pytest.mark.browser
#: How someone works: the hands, and what the browser offers.
WAYS = {
    "mouse": (Hands, {}),
    "keyboard": (Keys, {}),
    "without JavaScript": (Hands, {"java_script_enabled": False}),
    "phone": (Hands, {"viewport": {"width": 390, "height": 844}}),
}
#: The ways that wait for the long suite.
SLOW = ("keyboard", "phone", "without JavaScript")
#: Offers that hold a flat, as the list says.
_HOLDING = ("Udkast", "Tilbudt", "Fremvisning", "Accepteret", "Lejekontrakt", "Indflyttet")
#: What the record must tell of the week's decisions, in its own words.
_DECISIONS = {
    "godkendte indstillingen": 3, "valgte en anden kandidat": 1, "afviste indstillingen": 1,
    "tog et skridt i tilbuddet": 7, "boligsatte borgeren": 1, "startede en kørsel": 3, "indlæste filer": 1,
}  # fmt: skip
_CLASSES = {"family": "familieboliger", "youth": "ungdomsboliger", "all": "familie- og ungdomsboliger"}
DAY = date.fromisoformat(TODAY)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic week as it comes from the municipality's systems."""
    from data.synth.write import write_preset

    folder = tmp_path_factory.mktemp("from_outside") / "week"
    write_preset("small", folder, seed=0)
    return folder


@pytest.fixture(params=["mouse", *(pytest.param(way, marks=pytest.mark.slow) for way in SLOW)])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def person(way: str, chromium: Any, tmp_path: Path) -> Iterator[Person]:
    """Someone of the office before an empty store, logged in."""
    kind, options = WAYS[way]
    with served(tmp_path / "home") as address:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        yield Person(kind(context.new_page()), address, tmp_path / "home")
        context.close()


def test_a_week_from_an_empty_store_to_a_home(person: Person, week: Path) -> None:
    person.log_in()
    _import(person, week)
    citizen, flat = _type_in(person)
    first = run_week(person)
    proposed = _proposed(person)
    assert proposed[flat] == citizen  # the only one who asks for such a flat
    accepted, other, rejected = _decide(person, first, flat, proposed)
    second = _run_again(person, first)
    after = _proposed(person)
    assert second != first
    assert not {*accepted, other[0]} & set(after)  # what is held is not in the new run
    assert after.get(rejected) != proposed[rejected]
    _refused_then_next_moves_in(person, accepted[0], proposed[accepted[0]])
    _books_agree(person, first)


def _import(person: Person, week: Path) -> None:
    person.open("/import")
    files = sorted(str(path) for path in week.iterdir() if path.suffix in (".csv", ".geojson", ".toml"))
    person.page.locator("input[type=file]").set_input_files(files)
    person.hands.press(person.page.locator("main form button[type=submit]"))
    person.hands.press(person.page.locator("main form button.button-primary"))
    counts = {row[1]: row[2:] for row in person.rows(".import-counts")}
    assert counts["citizens.csv"][:2] == ["40", "40"]
    assert counts["vacancies.csv"][:2] == ["30", "30"]
    person.open("/import")
    person.page.locator("input[type=file]").set_input_files(files)
    person.hands.press(person.page.locator("main form button[type=submit]"))
    again = {row[1]: row[2:] for row in person.rows(".import-counts")}
    assert again["citizens.csv"][:4] == ["40", "0", "0", "40"]  # read, new, changed, unchanged


def _type_in(person: Person) -> tuple[str, str]:
    """A flat and a citizen typed in; the save says which flats it opens."""
    person.open("/vacancies/new")
    person.fill(
        vacancy_id="V-NY", organisation_id="B01", kind="odd", rooms="2", size_m2="52", rent="3900",
        utilities="500", address="Nygade 7, 1. tv", postcode="8700", route="given",
        reported_on="20-11-2026", available_from="01-12-2026",
    )  # fmt: skip
    person.hands.press(person.page.locator("main form .button-primary").last)
    assert "V-NY" in person.text()
    person.open("/citizens/new")
    person.fill(
        birth_date="24-05-1985", benefit="foertidspension", tier="1", situation="street",
        waiting_since="01-02-2024", max_rent="4600", min_rooms="2",
    )  # fmt: skip
    person.hands.tick(person.page.locator("input[name=kinds][value=odd]"))
    person.hands.press(person.page.locator("main form button.button-primary").last)
    text = person.text()
    assert "V-NY" in text, text
    found = re.search(r"Borger (C\d+)", text)
    assert found
    return found[1], "V-NY"


def _proposed(person: Person) -> dict[str, str]:
    """Who is proposed for which flat by the newest run, from the list of all pages."""
    person.open("/proposals")
    person.open(person.page.url.removeprefix(person.address) + "?show=all")
    pairs: dict[str, str] = {}
    while True:
        for row in person.rows("table.list"):
            found = re.match(r"C\d+", row[1])
            if found:
                pairs[row[0]] = found[0]
        onward = person.page.locator("nav.pages a[rel=next]")
        if not onward.count():
            return pairs
        person.open(onward.get_attribute("href"))


def _decide(
    person: Person, run: str, typed: str, proposed: dict[str, str]
) -> tuple[list[str], tuple[str, str], str]:
    """Accept two (not the typed flat, which no one else can have), choose another for one, reject one."""
    flats = [flat for flat in sorted(proposed) if flat != typed]
    accepted: list[str] = []
    for flat in flats:
        if len(accepted) == 2:
            break
        open_flat(person, run, flat)
        tick_action(person, "accept")
        tick_warnings(person, proposed[flat])
        save_decision(person)
        accepted.append(flat)
    rest = [flat for flat in flats if flat not in accepted]
    other = _choose(person, run, rest, proposed)
    rejected = next(flat for flat in rest if flat != other[0])
    open_flat(person, run, rejected)
    tick_action(person, "reject")
    person.fill(reject_code="individual_assessment")
    save_decision(person)
    return accepted, other, rejected


def _choose(person: Person, run: str, rest: list[str], proposed: dict[str, str]) -> tuple[str, str]:
    """Choose another, proposed nowhere else, for the first flat that has one; nothing without a reason."""
    for flat in rest:
        open_flat(person, run, flat)
        shown = person.page.locator("input[name=citizen]").all()
        free = [box for box in shown if box.get_attribute("value") not in {*proposed.values(), "other"}]
        if not free:
            continue
        citizen = str(free[0].get_attribute("value"))
        tick_action(person, "choose")
        person.hands.tick(person.page.locator(f"input[name=citizen][value={citizen}]"))
        tick_warnings(person, citizen)
        person.hands.press(person.button("Gem beslutningen"))
        assert person.page.locator(".error-summary").count() == 1  # the reason is obligatory
        assert person.page.locator(f"input[name=citizen][value={citizen}]").is_checked()
        person.fill(choose_code="citizen_wish", choose_reason="Borgeren kender opgangen.")
        save_decision(person)
        return flat, citizen
    raise AssertionError("no flat has another candidate")


def _run_again(person: Person, first: str) -> str:
    person.open(f"/runs/{first}/proposals")
    person.hands.press(person.page.locator(".rerun button"))
    run = finished(person)
    person.open(f"/runs/{run}/proposals")
    assert re.search(r"\bfri\w* (gen)?kørsel", person.text(), re.IGNORECASE), person.text()
    return run


def _refused_then_next_moves_in(person: Person, flat: str, citizen: str) -> None:
    """The first offer is refused; the next candidate gets the flat and moves in."""
    open_offer(person, flat)
    step(person, "offered", deadline=DAY + timedelta(days=7))
    step(person, "refused", reason_code="citizen_location")
    text = person.text()
    assert citizen in text
    person.open("/proposals")  # the flat is free again: the next candidate stands in the next run
    run_week(person)
    following = _proposed(person)
    assert following.get(flat) not in (None, citizen), following
    run = person.page.url.split("/runs/")[1].split("/")[0]
    open_flat(person, run, flat)
    tick_action(person, "accept")
    tick_warnings(person, following[flat])
    save_decision(person)
    open_offer(person, flat)
    step(person, "offered", deadline=DAY + timedelta(days=7))
    step(person, "viewing", on=DAY + timedelta(days=1))
    step(person, "accepted")
    tick = person.page.locator("#checklist form[action*='deposit'] button[value=done]")
    person.hands.press(tick)
    step(person, "contract", on=DAY)
    step(person, "moved_in", on=DAY)
    person.open(f"/citizens/{following[flat]}")
    assert "Har fået bolig" in person.text(), person.text()
    person.open(f"/citizens/{citizen}")
    assert "Har fået bolig" not in person.text()


def _files_rows(person: Person, path: str) -> list[dict[str, str]]:
    """The rows of a list taken home as CSV."""
    return list(csv.DictReader(io.StringIO(file_of(person, path)), delimiter=";"))


def _books_agree(person: Person, first: str) -> None:
    """Accounts, caseload, record and reports after the week, worked out anew from the first run's summary."""
    summary = json.loads(file_of(person, f"/runs/{first}/files/result/summary.json"))
    held = [row for row in _files_rows(person, "/offers?show=all&format=csv") if row["Status"] in _HOLDING]
    assert len(held) == 3  # one accepted, the chosen one, and the home that was moved into
    _accounts_agree(person, summary, held)
    person.open("/reports/refusals")
    reasons = [row[1:] for row in person.rows("main table")]
    assert reasons == [["Afslået", "Borgeren: beliggenheden", "1"]]
    _record_agrees(person, first)


def _accounts_agree(person: Person, summary: dict[str, Any], held: list[dict[str, str]]) -> None:
    pools, teams = _taken(person, held)
    person.open("/week")
    left = {row[0]: int(row[-1]) for row in person.rows("section[aria-labelledby=quota] table")}
    assert left == {
        f"{pool['organisation_id']} {_CLASSES[pool['class']]}": pool["entitled"]
        - pools[f"{pool['organisation_id']}/{pool['class']}"]
        for pool in summary["quota"]
    }
    free = {row[0]: int(row[-1]) for row in person.rows("section[aria-labelledby=teams] table")}
    assert free == {team["team_id"]: team["capacity"] - teams[team["team_id"]] for team in summary["teams"]}


def _taken(person: Person, held: list[dict[str, str]]) -> tuple[Counter[str], Counter[str]]:
    """Quota places and caseload places the open offers hold, as the store keeps them."""
    from data.store.engine import open_store

    store = open_store(person.home, f"sqlite:///{person.home / 'husrum.sqlite'}")
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT quota_pool, team_id FROM offers WHERE live").all()
    store.close()
    assert len(rows) == len(held)
    return Counter(pool for pool, _ in rows if pool), Counter(team for _, team in rows if team)


def _record_agrees(person: Person, first: str) -> None:
    """The chain holds, and it tells of every decision and of every look at the citizen who moved in."""
    environment = {**os.environ, "HUSRUM_HOME": str(person.home)}
    verified = subprocess.run(
        [HUSRUM, "record", "verify"], env=environment, capture_output=True, text=True, check=False
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
    entries = Counter(row["Hvad"] for row in _files_rows(person, "/record?format=csv"))
    decided = {name: entries[name] for name in _DECISIONS}
    assert decided == _DECISIONS, entries
    assert entries["så"] > 20
