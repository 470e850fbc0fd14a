"""From a vacancy reported to a statement both sides agree on, in a real browser, with nothing told too early.

The association reports with a warning confirmed, the office proposes and offers, the citizen says yes and
the tenant is released, the association objects and the nomination is upheld, contract, moving in, a concern;
then the month's statement: all confirmed but one entry disputed, answered, and confirmed at last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from office import PASSWORD, TODAY, Hands, served
from person import Person, open_flat, open_offer, run_week, save_decision, step, tick_action, tick_warnings

from web.vendor import NODE_MODULES

pytestmark = pytest.mark.browser
WAYS = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "without JavaScript": {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False},
}
AXE = (NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8")
LANDLORD = "bo@boligforeningen.example"
NAME, PHONE = "Ib Madsen-Prøve", "31 00 00 17"
#: What the association must never read: of the citizen's case, and before release of the citizen at all.
CASE = ("førtidspension", "foertidspension", "behovsgruppe", "på gaden")
DAY = date.fromisoformat(TODAY)


def two_sides(store: Any) -> None:
    """An association with a person and an account, and one citizen whom the office knows by name."""
    from data.store import capacity, people, users
    from data.store.actor import Actor

    office = Actor("husrum", "office")
    with store.writing() as connection:
        users.add_organisation(connection, office, "B01", "Boligforeningen Prøven", "association")
        users.add_user(
            connection, office, login=LANDLORD, name="Bo Lind", role="association", password=PASSWORD,
            organisation_id="B01",
        )  # fmt: skip
        account = {
            "organisation_id": "B01", "class": "all", "share": "1/4", "counted": "11", "claimed": "2",
            "mode": "choose",
        }  # fmt: skip
        capacity.save_quota(connection, office, account, None)
        cells = {
            "birth_date": "1985-05-24", "benefit": "foertidspension", "tier": "1", "situation": "street",
            "waiting_since": "2024-02-01", "max_rent": "5000", "min_rooms": "2",
        }  # fmt: skip
        people.save_citizen(connection, office, cells, (), {"name": NAME, "phone": PHONE}, None)


@pytest.fixture(
    params=["wide", *(pytest.param(way, marks=pytest.mark.slow) for way in ("without JavaScript", "phone"))]
)
def sides(request: pytest.FixtureRequest, chromium: Any, tmp_path: Path) -> Iterator[tuple[Person, Person]]:
    """The office's and the association's person, each before a window of their own, logged in."""
    options = WAYS[request.param]
    with served(tmp_path / "home", two_sides) as address:
        contexts = [chromium.new_context(**options) for _ in range(2)]
        scripts = options.get("java_script_enabled", True)
        office, landlord = (
            Person(Hands(one.new_page()), address, tmp_path / "home", scripts=scripts) for one in contexts
        )
        office.log_in()
        landlord.log_in(LANDLORD)
        yield office, landlord
        for one in contexts:
            one.close()


def test_from_a_report_to_a_statement_both_sides_agree_on(sides: tuple[Person, Person]) -> None:
    office, landlord = sides
    flat = _report(landlord)
    citizen = _propose(office, flat)
    assert _told(landlord, flat, citizen) == []  # proposed only: the association knows of nobody
    open_offer(office, flat)
    step(office, "offered", deadline=DAY + timedelta(days=7))
    assert _told(landlord, flat, citizen) == []
    open_offer(office, flat)
    step(office, "accepted")
    office.hands.press(office.page.locator("#checklist form[action*='deposit'] button[value=done]"))
    _released(landlord, flat, citizen)
    _object(landlord, flat)
    _uphold(office, flat)
    _let(landlord, flat)
    _concern(landlord, flat)
    _month_passes(office)
    statement = _issue(office)
    entry = _dispute(landlord, statement, flat)
    _answer(office, statement, entry)
    _confirm(landlord, statement, entry)
    _agreed(office, statement)


def _report(landlord: Person) -> str:
    """Report a flat; its rent is unusual and has to be confirmed."""
    landlord.open("/association/flats/new")
    landlord.fill(
        address="Nygade 7, 1. tv", postcode="8700", kind="family", rooms="2", size_m2="52", rent="900",
        utilities="500", available_from="01-11-2026", answer_by="30-11-2026",
    )  # fmt: skip
    landlord.hands.tick(landlord.page.locator("input[name=when][value=now]"))
    landlord.hands.press(landlord.page.locator("form.entry button.button-primary"))
    asked = landlord.page.locator("input[name^=confirm-]").all()
    assert asked, landlord.text()
    assert landlord.page.locator("[name=rent]").input_value() == "900"  # nothing typed is lost
    for box in asked:
        landlord.hands.tick(box)
    landlord.hands.press(landlord.page.locator("form.entry button.button-primary"))
    assert landlord.page.locator(".error-summary, #warnings").count() == 0, landlord.text()
    found = re.search(r"V\d{4}", landlord.text())
    assert found, landlord.text()
    _sound(landlord, f"/association/flats/{found[0]}")
    return found[0]


def _propose(office: Person, flat: str) -> str:
    """Run the week and accept who is proposed."""
    office.open(f"/vacancies/{flat}")
    assert "900" in office.text()
    run = run_week(office)
    open_flat(office, run, flat)
    found = re.search(r"C\d{4}", office.text())
    assert found, office.text()
    citizen = found[0]
    tick_action(office, "accept")
    tick_warnings(office, citizen)
    save_decision(office)
    return citizen


def _told(landlord: Person, flat: str, citizen: str) -> list[str]:
    """What of the citizen stands in anything the association can read."""
    read = ""
    for address in (
        "/",
        "/association/flats",
        f"/association/flats/{flat}",
        "/association/nominations",
        "/ledger",
    ):
        landlord.open(address)
        read += landlord.page.content()
    for address in ("/association/flats?format=csv", "/?format=csv"):
        read += landlord.page.request.get(landlord.address + address).text()
    assert landlord.page.request.get(f"{landlord.address}/citizens/{citizen}").status in (403, 404)
    return [word for word in (citizen, NAME, PHONE, *CASE) if word in read]


def _object(landlord: Person, flat: str) -> None:
    landlord.open(f"/association/flats/{flat}")
    landlord.hands.use(landlord.page.locator("summary", has_text="Gør indsigelse mod anvisningen"))
    landlord.hands.pick(landlord.page.locator("[name='objection-reason_code']"), "association_debt")
    landlord.hands.write(landlord.page.locator("[name='objection-reason']"), "Gæld fra et tidligere lejemål.")
    landlord.hands.press(landlord.button("Send indsigelsen"))
    assert landlord.page.locator(".error-summary").count() == 0, landlord.text()
    _sound(landlord, f"/association/flats/{flat}")


def _uphold(office: Person, flat: str) -> None:
    """The objection waits in the queue; the office upholds the nomination, with a reason."""
    office.open("/")
    assert flat in office.text() or "ndsigelse" in office.text(), office.text()
    open_offer(office, flat)
    office.hands.tick(office.page.locator("input[name=answer][value=upheld]"))
    office.hands.write(
        office.page.locator("[name='upheld-reason']"), "Gælden er afviklet; kvittering er sendt."
    )
    office.hands.press(office.button("Send svaret"))
    assert office.page.locator(".error-summary").count() == 0, office.text()


def _released(landlord: Person, flat: str, citizen: str) -> None:
    """Once the citizen has said yes: what the lease needs, and nothing of the case."""
    landlord.open(f"/association/flats/{flat}")
    text = landlord.text()
    assert NAME in text, text
    assert PHONE in text
    whole = landlord.page.content()
    assert citizen not in whole
    assert not [word for word in CASE if word in whole]
    _sound(landlord, f"/association/flats/{flat}")


def _let(landlord: Person, flat: str) -> None:
    """The answer is there; contract and moving in, each with its day."""
    landlord.open(f"/association/flats/{flat}")
    assert "kvittering er sendt" in landlord.text()
    for _ in ("contract", "moved in"):
        landlord.open(f"/association/flats/{flat}")
        to = landlord.page.locator("form input[name=to]")
        if not to.count():
            break
        landlord.hands.write(landlord.page.locator("[name='step-on']"), TODAY)
        landlord.hands.press(landlord.page.locator("form:has(input[name=to]) button[type=submit]"))
        assert landlord.page.locator(".error-summary").count() == 0, landlord.text()
    landlord.open(f"/association/flats/{flat}")
    assert "lejet ud" in landlord.text(), landlord.text()


def _concern(landlord: Person, flat: str) -> None:
    landlord.hands.use(landlord.page.locator("details.as-button summary").first)
    landlord.hands.tick(landlord.page.locator("input[name='concern-code']").first)
    landlord.hands.press(landlord.page.locator("form[action$='/concern'] button[type=submit]"))
    assert landlord.page.locator(".error-summary").count() == 0, landlord.text()
    _sound(landlord, f"/association/flats/{flat}")


def _month_passes(office: Person) -> None:
    """The office's day becomes the second of the next month."""
    from data.store.engine import open_store
    from data.store.settings import TODAY as KEY
    from data.store.settings import set_setting

    store = open_store(office.home, f"sqlite:///{office.home / 'husrum.sqlite'}")
    with store.writing() as connection:
        set_setting(connection, KEY, "2026-12-02")
    store.close()


