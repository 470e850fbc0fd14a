"""The pages of the overview as people open them: what they say, where they lead, who may see what."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from pages import Reader, pages_of, reader
from small_office import ON, SmallOffice, ago, noon
from sqlalchemy import select

sys.path.append(str(Path(__file__).parents[1] / "decisions"))

from finished_week import DAY, town

from data.overview.reports import REPORTS
from data.store import imports
from data.store.actor import Actor
from data.store.engine import Store
from data.store.policies import policies, policy_in_force
from data.store.schema import record
from data.store.settings import TODAY, set_setting

As = Callable[..., Reader]


@pytest.fixture
def as_role(sqlite_office: SmallOffice) -> As:
    """Someone logged in in a role at the pages over the small office."""
    app = pages_of(sqlite_office.store)
    return lambda role, organisation=None: reader(app, role, organisation)


def text_of(page: str) -> str:
    """A page as it is read: without tags, in single spaces."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def seen_by(store: Store, action: str) -> list[tuple[str, set[str]]]:
    """Purpose and ids of the record's entries of an action about citizens, oldest first."""
    with store.reading() as connection:
        found = connection.execute(
            select(record.c.purpose, record.c.subject, record.c.details)
            .where(record.c.action == action, record.c.subject_kind == "citizen")
            .order_by(record.c.number)
        ).all()
    return [(row.purpose, set(json.loads(row.details).get("ids", [row.subject]))) for row in found]


def table_of(reader: Reader, address: str) -> list[dict[str, str]]:
    """A list taken out as CSV, in Danish form."""
    answer = reader.get(address)
    assert answer.status_code == 200 and answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def test_the_queue_leads_to_where_each_thing_is_done_and_records_who_was_seen(
    sqlite_office: SmallOffice, as_role: As
) -> None:
    office = sqlite_office
    for number in range(1, 4):
        office.citizen(f"C{number}")
        office.flat(f"V{number}")
    office.run(9, ON, {"matches.csv": "vacancy_id,citizen_id\nV1,C1\n"})
    offer = office.offer("C2", "V2", ("proposed", ago(1)))
    office.item(offer, "keys", ago(2))
    office.citizen("C4", blocked_until=ago(-2))
    page = as_role("office").get("/?show=all").text
    for link in (
        "/runs/run9/flats/V1",
        f"/offers/{offer}",
        f"/offers/{offer}#checklist",
        "/citizens/C4",
        "/runs/run9",
    ):
        assert f'href="{link}"' in page
    assert seen_by(office.store, "view") == [("queue", {"C1", "C2", "C4"})]
    rows = table_of(as_role("office"), "/?show=all&format=csv")
    assert len(rows) == 5 and rows[0]["Frist"] == "21-11-2026"
    assert seen_by(office.store, "export") == [("queue", {"C1", "C2", "C4"})]
    only = text_of(as_role("office").get("/?show=all&kind=item").text)
    assert "Aftal nøgler" in only and "Giv borgeren tilbuddet" not in only


def test_the_queue_opens_on_what_is_mine_then_on_what_is_no_ones(
    sqlite_office: SmallOffice, as_role: As
) -> None:
    worker = as_role("office")
    sqlite_office.citizen("C1", blocked_until=ago(-2))
    assert 'aria-current="true">Ingen har dem' in worker.get("/").text.replace("\n", "")
    sqlite_office.citizen("C2", blocked_until=ago(-2), case_worker="office")
    mine = worker.get("/").text
    assert 'aria-current="true">Mine' in mine.replace("\n", "") and "C2" in mine and "C1" not in mine


def test_each_role_finds_its_own_first_page(sqlite_office: SmallOffice, as_role: As) -> None:
    sqlite_office.citizen("C-own", shelter_id="herberg-a", consent=False)
    sqlite_office.citizen("C-other", shelter_id="herberg-b")
    sqlite_office.flat("V-own", organisation_id="bolig-a")
    sqlite_office.flat("V-other", organisation_id="bolig-b")
    steps = (("proposed", ago(2)), ("offered", ago(1)))
    sqlite_office.offer("C-own", "V-own", *steps, deadline=ago(-4), organisation_id="bolig-a")
    shelter = as_role("shelter").get("/").text
    assert "C-own" in shelter and "C-other" not in shelter
    assert "svar på tilbuddet · samtykke" in text_of(shelter)
    assert seen_by(sqlite_office.store, "view") == [("follow", {"C-own"})]
    association = as_role("association").get("/").text
    assert "V-own" in association and "V-other" not in association and "C-own" not in association
    assert "anvist, svar afventes" in text_of(association)
    assert as_role("analyst").get("/").headers["Location"].endswith("/reports")
    assert "Wanda" in as_role("administrator").get("/").text
    assert "C-own" not in as_role("auditor").get("/").text
    for role in ("shelter", "association", "administrator", "auditor"):
        assert as_role(role).get("/?lang=en").status_code == 200


