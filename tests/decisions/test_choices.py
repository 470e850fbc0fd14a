"""Accept, choose, reject, put aside, undo: what each needs, what each leaves, and who may not."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from finished_week import (
    ADMINISTRATOR,
    ANALYST,
    AUDITOR,
    DAY,
    OFFICE,
    SECOND,
    SHELTER,
    association,
    put_run,
    put_week,
    town,
)
from sound_decisions import check_sound
from sqlalchemy import Connection, select, update

from data.store import choices, flats, offers, people
from data.store.actor import SYSTEM
from data.store.checklist import settle
from data.store.engine import Store
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.prices import price_of
from data.store.schema import checklist, citizens, record, standing, vacancies
from data.store.schema import offers as made

MATCHES = town().table("matches")
PROPOSALS = town().table("proposals")


@pytest.fixture
def run_id(any_store: Store) -> str:
    return put_week(any_store)


def accept(connection: Connection, run_id: str, match: dict[str, str], actor: Any = OFFICE) -> str:
    ticked = match["warnings"].split()
    return choices.accept(connection, actor, run_id, match["vacancy_id"], warnings_ticked=ticked)


def choose(connection: Connection, run_id: str, row: dict[str, str], **given: Any) -> str:
    price = price_of(connection, run_id, row["vacancy_id"], row["citizen_id"])
    said: dict[str, Any] = {
        "price": price, "warnings_ticked": price.warnings, "reason_code": "closer_to_network",
        "reason": "Tæt på datterens skole",
    }  # fmt: skip
    vacancy_id, citizen_id = row["vacancy_id"], row["citizen_id"]
    return choices.choose(connection, OFFICE, run_id, vacancy_id, citizen_id, **said | given)


def test_accepting_makes_a_proposed_offer_with_all_that_belongs_to_it(any_store: Store, run_id: str) -> None:
    match = next(row for row in MATCHES if row["team_id"] and row["quota_pool"])
    with any_store.writing() as connection:
        offer_id = accept(connection, run_id, match)
    with any_store.reading() as connection:
        offer = offers.get_offer(connection, OFFICE, offer_id)
        choice = choices.standing_choices(connection, run_id)[match["vacancy_id"]]
        entry = connection.execute(select(record).where(record.c.subject == offer_id)).mappings().one()
        items = connection.execute(select(checklist).where(checklist.c.offer_id == offer_id)).all()
    for name in ("vacancy_id", "citizen_id", "team_id", "quota_pool"):
        assert offer[name] == match[name]
    assert (offer["state"], offer["live"], offer["owner"]) == ("proposed", True, OFFICE.user_id)
    assert offer["proposed_on"] == DAY
    assert (choice["action"], choice["offer_id"]) == ("accept", offer_id)
    assert choice["price"]["left_over"] == float(match["left_over"])
    assert (entry["action"], entry["actor"]) == ("accept", OFFICE.user_id)
    assert json.loads(entry["details"])["citizen_id"] == match["citizen_id"]
    assert len(items) == 5
    check_sound(any_store)


def test_every_warning_is_ticked_off_and_no_other(any_store: Store, run_id: str) -> None:
    match = next(row for row in MATCHES if len(row["warnings"].split()) > 1)
    warnings = match["warnings"].split()
    for ticked in (warnings[1:], [], [*warnings, "debt_of_nobody"]):
        with any_store.writing() as connection, pytest.raises(NotPossible) as refused:
            choices.accept(connection, OFFICE, run_id, match["vacancy_id"], warnings_ticked=ticked)
        assert refused.value.code == "warnings_unticked"
        assert refused.value.values["missing"] == sorted(set(warnings) - set(ticked))
    with any_store.reading() as connection:
        assert connection.execute(select(made)).all() == []


@pytest.mark.parametrize(
    "actor", [SHELTER, association("B01"), ANALYST, AUDITOR, ADMINISTRATOR, SYSTEM], ids=lambda a: a.role
)
def test_only_the_office_decides(sqlite_store: Store, actor: Any) -> None:
    run = put_week(sqlite_store)
    flat = MATCHES[0]["vacancy_id"]
    with sqlite_store.writing() as connection:
        choice_id = choices.park_flat(connection, OFFICE, run, flat, reason_code="next_meeting")
        price = price_of(connection, run, PROPOSALS[1]["vacancy_id"], PROPOSALS[1]["citizen_id"])
        tries = (
            lambda: accept(connection, run, MATCHES[1], actor),
            lambda: choices.choose(
                connection, actor, run, price.vacancy_id, price.citizen_id, price=price,
                warnings_ticked=price.warnings, reason_code="other", reason="-",
            ),
            lambda: choices.reject(connection, actor, run, flat, reason_code="new_information"),
            lambda: choices.park_flat(connection, actor, run, flat, reason_code="next_meeting"),
            lambda: choices.undo(connection, actor, choice_id),
        )  # fmt: skip
        for attempt in tries:
            with pytest.raises(NotPossible, match="role_may_not"):
                attempt()


def test_choosing_another_takes_reason_price_and_a_place(any_store: Store, run_id: str) -> None:
    row = next(row for row in PROPOSALS if row["rank"] == "2")
    with any_store.writing() as connection:
        for given, code in (
            ({"reason_code": ""}, "reason_missing"),
            ({"reason_code": "because"}, "reason_unknown"),
            ({"reason": "  "}, "reason_text_missing"),
        ):
            with pytest.raises(NotPossible, match=code):
                choose(connection, run_id, row, **given)
        other = price_of(connection, run_id, PROPOSALS[0]["vacancy_id"], PROPOSALS[0]["citizen_id"])
        with pytest.raises(NotPossible, match="price_of_other_pair"):
            choose(connection, run_id, row, price=other, warnings_ticked=other.warnings)
        offer_id = choose(connection, run_id, row)
    with any_store.reading() as connection:
        kept = choices.standing_choices(connection, run_id)[row["vacancy_id"]]
        offer = offers.get_offer(connection, OFFICE, offer_id)
    for name in ("lost_tier", "lost_people", "lost_overdue", "lost_goals", "lost_points", "rank"):
        assert kept["price"][name] == (int(row[name]) if row[name] else None)
    assert offer["citizen_id"] == row["citizen_id"]
    assert (kept["reason_code"], kept["reason"]) == ("closer_to_network", "Tæt på datterens skole")
    check_sound(any_store)


def test_words_of_a_reason_stay_out_of_the_record(any_store: Store, run_id: str) -> None:
    row = next(row for row in PROPOSALS if row["rank"] == "2")
    with any_store.writing() as connection:
        choose(connection, run_id, row, reason="Mosteren Ingeborg bor ved siden af")
    with any_store.reading() as connection:
        assert "Ingeborg" not in repr(connection.execute(select(record)).all())


def test_only_the_newest_run_is_decided_on(any_store: Store, run_id: str) -> None:
    with any_store.writing() as connection:
        newer = put_run(connection, town())
    with any_store.writing() as connection, pytest.raises(Conflict) as late:
        accept(connection, run_id, MATCHES[0])
    assert (late.value.code, late.value.values["newest"]) == ("run_superseded", newer)
    with any_store.writing() as connection:
        accept(connection, newer, MATCHES[0])
        with pytest.raises(NotFound):
            accept(connection, "no-such-run", MATCHES[1])


def test_the_second_to_decide_is_told_who_has_it(any_store: Store, run_id: str) -> None:
    first = next(row for row in PROPOSALS if row["rank"] == "2")
    match = next(row for row in MATCHES if row["vacancy_id"] == first["vacancy_id"])
    with any_store.writing() as connection:
        choose(connection, run_id, first)
    with any_store.writing() as connection, pytest.raises(Conflict) as second:
        accept(connection, run_id, match, SECOND)
    assert second.value.code == "flat_taken"
    assert second.value.difference == {"citizen_id": (match["citizen_id"], first["citizen_id"])}
    with any_store.writing() as connection, pytest.raises(Conflict, match="flat_decided"):
        choices.reject(connection, SECOND, run_id, first["vacancy_id"], reason_code="new_information")


def test_a_rejection_stands_when_asked_and_can_be_undone(any_store: Store, run_id: str) -> None:
    pair, flat = MATCHES[0], MATCHES[1]
    with any_store.writing() as connection:
        first = choices.reject(
            connection, OFFICE, run_id, pair["vacancy_id"], reason_code="milieu_network", standing=True
        )
        second = choices.reject(
            connection, OFFICE, run_id, flat["vacancy_id"], reason_code="flat_given_back", standing=True
        )
        third = choices.reject(connection, OFFICE, run_id, MATCHES[2]["vacancy_id"],
                               reason_code="new_information")  # fmt: skip
    with any_store.reading() as connection:
        stands = connection.execute(select(standing)).mappings().all()
        assert [(row["citizen_id"], row["vacancy_id"]) for row in stands] == [
            (pair["citizen_id"], pair["vacancy_id"])
        ]
        assert _state(connection, flat["vacancy_id"]) == "given_back"
        with pytest.raises(NotPossible, match="no_match_to_reject"):
            unused = town().table("unused")[0]["vacancy_id"]
            choices.reject(connection, OFFICE, run_id, unused, reason_code="milieu_network")
    with any_store.writing() as connection:
        for choice_id in (first, second, third):
            choices.undo(connection, OFFICE, choice_id)
        with pytest.raises(NotPossible, match="undone_already"):
            choices.undo(connection, OFFICE, first)
        assert connection.execute(select(standing.c.lifted_by)).scalar_one() == OFFICE.user_id
        assert _state(connection, flat["vacancy_id"]) == "vacant"
        for match in MATCHES[:3]:
            accept(connection, run_id, match)
    check_sound(any_store)


def _state(connection: Connection, vacancy_id: str) -> str:
    found = select(vacancies.c.state).where(vacancies.c.vacancy_id == vacancy_id)
    return str(connection.execute(found).scalar_one())


def test_a_flat_put_aside_is_taken_up_by_the_next_decision(any_store: Store, run_id: str) -> None:
    match = MATCHES[0]
    with any_store.writing() as connection:
        choices.park_flat(connection, OFFICE, run_id, match["vacancy_id"], reason_code="next_meeting")
        with pytest.raises(Conflict, match="flat_decided"):
            choices.park_flat(connection, SECOND, run_id, match["vacancy_id"], reason_code="next_meeting")
        accept(connection, run_id, match)
    with any_store.reading() as connection:
        every = choices.choices_of(connection, run_id)
        assert [row["action"] for row in every] == ["park", "accept"]
        assert choices.standing_choices(connection, run_id)[match["vacancy_id"]]["action"] == "accept"


def test_undo_only_while_nothing_was_sent(any_store: Store, run_id: str) -> None:
    with any_store.writing() as connection:
        offer_id = accept(connection, run_id, MATCHES[0])
        choice_id = choices.standing_choices(connection, run_id)[MATCHES[0]["vacancy_id"]]["choice_id"]
        choices.undo(connection, OFFICE, choice_id)
        assert offers.get_offer(connection, OFFICE, offer_id)["state"] == "withdrawn"
        again = accept(connection, run_id, MATCHES[0])
        deadline = DAY + timedelta(days=3)
        offers.take_step(connection, OFFICE, again, "offered", deadline=deadline, version=1)
        choice_id = choices.standing_choices(connection, run_id)[MATCHES[0]["vacancy_id"]]["choice_id"]
        with pytest.raises(NotPossible, match="sent"):
            choices.undo(connection, OFFICE, choice_id)
    check_sound(any_store)


@pytest.mark.parametrize(
    ("table", "values", "code"),
    [
        ("citizens", {"state": "closed"}, "citizen_not_waiting"),
        ("citizens", {"consent": False}, "citizen_not_ready"),
        ("citizens", {"blocked_until": DAY + timedelta(days=1)}, "citizen_not_ready"),
        ("vacancies", {"state": "given_back"}, "flat_not_vacant"),
        ("vacancies", {"answer_by": DAY - timedelta(days=1)}, "flat_lapsed"),
    ],
)
def test_what_changed_since_the_run_is_seen(
    any_store: Store, run_id: str, table: str, values: dict[str, Any], code: str
) -> None:
    match = MATCHES[0]
    with any_store.writing() as connection:
        if table == "citizens":
            which = citizens.c.citizen_id == match["citizen_id"]
            connection.execute(update(citizens).where(which).values(**values))
        else:
            which = vacancies.c.vacancy_id == match["vacancy_id"]
            connection.execute(update(vacancies).where(which).values(**values))
    with any_store.writing() as connection, pytest.raises(NotPossible, match=code):
        accept(connection, run_id, match)


def test_no_more_offers_than_the_quota_and_the_team_have_places(any_store: Store, run_id: str) -> None:
    """Giving every flat to any candidate, in any order, never takes more places than the run had."""
    summary = town().result.summary
    with any_store.writing() as connection:
        codes = set()
        for row in sorted(PROPOSALS, key=lambda row: (-int(row["rank"]), row["vacancy_id"])):
            attempt = connection.begin_nested()
            try:
                choose(connection, run_id, row)
                attempt.commit()
            except NotPossible as error:
                attempt.rollback()
                codes.add(error.code)
        live = connection.execute(select(made).where(made.c.live)).mappings().all()
    for pool in summary["quota"]:
        label = f"{pool['organisation_id']}/{pool['class']}"
        assert sum(row["quota_pool"] == label for row in live) <= pool["entitled"]
    for team in summary["teams"]:
        assert sum(row["team_id"] == team["team_id"] for row in live) <= team["capacity"]
    wants = {row["citizen_id"]: row["support_method"] for row in _input("citizens")}
    method = {row["team_id"]: row["method"] for row in _input("teams")}
    for row in live:
        needed = wants[row["citizen_id"]] or "none"
        assert (method[row["team_id"]] == needed) if row["team_id"] else (needed == "none")
    assert "quota_spent" in codes
    check_sound(any_store)


def _input(name: str) -> list[dict[str, str]]:
    from finished_week import rows

    return rows(town().files[f"{name}.csv"])


def test_what_was_entered_after_the_run_is_not_passed_over(any_store: Store, run_id: str) -> None:
    """A citizen who has since named a place to keep away from, or a flat that costs more now."""
    plain = {row["citizen_id"] for row in _input("citizens") if not row["avoid_milieus"] + row["team_id"]}
    first, second, third = [match for match in MATCHES if match["citizen_id"] in plain][:3]
    with any_store.writing() as connection:
        row = people.get_citizen(connection, OFFICE, first["citizen_id"])
        avoid = {"role": "avoid", "category": "other", "x": "572000", "y": "6223000", "min_km": "2"}
        cells = {"citizen_id": first["citizen_id"]}
        people.save_citizen(connection, OFFICE, cells, [avoid], None, row["version"])
        cells = {"vacancy_id": second["vacancy_id"], "rent": "9999"}
        flats.save_vacancy(connection, OFFICE, cells, 1)
        row = people.get_citizen(connection, OFFICE, third["citizen_id"])
        contact = {"name": "Navn", "phone": "", "email": "", "postal_address": ""}
        people.save_citizen(
            connection, OFFICE, {"citizen_id": third["citizen_id"]}, None, contact, row["version"]
        )
    for match, column in ((first, "places"), (second, "rent")):
        with any_store.writing() as connection, pytest.raises(Conflict) as changed:
            accept(connection, run_id, match)
        assert changed.value.code == "changed_since_run"
        assert set(changed.value.difference) == {column}
    with any_store.writing() as connection:
        accept(connection, run_id, third)  # a telephone number is nothing a run looks at


def test_a_choice_whose_tenancy_ended_is_not_undone(any_store: Store, run_id: str) -> None:
    match = MATCHES[0]
    with any_store.writing() as connection:
        offer_id = accept(connection, run_id, match)
        settle(connection, OFFICE, offer_id, "deposit_loan", "done")
        steps = (("offered", ""), ("accepted", ""), ("contract", ""), ("moved_in", ""), ("ended", "moved_on"))
        for version, (state, code) in enumerate(steps, start=1):
            offers.take_step(connection, OFFICE, offer_id, state, reason_code=code, on=DAY,
                             deadline=DAY, version=version)  # fmt: skip
        choice_id = choices.standing_choices(connection, run_id)[match["vacancy_id"]]["choice_id"]
        with pytest.raises(NotPossible, match="sent"):
            choices.undo(connection, OFFICE, choice_id)
    check_sound(any_store)
