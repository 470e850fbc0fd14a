"""The dossier of a run: its text, read back from the PDF, is the stored run."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pages import Reader, pages_of, reader
from pypdf import PdfReader
from sqlalchemy import insert, select

from data.dossier import Document, Facts, Grid, Heading, Text, pdf
from data.runs.lookup import files_of, run_state
from data.runs.start import start_run
from data.runs.worker import work_off
from data.store import imports, schema, users
from data.store.actor import SYSTEM, Actor
from data.store.base import now
from data.store.choices import accept, choose, park_flat, reject
from data.store.engine import DATABASE_FILE, Store, open_store
from data.store.migrate import upgrade
from data.store.prices import price_of
from data.store.record_entries import Wanted, entries
from data.store.settings import TODAY, set_setting
from data.store.verify import verify
from data.synth.write import DECISION_DATE, write_preset
from matcher.words import UNMATCHED_LABELS, UNUSED_LABELS, WARNING_LABELS

LANGS = ("da", "en")
REASON = "Søsteren bor i opgangen (< 5 m) & hjælper"
#: The words a week's loss is told in, by stage, written down here once more.
LOSS = {
    "da": {
        "tier": "−{n} i behovsgruppe {tier}",
        "overdue": "−{n} med lang ventetid",
        "points": "Koster {n} point",
        "none": "Koster intet",
        "this": "Indstillingen",
    },
    "en": {
        "tier": "−{n} in need group {tier}",
        "overdue": "−{n} with a long wait",
        "points": "Costs {n} points",
        "none": "Costs nothing",
        "this": "The proposal",
    },
}


@dataclass(frozen=True)
class Kept:
    """A run with decisions in its store, its files as they are stored, and someone of the office."""

    store: Store
    office: Reader
    row: Any
    files: dict[str, bytes]
    decided: dict[str, tuple[str, str]]

    def table(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.files[f"{name}.csv"].decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A small synthetic week, run; one proposal accepted, another chosen, rejected and parked."""
    folder = tmp_path_factory.mktemp("dossier")
    store = open_store(folder / "home", f"sqlite:///{folder / 'home' / DATABASE_FILE}")
    me = enter(store, write_preset("small", folder / "week"))
    run_id = start_run(store, me)
    work_off(store)
    with store.reading() as connection:
        row, files = run_state(connection, run_id), files_of(connection, run_id, "result")
    made = Kept(store, reader(pages_of(store), "office"), row, files, {})
    return Kept(store, made.office, row, files, decide(made, me))


def enter(store: Store, week: Path) -> Actor:
    """The week as the office imports it, and a made-up name for every citizen; returns the office's user."""
    upgrade(store)
    with store.writing() as connection:
        set_setting(connection, TODAY, DECISION_DATE.isoformat())
        user_id = users.add_user(connection, SYSTEM, login="anna", name="Anna Holm", role="office",
                                 password="a quiet blue kettle")  # fmt: skip
        me = Actor(user_id, "office")
        files = {path.name: path.read_bytes() for path in week.iterdir() if path.is_file()}
        imports.confirm(connection, me, imports.preview(connection, me, files))
        for citizen_id in connection.execute(select(schema.citizens.c.citizen_id)).scalars().all():
            name = {"citizen_id": citizen_id, "name": f"Bo Ålekvist {citizen_id}"}
            stamp = {"changed_at": now(), "changed_by": user_id}
            connection.execute(insert(schema.contacts).values(**name, **stamp))
    return me


