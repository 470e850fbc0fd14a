"""A citizen typed in is the citizen imported; what is wrong is said at its field; nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import POSTGRESQL_WAITS
from flask import Flask
from pages import Reader, pages_of, reader
from synthetic import fix_today, import_files
from town_files import Cells, Files, rows, said_of, stands_in, summary, table, typed

from data.store.engine import Store, open_store
from data.store.export import week_files
from data.store.migrate import upgrade
from data.store.settings import today


def exported(store: Store) -> Files:
    """The week as the store exports it."""
    with store.reading() as connection:
        return week_files(connection, today(connection))


def of(files: Files, name: str, citizen_id: str) -> list[Cells]:
    """A citizen's rows of a table."""
    return [row for row in rows(files, name) if row["citizen_id"] == citizen_id]


def imported(home: Path, files: Files) -> Files:
    """The week an office exports that has imported these files."""
    store = open_store(home, f"sqlite:///{home / 'other.sqlite'}")
    upgrade(store)
    fix_today(store)
    import_files(store, files)
    found = exported(store)
    store.close()
    return found


@POSTGRESQL_WAITS
def test_typing_in_is_importing(any_store: Store, files: Files, tmp_path: Path) -> None:
    """Every citizen of the town, typed into the form of an office that has everything but the citizens."""
    without = dict(files)
    first = rows(files, "citizens.csv")[0]["citizen_id"]
    for name in ("citizens.csv", "places.csv", "decisions.csv"):
        if name in without:
            without[name] = table(of(files, name, first), list(rows(files, name)[0]))
    without = {
        name: raw for name, raw in without.items() if raw.count(b"\n") > 1 or not name.endswith(".csv")
    }
    fix_today(any_store)
    import_files(any_store, without)
    office = reader(pages_of(any_store), "office")
    wanted = imported(tmp_path / "other", files)
    for citizen in rows(files, "citizens.csv"):
        citizen_id = citizen["citizen_id"]
        if citizen_id == first:
            continue
        sent = typed(citizen, of(files, "places.csv", citizen_id))
        answer = office.post("/citizens/new", {**sent, "do": "save"})
        assert answer.status_code == 303, (citizen_id, summary(answer.text))
        blocked = citizen.get("blocked_until", "")
        if blocked:  # a pause is set by a step of its own, with a reason
            version = {"version": "1", "until": blocked, "reason": "as the file says"}
            assert office.post(f"/citizens/{citizen_id}/do/park", version).status_code == 303
    found = exported(any_store)
    assert rows(found, "citizens.csv") == rows(wanted, "citizens.csv")
    assert rows(found, "places.csv") == rows(wanted, "places.csv")


def test_opening_the_form_and_saving_changes_nothing(office: Reader, town: Store, files: Files) -> None:
    """What the form shows of a stored citizen is what it sends back."""
    import re
    from html import unescape

    before = exported(town)
    for citizen in rows(files, "citizens.csv")[:12]:
        address = f"/citizens/{citizen['citizen_id']}/edit"
        page = office.get(address).text
        form = page[page.index('<form class="entry"') :]
        sent: dict[str, list[str]] = {}
        for tag in re.findall(r"<input[^>]*>", form):
            kind = re.search(r'type="(\w+)"', tag)
            name, value = (re.search(rf'{what}="([^"]*)"', tag) for what in ("name", "value"))
            if kind and name and (kind[1] not in ("radio", "checkbox") or " checked" in tag):
                sent.setdefault(name[1], []).append(unescape(value[1]) if value else "")
        for name, options in re.findall(r'<select[^>]*name="([^"]+)".*?>(.*?)</select>', form, re.S):
            chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
            sent[name] = [unescape(chosen[1])] if chosen else [""]
        answer = office.client.post(address, data={**sent, "do": "save"})
        assert answer.status_code == 303, summary(answer.text)
    after = rows(exported(town), "citizens.csv")
    changed = [
        (one["citizen_id"], name, was[name], one[name])
        for was, one in zip(rows(before, "citizens.csv"), after, strict=True)
        for name in one
        if was[name] != one[name]
    ]
    assert changed == []
    assert exported(town) == before


GOOD = {
    "birth_date": "24-05-1985",
    "adults": "1",
    "children": "0",
    "benefit": "kontanthjaelp_forhoejet",
    "waiting_since": "01-10-2026",
    "consent": "yes",
}
#: Field, what is typed, and words of what is said about it in Danish.
BAD = (
    ("birth_date", "24.05.1985", "ikke en dato"),
    ("birth_date", "31-02-1985", "kalenderen"),
    ("birth_date", "24-05-2085", "efter beslutningsdatoen"),
    ("adults", "3", "1 til 2"),
    ("children", "et par", "ikke et tal"),
    ("benefit", "", "skal udfyldes"),
    ("other_income", "4.5OO", "ikke et tal"),
    ("fixed_costs", "-1", "mindst 0"),
    ("municipality", "751", "fire cifre"),
    ("max_rent", "5 000", "tusindtalsskilletegn"),
    ("benefit_months", "2,5", "helt tal"),
    ("partner_benefit", "su", "1 voksen"),
    ("waiting_since", "24-12-2027", "efter beslutningsdatoen"),
    ("citizen_id", "24058" + "5-1234", "CPR"),
    ("team_id", "nowhere", "findes ikke"),
    ("contact-name", "Ida 24058" + "51234", "CPR"),
)


