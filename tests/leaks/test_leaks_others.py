"""What others have shows nowhere: not in a list, a count, a search, a file, nor when a form names it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from marked_office import LANDLORD, NEW_FLAT, OTHER, SHELTER, MarkedOffice
from marking import ANOTHER, ONE, mark
from others import KINDS, NAMED, NO_ONE, add_many
from pages import Reader, pages_of, reader
from sqlalchemy import select
from walking import Answer, answer_of, same, walk

from data.store import schema
from data.store.engine import Store

API = "/api/v1"
ORGANISATIONS = {"association": LANDLORD, "shelter": SHELTER}
PLENTY = {"requests": "1000000/minute", "strangers": "1000000/minute"}
#: The id of an upload, drawn anew for each.
_UPLOAD = re.compile(r"(?<=/association/upload/)[0-9a-f]{16}")


def opened(store: Store, role: str, office: MarkedOffice) -> dict[str, Answer]:
    """All an organisation can open, and what its program is answered."""
    app = pages_of(store, api_limits=PLENTY)
    first = ["/", "/account", "/api", "/map/towns.json"]
    if role == "shelter":  # what the maps of the pages fetch
        with store.reading() as connection:
            mine = select(schema.citizens.c.citizen_id).where(schema.citizens.c.shelter_id == SHELTER)
            ids = connection.execute(mine.order_by(schema.citizens.c.citizen_id).limit(6)).scalars().all()
        first += ["/citizens/ground.json", *(f"/citizens/{citizen_id}/map.json" for citizen_id in ids)]
    found = walk(reader(app, role, ORGANISATIONS[role]).client, first)
    if role == "association":
        headers = {"Authorization": f"Bearer {office.token}"}
        paths = [f"{API}/{name}" for name in ("vacancies", "vacancies?state=all", "accounts", "statements")]
        found |= walk(app.test_client(), paths, headers)
    return found


@pytest.mark.parametrize("role", ORGANISATIONS)
def test_what_others_have_changes_nothing(copy: Callable[[], Store], office: MarkedOffice, role: str) -> None:
    """Every page, list and paper is the same when others have five hundred more of everything."""
    few = opened(copy(), role, office)
    store = copy()
    with store.writing() as connection:
        add_many(connection, office)
    many = opened(store, role, office)
    assert few.keys() == many.keys()
    assert len(few) > 40
    for address, answer in few.items():
        same(answer, many[address], address)


def test_whoever_the_citizens_of_others_are_a_shelter_sees_the_same(
    copy: Callable[[], Store], office: MarkedOffice
) -> None:
    seen = []
    for how in (ONE, ANOTHER):
        store = copy()
        with store.writing() as connection:
            mark(connection, how, only=schema.citizens.c.shelter_id.is_distinct_from(SHELTER))
        seen.append(opened(store, "shelter", office))
    assert seen[0].keys() == seen[1].keys()
    for address, answer in seen[0].items():
        same(answer, seen[1][address], address)
        assert ONE.word not in answer.text, address


@pytest.fixture(scope="module")
def crowd(copy: Callable[[], Store], office: MarkedOffice) -> Flask:
    """The pages over a store with five hundred of everything that is others'."""
    store = copy()
    with store.writing() as connection:
        add_many(connection, office)
    return pages_of(store, api_limits=PLENTY)


Send = Callable[[Reader, str], Any]


def _upload(person: Reader, vacancy_id: str) -> Any:
    content = f"vacancy_id;address;rent\n{vacancy_id};Torvet 1;4500\n".encode()
    sent = {"file": (io.BytesIO(content), "flats.csv"), "csrf_token": person.token()}
    return person.client.post("/association/upload", data=sent, follow_redirects=True)


#: How an association may name a flat elsewhere than in the path.
NAMES_A_FLAT: dict[str, Send] = {
    "copy of": lambda person, flat: person.get(f"/association/flats/new?like={flat}"),
    "search": lambda person, flat: person.post("/search", {"q": flat}),
    "filter": lambda person, flat: person.get(f"/association/flats?show=all&q={flat}"),
    "nominations": lambda person, flat: person.get(f"/association/nominations?show=all&q={flat}"),
    "file": lambda person, flat: person.get(f"/association/flats?show=all&q={flat}&format=csv"),
    "withdraw": lambda person, flat: person.post("/association/withdraw", {"id": flat, "reason": "sale"}),
    "withdraw with one's own": lambda person, flat: person.post(
        "/association/withdraw", {"id": ["V0030", flat], "reason": "sale"}
    ),
    "charge": lambda person, flat: person.post(
        "/charges/new",
        {"vacancy_id": flat, "kind": "restoration", "day": "2026-11-01", "amount": "100", "reason": "Gulv"},
    ),
    "charge form": lambda person, flat: person.get(f"/charges/new?vacancy={flat}"),
    "report under its id": lambda person, flat: person.post(
        "/association/flats/new", {**NEW_FLAT, "vacancy_id": flat, "when": "now", "rent": "-1"}
    ),
    "reference": lambda person, flat: person.post(
        "/association/flats/new", {**NEW_FLAT, "reference": flat, "when": "now", "rent": "-1"}
    ),
    "upload": _upload,
    "statements": lambda person, flat: person.get(f"/statements?q={flat}"),
}  # fmt: skip


