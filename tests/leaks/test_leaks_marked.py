"""An association's pages, lists, papers and programs hold not one word about a citizen before release.

After it, the page of that flat alone has a name, how to reach them and how many they are, and nothing else.
Every answer is the same whoever the citizens are: nothing about them can be worked out from it either.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from marked_office import LANDLORD, OTHER, RELEASED, MarkedOffice
from marking import ANOTHER, ONE, Mark, mark
from pages import pages_of, reader
from sqlalchemy import select
from walking import Answer, answer_of, same, walk

from data.store.engine import Store
from data.store.schema import vacancies
from data.store.schema_landlord import outbox

#: Columns of a citizen's contact that go with the lease.
_RELEASED_WORDS = {"name", "phone", "email"}
API = "/api/v1"


def addresses(office: MarkedOffice) -> list[str]:
    """Where the walk begins, beside what the links lead to."""
    flats = [*office.flats.values(), office.announced]
    found = ["/", "/account", "/association/nominations?show=all", "/association/flats?show=all"]
    found += [f"/association/flats/{flat}{end}" for flat in flats for end in ("", "/edit", "/dispose")]
    found += [f"/association/flats/new?like={flat}" for flat in flats]
    found += [f"/charges/new?vacancy={flat}" for flat in flats]
    found += [f"/association/upload/{office.uploads[0]}"]
    lists = ("/association/flats", "/association/nominations", "/statements", "/charges", "/ledger")
    return [*found, *(f"{name}?show=all&format={kind}" for name in lists for kind in ("csv", "xlsx"))]


def by_program(app: Any, office: MarkedOffice) -> dict[str, Answer]:
    """What the association's program is answered."""
    headers = {"Authorization": f"Bearer {office.token}"}
    client = app.test_client()
    paths = ["vacancies", "accounts", "statements", "token"]
    for name, key in (("accounts", "quota_id"), ("statements", "statement_id")):
        items = client.get(f"{API}/{name}", headers=headers).json["items"]
        assert items
        paths += [f"{name}/{item[key]}" for item in items]
    paths += [f"vacancies/{flat}" for flat in (*office.flats.values(), office.announced)]
    return walk(client, [f"{API}/{path}" for path in paths], headers)


def sent_forms(app: Any, office: MarkedOffice) -> dict[str, Answer]:
    """What every form about each of the flats is answered when it is sent blank, and searches."""
    person, found = reader(app, "association", LANDLORD), {}
    routes = sorted(
        rule.rule for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/association/flats/<path:vacancy_id>/") and "POST" in rule.methods
    )  # fmt: skip
    assert len(routes) > 8
    for route in routes:
        for flat in office.flats.values():
            for version in ("1", "99"):
                address = route.replace("<path:vacancy_id>", flat)
                form = {"version": version, "message_id": "1"}
                found[f"POST {address} {version}"] = answer_of(person.client.post(address, data=form))
    words = [*office.flats.values(), *office.citizens.values(), "ZQX", "QWJ", "Torvet"]
    for word in words:
        found[f"search {word}"] = answer_of(person.client.post("/search", data={"q": word}))
    return found


def everything(store: Store, office: MarkedOffice, how: Mark) -> dict[str, Answer]:
    """Mark the citizens, and open and send all there is."""
    with store.writing() as connection:
        mark(connection, how)
    app = pages_of(store)
    app.config["WTF_CSRF_ENABLED"] = False
    walked = walk(reader(app, "association", LANDLORD).client, addresses(office))
    return {**walked, **by_program(app, office), **sent_forms(app, office)}


def released_flat(address: str, office: MarkedOffice) -> bool:
    """Whether an answer is about a flat whose citizen is released to the association."""
    return any(
        re.search(rf"/association/flats/{office.flats[state]}(?![^/ ?])", address) for state in RELEASED
    )


@pytest.fixture(scope="module")
def answers(copy: Callable[[], Store], office: MarkedOffice) -> tuple[dict[str, Answer], dict[str, Answer]]:
    """Every answer with citizens marked one way, and another."""
    return everything(copy(), office, ONE), everything(copy(), office, ANOTHER)


def test_not_one_word_about_a_citizen_but_what_the_lease_needs(
    answers: tuple[dict[str, Answer], dict[str, Answer]], office: MarkedOffice
) -> None:
    told: dict[str, set[str]] = {}
    for address, answer in answers[0].items():
        words = set(re.findall(r"ZQX-?(\w+)", f"{answer.headers} {answer.text}"))
        if words and not address.startswith("search "):  # a search says again what was searched for
            told[address] = words
        ids = set(re.findall(r"\bC0\d{3}\b|run-\d+-\w+|T-[A-Z]+-\d", f"{answer.headers} {answer.text}"))
        assert ids <= {address.removeprefix("search ")}, (address, ids)
    assert all(released_flat(address, office) for address in told), told
    assert all(words == _RELEASED_WORDS for words in told.values()), told
    for state in RELEASED:
        assert f"/association/flats/{office.flats[state]}" in told


def test_whoever_the_citizens_are_every_answer_is_the_same(
    answers: tuple[dict[str, Answer], dict[str, Answer]], office: MarkedOffice
) -> None:
    one, another = answers
    assert one.keys() == another.keys()
    assert len(one) > 150
    for address in one:
        first, second = one[address], another[address]
        if released_flat(address, office):  # name, telephone, e-mail, and how many they are
            first, second = first.without("ZQX", "82 personer"), second.without("QWJ", "86 personer")
        same(first, second, address)


def test_no_notice_to_an_association_names_anything_but_its_own(
    copy: Callable[[], Store], office: MarkedOffice
) -> None:
    """The links of its e-mails lead to its own flats, statements and charges; no citizen, no offer."""
    with copy().reading() as connection:
        rows = connection.execute(select(outbox.c.reader, outbox.c.path)).all()
        flats = connection.execute(select(vacancies.c.vacancy_id, vacancies.c.organisation_id)).all()
    mine = {f"association-{owner}": {v for v, of in flats if of == owner} for owner in (LANDLORD, OTHER)}
    told = [(reader, path) for reader, path in rows if reader in mine]
    assert len(told) > 5
    for whose, path in told:
        found = re.fullmatch(r"/association/flats(?:/(V\d+)(?:#\w+)?)?|/statements/\w+|/charges/\w+", path)
        assert found, path
        assert found[1] is None or found[1] in mine[whose], path


def test_the_walk_opens_what_there_is(
    answers: tuple[dict[str, Answer], dict[str, Answer]], office: MarkedOffice
) -> None:
    """Lists as files, papers and programs are among what is looked through, and nothing breaks."""
    kinds = {dict(answer.headers).get("Content-Type", "").partition(";")[0] for answer in answers[0].values()}
    assert {"text/html", "text/csv", "application/pdf", "application/json"} <= kinds
    assert any("spreadsheet" in kind for kind in kinds)
    statuses = {answer.status for answer in answers[0].values()}
    assert statuses <= {200, 302, 303, 400, 403, 404, 405, 409, 422}, statuses
    assert any(released_flat(address, office) for address in answers[0])