@pytest.mark.parametrize(("field", "text", "words"), BAD)
def test_each_fault_is_said_at_its_field(office: Reader, field: str, text: str, words: str) -> None:
    """One thing wrong: refused, said in Danish beside the field and above, and still standing there."""
    answer = office.post("/citizens/new", {**GOOD, field: text, "do": "save"})
    assert answer.status_code == 422
    assert words in said_of(answer.text, field)
    assert f'href="#field-{field}"' in answer.text
    if field not in ("benefit", "partner_benefit", "team_id"):
        assert stands_in(answer.text, field) == text
    assert "expected" not in answer.text


def test_all_faults_are_said_at_once_and_nothing_typed_is_lost(office: Reader) -> None:
    """Twelve faults in one form, places and contact among them."""
    wrong = {field: text for field, text, _ in BAD if field not in ("benefit", "birth_date", "adults")}
    wrong |= {
        "birth_date": "i går",
        "adults": "3",
        "other_net_income": "1200",
        "contact-phone": "12 34 56 78",
    }
    wrong |= {"place-0-role": "avoid", "place-0-address": "Vejen 1", "place-0-postcode": "8700"}
    wrong |= {"place-1-role": "network", "place-1-lat": "56,1", "place-1-max_km": "to"}
    answer = office.post("/citizens/new", {**GOOD, **wrong, "do": "save"})
    assert answer.status_code == 422
    for field in ("birth_date", "adults", "children", "citizen_id", "max_rent", "contact-name"):
        assert said_of(answer.text, field), field
    for field in ("place-0-min_km", "place-1-max_km"):
        assert said_of(answer.text, field), field
    for field, text in wrong.items():
        if not field.endswith(("role", "partner_benefit", "team_id")):
            assert stands_in(answer.text, field) == text, field


@pytest.mark.parametrize(
    ("lang", "text", "kept"),
    [("da", "4.500", "4500"), ("da", "1.234.567,50", "1234567.5"), ("da", "4500,5", "4500.5"),
     ("en", "4,500", "4500"), ("en", "1,234.50", "1234.5"), ("en", "4500", "4500")],
)  # fmt: skip
def test_an_amount_may_be_written_with_its_thousands_apart(
    office: Reader, town: Store, lang: str, text: str, kept: str
) -> None:
    """In a form, unlike in a file, it is known which sign separates thousands."""
    office.get(f"/citizens?lang={lang}")
    before = {row["citizen_id"] for row in rows(exported(town), "citizens.csv")}
    assert office.post("/citizens/new", {**GOOD, "wealth": text, "do": "save"}).status_code == 303
    entered = [row for row in rows(exported(town), "citizens.csv") if row["citizen_id"] not in before]
    assert [row["wealth"] for row in entered] == [kept]


def test_in_english_the_faults_are_english(office: Reader) -> None:
    """The same form in English."""
    office.get("/citizens?lang=en")
    answer = office.post("/citizens/new", {**GOOD, "children": "many", "do": "save"})
    assert "is not a number" in said_of(answer.text, "children")


def test_places_are_added_and_taken_away_by_buttons(office: Reader, town: Store) -> None:
    """Without any script: each button gives the form back with everything typed, and keeps nothing."""
    before = exported(town)
    form = {**GOOD, "children": "2", "do": "add-network"}
    one = office.post("/citizens/new", form)
    assert one.status_code == 200
    assert 'name="place-0-role" value="network"' in one.text
    two = {**form, "place-0-role": "network", "place-0-address": "Vejen 1", "place-0-postcode": "8700"}
    both = office.post("/citizens/new", {**two, "do": "add-avoid"}).text
    assert stands_in(both, "place-0-address") == "Vejen 1"
    assert 'name="place-1-role" value="avoid"' in both
    left = office.post(
        "/citizens/new", {**two, "place-1-role": "avoid", "place-1-min_km": "3", "do": "remove-0"}
    )
    assert stands_in(left.text, "place-0-min_km") == "3"
    assert stands_in(left.text, "children") == "2"
    after = rows(exported(town), "citizens.csv")
    changed = [
        (one["citizen_id"], name, was[name], one[name])
        for was, one in zip(rows(before, "citizens.csv"), after, strict=True)
        for name in one
        if was[name] != one[name]
    ]
    assert changed == []
    assert exported(town) == before


def test_a_stale_form_is_answered_with_what_has_changed(office: Reader, town: Store, files: Files) -> None:
    """Two people open the same citizen; the second to save is told what the first changed."""
    citizen = rows(files, "citizens.csv")[0]
    sent = typed(citizen, of(files, "places.csv", citizen["citizen_id"]))
    sent.pop("tier", None)
    sent.pop("blocked_until", None)
    address = f"/citizens/{citizen['citizen_id']}/edit"
    first = office.post(address, {**sent, "version": "1", "fixed_costs": "777", "do": "save"})
    assert first.status_code == 303
    second = office.post(address, {**sent, "version": "1", "fixed_costs": "888", "do": "save"})
    assert second.status_code == 409
    assert "777" in second.text
    assert of(exported(town), "citizens.csv", citizen["citizen_id"])[0]["fixed_costs"] == "777"


def test_a_form_sent_twice_enters_one_citizen(office: Reader, app: Flask, town: Store) -> None:
    """A double click carries the same key."""
    key = {"request_key": "the-same-key"}
    first = office.post("/citizens/new", {**GOOD, **key, "do": "save"})
    again = office.post("/citizens/new", {**GOOD, **key, "do": "save"})
    assert first.location == again.location
    assert len(rows(exported(town), "citizens.csv")) == 41