def test_the_week_shows_its_figures_and_only_as_many_citizens_as_it_records(
    sqlite_office: SmallOffice, as_role: As
) -> None:
    office = sqlite_office
    office.flat("V1", available_from=ago(10), reported_on=ago(12))
    for number in range(9):
        office.citizen(f"C{number}", situation="shelter_110", admitted_on=ago(80 + number), tier=2)
    office.citizen("C-long", waiting_since=ago(600))
    page = as_role("office").get("/week").text
    said = text_of(page)
    assert "120 kr. pr. dag · 1.200 kr. indtil nu" in said
    assert "10 borgere venter heraf for længe: 1" in said
    assert "Statens refusion ophører; herefter 750 kr. mere pr. dag" in said
    linked = set(re.findall(r'href="/citizens/([^"]+)"', page))
    (purpose, seen) = seen_by(office.store, "view")[0]
    assert (purpose, seen) == ("week", linked) and len(linked) == 6
    one_kind = as_role("office").get("/week?alarm=overdue").text
    assert set(re.findall(r'href="/citizens/([^"]+)"', one_kind)) == {"C-long"}
    rows = table_of(as_role("office"), "/week/alarms?format=csv")
    assert {row["Borger"] for row in rows} == {f"C{n}" for n in range(9)} | {"C-long"}
    assert seen_by(office.store, "export") == [("week", {row["Borger"] for row in rows})]


def test_the_flats_at_disposal_are_a_list_with_their_cost(sqlite_office: SmallOffice, as_role: As) -> None:
    sqlite_office.flat("V1", available_from=ago(1), rent=3650.5)
    sqlite_office.flat("V2", available_from=ago(10), reported_on=ago(12))
    rows = table_of(as_role("office"), "/week/flats?format=csv")
    assert [(row["Bolig"], row["Dage tom"], row["Indtil nu"].split(",")[0]) for row in rows] == [
        ("V2", "10", "1200"),
        ("V1", "1", "120"),
    ]
    assert as_role("auditor").get("/week/flats?lang=en&sort=rent&dir=desc").status_code == 200
    for role in ("analyst", "shelter", "association", "administrator"):
        assert as_role(role).get("/week").status_code == as_role(role).get("/week/flats").status_code == 403


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("code", list(REPORTS))
def test_every_report_says_what_it_counts(as_role: As, code: str, lang: str) -> None:
    from web.messages import MESSAGES

    answer = as_role("analyst").get(f"/reports/{code}?lang={lang}")
    definition = MESSAGES[f"reports.{code}.text"][lang].split("{")[0][:60].strip()
    assert answer.status_code == 200 and definition in text_of(answer.text)
    assert definition in text_of(as_role("analyst").get(f"/reports?lang={lang}").text)


def test_an_analyst_is_not_shown_fewer_than_five(sqlite_office: SmallOffice, as_role: As) -> None:
    for number in range(23):
        tier = 1 if number < 3 else 2 if number < 12 else 3
        sqlite_office.citizen(f"C{number}", tier=tier)
    address = "/reports/waiting?by=tier&format=csv"
    assert [row["Venter"] for row in table_of(as_role("office"), address)] == ["3", "9", "11"]
    assert [row["Venter"] for row in table_of(as_role("analyst"), address)] == ["", "", "11"]
    page = text_of(as_role("analyst").get("/reports/waiting?by=tier").text)
    assert "Tal om færre end fem borgere er skjult" in page and "skjult" in page
    assert not seen_by(sqlite_office.store, "view"), "no report shows a citizen"


def test_a_report_keeps_to_the_period_asked_for(sqlite_office: SmallOffice, as_role: As) -> None:
    run = sqlite_office.run(4, ON)
    for number, day in ((1, date(2026, 9, 30)), (2, date(2026, 10, 1)), (3, date(2026, 12, 31))):
        sqlite_office.choice(run, sqlite_office.flat(f"V{number}"), "park", decided_at=noon(day))
    rows = table_of(as_role("office"), "/reports/accountability?from=2026-10-01&to=2026-12-31&format=csv")
    assert [row["Besluttet"] for row in rows] == ["01-10-2026", "31-12-2026"]
    turned = table_of(as_role("office"), "/reports/accountability?to=2026-10-01&from=2026-12-31&format=csv")
    assert turned == rows
    for odd in ("from=x&to=2026-10-01", "from=0001-01-01&to=9999-12-31", "from=2026-02-30"):
        assert as_role("office").get(f"/reports/accountability?{odd}").status_code == 200
    assert as_role("office").get("/reports/none").status_code == 404


