"""Flats, milieus, teams and accounts by form: kept, doubted, refused, closed, and what a save opens."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from pages import Reader
from town_files import Files, rows, said_of, stands_in

from data.rates.loader import load_rates
from data.runs.openings import pair_changes
from data.store.engine import Store
from data.store.export import read_files, week_files
from data.store.settings import today
from web.milieus.points import to_geometry, to_text

FLAT = {
    "organisation_id": "B01",
    "department_id": "B01-A01",
    "kind": "family",
    "rent": "4200",
    "size_m2": "55",
    "rooms": "2",
    "route": "given",
    "reported_on": "20-11-2026",
    "available_from": "01-12-2026",
}


def exported(store: Store) -> Files:
    """The week as the store exports it."""
    with store.reading() as connection:
        return week_files(connection, today(connection))


def effect_of(page: str) -> str:
    """What a page says a save opened and closed."""
    found = re.search(r'<section class="effect.*?</section>', page, re.S)
    return " ".join(unescape(re.sub("<[^>]+>", " ", found[0])).split()) if found else ""


def changed_pairs(before: Files, after: Files, day: object) -> tuple[set[str], set[str]]:
    """Citizens to whom flats were opened and closed, by the whole weeks before and after."""
    weeks = [read_files(files, day) for files in (before, after)]  # type: ignore[arg-type]
    was, now = weeks[0].week, weeks[1].week
    assert was is not None and now is not None
    changes = pair_changes(was, now, weeks[1].policy, load_rates(was.decision_date))
    return set(changes.citizens_opened), set(changes.citizens_closed)


def test_a_flat_opens_for_those_the_rules_let_in(office: Reader, town: Store) -> None:
    """The page after saving names as many citizens as the weeks before and after differ by."""
    with town.reading() as connection:
        day = today(connection)
    before = exported(town)
    answer = office.post("/vacancies/new", FLAT)
    assert answer.status_code == 303
    after = exported(town)
    opened, closed = changed_pairs(before, after, day)
    said = effect_of(office.get(answer.location).text)
    assert opened and f"Åbner boliger for {len(opened)} borger" in said
    assert not closed
    flat = answer.location.split("/")[2].split("?")[0]
    given_back = office.post(f"/vacancies/{flat}/close", {"state": "given_back", "version": "1"})
    said = effect_of(office.get(given_back.location).text)
    assert f"Lukker boliger for {len(opened)} borger" in said
    assert exported(town)["vacancies.csv"] == before["vacancies.csv"]
    again = office.post(f"/vacancies/{flat}/close", {"state": "vacant", "version": "2"})
    assert again.status_code == 303
    assert rows(exported(town), "vacancies.csv") == rows(after, "vacancies.csv")


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("rent", "42000", "pr. m² om året"),
        ("rent", "420", "pr. m² om året"),
        ("size_m2", "550", "usædvanlig"),
        ("rooms", "12", "usædvanligt"),
        ("deposit", "310000", "beboerindskud"),
        ("available_from", "01-12-2028", "halvt år"),
        ("reported_on", "24-12-2026", "fremtiden"),
        ("answer_by", "01-11-2026", "overskredet"),
    ],
)
def test_what_is_unusual_must_be_confirmed(
    office: Reader, town: Store, field: str, text: str, words: str
) -> None:
    """The form comes back with the doubt and everything typed; confirmed, it is kept."""
    before = len(rows(exported(town), "vacancies.csv"))
    doubted = office.post("/vacancies/new", {**FLAT, field: text})
    assert doubted.status_code == 422
    assert words in unescape(doubted.text)
    assert stands_in(doubted.text, field) == text
    assert len(rows(exported(town), "vacancies.csv")) == before
    kept = office.post("/vacancies/new", {**FLAT, field: text, "confirmed": "yes"})
    assert kept.status_code == 303
    assert len(rows(exported(town), "vacancies.csv")) == before + 1


def test_what_is_wrong_is_refused_even_when_confirmed(office: Reader) -> None:
    """Confirming a doubt never lets a fault through; all faults are shown at once."""
    wrong = {"rent": "x", "kind": "", "available_from": "snart", "x": "5", "confirmed": "yes"}
    answer = office.post("/vacancies/new", {**FLAT, **wrong})
    assert answer.status_code == 422
    for field in ("rent", "kind", "available_from"):
        assert said_of(answer.text, field), field
    assert "expected" not in answer.text


def test_saving_a_flat_unchanged_changes_nothing(office: Reader, town: Store, files: Files) -> None:
    """What the form shows is what it sends."""
    before = exported(town)
    for row in rows(files, "vacancies.csv")[:8]:
        address = f"/vacancies/{row['vacancy_id']}/edit"
        form = office.get(address).text
        sent = {}
        for tag in re.findall(r"<input[^>]*>", form[form.index('<form class="entry') :]):
            name, value = (re.search(rf'{what}="([^"]*)"', tag) for what in ("name", "value"))
            if name and ('type="radio"' not in tag or " checked" in tag):
                sent[name[1]] = unescape(value[1]) if value else ""
        for name, options in re.findall(r'<select[^>]*name="([^"]+)".*?>(.*?)</select>', form, re.S):
            chosen = re.search(r'value="([^"]*)" selected', options)
            sent[name] = chosen[1] if chosen else ""
        answer = office.client.post(address, data={**sent, "confirmed": "yes"})
        assert answer.status_code == 303, answer.text[-1500:]
    assert exported(town) == before


SQUARE = "55,87 9,83\n55.875 9.83\n55.875 9.84\n55.87 9.84"


def test_a_milieu_is_written_as_points_or_as_geojson(office: Reader, town: Store) -> None:
    """Points one to a line close by themselves; GeoJSON of the same corners is the same milieu."""
    first = office.post("/milieus/new", {"name": "Torvet", "buffer_m": "200", "geometry": SQUARE})
    assert first.status_code == 303, said_of(first.text, "geometry")
    corners = [[9.83, 55.87], [9.83, 55.875], [9.84, 55.875], [9.84, 55.87], [9.83, 55.87]]
    shape = {"type": "Polygon", "coordinates": [corners]}
    feature = {"type": "Feature", "properties": {}, "geometry": shape}
    second = office.post("/milieus/new", {"name": "Igen", "geometry": json.dumps(feature)})
    assert second.status_code == 303
    found = {
        f["properties"]["name"]: f["geometry"]
        for f in json.loads(exported(town)["milieus.geojson"])["features"]
    }
    assert found["Torvet"] == found["Igen"] == shape
    assert office.get(first.location).status_code == 200


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        ("", "tegn miljøet"),
        ("55.87 9.83\n55.88 9.83", "mindst tre"),
        ("9.83 55.87\n9.83 55.88\n9.84 55.88", "uden for Danmark"),
        ("55.87 9.83\n55.88 9.84\n55.88 9.83\n55.87 9.84", "krydser"),
        ("ved stationen", "GeoJSON"),
        ('{"type": "Point", "coordinates": [9.8, 55.8]}', "polygon"),
    ],
)
def test_a_drawing_that_is_none_is_refused_with_what_was_written(
    office: Reader, geometry: str, words: str
) -> None:
    """Said in Danish at the field, what was written still there."""
    answer = office.post("/milieus/new", {"name": "Torvet", "geometry": geometry})
    assert answer.status_code == 422
    assert words.casefold() in said_of(answer.text, "geometry").casefold()
    left = re.search(r'<textarea[^>]*name="geometry"[^>]*>(.*?)</textarea>', answer.text, re.S)
    assert left and unescape(left[1]).strip() == geometry


def test_points_and_geojson_say_the_same() -> None:
    """What the form shows of a drawing reads back to it."""
    corners = [[9.83, 55.87], [9.831234, 55.875], [9.84, 55.875], [9.83, 55.87]]
    stored = json.dumps({"type": "Polygon", "coordinates": [corners]})
    assert json.loads(to_geometry(to_text(stored))) == json.loads(stored)
    holed = json.dumps({"type": "Polygon", "coordinates": [corners, corners]})
    assert json.loads(to_geometry(to_text(holed))) == json.loads(holed)


def test_a_team_that_fills_up_closes_flats_to_those_who_need_it(
    office: Reader, town: Store, files: Files
) -> None:
    """Cases raised to the caseload: the page says so, and the weeks before and after differ by the same."""
    with town.reading() as connection:
        day = today(connection)
    for team in rows(files, "teams.csv"):
        before = exported(town)
        full = {**team, "current_cases": "9999", "version": "1"}
        answer = office.post(f"/teams/{team['team_id']}/edit", full)
        assert answer.status_code == 303
        said = effect_of(office.get(answer.location).text)
        opened, closed = changed_pairs(before, exported(town), day)
        assert "Teamet har 0 ledige pladser" in said
        assert not opened
        if closed:
            assert f"Lukker boliger for {len(closed)} borger" in said
            assert "ingen plads i støtteteamet" in said
        else:
            assert "Ændrer ikke" in said


def test_an_account_is_entered_changed_and_taken_away(office: Reader, town: Store) -> None:
    """The list shows it; a share that is none is refused at its field."""
    account = {
        "organisation_id": "B77",
        "municipality": "0615",
        "class": "all",
        "share": "25 %",
        "mode": "choose",
    }
    wrong = office.post("/quotas/new", {**account, "share": "25"})
    assert wrong.status_code == 422
    assert "ikke en andel" in said_of(wrong.text, "share")
    assert office.post("/quotas/new", account).status_code == 303
    page = office.get("/ledger").text
    number = re.search(r'/ledger/(\d+)">B77', page)
    assert number
    assert office.post(f"/quotas/{number[1]}/remove", {"version": "1"}).status_code == 303
    assert "B77" not in office.get("/ledger").text