@pytest.mark.parametrize("what", NAMES_A_FLAT)
def test_a_form_that_names_anothers_flat_is_answered_as_for_no_flat(crowd: Flask, what: str) -> None:
    person = reader(crowd, "association", LANDLORD)
    person.get("/account")
    kind = KINDS["vacancy_id"]
    for n in (3, 4):
        theirs, nobodys = (NAMES_A_FLAT[what](person, one(n)) for one in (kind.theirs, kind.nobodys))
        assert theirs.status_code < 500
        drawn = {id for answer in (theirs, nobodys) for id in _UPLOAD.findall(answer.text)}
        first = answer_of(theirs).without(kind.theirs(n), *drawn)
        second = answer_of(nobodys).without(kind.nobodys(n), *drawn)
        same(first, second)


#: How a shelter may name a citizen elsewhere than in the path.
NAMES_A_CITIZEN: dict[str, Send] = {
    "search": lambda person, who: person.post("/search", {"q": who}),
    "filter": lambda person, who: person.get(f"/citizens?show=all&q={who}"),
    "file": lambda person, who: person.get(f"/citizens?show=all&q={who}&format=csv"),
    "offers": lambda person, who: person.get(f"/offers?show=all&q={who}"),
    "enter under its id": lambda person, who: person.post(
        "/citizens/new", {"citizen_id": who, "birth_date": "1985-05-24", "tier": "1"}
    ),
    "affords": lambda person, who: person.post("/citizens/affords", {"citizen_id": who}),
}


@pytest.mark.parametrize("what", NAMES_A_CITIZEN)
def test_a_form_that_names_anothers_citizen_is_answered_as_for_no_one(
    crowd: Flask, office: MarkedOffice, what: str
) -> None:
    person = reader(crowd, "shelter", SHELTER)
    person.get("/account")
    kind = KINDS["citizen_id"]
    named = [(kind.theirs(3), kind.nobodys(3)), (NAMED.format(3), NO_ONE.format(3))]
    for one, other in named:
        theirs, nobodys = (NAMES_A_CITIZEN[what](person, name) for name in (one, other))
        assert theirs.status_code < 500
        same(answer_of(theirs).without(one), answer_of(nobodys).without(other))


def test_an_address_or_a_name_of_anothers_finds_no_one(crowd: Flask, office: MarkedOffice) -> None:
    """An association searching for the very names of citizens finds its own flats at most."""
    store: Store = crowd.extensions["husrum_store"]
    with store.reading() as connection:
        names = list(connection.execute(select(schema.contacts.c.name).limit(20)).scalars())
        streets = select(schema.vacancies.c.address).where(schema.vacancies.c.organisation_id == OTHER)
        addresses = [street for street in connection.execute(streets.distinct()).scalars() if street][:10]
    person = reader(crowd, "association", LANDLORD)
    for words in (*names, *office.citizens.values(), *office.offers.values(), *addresses):
        nobody = "Ø" * len(words)
        found, missing = (person.post("/search", {"q": sought}) for sought in (words, nobody))
        same(answer_of(found).without(words), answer_of(missing).without(nobody), words)


#: What a program may ask about a flat: method, path and body, with FLAT for the id.
PROGRAMS: dict[str, tuple[str, str, Any]] = {
    "one": ("GET", "vacancies/FLAT", None),
    "change": ("PATCH", "vacancies/FLAT", {"version": 1, "rent": 4000}),
    "dispose": ("POST", "vacancies/FLAT/disposal", {"version": 1}),
    "relet": ("POST", "vacancies/FLAT/relet", {"day": "2026-11-20"}),
    "withdraw": ("POST", "withdrawals", {"vacancy_ids": ["FLAT"], "reason": "sale"}),
    "report": ("POST", "vacancies", {"vacancy_id": "FLAT"}),
}


@pytest.mark.parametrize("what", PROGRAMS)
def test_a_program_is_answered_about_anothers_flat_as_about_none(
    crowd: Flask, office: MarkedOffice, what: str
) -> None:
    client, kind, told = crowd.test_client(), KINDS["vacancy_id"], {}
    for n in range(500 if what == "one" else 20):
        for name in ("theirs", "nobodys"):
            flat = getattr(kind, name)(n)
            headers = {
                "Authorization": f"Bearer {office.token}",
                "Idempotency-Key": f"{what.replace(' ', '-')}-{flat}",
            }
            method, path, body = PROGRAMS[what]
            sent = None if body is None else json.loads(json.dumps(body).replace("FLAT", flat))
            address = f"{API}/{path}".replace("FLAT", flat)
            answer = client.open(address, method=method, json=sent, headers=headers)
            assert answer.status_code == (422 if what == "report" else 404)
            told[name] = answer_of(answer).without(flat)
        same(*(answer.without_headers("RateLimit-Remaining") for answer in told.values()), n)


@pytest.mark.parametrize(("path", "name"), [("statements", "statement_id"), ("accounts", "quota_id")])
def test_a_program_is_answered_about_anothers_account_as_about_none(
    crowd: Flask, office: MarkedOffice, path: str, name: str
) -> None:
    client, headers = crowd.test_client(), {"Authorization": f"Bearer {office.token}"}
    for n in range(500):
        bodies = set()
        for which in ("theirs", "nobodys"):
            answer = client.get(f"{API}/{path}/{getattr(KINDS[name], which)(n)}", headers=headers)
            bodies.add((answer.status_code, answer.text))
        assert len(bodies) == 1
        assert bodies.pop()[0] == 404