def test_guidelines_are_tried_out_before_they_are_adopted_and_kept_with_their_reason(
    sqlite_store: Store,
) -> None:
    worker = reader(pages_of(sqlite_store), "office")
    office = Actor(worker.user_id, "office")
    files = {name: content for name, content in town().files.items() if name != "policy.toml"}
    with sqlite_store.writing() as connection:
        set_setting(connection, TODAY, DAY.isoformat())
        imports.confirm(connection, office, imports.preview(connection, office, files))
    fields = {"minimum_single": "9.999.999", "tiers.1": "Akut fare"}
    wrong = worker.post("/policy/preview", fields)
    assert wrong.status_code == 422 and 'href="#field-minimum_single"' in wrong.text
    assert 'value="Akut fare"' in wrong.text, "what was typed is kept"
    fields |= {"minimum_single": "7000,5", "limit": '[[limit]]\nname = "få"\nat_most = 2'}
    tried = worker.post("/policy/preview", fields)
    assert tried.status_code == 200
    assert re.search(r"Får en bolig \d+ 2 −\d+", text_of(tried.text))
    assert "7.000,5 kr." in text_of(tried.text)
    with sqlite_store.reading() as connection:
        assert not policies(connection)
    toml = unescape(re.search(r'<textarea name="toml"[^>]*>(.*?)</textarea>', tried.text, re.DOTALL)[1])  # type: ignore[index]
    bare = worker.post("/policy/adopt", {"toml": toml, "reason": "  "})
    assert bare.status_code == 422 and 'href="#field-reason"' in bare.text
    sent = {"toml": toml, "reason": "Vedtaget af udvalget", "request_key": "once"}
    for _ in range(2):
        assert worker.post("/policy/adopt", sent).status_code == 303
    with sqlite_store.reading() as connection:
        number, kept = policy_in_force(connection)
        assert (number, len(policies(connection))) == (1, 1) and kept.strip() == toml.strip()
    page = text_of(worker.get("/policy").text)
    assert "Vedtaget af udvalget" in page and "Akut fare" in page and "Højst 2 indstillinger" in page
    version = text_of(worker.get("/policy/versions/1").text)
    assert "Rådighedsbeløb, én voksen 3.600 kr. 7.000,5 kr." in version
    assert worker.get("/policy/versions/2").status_code == 404


def test_the_whole_file_can_be_changed_and_its_faults_have_lines(
    sqlite_office: SmallOffice, as_role: As
) -> None:
    worker = as_role("office")
    wrong = worker.post("/policy/preview", {"toml": "debt = 3\n\n[weights]\nneed = -1\n"})
    assert wrong.status_code == 422 and "linje 1:" in wrong.text and "linje 4:" in wrong.text
    text = "# byrådets egne ord\ndebt = 'block'\n"
    tried = worker.post("/policy/preview", {"toml": text})
    assert tried.status_code == 200 and "byrådets egne ord" in tried.text
    assert worker.post("/policy/adopt", {"toml": text, "reason": "ja"}).status_code == 303
    assert "byrådets egne ord" in worker.get("/policy/edit?whole=1").text
    for role in ("analyst", "auditor", "administrator"):
        assert as_role(role).get("/policy").status_code == 200
        assert as_role(role).get("/policy/edit").status_code == 403
        assert as_role(role).post("/policy/adopt", {"toml": text, "reason": "x"}).status_code == 403


def test_any_two_versions_are_compared(sqlite_office: SmallOffice, as_role: As) -> None:
    worker = as_role("office")
    for days in (100, 200, 300):
        worker.post("/policy/adopt", {"toml": f"overdue_days = {days}\n", "reason": f"trin {days}"})
    said = text_of(worker.get("/policy/difference?from=1&to=3").text)
    assert "Har ventet for længe fra 100 dage 300 dage" in said
    assert "200 dage 300 dage" in text_of(worker.get("/policy/difference").text)
    assert "De siger det samme" in text_of(worker.get("/policy/difference?from=2&to=2").text)
