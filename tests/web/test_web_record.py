"""The pages of the record: found by who, what, about whom and when; verified by a button."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pages import Reader
from sqlalchemy import Connection, insert, text

from data.store import base, record, schema
from data.store.actor import SYSTEM, Actor
from data.store.base import now
from data.store.engine import Store
from data.store.record_entries import Wanted as Asked
from data.store.record_entries import about_citizen, entries
from web.messages import MESSAGES

ANNA, BO = Actor("U001", "office"), Actor("U002", "shelter", "S1")


@pytest.fixture
def written(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Sixty entries over three days around midnight in Denmark."""
    lines: list[tuple[Actor, str, str, str, dict[str, Any]]] = [
        (ANNA, "view", "citizen", "C1", {}),
        (BO, "change", "citizen", "C2", {"columns": ["tier"]}),
        (ANNA, "view", "citizen", "", {"ids": ["C1", "C11"]}),
        (ANNA, "accept", "vacancy", "V1", {"citizen_id": "C1", "reason": 'says "C2" <script>'}),
        (SYSTEM, "finish", "run", "r1", {"summary": {"matched": 1.5}}),
        (ANNA, "export", "citizen", "", {"ids": ["C2", "C11"], "form": "csv"}),
    ]
    for n in range(60):
        moment = datetime(2026, 11, 21 + n // 20, 22, 30 + n % 20, tzinfo=UTC)
        monkeypatch.setattr(record, "now", lambda moment=moment: moment)
        actor, action, kind, subject, details = lines[n % len(lines)]
        with store.writing() as connection:
            record.append(connection, actor, action, kind, subject, purpose="case", details=details)
    monkeypatch.setattr(record, "now", base.now)
    return store


@pytest.fixture
def auditor(written: Store, as_role: Callable[..., Reader]) -> Reader:
    return as_role("auditor")


def numbers(page: str) -> list[int]:
    return [int(n) for n in re.findall(r'<th scope="row" role="rowheader"><a href="/record/(\d+)"', page)]


def listed(reader: Reader, query: str) -> list[int]:
    """The numbers on all pages of a list."""
    found, page = [], 1
    while True:
        more = numbers(reader.get(f"/record?{query}&page={page}").text)
        if not more or more[0] in found:
            return found
        found += more
        page += 1


def test_newest_first_25_a_page_and_every_entry_once(auditor: Reader) -> None:
    assert numbers(auditor.get("/record").text)[0] >= 60
    found = listed(auditor, "action=view&subject=C11")
    assert len(found) == len(set(found))
    first = numbers(auditor.get("/record?to=2026-11-23").text)
    assert len(first) == 25
    assert first == sorted(first, reverse=True)
    assert numbers(auditor.get("/record?to=2026-11-23&sort=number").text) == list(range(1, 26))


def test_found_by_actor_action_subject_and_days(auditor: Reader) -> None:
    last = "&to=2026-11-24"
    assert listed(auditor, "actor=U002" + last) == [n for n in range(60, 0, -1) if n % 6 == 2]
    assert listed(auditor, "action=accept" + last) == [n for n in range(60, 0, -1) if n % 6 == 4]
    assert listed(auditor, "actor=U001&action=export" + last) == [n for n in range(60, 0, -1) if n % 6 == 0]
    assert {n % 6 for n in listed(auditor, "subject=C11" + last)} == {3, 0}
    assert {n % 6 for n in listed(auditor, "subject=C1" + last)} == {1, 3, 4}
    assert listed(auditor, "subject=C" + last) == []
    assert listed(auditor, "subject=C%25" + last) == []


def test_a_day_begins_at_midnight_in_denmark(auditor: Reader) -> None:
    """22:30–22:49 UTC is half past eleven in Denmark: still the same day."""
    assert listed(auditor, "from=2026-11-22&to=2026-11-22") == list(range(40, 20, -1))
    assert listed(auditor, "to=2026-11-20") == []


def test_a_day_that_is_none_is_told(auditor: Reader) -> None:
    page = auditor.get("/record?from=2026-02-30").text
    assert "Skriv en dato" in page
    assert 'aria-invalid="true"' in page


@pytest.mark.parametrize("column", ["number", "at", "actor", "action", "subject", "purpose"])
def test_sorting_keeps_every_entry_once_on_its_page(auditor: Reader, column: str) -> None:
    for way in ("", "&dir=desc"):
        found = listed(auditor, f"sort={column}{way}&to=2026-11-24&actor=U001")
        assert sorted(found) == [n for n in range(1, 61) if n % 6 in (1, 3, 4, 0)]


def test_the_whole_list_as_a_file(auditor: Reader, written: Store) -> None:
    answer = auditor.get("/record?format=csv&actor=U002&to=2026-11-24&lang=da")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 11
    with written.reading() as connection:
        last = entries(connection, Asked(), limit=1)[0]
    assert (last.action, last.details["list"]) == ("export", "record")


def test_one_entry_shows_all_it_holds_and_nothing_is_taken_for_markup(auditor: Reader) -> None:
    page = auditor.get("/record/4").text
    assert "says &#34;C2&#34; &lt;script&gt;" in page
    assert "<script>" not in page.split("<main")[1]
    hashes = re.findall(r"\b[0-9a-f]{64}\b", page)
    before = re.findall(r"\b[0-9a-f]{64}\b", auditor.get("/record/3").text)
    assert hashes[1] == before[0]
    assert auditor.get("/record/0").status_code == 404
    assert auditor.get("/record/9999").status_code == 404


def test_the_button_verifies_and_names_the_first_bad_entry(auditor: Reader, written: Store) -> None:
    assert "ikke kontrolleret endnu" in auditor.get("/record").text
    assert auditor.post("/record/verify").status_code == 303
    page = auditor.get("/record").text
    assert "Hel og uændret" in page
    with written.writing() as connection:
        connection.execute(text("DROP TRIGGER record_no_update"))
        connection.execute(text("UPDATE record SET subject = 'C3' WHERE number = 7"))
    auditor.post("/record/verify")
    page = auditor.get("/record").text
    assert "post 7" in page
    assert "Hel og uændret" not in page


@pytest.mark.parametrize(
    ("role", "status"),
    [("office", 200), ("auditor", 200), ("administrator", 200), ("shelter", 403), ("analyst", 403)],
)
def test_who_may_read_it(written: Store, as_role: Callable[..., Reader], role: str, status: int) -> None:
    assert as_role(role).get("/record").status_code == status
    assert as_role(role).get("/record/1").status_code == status


def test_reading_about_citizens_is_itself_recorded(auditor: Reader, written: Store) -> None:
    auditor.get("/record/3")
    with written.reading() as connection:
        assert [one.number for one in about_citizen(connection, "C11")][-1] == 61
        assert entries(connection, Asked(), limit=1)[0].actor == "auditor"


def test_what_concerns_a_citizen_is_exact(written: Store) -> None:
    """Not a citizen whose id begins the same, and not an id in a reason."""
    with written.reading() as connection:
        assert {one.number % 6 for one in about_citizen(connection, "C1")} == {1, 3, 4}
        assert {one.number % 6 for one in about_citizen(connection, "C2")} == {2, 0}
        assert about_citizen(connection, "C") == []


def test_the_offers_of_a_citizen_concern_the_citizen(any_store: Store) -> None:
    """Also where the id holds signs that mean something to a database or to JSON."""
    odd = "C'1\"%_\\ø"
    with any_store.writing() as connection:
        put_offer(connection, odd)
        record.append(connection, ANNA, "step", "offer", "O1", details={"to": "offered"})
        record.append(connection, ANNA, "view", "citizen", "", details={"ids": [odd, "C2"]})
        record.append(connection, ANNA, "view", "citizen", "", details={"ids": ["C'1\"xx\\ø", "C2"]})
        record.append(connection, ANNA, "step", "offer", "O2", details={"to": "offered"})
    with any_store.reading() as connection:
        assert [one.number for one in about_citizen(connection, odd)] == [1, 2]


def put_offer(connection: Connection, citizen_id: str) -> None:
    """The shortest rows of a citizen with an offer O1."""
    stamp = {"changed_at": now(), "changed_by": "u"}
    made = stamp | {"created_at": now()}
    rows: list[tuple[Any, dict[str, Any]]] = [
        (schema.users, made | {"user_id": "u", "login": "u", "name": "U", "role": "office"}),
        (schema.citizens, made | {"citizen_id": citizen_id}),
        (schema.vacancies, made | {"vacancy_id": "V1"}),
        (schema.offers, made | {"offer_id": "O1", "number": 1, "vacancy_id": "V1", "citizen_id": citizen_id,
                                "organisation_id": "B", "state": "proposed", "live": True, "owner": "u"}),
    ]  # fmt: skip
    blank: dict[type, Any] = {str: "", int: 0, float: 0.0, bool: False, date: date(2026, 11, 23)}
    for table, row in rows:
        needed = [c for c in table.c if not c.nullable and c.server_default is None and c.name not in row]
        filled = {c.name: blank[c.type.python_type] for c in needed}
        connection.execute(insert(table).values(**filled, **row))


def test_every_action_and_purpose_has_words() -> None:
    """Every code that is written anywhere into the record is said in both languages."""
    root = Path(__file__).parents[2]
    actions, purposes = set(), set()
    for path in [*root.glob("data/**/*.py"), *root.glob("web/**/*.py")]:
        code = path.read_text()
        actions |= set(re.findall(r'\.append\(\s*connection,\s*\w+(?:\(\))?,\s*"(\w+)"', code))
        actions |= set(re.findall(r'\bnote\(\s*"(\w+)"', code))
        purposes |= set(re.findall(r'purpose="(\w+)"', code))
        purposes |= set(re.findall(r'^PURPOSE = "(\w+)"', code, re.MULTILINE))
        purposes |= set(re.findall(r'\bseen\(\s*"\w+",[^()]*(?:\([^()]*\))?[^()]*,\s*"(\w+)"\s*\)', code))
    assert len(actions) > 15
    assert len(purposes) > 8
    assert {one for one in actions if f"record.action.{one}" not in MESSAGES} == set()
    assert {one for one in purposes if f"purpose.{one}" not in MESSAGES} == set()