def decide(kept: Kept, me: Actor) -> dict[str, tuple[str, str]]:
    """(action, citizen) by flat."""
    matches, proposals = kept.table("matches"), kept.table("proposals")
    run_id, first = kept.row["run_id"], matches[0]
    proposed = {match["citizen_id"] for match in matches}
    other = next(row for row in proposals if row["matched"] == "false" and row["citizen_id"] not in proposed)
    left = [m for m in matches[1:] if m["vacancy_id"] != other["vacancy_id"]]
    with kept.store.writing() as connection:
        accept(connection, me, run_id, first["vacancy_id"], warnings_ticked=first["warnings"].split())
        price = price_of(connection, run_id, other["vacancy_id"], other["citizen_id"])
        choose(
            connection, me, run_id, other["vacancy_id"], other["citizen_id"], price=price,
            warnings_ticked=other["warnings"].split(), reason_code="closer_to_network", reason=REASON,
        )  # fmt: skip
        reject(
            connection, me, run_id, left[0]["vacancy_id"], reason_code="individual_assessment", reason=REASON
        )
        park_flat(connection, me, run_id, left[1]["vacancy_id"], reason_code="next_meeting")
    return {
        first["vacancy_id"]: ("accept", first["citizen_id"]),
        other["vacancy_id"]: ("choose", other["citizen_id"]),
        left[0]["vacancy_id"]: ("reject", left[0]["citizen_id"]),
        left[1]["vacancy_id"]: ("park", ""),
    }


@pytest.fixture(scope="module", params=LANGS)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def file(kept: Kept, lang: str) -> PdfReader:
    answer = kept.office.get(f"/runs/{kept.row['run_id']}/dossier.pdf?lang={lang}")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    return PdfReader(io.BytesIO(answer.data))


