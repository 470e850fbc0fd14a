"""What the pages of a run show of a week and a result made by hand."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from pages import Reader, pages_of, reader, user
from web_example import HOSTILE, HOSTILE_SHOWN, RUN, put

from data.store.engine import DATABASE_FILE, open_store

LIST, FLAT, CITIZEN = f"/runs/{RUN}/proposals", f"/runs/{RUN}/flats", f"/runs/{RUN}/citizens"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, _migrated_file: Path) -> Iterator[Flask]:
    """The pages of an office with this run alone; nothing here changes it."""
    home = tmp_path_factory.mktemp("by-hand")
    shutil.copy(_migrated_file, home / DATABASE_FILE)
    store = open_store(home, f"sqlite:///{home / DATABASE_FILE}")
    put(store, user(store, "office"))
    yield pages_of(store)
    store.close()


@pytest.fixture
def client(office: Flask) -> Reader:
    """A case worker, in Danish."""
    return reader(office, "office")


def read(client: Reader, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.text


def plain(html: str) -> str:
    """The text of a page, without tags, runs of spaces as one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def row_of(html: str, identifier: str) -> str:
    """The text of the table row whose heading is this id."""
    rows = re.findall(r"<tr.*?</tr>", html, flags=re.S)
    found = [
        plain(row) for row in rows if re.search(rf"<th[^>]*>\s*<a[^>]*>{re.escape(identifier)}</a>", row)
    ]
    assert len(found) == 1, (identifier, len(found))
    return found[0]


def test_first_page_says_the_week_in_figures(client: Reader) -> None:
    text = plain(read(client, LIST))
    for figure in (
        "2 af 30 boliger har en indstilling",
        "1 indstillinger kræver opmærksomhed",
        "10 af 12 borgere er uden indstilling",
        "2 af 2 indstillinger mangler en beslutning",
        "bevist optimalt",
        "Beslutningsdato 05-01-2026",
    ):
        assert figure in text


def test_first_page_lists_tiers_teams_quotas_and_limits(client: Reader) -> None:
    text = plain(read(client, LIST))
    assert "1 · Acute danger 1 1" in text  # tier 1: one proposed, one without
    assert "T1 1 2" in text
    assert "B1 familie- og ungdomsboliger 1 1" in text
    assert "At most two of A1 højst 2 1" in text


def test_first_page_shows_the_proposals_first(client: Reader) -> None:
    html = read(client, LIST)
    row = row_of(html, "F-1")
    for part in ("C-1", "812", "Nygade 1", "A1", "familiebolig", "4.000 kr.", "Kvote: B1", "stram økonomi"):
        assert part in row
    assert "områdekrav fraveget" in row
    assert "låst af kontoret" in row
    assert "svar senest 07-01-2026" in row  # two days after the decision date
    assert "F-4" not in plain(html)


@pytest.mark.parametrize(
    ("flat", "danish", "english"),
    [
        ("F-3", "ingen mulig borger", "no possible citizen"),
        ("F-4", "ikke til kommunens rådighed", "not at the municipality's disposal"),
        ("F-5", "kandidaterne fik andre boliger", "candidates placed elsewhere"),
        ("F-6", "kvoten er brugt", "quota is used up"),
        ("F-7", "støtteteams er fulde", "support teams are full"),
        ("F-8", "ikke kommunens tur", "not the municipality's turn"),
    ],
)
def test_unused_flat_says_why(client: Reader, flat: str, danish: str, english: str) -> None:
    assert danish in row_of(read(client, f"{LIST}?show=all&lang=da"), flat)
    assert english in row_of(read(client, f"{LIST}?show=all&lang=en"), flat)


def test_flat_compares_candidates_with_their_price(client: Reader) -> None:
    text = plain(read(client, f"{FLAT}/F-1"))
    assert "Nr. 1 C-1 Nr. 2 C-3 Nr. 3 C-2 Nr. 4 C-5 Nr. 5 C-6" in text
    prices = "Pris for ugen Indstillingen Koster 12 point Koster intet −2 mod kommunens mål"
    assert f"{prices} −1 med lang ventetid" in text
    assert "boligerne passer samlet 12 point dårligere" in text
    assert "Én borger færre af dem, der har ventet længst (365 dage eller mere)" in text


def test_a_lost_place_in_a_need_group_is_said_as_such(client: Reader) -> None:
    assert "−1 i behovsgruppe 1" in plain(read(client, f"{FLAT}/F-2"))
    text = plain(read(client, f"{FLAT}/F-2?lang=en"))
    assert "−1 in need group 1" in text
    assert "One citizen fewer in need group 1 gets a home this week." in text


def test_a_loss_cut_off_by_the_time_limit_is_not_a_number(client: Reader) -> None:
    text = plain(read(client, f"{FLAT}/F-5"))
    assert "Ikke beregnet" in text
    assert "tab ikke beregnet" in text


