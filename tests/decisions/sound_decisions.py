"""What must hold of a store at any moment, whoever did what: checked from its tables alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any

from sound_ledger import check_ledger
from sqlalchemy import Connection, Table, select

from data.store.engine import Store
from data.store.schema import (
    checklist,
    choices,
    citizens,
    offer_steps,
    offers,
    record,
    standing,
    vacancies,
)
from data.store.verify import verify

HOLDING = {"proposed", "offered", "viewing", "accepted", "contract", "moved_in"}
FAILED = {"refused", "expired", "withdrawn"}
OFFER_ENTRIES = {"accept", "choose", "step", "step_back", "postpone"}


def all_of(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def check_sound(store: Store) -> None:
    """Nothing half done, nobody promised twice, everything recorded, the record whole."""
    with store.reading() as connection:
        made = all_of(connection, offers)
        chosen = {row["choice_id"]: row for row in all_of(connection, choices)}
        entries = all_of(connection, record)
        steps: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for step in sorted(all_of(connection, offer_steps), key=lambda row: row["step_id"]):
            steps[step["offer_id"]].append(step)
        items: dict[str, dict[str, str]] = defaultdict(dict)
        for item in all_of(connection, checklist):
            items[item["offer_id"]][item["item"]] = item["state"]
        forbidden = {
            (row["citizen_id"], row["vacancy_id"])
            for row in all_of(connection, standing)
            if row["action"] == "forbid" and row["lifted_at"] is None
        }
        people = {row["citizen_id"]: row["state"] for row in all_of(connection, citizens)}
        flats = {row["vacancy_id"]: row["state"] for row in all_of(connection, vacancies)}
    check_ledger(store)
    _nobody_twice(made)
    _every_choice_its_offer(made, chosen)
    for offer in made:
        _one_offer(offer, steps[offer["offer_id"]], items[offer["offer_id"]], chosen)
        if offer["state"] == "refused":
            assert (offer["citizen_id"], offer["vacancy_id"]) in forbidden
        if offer["live"] and offer["state"] != "moved_in":
            assert (offer["citizen_id"], offer["vacancy_id"]) not in forbidden
            assert people[offer["citizen_id"]] == "waiting"
            assert flats[offer["vacancy_id"]] == "vacant"
        if offer["state"] == "moved_in":
            assert people[offer["citizen_id"]] == "housed"
            assert flats[offer["vacancy_id"]] == "let"
    in_homes = {row["citizen_id"] for row in made if row["state"] in ("moved_in", "ended")}
    assert {name for name, state in people.items() if state == "housed"} <= in_homes
    _everything_recorded(made, chosen, steps, entries)
    assert verify(store).finding is None


def _nobody_twice(made: list[dict[str, Any]]) -> None:
    for column in ("citizen_id", "vacancy_id"):
        held = Counter(row[column] for row in made if row["live"])
        assert all(count == 1 for count in held.values()), held


def _every_choice_its_offer(made: list[dict[str, Any]], chosen: dict[str, dict[str, Any]]) -> None:
    offers_of = Counter(row["choice_id"] for row in made)
    for choice_id, choice in chosen.items():
        assert offers_of[choice_id] == (1 if choice["action"] in ("accept", "choose") else 0)
    stands = Counter((row["run_id"], row["vacancy_id"]) for row in chosen.values() if not row["undone_at"])
    assert all(count == 1 for count in stands.values())


def _one_offer(
    offer: dict[str, Any],
    steps: list[dict[str, Any]],
    items: dict[str, str],
    chosen: dict[str, dict[str, Any]],
) -> None:
    choice = chosen[offer["choice_id"]]
    assert (choice["citizen_id"], choice["vacancy_id"]) == (offer["citizen_id"], offer["vacancy_id"])
    assert offer["live"] == (offer["state"] in HOLDING)
    assert (choice["undone_at"] is None) == (offer["state"] not in FAILED)
    assert len(items) == 5
    assert steps[0]["from_state"] == "" and steps[0]["to_state"] == "proposed"
    for before, after in pairwise(steps):
        assert after["from_state"] == before["to_state"]
    assert steps[-1]["to_state"] == offer["state"]
    if offer["state"] in ("contract", "moved_in", "ended"):
        assert items["deposit_loan"] in ("done", "not_needed")
    if offer["state"] in ("offered", "viewing"):
        assert offer["deadline"] is not None
    if offer["state"] not in FAILED | {"proposed"}:
        assert offer["offered_on"] is not None


def _everything_recorded(
    made: list[dict[str, Any]],
    chosen: dict[str, dict[str, Any]],
    steps: dict[str, list[dict[str, Any]]],
    entries: list[dict[str, Any]],
) -> None:
    told = Counter(
        entry["subject"]
        for entry in entries
        if entry["subject_kind"] == "offer" and entry["action"] in OFFER_ENTRIES
    )
    assert told == Counter({row["offer_id"]: len(steps[row["offer_id"]]) for row in made})
    said = Counter(entry["action"] for entry in entries if entry["subject_kind"] in ("offer", "vacancy"))
    for action in ("accept", "choose", "reject", "park"):
        assert said[action] == sum(row["action"] == action for row in chosen.values())
