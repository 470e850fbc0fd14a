"""What each page shows of the hand-made run."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from web_example import HOSTILE, HOSTILE_SHOWN, SUMMARY, write_result

from web.app import create_app


def read(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.get_data(as_text=True)


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


def test_first_page_says_the_week_in_figures(client: FlaskClient) -> None:
    text = plain(read(client, "/"))
    for figure in (
        "2 af 30 boliger har et forslag",
        "1 forslag kræver opmærksomhed",
        "10 af 12 borgere er uden forslag",
        "2 af 2 af kommunens kvote er brugt",
        "bevist optimalt",
        "Beslutningsdato 05-01-2026",
    ):
        assert figure in text


def test_first_page_lists_tiers_teams_quotas_and_limits(client: FlaskClient) -> None:
    text = plain(read(client, "/"))
    assert "1 · Acute danger 1 1" in text  # tier 1: one proposed, one without
    assert "T1 1 2" in text
    assert "B1 familie- og ungdomsboliger 1 1" in text
    assert "At most two of A1 højst 2 1" in text


def test_first_page_shows_the_proposals_first(client: FlaskClient) -> None:
    html = read(client, "/")
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
def test_unused_flat_says_why(client: FlaskClient, flat: str, danish: str, english: str) -> None:
    assert danish in row_of(read(client, "/?show=all&lang=da"), flat)
    assert english in row_of(read(client, "/?show=all&lang=en"), flat)


def test_flat_compares_candidates_with_their_price(client: FlaskClient) -> None:
    text = plain(read(client, "/flat/F-1"))
    assert "Nr. 1 C-1 Nr. 2 C-3 Nr. 3 C-2 Nr. 4 C-5 Nr. 5 C-6" in text
    prices = "Pris for ugen Ugens forslag Koster 12 point Koster intet −2 mod kommunens mål"
    assert f"{prices} −1 med lang ventetid" in text
    assert "boligerne passer samlet 12 point dårligere" in text
    assert "Én borger færre af dem, der har ventet længst (365 dage eller mere)" in text


def test_a_lost_place_in_a_need_group_is_said_as_such(client: FlaskClient) -> None:
    assert "−1 i behovsgruppe 1" in plain(read(client, "/flat/F-2"))
    text = plain(read(client, "/flat/F-2?lang=en"))
    assert "−1 in need group 1" in text
    assert "One citizen fewer in need group 1 gets a home this week." in text


def test_a_loss_cut_off_by_the_time_limit_is_not_a_number(client: FlaskClient) -> None:
    text = plain(read(client, "/flat/F-5"))
    assert "Ikke beregnet" in text
    assert "tab ikke beregnet" in text


def test_flat_says_why_line_by_line(client: FlaskClient) -> None:
    text = plain(read(client, "/flat/F-1"))
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


def test_flat_shows_the_runs_own_explanation_with_its_language(client: FlaskClient) -> None:
    danish = "Boligen er valgt og den er nær netværket. Der er ikke mere at sige &lt;i&gt;her&lt;/i&gt;."
    assert f"<p>{danish}</p>" in read(client, "/flat/F-1?lang=da")
    # This result cannot be told again in English (it says it took hours), so it is marked as Danish there.
    assert f'<p lang="da">{danish}</p>' in read(client, "/flat/F-1?lang=en")


def test_flat_lists_the_distances_the_map_shows(client: FlaskClient) -> None:
    text = plain(read(client, "/flat/F-1"))
    assert "1 Familie: 1 km" in text
    assert "2 Arbejde eller uddannelse: 4,1 km højst 20 km" in text
    assert "A Andet sted: 2,2 km skal undgås, mindst 0,5 km" in text  # √(2² + 1²) = 2.236
    assert f"B Torvet {HOSTILE}:" in text


def test_another_candidate_can_be_chosen_for_the_map_without_javascript(client: FlaskClient) -> None:
    assert 'href="/flat/F-1?citizen=C-2#map-heading"' in read(client, "/flat/F-1")
    text = plain(read(client, "/flat/F-1?citizen=C-2"))
    assert "Kort: boligen og C-2" in text
    assert "1 Venner: 5 km" in text


def test_flat_without_a_place_has_no_map_but_says_so(client: FlaskClient) -> None:
    html = read(client, "/flat/F-3")
    assert 'id="map"' not in html
    assert "Boligens beliggenhed er ikke oplyst" in html


def test_citizens_are_listed_most_acute_first_with_reasons(client: FlaskClient) -> None:
    html = read(client, "/citizens")
    order = re.findall(r'<th scope="row" role="rowheader"><a[^>]*>([^<]*)</a>', html)
    assert [unescape(o) for o in order] == [
        *("C/4 & <b>", "C-3", "C-5", "C-6"),  # tiers 1, 3, 4; in tier 4 the longer wait first
        *("C-7", "C-8", "C-9", "C-10", "C-11", "C-12"),
    ]
    assert "støtteteamet er fuldt" in row_of(html, "C-5")
    assert "kan ikke foreslås endnu" in row_of(html, "C-8")
    assert "kvoten er brugt" in row_of(html, "C-11")
    tenth = row_of(html, "C-10")
    assert "Det ville hjælpe: en lavere husleje." in tenth
    assert "Spærret" not in tenth


def test_citizen_without_a_proposal_says_why_not(client: FlaskClient) -> None:
    text = plain(read(client, "/citizen/C-10"))
    assert "Ingen af ugens ledige boliger er mulige for borgeren." in text
    assert "Spærret: husleje 30. Det ville hjælpe: en lavere husleje." in text


def test_citizen_with_a_proposal_leads_to_the_flat(client: FlaskClient) -> None:
    html = read(client, "/citizen/C-1")
    text = plain(html)
    assert "Foreslået til bolig F-1" in text
    assert 'href="/flat/F-1"' in html
    assert "45 år" in text  # born on 29 February 1980, seen on 5 January 2026
    assert "Kontanthjælp, forhøjet sats" in text
    assert "Ønsker 2100" in text
    assert "F-2 700 −1 i behovsgruppe 1" in text


def test_an_id_with_a_slash_has_its_page(client: FlaskClient) -> None:
    html = read(client, "/citizens")
    address = re.search(r'href="(/citizen/C/4[^"]*)"', html)
    assert address
    assert "Borger C/4 & <b>" in plain(read(client, unescape(address[1])))


@pytest.mark.parametrize("address", ["/nothing", "/flat/F-99", "/citizen/F-1", "/flat/F-1?citizen=C-99"])
def test_what_is_not_there_is_said_in_both_languages(client: FlaskClient, address: str) -> None:
    mark = "&" if "?" in address else "?"
    assert "Siden findes ikke" in read(client, f"{address}{mark}lang=da", 404)
    assert "There is no such page" in read(client, f"{address}{mark}lang=en", 404)


def test_hostile_names_are_only_text(client: FlaskClient) -> None:
    for address in ("/?show=all", "/flat/F-2", "/flat/F-1", "/citizens?show=all", "/citizen/C-2", "/about"):
        html = read(client, address)
        assert HOSTILE not in html
        assert "<b>" not in html
    assert HOSTILE_SHOWN in read(client, "/flat/F-2")
    searched = client.get("/", query_string={"q": f'"{HOSTILE}'}).get_data(as_text=True)
    assert f'value="&#34;{HOSTILE_SHOWN}"' in searched


def test_about_carries_the_credit_line_and_the_accessibility_statement(client: FlaskClient) -> None:
    text = plain(read(client, "/about"))
    credit = (
        "Danmarks Statistik · GeoNames (CC BY 4.0) · tal om hjemløshed: VIVE · tal om almene boliger: "
        "Landsbyggefonden, BL"
    )
    assert credit in text
    assert "WCAG 2.1 AA" in text


def test_tables_can_be_fetched_exactly_as_written(client: FlaskClient, folders: tuple) -> None:
    listed = set(re.findall(r'href="/download/([^"]+)"', read(client, "/")))
    assert listed == {"matches.csv", "proposals.csv", "unmatched.csv", "unused.csv", "affordability.csv"}
    answer = client.get("/download/matches.csv")
    assert answer.data == (folders[1] / "matches.csv").read_bytes()
    assert answer.headers["Content-Disposition"] == "attachment; filename=matches.csv"
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/download/pairs.csv").status_code == 404


def test_map_data_holds_flat_network_and_what_to_avoid(client: FlaskClient) -> None:
    data = client.get("/map/flat/F-1?citizen=C-1").get_json()
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
    other = client.get("/map/flat/F-1?citizen=C-2").get_json()
    assert other["milieus"]["features"] == []
    assert client.get("/map/flat/F-1?citizen=C-99").status_code == 404


def test_changed_week_is_pointed_out(folders: tuple[Path, Path], tmp_path: Path) -> None:
    result = write_result(tmp_path / "result", input_sha256="0" * 64)
    changed = create_app(folders[0], result).test_client()
    assert "Ugemappen er ændret" in read(changed, "/")


def test_pins_that_cannot_hold_together_are_named(folders: tuple[Path, Path], tmp_path: Path) -> None:
    conflict = [{"citizen_id": "C-1", "vacancy_id": "F-1"}, {"citizen_id": "C-2", "vacancy_id": "F-2"}]
    result = tmp_path / "result"
    result.mkdir()
    summary = {**SUMMARY, "status": "infeasible", "conflict": conflict}
    (result / "summary.json").write_text(json.dumps(summary), "utf-8")
    text = plain(read(create_app(folders[0], result).test_client(), "/"))
    assert "Kontorets låste par kan ikke gennemføres sammen" in text
    assert "C-1 · F-1 C-2 · F-2" in text
