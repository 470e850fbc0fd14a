"""The search box: each role finds what it may see, and the record holds whom, never the words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from filled_office import FAMILY, Office
from pages import Reader
from sqlalchemy import select

from data.store.actor import ROLES
from data.store.engine import Store
from data.store.schema import citizens, offers, record, vacancies


@pytest.fixture
def store(fresh: Callable[[], Store]) -> Store:
    return fresh()


@pytest.fixture
def person(as_role: Callable[..., Reader], office: Office) -> Callable[[str], Reader]:
    """Someone in a role, of the organisation that owns the first of each pair."""
    of = {"shelter": "H1", "association": office.associations[0]}
    return lambda role: as_role(role, of.get(role))


def hits(reader: Reader, words: str) -> set[str]:
    page = reader.post("/search", {"q": words})
    assert page.status_code == 200
    lists = " ".join(re.findall(r'<ul class="hits">(.*?)</ul>', page.text, re.S))
    return {hit.strip() for hit in re.findall(r"<li>(?:<a [^>]*>)?([^<]+)", lists)}


def test_citizens_are_found_by_name_and_by_id(person: Callable[[str], Reader], office: Office) -> None:
    own, other = office.citizens["shelter"]
    for role in ("office", "auditor"):
        reader = person(role)
        assert own in hits(reader, f"bo {own} {FAMILY.upper()}")
        assert other in hits(reader, other.lower())
        assert hits(reader, "nogen helt anden") == set()
        assert hits(reader, "  ") == set()
        assert hits(reader, "%") == hits(reader, "_") == set()


def test_a_shelter_finds_its_own_citizens_only(
    person: Callable[[str], Reader], office: Office, store: Store
) -> None:
    reader = person("shelter")
    with store.reading() as connection:
        of = dict(connection.execute(select(citizens.c.citizen_id, citizens.c.shelter_id)).all())
    for citizen_id, shelter in of.items():
        assert (citizen_id in hits(reader, citizen_id)) == (shelter == "H1"), citizen_id
    assert {of[i] for i in hits(reader, FAMILY)} == {"H1"}


def test_flats_are_found_by_address_an_association_its_own(
    person: Callable[[str], Reader], office: Office, store: Store
) -> None:
    with store.reading() as connection:
        rows = connection.execute(
            select(vacancies.c.vacancy_id, vacancies.c.address, vacancies.c.organisation_id)
        ).all()
    for vacancy_id, address, organisation in rows:
        assert vacancy_id in hits(person("office"), address or vacancy_id)
        own = organisation == office.associations[0]
        assert (vacancy_id in hits(person("association"), vacancy_id)) == own


def test_names_are_for_those_who_may_see_them(person: Callable[[str], Reader], office: Office) -> None:
    for role in ROLES:
        page = person(role).post("/search", {"q": FAMILY})
        assert page.status_code == (403 if role == "administrator" else 200)
        assert (f"{FAMILY}</span>" in page.text) == (role in ("office", "auditor", "shelter")), role


def test_offers_and_runs_are_found_by_number(
    person: Callable[[str], Reader], office: Office, store: Store
) -> None:
    with store.reading() as connection:
        number = dict(connection.execute(select(offers.c.offer_id, offers.c.number)).all())
    for role in ("shelter", "association"):
        own, other = office.offers[role]
        reader = person(role)
        assert f"Tilbud {number[own]}" in hits(reader, f"#{number[own]}")
        assert f"Tilbud {number[other]}" not in hits(reader, str(number[other]))
        assert f"Tilbud {number[other]}" in hits(person("office"), str(number[other]))
    assert "Kørsel 1" in hits(person("analyst"), "1")
    assert not any(hit.startswith("Tilbud") for hit in hits(person("analyst"), "1"))


def test_a_search_is_recorded_without_its_words(
    person: Callable[[str], Reader], office: Office, store: Store
) -> None:
    own, _ = office.citizens["shelter"]
    person("office").post("/search", {"q": f"{own} {FAMILY}"})
    person("office").post("/search", {"q": "Ingenmandsland"})
    with store.reading() as connection:
        rows = connection.execute(select(record).order_by(record.c.number)).mappings().all()
    found = [(row["subject"], json.loads(row["details"])) for row in rows if row["action"] == "search"]
    assert found == [(own, {"ids": [own]}), ("", {"ids": []})]
    told = json.dumps([dict(row) for row in rows], default=str, ensure_ascii=False)
    assert FAMILY not in told
    assert "Ingenmandsland" not in told


def test_what_is_typed_is_shown_as_text(person: Callable[[str], Reader]) -> None:
    page = person("office").post("/search", {"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in page.text


def test_a_name_never_stands_in_an_address(person: Callable[[str], Reader]) -> None:
    assert person("office").get(f"/search?q={FAMILY}").status_code == 405
