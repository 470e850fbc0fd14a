"""Citizens: entered, changed, followed by those whose task it is, and by no one else."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import by_hand
import pytest
from by_hand import MONDAY
from sqlalchemy import Connection, insert, select

from data.store import people, schema
from data.store.actor import Actor
from data.store.engine import Store
from data.store.errors import Conflict, NotFound, NotPossible, Refused
from data.store.people import save_citizen
from data.store.settings import TODAY, set_setting
from data.store.versions import versions_of

OFFICE = Actor("office", "office")
SHELTER = Actor("anna", "shelter", "H1")
OTHER = Actor("bo", "shelter", "H2")
CELLS = {"birth_date": "02-01-1990", "benefit": "su", "waiting_since": "2026-03-04"}
CONTACT = {"name": "Sofie Prøve", "phone": "12 34 56 78", "email": "s@eksempel.dk", "postal_address": "Vej 1"}
AVOID = {"role": "avoid", "x": "720000", "y": "6170000", "min_km": "1,5"}
CPR = "311299" + "-" + "1234"


@pytest.fixture
def store(any_store: Store) -> Store:
    with any_store.writing() as connection:
        set_setting(connection, TODAY, MONDAY.isoformat())
        for name in ("H1", "H2"):
            connection.execute(
                insert(schema.organisations).values(organisation_id=name, name=name, kind="shelter")
            )
    return any_store


def enter(connection: Connection, actor: Actor = OFFICE, **more: str) -> str:
    return save_citizen(connection, actor, {**CELLS, **more}, None, None, None)


def record_of(connection: Connection) -> list[Any]:
    return list(connection.execute(select(schema.record).order_by(schema.record.c.number)).mappings())


def test_a_citizen_is_entered_with_places_and_contact(store: Store) -> None:
    with store.writing() as connection:
        citizen_id = save_citizen(connection, OFFICE, CELLS, [AVOID], CONTACT, None)
        row = people.get_citizen(connection, OFFICE, citizen_id)
        assert (citizen_id, row["birth_date"], row["state"], row["tier"]) == (
            "C0001", date(1990, 1, 2), "waiting", None
        )  # fmt: skip
        (place,) = people.places_of(connection, citizen_id)
        assert (place["role"], place["min_km"], place["at"]) == ("avoid", 1.5, (720000.0, 6170000.0))
        contact = people.contact_of(connection, OFFICE, citizen_id)
        assert contact is not None and contact["name"] == CONTACT["name"]
        assert enter(connection) == "C0002"


def test_the_record_and_the_versions_hold_no_name(store: Store) -> None:
    with store.writing() as connection:
        citizen_id = save_citizen(connection, OFFICE, CELLS, [AVOID], CONTACT, None)
        changed = {**CONTACT, "name": "Sofie Andet"}
        save_citizen(connection, OFFICE, {"citizen_id": citizen_id, "pets": "ja"}, None, changed, 1)
        kept = [dict(row) for row in versions_of(connection, "citizen", citizen_id)]
        told = [dict(row) for row in record_of(connection)]
    for word in ("Sofie", "eksempel", "12 34", "Vej 1"):
        assert word not in json.dumps([kept, told], default=str)
    assert [(row["action"], row["subject"]) for row in told] == [("create", "C0001"), ("change", "C0001")]
    assert json.loads(told[1]["details"]) == {"columns": ["pets"], "contact": True, "places": False}


def test_columns_left_out_stay_and_nothing_changed_is_no_change(store: Store) -> None:
    with store.writing() as connection:
        citizen_id = save_citizen(connection, OFFICE, {**CELLS, "wealth": "3000"}, [AVOID], CONTACT, None)
        before = len(record_of(connection))
        for cells in ({}, {"wealth": "3000,0"}):
            save_citizen(connection, OFFICE, {"citizen_id": citizen_id, **cells}, [AVOID], CONTACT, 1)
        assert len(record_of(connection)) == before
        save_citizen(connection, OFFICE, {"citizen_id": citizen_id, "children": "1"}, None, None, 1)
        row = people.get_citizen(connection, OFFICE, citizen_id)
        assert (row["wealth"], row["children"], row["version"]) == (3000.0, 1, 2)
        assert len(people.places_of(connection, citizen_id)) == 1
        save_citizen(connection, OFFICE, {"citizen_id": citizen_id}, [], {}, 2)
        assert people.places_of(connection, citizen_id) == []
        assert people.contact_of(connection, OFFICE, citizen_id) is None


def test_a_stale_screen_is_told_what_differs(store: Store) -> None:
    with store.writing() as connection:
        citizen_id = save_citizen(connection, OFFICE, {**CELLS, "wealth": "1"}, [AVOID], None, None)
        save_citizen(connection, OFFICE, {"citizen_id": citizen_id, "wealth": "2"}, None, None, 1)
        save_citizen(connection, OFFICE, {"citizen_id": citizen_id, "pets": "ja"}, [], None, 2)
        with pytest.raises(Conflict) as stale:
            save_citizen(connection, OFFICE, {"citizen_id": citizen_id, "wealth": "9"}, None, None, 1)
        assert stale.value.code == "stale"
        difference = dict(stale.value.difference)
        assert [place["role"] for place in difference.pop("places")[0]] == ["avoid"]
        assert difference == {"wealth": ("1", "2"), "pets": ("", "true")}
        with pytest.raises(Conflict):
            people.set_tier(connection, OFFICE, citizen_id, 1, "Akut", 1)


def test_a_shelter_knows_its_own_citizens_and_no_others(store: Store) -> None:
    with store.writing() as connection:
        own = save_citizen(connection, SHELTER, CELLS, [AVOID], CONTACT, None)
        foreign = [enter(connection), enter(connection, OTHER)]
        assert [row["citizen_id"] for row in people.list_citizens(connection, SHELTER)] == [own]
        assert people.get_citizen(connection, SHELTER, own)["shelter_id"] == "H1"
        assert people.find_by_name(connection, SHELTER, "c00")[0]["citizen_id"] == own
        assert people.find_by_name(connection, OTHER, "sofie") == []
        assert set(people.contacts_of(connection, SHELTER, [own, *foreign])) == {own}
        for citizen_id in (*foreign, "C9999"):
            with pytest.raises(NotFound):
                people.get_citizen(connection, SHELTER, citizen_id)
            with pytest.raises(NotFound):
                people.contact_of(connection, SHELTER, citizen_id)
            with pytest.raises(NotFound):
                save_citizen(connection, SHELTER, {"citizen_id": citizen_id}, None, None, 1)
            with pytest.raises(NotFound):
                people.park(connection, SHELTER, citizen_id, None, "x", 1)
        save_citizen(connection, SHELTER, {"citizen_id": own, "pets": "ja"}, None, None, 1)
        for step in (
            lambda: people.set_tier(connection, SHELTER, own, 1, "Akut", 2),
            lambda: people.close_citizen(connection, SHELTER, own, "own_home", 2),
            lambda: people.assign(connection, SHELTER, own, case_worker=None, shelter_id="H2", version=2),
        ):
            with pytest.raises(NotPossible, match="role_may_not"):
                step()


@pytest.mark.parametrize("role", ["association", "analyst", "administrator"])
def test_to_others_a_citizen_is_not_there(store: Store, role: str) -> None:
    other = Actor("x", role, "H1")
    with store.writing() as connection:
        citizen_id = save_citizen(connection, SHELTER, CELLS, None, CONTACT, None)
        assert people.list_citizens(connection, other) == []
        assert people.find_by_name(connection, other, "sofie") == []
        for read in (people.get_citizen, people.contact_of):
            with pytest.raises(NotFound):
                read(connection, other, citizen_id)
        with pytest.raises(NotPossible, match="role_may_not"):
            enter(connection, other)


def test_an_auditor_reads_cases_but_no_names(store: Store) -> None:
    auditor = Actor("r", "auditor")
    with store.writing() as connection:
        citizen_id = save_citizen(connection, OFFICE, CELLS, None, CONTACT, None)
        assert people.get_citizen(connection, auditor, citizen_id)["benefit"] == "su"
        assert people.find_by_name(connection, auditor, "sofie") == []
        with pytest.raises(NotFound):
            people.contact_of(connection, auditor, citizen_id)
        with pytest.raises(NotPossible, match="role_may_not"):
            people.park(connection, auditor, citizen_id, None, "x", 1)


@pytest.mark.parametrize(
    ("cells", "places", "contact", "where"),
    [
        ({"citizen_id": CPR}, [], None, ("citizens", 1, "citizen_id")),
        ({"debt_to": f"O1 {CPR}"}, [], None, ("citizens", 1, "debt_to")),
        ({}, [AVOID, {"role": "network", "address": f"hos {CPR}"}], None, ("places", 2, "address")),
        ({}, [], {"name": f"Sofie {CPR}"}, ("contact", 1, "name")),
        ({}, [], {"name": "S", "phone": CPR.replace("-", " ")}, ("contact", 1, "phone")),
        ({}, [], {"name": "S", "email": CPR.replace("-", "")}, ("contact", 1, "email")),
        ({"adults": "2"}, [], None, ("citizens", 1, "partner_benefit")),
        ({"waiting_since": "2027-01-01"}, [], None, ("citizens", 1, "waiting_since")),
        ({"benefit": ""}, [], None, ("citizens", 1, "benefit")),
        ({"avoid_milieus": "M9"}, [], None, ("citizens", 1, "avoid_milieus")),
        ({"support_method": "CTI", "team_id": "T2"}, [], None, ("citizens", 1, "team_id")),
        ({}, [{**AVOID, "min_km": ""}], None, ("places", 1, "min_km")),
        ({}, [{**AVOID, "x": "1"}], None, ("places", 1, "x")),
        ({}, [{"role": "avoid", "address": "Ukendt 1", "postcode": "8700", "min_km": "1"}], None,
         ("places", 1, "address")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_in_its_place(
    store: Store, cells: Any, places: Any, contact: Any, where: tuple[str, int, str]
) -> None:
    with store.writing() as connection:
        by_hand.team(connection, "T1")
        with pytest.raises(Refused) as refused:
            save_citizen(connection, OFFICE, {**CELLS, **cells}, places, contact, None)
        assert where in [(fault.file, fault.line, fault.column) for fault in refused.value.faults]
        assert CPR not in str(refused.value)
        assert people.list_citizens(connection, OFFICE) == [] and record_of(connection) == []


def test_places_are_found_by_address(store: Store) -> None:
    with store.writing() as connection:
        at = {"address": "Torvet 1", "folded": "torvet 1", "postcode": "8700", "x": 553000.0, "y": 6191000.0}
        connection.execute(insert(schema.addresses).values(**at))
        place = {"role": "avoid", "address": " torvet  1", "postcode": "8700", "min_km": "2"}
        lost = {"role": "network", "address": "Ukendt 1", "postcode": "8700"}
        citizen_id = save_citizen(connection, OFFICE, CELLS, [place, lost], None, None)
        assert [row["at"] for row in people.places_of(connection, citizen_id)] == [
            (553000.0, 6191000.0),
            None,
        ]


def test_tier_and_pause_have_their_own_steps_with_a_reason(store: Store) -> None:
    with store.writing() as connection:
        citizen_id = enter(connection)
        for name, text in (("tier", "1"), ("blocked_until", "2027-01-01")):
            with pytest.raises(Refused, match=name):
                save_citizen(connection, OFFICE, {"citizen_id": citizen_id, name: text}, None, None, 1)
        for reason in ("", "  ", f"Søn {CPR}"):
            with pytest.raises(Refused, match="reason"):
                people.set_tier(connection, OFFICE, citizen_id, 1, reason, 1)
        people.set_tier(connection, OFFICE, citizen_id, 1, "Sover ude", 1)
        people.park(connection, OFFICE, citizen_id, date(2027, 1, 1), "Indlagt", 2)
        row = people.get_citizen(connection, OFFICE, citizen_id)
        assert (row["tier"], row["blocked_until"], row["version"]) == (1, date(2027, 1, 1), 3)
        told = [(row["action"], json.loads(row["details"])) for row in record_of(connection)][1:]
        assert told == [
            ("tier", {"from": None, "to": 1, "reason": "Sover ude"}),
            ("park", {"until": "2027-01-01", "reason": "Indlagt"}),
        ]


def test_a_case_is_closed_and_opened_again(store: Store) -> None:
    with store.writing() as connection:
        by_hand.user(connection)
        citizen_id = enter(connection)
        by_hand.flat(connection, "V1")
        by_hand.offer(connection, "V1", citizen_id)
        with pytest.raises(NotPossible, match="citizen_held"):
            people.close_citizen(connection, OFFICE, citizen_id, "own_home", 1)
        other = enter(connection)
        with pytest.raises(NotPossible, match="reason_unknown"):
            people.close_citizen(connection, OFFICE, other, "because", 1)
        people.close_citizen(connection, OFFICE, other, "own_home", 1)
        assert people.get_citizen(connection, OFFICE, other)["closed_on"] == MONDAY
        assert [r["citizen_id"] for r in people.list_citizens(connection, OFFICE, "closed")] == [other]
        people.reopen_citizen(connection, OFFICE, other, "Tilbage", 2)
        assert people.get_citizen(connection, OFFICE, other)["state"] == "waiting"
        with pytest.raises(NotPossible, match="not_closed"):
            people.reopen_citizen(connection, OFFICE, other, "Tilbage", 3)


def test_a_case_has_a_case_worker_and_a_shelter(store: Store) -> None:
    with store.writing() as connection:
        by_hand.user(connection)
        citizen_id = enter(connection)
        assert people.get_citizen(connection, OFFICE, citizen_id)["case_worker"] == "office"
        people.assign(connection, OFFICE, citizen_id, case_worker=None, shelter_id="H1", version=1)
        row = people.get_citizen(connection, SHELTER, citizen_id)
        assert (row["case_worker"], row["shelter_id"]) == (None, "H1")
        with pytest.raises(NotFound):
            people.assign(connection, OFFICE, citizen_id, case_worker="none", shelter_id=None, version=2)