def _issue(office: Person) -> str:
    office.open("/")
    assert "ekymring" in office.text(), office.text()
    office.open("/statements")
    office.hands.pick(office.page.locator("main [name=month]"), "2026-11")
    office.hands.press(office.page.locator("form[action$='/issue'] button[type=submit]"))
    office.open("/statements?show=all")
    office.hands.press(office.page.locator("table.list tbody a").first)
    found = re.search(r"/statements/([^/?]+)", office.page.url)
    assert found, office.page.url
    _sound(office, f"/statements/{found[1]}")
    return found[1]


def _dispute(landlord: Person, statement: str, flat: str) -> str:
    """Dispute the entry of the claim, confirm all the rest; the path of the entry."""
    landlord.open("/")
    landlord.open(f"/statements/{statement}")
    assert NAME not in landlord.page.content()
    row = landlord.page.locator("section.account tbody tr", has_text=flat).last
    entry = str(row.locator("a.said-link").get_attribute("href"))
    landlord.open(entry)
    landlord.hands.tick(landlord.page.locator("input[name=do][value=dispute]"))
    landlord.hands.pick(landlord.page.locator("[name=reason_code]"), "wrong_day")
    landlord.hands.write(landlord.page.locator("[name=reason]"), "Indflytningen var dagen efter.")
    landlord.hands.press(landlord.button("Gem"))
    assert landlord.page.locator(".error-summary").count() == 0, landlord.text()
    landlord.hands.press(landlord.page.locator("form:has(input[name=do][value=rest]) button[type=submit]"))
    assert "ndsigelse" in landlord.text()
    _sound(landlord, f"/statements/{statement}")
    return entry