def test_flat_says_why_line_by_line(client: Reader) -> None:
    text = plain(read(client, f"{FLAT}/F-1"))
    for line in (
        "Behovsgruppe 1 (Acute danger), har ventet 365 dage",
        "Husleje 4.000 kr. og forbrug 500 kr., boligstøtte 622 kr.; 6.731 kr. tilbage at leve for: "
        "3.131 kr. over minimum",
        "Familie 1 km · Arbejde eller uddannelse 4,1 km",  # √(4² + 1²) = 4.123
        "Fjerdedelsreglen hos B1, familie- og ungdomsboliger: 1 af 1 bruges denne uge",
        "CTI ved T1: 1 af 2 ledige pladser bruges denne uge",
        "Kravet i det særlige boligområde er fraveget efter en konkret vurdering.",
    ):
        assert line in text


def test_flat_shows_the_runs_own_explanation_with_its_language(client: Reader) -> None:
    danish = "Boligen er valgt og den er nær netværket. Der er ikke mere at sige &lt;i&gt;her&lt;/i&gt;."
    assert f"<p>{danish}</p>" in read(client, f"{FLAT}/F-1?lang=da")
    # This result cannot be told again in English (it says it took hours), so it is marked as Danish there.
    assert f'<p lang="da">{danish}</p>' in read(client, f"{FLAT}/F-1?lang=en")


def test_flat_lists_the_distances_the_map_shows(client: Reader) -> None:
    text = plain(read(client, f"{FLAT}/F-1"))
    assert "1 Familie: 1 km" in text
    assert "2 Arbejde eller uddannelse: 4,1 km højst 20 km" in text
    assert "A Andet sted: 2,2 km skal undgås, mindst 0,5 km" in text  # √(2² + 1²) = 2.236
    assert f"B Torvet {HOSTILE}:" in text


def test_another_candidate_can_be_chosen_for_the_map_without_javascript(client: Reader) -> None:
    assert f'href="{FLAT}/F-1?citizen=C-2#map-heading"' in read(client, f"{FLAT}/F-1")
    text = plain(read(client, f"{FLAT}/F-1?citizen=C-2"))
    assert "Kort: boligen og C-2" in text
    assert "1 Venner: 5 km" in text


def test_flat_without_a_place_has_no_map_but_says_so(client: Reader) -> None:
    html = read(client, f"{FLAT}/F-3")
    assert 'id="map"' not in html
    assert "Boligens beliggenhed er ikke oplyst" in html


def test_citizen_without_a_proposal_says_why_not(client: Reader) -> None:
    text = plain(read(client, f"{CITIZEN}/C-10"))
    assert "Ingen af ugens ledige boliger er mulige for borgeren." in text
    assert "Spærret: husleje 30. Det ville hjælpe: en lavere husleje." in text


def test_citizen_with_a_proposal_leads_to_the_flat(client: Reader) -> None:
    html = read(client, f"{CITIZEN}/C-1")
    text = plain(html)
    assert "Indstillet til bolig F-1" in text
    assert f'href="{FLAT}/F-1"' in html
    assert "45 år" in text  # born on 29 February 1980, seen on 5 January 2026
    assert "Kontanthjælp, forhøjet sats" in text
    assert "Ønsker 2100" in text
    assert re.search(r"F-2 [0-9]+ −1 i behovsgruppe 1", text)


def test_an_id_with_a_slash_has_its_page(client: Reader) -> None:
    html = read(client, f"{FLAT}/F-5")
    address = re.search(rf'href="({CITIZEN}/C/4[^"]*)"', html)
    assert address
    assert "Borger C/4 & <b>" in plain(read(client, unescape(address[1])))
    assert "Borger C/4 & <b>" in plain(read(client, "/citizens/C/4%20&%20%3Cb%3E"))


@pytest.mark.parametrize("address", ["/nothing", f"{FLAT}/F-99", f"{CITIZEN}/F-1"])
def test_what_is_not_there_is_said_in_both_languages(client: Reader, address: str) -> None:
    mark = "&" if "?" in address else "?"
    assert "Siden findes ikke" in read(client, f"{address}{mark}lang=da", 404)
    assert "There is no such page" in read(client, f"{address}{mark}lang=en", 404)


def test_hostile_names_are_only_text(client: Reader) -> None:
    for address in (
        f"{LIST}?show=all",
        f"{FLAT}/F-2",
        f"{FLAT}/F-1",
        "/citizens",
        f"{CITIZEN}/C-2",
        "/ledger",
    ):
        html = read(client, address)
        assert HOSTILE not in html
        assert "<b>" not in html
    assert HOSTILE_SHOWN in read(client, f"{FLAT}/F-2")
    searched = client.get(LIST, query_string={"q": f'"{HOSTILE}'}).text
    assert f'value="&#34;{HOSTILE_SHOWN}"' in searched


def test_map_data_holds_flat_network_and_what_to_avoid(client: Reader) -> None:
    data = client.get("/runs/by-hand/map/F-1?citizen=C-1").get_json()
    lat, lon = data["flat"]["at"]
    assert 55.6 < lat < 55.8
    assert 12.4 < lon < 12.7
    assert [(p["sign"], p["avoid"], p["radius_m"]) for p in data["places"]] == [
        ("1", False, 0),
        ("2", False, 0),
        ("A", True, 500),
        ("B", True, 0),
    ]
    assert [f["properties"]["part"] for f in data["milieus"]["features"]] == ["buffer", "milieu"]
    other = client.get("/runs/by-hand/map/F-1?citizen=C-2").get_json()
    assert other["milieus"]["features"] == []
    assert client.get("/runs/by-hand/map/F-1?citizen=C-99").status_code == 404