def flat_text(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def lines(file: PdfReader) -> list[str]:
    """The lines of all pages without the foot of each."""
    found = []
    for page in file.pages:
        found += [line for line in page.extract_text().splitlines() if line.strip()][:-2]
    return found


@pytest.fixture(scope="module")
def whole(lines: list[str]) -> str:
    return flat_text(" ".join(lines))


@pytest.fixture(scope="module")
def of_flat(lines: list[str], kept: Kept) -> dict[str, str]:
    """What stands under the heading of each flat."""
    flats: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        heading = re.match(r"(V\d+) · ", line)
        if heading:
            current = flats.setdefault(heading[1], [])
        elif line in ("Fjerdedelskonti", "Quota accounts"):
            break
        current.append(line)
    return {flat: flat_text(" ".join(found)) for flat, found in flats.items()}


def amount(text: str, lang: str) -> str:
    """An amount of a result file in whole kroner."""
    whole = f"{int(float(text) + 0.5):,}"
    return f"{whole.replace(',', '.')} kr." if lang == "da" else f"DKK {whole}"


def loss(row: dict[str, str], lang: str) -> str:
    """The loss of a row of proposals.csv in words."""
    said = LOSS[lang]
    if row["matched"] == "true":
        return said["this"]
    if row["lost_people"]:
        return said["tier"].format(n=row["lost_people"], tier=row["lost_tier"])
    if row["lost_overdue"]:
        return said["overdue"].format(n=row["lost_overdue"])
    assert not row["lost_goals"]
    return said["none"] if row["lost_points"] == "0" else said["points"].format(n=row["lost_points"])


def test_every_proposal_stands_with_its_flat(kept: Kept, of_flat: dict[str, str], lang: str) -> None:
    label = {"da": "Indstillet borger", "en": "Citizen proposed"}[lang]
    matches = {row["vacancy_id"]: row for row in kept.table("matches")}
    assert len(matches) > 5
    for flat, text in of_flat.items():
        named = re.findall(rf"{label} (\S+)", text)
        assert named == ([matches[flat]["citizen_id"]] if flat in matches else []), flat
    for flat, match in matches.items():
        for column in ("rent", "utilities", "support", "left_over", "minimum"):
            assert amount(match[column], lang) in of_flat[flat], (flat, column)


def test_every_candidate_stands_in_order_with_its_loss(
    kept: Kept, of_flat: dict[str, str], lang: str
) -> None:
    rows = kept.table("proposals")
    assert {len(row["lost_points"]) > 0 for row in rows} == {True, False}
    words = {code: said[lang] for code, said in WARNING_LABELS.items()}
    for flat, text in of_flat.items():
        expected = [
            flat_text(f"{row['rank']} {row['citizen_id']} {row['points']} {loss(row, lang)} "
                      + ", ".join(words[code] for code in row["warnings"].split()))
            for row in rows if row["vacancy_id"] == flat
        ]  # fmt: skip
        found = re.findall(r"(?<!\S)(\d C\d+ \d+) ", text)
        assert found == [" ".join(line.split()[:3]) for line in expected], flat
        assert " ".join(expected) in text, flat


def test_every_flat_of_the_week_stands_once_and_says_why_it_is_left(
    kept: Kept, of_flat: dict[str, str], lang: str
) -> None:
    unused = {row["vacancy_id"]: row["reason"] for row in kept.table("unused")}
    matches = {row["vacancy_id"] for row in kept.table("matches")}
    assert set(of_flat) == set(unused) | matches
    for flat, reason in unused.items():
        assert UNUSED_LABELS[reason][lang] in of_flat[flat]


def test_the_explanations_are_those_of_the_run(kept: Kept, of_flat: dict[str, str], lang: str) -> None:
    for match in kept.table("matches"):
        text = of_flat[match["vacancy_id"]]
        if lang == kept.row["lang"]:
            assert flat_text(match["explanation"]) in text
        else:
            assert f"{match['citizen_id']} is in need group" in text


def test_what_a_person_decided_stands_with_reason_and_name(
    kept: Kept, of_flat: dict[str, str], lang: str
) -> None:
    said = {
        "da": {"accept": "er godkendt: {}", "choose": "En anden er valgt: {}", "reject": "er afvist {}",
               "park": "sat på pause"},
        "en": {"accept": "is accepted: {}", "choose": "Another was chosen: {}", "reject": "is rejected {}",
               "park": "is parked"},
    }[lang]  # fmt: skip
    for flat, (action, citizen) in kept.decided.items():
        assert said[action].format(citizen) in of_flat[flat]
        assert "Anna Holm, " in of_flat[flat]
        assert (REASON in of_flat[flat]) == (action in ("choose", "reject"))
    undecided = {"da": "Ingen har besluttet", "en": "No one has decided"}[lang]
    open_flats = {row["vacancy_id"] for row in kept.table("matches")} - set(kept.decided)
    assert {flat for flat, text in of_flat.items() if undecided in text} == open_flats


def test_quota_and_team_figures_are_those_of_the_run(kept: Kept, whole: str) -> None:
    summary = json.loads(kept.files["summary.json"])
    assert len(summary["quota"]) > 3
    accounts = whole[whole.rindex("Fjerdedelskonti" if "Fjerdedelskonti" in whole else "Quota accounts") :]
    for row in summary["quota"]:
        assert re.search(rf"{row['organisation_id']} [^\d]+ {row['entitled']} {row['used']}\b", accounts), row
    for row in summary["teams"]:
        assert f"{row['team_id']} {row['capacity']} {row['used']}" in accounts


def test_everyone_without_a_proposal_stands_under_the_reason(kept: Kept, whole: str, lang: str) -> None:
    title = {"da": "Uden indstilling", "en": "Without a proposal"}[lang]
    end = whole[whole.rindex(title) :]
    rows = kept.table("unmatched")
    for reason, words in UNMATCHED_LABELS.items():
        of_reason = [row for row in rows if row["reason"] == reason]
        if not of_reason:
            continue
        label = words[lang][0].upper() + words[lang][1:]
        part = end[end.index(f"{label} ({len(of_reason)})") + len(label) :]
        rest = [other[lang][0].upper() + other[lang][1:] + " (" for other in UNMATCHED_LABELS.values()]
        cut = min((part.index(one) for one in rest if one in part), default=len(part))
        found = re.findall(r"(?<!\S)(C\d+) (\d+) ", part[:cut] + " ")
        assert found == [(row["citizen_id"], row["eligible_vacancies"]) for row in of_reason]


def test_the_hashes_are_those_of_the_run_and_of_the_record(kept: Kept, whole: str, lang: str) -> None:
    hashes = re.findall(r"\b[0-9a-f]{64}\b", whole)
    assert len(hashes) == 2
    assert hashes[0] == kept.row["input_sha256"]
    assert verify(kept.store, printed=hashes[1]).finding is None
    with kept.store.reading() as connection:
        noted = entries(connection, Wanted(action="export"))
    assert hashes[1] in [one.details.get("head") for one in noted if one.purpose == "dossier"]
    label = {"da": "Loggens hoved, post", "en": "Head of the record, entry"}[lang]
    number = int(re.search(rf"{label} (\d+)", whole)[1])  # type: ignore[index]
    with kept.store.reading() as connection:
        found = connection.execute(select(schema.record.c.hash).where(schema.record.c.number == number))
        assert found.scalar_one() == hashes[1]


def test_what_identifies_the_run_stands_on_the_first_page(kept: Kept, file: PdfReader, lang: str) -> None:
    first = flat_text(file.pages[0].extract_text())
    row = kept.row
    for text in (f"{row['number']} ({row['run_id']})", f"Husrum {row['summary']['version']}",
                 {"da": "Bevist optimalt", "en": "Proven optimal"}[lang]):  # fmt: skip
        assert text in first
    assert file.metadata is not None
    assert file.metadata.author == "Husrum"


def test_every_page_has_its_number(file: PdfReader, lang: str) -> None:
    for number, page in enumerate(file.pages, 1):
        words = {"da": f"Side {number} af {len(file.pages)}", "en": f"Page {number} of {len(file.pages)}"}
        assert words[lang] in page.extract_text()


def test_no_citizen_is_named(kept: Kept, whole: str) -> None:
    with kept.store.reading() as connection:
        names = connection.execute(select(schema.contacts.c.name)).scalars().all()
    assert len(names) > 20
    assert "Ålekvist" not in whole


def test_everyone_in_the_dossier_finds_it_in_the_own_extract(kept: Kept, file: PdfReader) -> None:
    with kept.store.reading() as connection:
        citizens = set(connection.execute(select(schema.citizens.c.citizen_id)).scalars())
        noted = [one for one in entries(connection, Wanted(action="export")) if one.purpose == "dossier"]
    assert set(noted[0].citizens) == citizens


SIGNS = "æøå ÆØÅ é ü ß Ł ğ − – § ½ ≤ » « “ ” ✓ → Ж λ"


def test_every_sign_prints_and_none_is_taken_for_markup() -> None:
    parts = [Heading(SIGNS, 0), Text("<b>5 & 6</b> &amp;"), Facts([("<i>", SIGNS)]),
             Grid([SIGNS], [["<br/>&lt;"]], [1])]  # fmt: skip
    made = pdf(Document("t", "s", "da", "foot", lambda page, pages: f"{page}/{pages}", parts))
    text = flat_text(PdfReader(io.BytesIO(made)).pages[0].extract_text())
    assert text.count(SIGNS) == 3
    assert "<b>5 & 6</b> &amp;" in text
    assert "<br/>&lt;" in text


def test_the_same_document_gives_the_same_bytes() -> None:
    document = Document("t", "s", "da", "f", lambda page, pages: str(page), [Text("x")])
    assert pdf(document) == pdf(document)


def test_who_may_not_see_citizens_gets_no_dossier(kept: Kept) -> None:
    app = kept.office.client.application
    address = f"/runs/{kept.row['run_id']}/dossier.pdf"
    assert [reader(app, role).get(address).status_code for role in ("auditor", "analyst", "shelter")] == [
        200, 403, 403,
    ]  # fmt: skip
    assert kept.office.get("/runs/nothing/dossier.pdf").status_code == 404