def _answer(office: Person, statement: str, entry: str) -> None:
    office.open(entry)
    office.hands.tick(office.page.locator("input[name=answer][value=upheld]"))
    office.hands.press(office.button("Send svaret"))
    assert office.page.locator(".error-summary").count() == 1  # never without a reason
    office.hands.write(office.page.locator("[name=reason]"), "Nøglerne blev udleveret den dag.")
    office.hands.press(office.button("Send svaret"))
    assert office.page.locator(".error-summary").count() == 0, office.text()
    _sound(office, f"/statements/{statement}")


def _confirm(landlord: Person, statement: str, entry: str) -> None:
    landlord.open(entry)
    assert "Nøglerne blev udleveret" in landlord.text()
    landlord.hands.tick(landlord.page.locator("input[name=do][value=confirm]"))
    landlord.hands.press(landlord.button("Gem"))
    landlord.open(f"/statements/{statement}")
    assert "I har bekræftet hele udtoget" in landlord.text(), landlord.text()


def _agreed(office: Person, statement: str) -> None:
    """The office sees it confirmed; one flat counted and claimed; void rent worked out by hand."""
    office.open(f"/statements/{statement}")
    text = office.text()
    assert "Hele udtoget er bekræftet" in text
    assert "12 talt med, 3 brugt i alt" in text  # 11 and 2 before, this flat since
    # Vacant since 1 November but reported on the 23rd, and the tenant moved in that very day: no day is owed.
    assert re.search(r"I alt\s+0,00", text), text
    answer = office.page.request.get(f"{office.address}/statements/{statement}.pdf")
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")


def _sound(person: Person, address: str) -> None:
    """The page fits its window, and axe, which needs scripts, finds nothing."""
    person.open(address)
    width = person.page.viewport_size["width"]
    assert person.page.evaluate("document.documentElement.scrollWidth") <= width, address
    if person.scripts:
        person.page.evaluate(AXE)
        found = person.page.evaluate("axe.run()")["violations"]
        assert [one["id"] for one in found] == [], address
