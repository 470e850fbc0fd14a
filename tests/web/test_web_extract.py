"""The citizen's own extract: all that is stored and done about the citizen, and no one else."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from filled_office import FAMILY, Office, fill
from finished_week import OFFICE
from pages import Reader
from sqlalchemy import select, update

from data.store import record, schema
from data.store.engine import Store
from data.store.record_entries import Wanted, entries


@pytest.fixture
def office(store: Store) -> Office:
    return fill(store)


def text_of(page: str) -> str:
    """The words of the letter."""
    body = page.split("<article")[1].split("</article>")[0]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", body).split()))


@pytest.fixture
def citizen(office: Office) -> str:
    """Someone with an offer."""
    return office.citizens["shelter"][0]


def extract(as_role: Callable[..., Reader], citizen: str, lang: str = "da") -> str:
    answer = as_role("office").get(f"/citizens/{citizen}/extract?lang={lang}")
    assert answer.status_code == 200
    return text_of(answer.text)


def test_it_holds_what_is_stored(store: Store, as_role: Callable[..., Reader], citizen: str) -> None:
    with store.writing() as connection:
        one = schema.contacts.c.citizen_id == citizen
        contact = {"phone": "12 34 56 78", "email": "bo@example.org", "postal_address": "Gaden 1\n8700 Byen"}
        connection.execute(update(schema.contacts).where(one).values(**contact))
        row = connection.execute(
            select(schema.citizens).where(schema.citizens.c.citizen_id == citizen)
        ).mappings().one()  # fmt: skip
    told = extract(as_role, citizen)
    for text in (FAMILY, "12 34 56 78", "bo@example.org", "Gaden 1", "8700 Byen", citizen,
                 f"{row['birth_date']:%d-%m-%Y}", f"{row['waiting_since']:%d-%m-%Y}"):  # fmt: skip
        assert text in told


@pytest.mark.parametrize("lang", ["da", "en"])
def test_it_tells_of_runs_and_offers(
    store: Store, as_role: Callable[..., Reader], citizen: str, office: Office, lang: str
) -> None:
    with store.reading() as connection:
        offer = connection.execute(
            select(schema.offers).where(schema.offers.c.citizen_id == citizen)
        ).mappings().one()  # fmt: skip
    told = extract(as_role, citizen, lang)
    run = {"da": "Du blev indstillet til bolig {}", "en": "You were proposed for flat {}"}[lang]
    assert run.format(offer["vacancy_id"]) in told
    assert {"da": f"Tilbud {offer['number']}:", "en": f"Offer {offer['number']}:"}[lang] in told
    assert {"da": "Tilbudt", "en": "Offered"}[lang] in told
    none = {"da": "Ingen bolig blev foreslået", "en": "No home was proposed"}[lang]
    assert none not in told
    assert none in extract(as_role, office.unmatched, lang)


def test_who_saw_it_on_a_list_is_told_without_the_others(
    store: Store, as_role: Callable[..., Reader], citizen: str
) -> None:
    with store.writing() as connection:
        ids = list(connection.execute(select(schema.citizens.c.citizen_id)).scalars())
        others = [one for one in ids if one != citizen]
        record.append(
            connection, OFFICE, "search", "citizen", "", purpose="look_up", details={"ids": others[:3]}
        )
        record.append(connection, OFFICE, "view", "citizen", "", purpose="week",
                      details={"ids": [*others[:3], citizen]})  # fmt: skip
    told = extract(as_role, citizen)
    assert "en liste med dig og 3 andre" in told
    assert "søgte" not in told.casefold()
    assert [one for one in others if re.search(rf"\b{one}\b", told)] == []
    assert told.count(FAMILY) == 2, "once as address, once as contact"


def test_that_it_was_made_is_recorded_and_its_last_line(
    store: Store, as_role: Callable[..., Reader], citizen: str
) -> None:
    told = extract(as_role, citizen)
    with store.reading() as connection:
        last = entries(connection, Wanted(), limit=1)[0]
    assert (last.action, last.subject, last.purpose) == ("extract", citizen, "extract")
    assert told.count("Lavede borgerens udtræk") == 1
    assert extract(as_role, citizen).count("Lavede borgerens udtræk") == 2


@pytest.mark.parametrize("role", ["shelter", "association", "analyst", "auditor", "administrator"])
def test_only_the_office_makes_it(as_role: Callable[..., Reader], citizen: str, role: str) -> None:
    assert as_role(role).get(f"/citizens/{citizen}/extract").status_code == 403


def test_no_citizen_no_extract_and_no_entry(
    store: Store, as_role: Callable[..., Reader], office: Office
) -> None:
    with store.reading() as connection:
        before = record.count(connection)
    assert as_role("office").get("/citizens/C-nobody/extract").status_code == 404
    with store.reading() as connection:
        assert record.count(connection) == before
