"""A shelter enters and follows its own referrals, and finds nothing of anyone else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from finished_run import run_week
from pages import OTHER, OWN, Reader
from sqlalchemy import select, update
from town_files import Files, rows

from data.store.engine import Store
from data.store.schema import citizens, record

ADDRESSES = ("/citizens/{id}", "/citizens/{id}/edit", "/citizens/{id}/map.json")
REFERRAL = {
    "birth_date": "24-05-1985",
    "adults": "1",
    "benefit": "kontanthjaelp_forhoejet",
    "situation": "shelter_110",
    "waiting_since": "01-10-2026",
    "consent": "yes",
    "do": "save",
}


@pytest.fixture
def shelter(as_role: Callable[..., Reader]) -> Reader:
    """Someone at the first shelter; the second exists too."""
    as_role("shelter", OTHER["shelter"])
    return as_role("shelter", OWN["shelter"])


def refer(store: Store, citizen_ids: list[str], shelter_id: str) -> None:
    """Let citizens be referred by a shelter."""
    with store.writing() as connection:
        mine = update(citizens).where(citizens.c.citizen_id.in_(citizen_ids))
        connection.execute(mine.values(shelter_id=shelter_id))


def test_another_shelters_citizens_are_not_there(shelter: Reader, town: Store, files: Files) -> None:
    """Not on the list, not by their address, not by a form; the same answer as for an id of no one."""
    ids = [row["citizen_id"] for row in rows(files, "citizens.csv")]
    mine, theirs, nobodys = ids[:4], ids[4:10], ids[10:]
    refer(town, mine, OWN["shelter"])
    refer(town, theirs, OTHER["shelter"])
    page = shelter.get("/citizens?show=all").text
    listed = {id for id in ids if f">{id}<" in page}
    assert listed == set(mine)
    for id in (*theirs, *nobodys[:3], "no-such"):
        for address in ADDRESSES:
            assert shelter.get(address.format(id=id)).status_code == 404, (address, id)
        sent = {**REFERRAL, "version": "1", "citizen_id": id}
        assert shelter.post(f"/citizens/{id}/edit", sent).status_code == 404
        assert shelter.post(f"/citizens/{id}/edit", {**sent, "do": "compute"}).status_code == 404
    for id in mine:
        for address in ADDRESSES:
            assert shelter.get(address.format(id=id)).status_code == 200
    assert {id for id in ids if id in shelter.get("/citizens?show=all&format=csv").text} == set(mine)


def test_a_referral_is_the_shelters_own_and_without_a_need_group(shelter: Reader, town: Store) -> None:
    """What the shelter enters belongs to it; a need group sent along is not taken."""
    page = shelter.get("/citizens/new").text
    assert 'name="tier"' not in page
    answer = shelter.post("/citizens/new", {**REFERRAL, "tier": "1"})
    assert answer.status_code == 303
    citizen_id = answer.location.split("/")[2].split("?")[0]
    with town.reading() as connection:
        row = connection.execute(select(citizens).where(citizens.c.citizen_id == citizen_id)).mappings().one()
    assert row["shelter_id"] == OWN["shelter"]
    assert row["tier"] in (None, 3)
    assert shelter.get(answer.location).status_code == 200


@pytest.mark.parametrize(
    "name", ["tier", "park", "waive", "pin", "forbid", "close", "assign", "reopen", "lift"]
)
def test_what_is_the_offices_is_not_the_shelters(
    shelter: Reader, town: Store, files: Files, name: str
) -> None:
    """Neither the form nor the doing, also for the shelter's own citizens; no button leads there."""
    citizen_id = rows(files, "citizens.csv")[0]["citizen_id"]
    refer(town, [citizen_id], OWN["shelter"])
    address = f"/citizens/{citizen_id}/do/{name}"
    assert shelter.get(address).status_code == 403
    assert shelter.post(address, {"reason": "x", "version": "1"}).status_code == 403
    assert "/do/" not in shelter.get(f"/citizens/{citizen_id}").text


def test_a_proposal_shows_no_flat_before_it_is_offered(shelter: Reader, town: Store, files: Files) -> None:
    """Waiting, proposed: the shelter reads that there is a proposal, and nowhere which flat it is."""
    run_id, matches = run_week(town)
    assert run_id and matches
    refer(town, list(matches), OWN["shelter"])
    flats = [row["vacancy_id"] for row in rows(files, "vacancies.csv")]
    whole = shelter.get("/citizens?show=all").text
    assert "Indstillet i ugens kørsel" in whole
    assert not [flat for flat in flats if f">{flat}<" in whole or f" {flat}<" in whole]
    for citizen_id in matches:
        page = shelter.get(f"/citizens/{citizen_id}").text
        assert "Indstillet i ugens kørsel" in page
        assert not [flat for flat in flats if flat in page]


def test_every_look_is_recorded_with_who_and_what_for(shelter: Reader, town: Store, files: Files) -> None:
    """A page of a citizen leaves an entry of the shelter's user; a page that is not found leaves none."""
    ids = [row["citizen_id"] for row in rows(files, "citizens.csv")]
    refer(town, ids[:1], OWN["shelter"])

    def looks() -> list[tuple[str, str, str]]:
        with town.reading() as connection:
            found = select(record.c.actor, record.c.subject, record.c.purpose).where(
                record.c.action == "view"
            )
            return [tuple(row) for row in connection.execute(found)]

    shelter.get(f"/citizens/{ids[1]}")
    assert not looks()
    shelter.get(f"/citizens/{ids[0]}")
    assert looks() == [(shelter.user_id, ids[0], "case")]
