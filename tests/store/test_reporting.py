"""An association reports, announces, changes and withdraws its vacancies; what is kept and what refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import by_hand
import pytest
from sqlalchemy import Connection, insert, select, update

from data.store import capacity, ledger, reporting, schema
from data.store.actor import Actor
from data.store.engine import Store
from data.store.errors import Conflict, NotFound, NotPossible, Refused
from data.store.reporting import Unconfirmed
from data.store.settings import MUNICIPALITY, TODAY, set_setting

DAY = by_hand.MONDAY
AB = Actor("ab", "association", "AB")
CD = Actor("cd", "association", "CD")
OFFICE = Actor("office", "office")
FLAT = {
    "kind": "family", "rooms": "2", "size_m2": "60", "rent": "4500", "available_from": "2026-12-15",
    "address": "Birkevej 4, 2. tv", "postcode": "8000", "answer_by": "2026-12-14",
}  # fmt: skip


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """A store on the Monday of the tests' week, without anything."""
    with sqlite_store.writing() as connection:
        set_setting(connection, TODAY, DAY.isoformat())
    return sqlite_store


def row(connection: Connection, vacancy_id: str) -> dict[str, Any]:
    """The stored row."""
    v = schema.vacancies
    return dict(connection.execute(select(v).where(v.c.vacancy_id == vacancy_id)).mappings().one())


def faults(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    """The columns refused."""
    return {fault.column for fault in refused.value.faults}


def test_a_reported_flat_is_at_disposal_from_today(store: Store) -> None:
    """Husrum gives id, organisation and day; what was sent is kept."""
    with store.writing() as connection:
        flat = row(connection, reporting.report_vacancy(connection, AB, FLAT, {}, None, reference="S-17"))
    assert (flat["vacancy_id"], flat["organisation_id"], flat["state"]) == ("V0001", "AB", "vacant")
    assert flat["reported_on"] == flat["entered_on"] == DAY
    assert flat["rent"] == 4500 and flat["answer_by"] == date(2026, 12, 14)
    with store.reading() as connection:
        told = connection.execute(select(schema.record.c.action, schema.record.c.subject)).all()
    assert ("create", "V0001") in told


def test_an_announced_flat_waits_until_it_is_put_at_disposal(store: Store) -> None:
    """Announced today, at disposal a week later: that day is its reported_on."""
    with store.writing() as connection:
        flat = reporting.announce(connection, AB, FLAT, {})
        assert row(connection, flat)["state"] == "announced"
        later = DAY + timedelta(days=7)
        set_setting(connection, TODAY, later.isoformat())
        reporting.put_at_disposal(connection, AB, flat, {"rent": "4600"}, {}, 1)
        stands = row(connection, flat)
        assert (stands["state"], stands["reported_on"], stands["rent"]) == ("vacant", later, 4600)
        with pytest.raises(NotPossible, match="flat_not_announced"):
            reporting.put_at_disposal(connection, AB, flat, {}, {}, 2)


@pytest.mark.parametrize("version", [None, 1])
def test_nothing_is_said_of_anothers_flat(store: Store, version: int | None) -> None:
    """Every act on a foreign id answers exactly as on an id that is not there."""
    with store.writing() as connection:
        by_hand.flat(connection, "B-17", organisation_id="CD")
    acts = (
        lambda c, i: reporting.report_vacancy(c, AB, {"vacancy_id": i, "rent": "4600"}, {}, 1),
        lambda c, i: reporting.put_at_disposal(c, AB, i, {}, {}, version),
        lambda c, i: reporting.withdraw(c, AB, [i], "sale"),
        lambda c, i: reporting.set_answer_by(c, AB, i, DAY, {}, version),
        lambda c, i: reporting.relet(c, AB, i, DAY, version),
        lambda c, i: reporting.warnings_of_cells(c, AB, {**FLAT, "vacancy_id": i}),
    )
    for act in acts:
        told = []
        for vacancy_id in ("B-17", "B-18"):
            with pytest.raises(NotFound) as missing, store.writing() as connection:
                act(connection, vacancy_id)
            told.append(str(missing.value).replace(vacancy_id, "ID"))
        assert told[0] == told[1]


def test_a_new_flat_takes_no_id_and_no_other_organisation(store: Store) -> None:
    """An id, given to another or to no one, is refused in the same words; so is another organisation."""
    with store.writing() as connection:
        by_hand.flat(connection, "B-17", organisation_id="CD")
    said = []
    for vacancy_id in ("B-17", "B-18"):
        with pytest.raises(Refused) as refused, store.writing() as connection:
            reporting.report_vacancy(connection, AB, {**FLAT, "vacancy_id": vacancy_id}, {}, None)
        said.append(str(refused.value))
    assert said[0] == said[1] and faults(refused) == {"vacancy_id"}
    with pytest.raises(Refused) as refused, store.writing() as connection:
        reporting.report_vacancy(connection, AB, {**FLAT, "organisation_id": "CD"}, {}, None)
    assert faults(refused) == {"organisation_id"}


def test_a_reference_is_its_own_in_its_organisation(store: Store) -> None:
    """Two organisations may use the same word; one may not use it twice, nor one shaped like Husrum's ids."""
    with store.writing() as connection:
        reporting.report_vacancy(connection, AB, FLAT, {}, None, reference="S-17")
        other = {**FLAT, "address": "Birkevej 6"}
        reporting.report_vacancy(connection, CD, other, {}, None, reference="S-17")
        for word in ("S-17", "V0099"):
            with pytest.raises(Refused) as refused:
                reporting.report_vacancy(connection, AB, other, {}, None, reference=word)
            assert faults(refused) == {"reference"}


def test_what_is_unusual_is_confirmed_once_and_kept_with_the_user(store: Store) -> None:
    """A rent beyond all is asked about; confirmed with its value it is kept, and asked again when changed."""
    dear = {**FLAT, "rent": "12000"}
    with store.writing() as connection:
        with pytest.raises(Unconfirmed) as unconfirmed:
            reporting.report_vacancy(connection, AB, dear, {}, None)
        (warning,) = unconfirmed.value.warnings
        assert warning.code == "rent_far"
        with pytest.raises(Unconfirmed):
            reporting.report_vacancy(connection, AB, dear, {"rent_far": "another value"}, None)
        flat = reporting.report_vacancy(connection, AB, dear, {warning.code: warning.value}, None)
        kept = connection.execute(select(schema.METADATA.tables["vacancy_warnings"])).mappings().one()
        assert (kept["vacancy_id"], kept["code"], kept["confirmed_by"]) == (flat, "rent_far", "ab")
        reporting.report_vacancy(connection, AB, {"vacancy_id": flat, "floor": "2"}, {}, 1)
        with pytest.raises(Unconfirmed):
            reporting.report_vacancy(connection, AB, {"vacancy_id": flat, "rent": "13000"}, {}, 2)
        reporting.report_vacancy(connection, AB, {"vacancy_id": flat, "rent": "4500"}, {}, 2)
        reporting.report_vacancy(connection, AB, {"vacancy_id": flat, "rent": "12000"}, {}, 3)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"size_m2": "14", "rooms": "1", "rent": "1100"}, "size"),
        ({"rooms": "8"}, "size_rooms"),
        ({"deposit": "100001"}, "deposit"),
        ({"available_from": "2027-06-01"}, "available_ahead"),
        ({"available_from": "2026-08-01"}, "available_back"),
        ({"answer_by": "2026-11-29"}, "answer_short"),
    ],
)
def test_each_thing_unusual_is_asked_about(store: Store, changed: dict[str, str], code: str) -> None:
    """One changed cell, one warning."""
    with store.reading() as connection:
        found = reporting.warnings_of_cells(connection, AB, {**FLAT, **changed})
        assert [warning.code for warning in found] == [code]
        assert reporting.warnings_of_cells(connection, AB, FLAT) == []


def test_rent_is_compared_with_ones_own_and_then_with_the_like(store: Store) -> None:
    """Five own flats of 900 kr. a m²: 1,500 is far; without own ones, eight like ones of three."""
    with store.writing() as connection:
        for n in range(5):
            by_hand.flat(connection, f"A{n}", organisation_id="AB", rent=3750.0, size_m2=50.0)
        for n in range(3):
            by_hand.flat(connection, f"E{n}", organisation_id=f"E{n}", rent=3750.0, size_m2=60.0)
    dear = {**FLAT, "rent": "7500"}
    with store.reading() as connection:
        (own,) = reporting.warnings_of_cells(connection, AB, dear)
        (like,) = reporting.warnings_of_cells(connection, CD, dear)
    assert (own.code, own.figures) == ("rent_own", {"yearly": 1500.0, "usual": 900.0})
    assert (like.code, set(like.figures)) == ("rent_like", {"yearly"})  # others' figures are not told


def test_the_same_address_twice_is_asked_about_among_ones_own_alone(store: Store) -> None:
    """Another organisation's flat at that address is not told."""
    with store.writing() as connection:
        first = reporting.report_vacancy(connection, AB, FLAT, {}, None)
        spelled = {**FLAT, "address": "birkevej 4,  2. TV"}
        (warning,) = reporting.warnings_of_cells(connection, AB, spelled)
        assert (warning.code, warning.figures["other"]) == ("address_vacant", first)
        assert reporting.warnings_of_cells(connection, CD, FLAT) == []


def test_the_day_to_answer_never_comes_sooner(store: Store) -> None:
    """Later and open are kept, sooner and past are refused; a lapsed flat comes back with a later day."""
    with store.writing() as connection:
        flat = reporting.report_vacancy(connection, AB, FLAT, {}, None)
        for day in (date(2026, 12, 13), DAY - timedelta(days=1)):
            with pytest.raises(Refused) as refused:
                reporting.set_answer_by(connection, AB, flat, day)
            assert faults(refused) == {"answer_by"}
        late = {"state": "lapsed", "answer_by": DAY - timedelta(days=1), "closed_on": DAY}
        connection.execute(update(schema.vacancies).values(late))
        reporting.set_answer_by(connection, AB, flat, date(2026, 12, 24))
        stands = row(connection, flat)
        assert (stands["state"], stands["closed_on"], stands["answer_by"]) == (
            "vacant",
            None,
            date(2026, 12, 24),
        )


def test_withdrawing_is_all_or_nothing(store: Store) -> None:
    """One flat an offer holds, one let, one foreign: nothing of the lot is withdrawn."""
    with store.writing() as connection:
        by_hand.user(connection)
        for name in ("A1", "A2", "A3"):
            by_hand.flat(connection, name)
        by_hand.citizen(connection, "C1")
        by_hand.offer(connection, "A2", "C1", state="offered")
        by_hand.flat(connection, "A4", state="let")
        by_hand.flat(connection, "F1", organisation_id="CD")
        with pytest.raises(NotPossible, match="flat_held"):
            reporting.withdraw(connection, AB, ["A1", "A2"], "sale")
        with pytest.raises(NotPossible, match="flat_closed"):
            reporting.withdraw(connection, AB, ["A1", "A4"], "sale")
        with pytest.raises(NotFound):
            reporting.withdraw(connection, AB, ["A1", "F1"], "sale")
        assert row(connection, "A1")["state"] == "vacant"
        reporting.withdraw(connection, AB, ["A1", "A3"], "sale")
        assert {row(connection, name)["state"] for name in ("A1", "A3")} == {"withdrawn"}


@pytest.mark.parametrize(
    ("reason", "words", "code"),
    [("", "", "reason_missing"), ("because", "", "reason_unknown"), ("other", " ", "reason_text_missing")],
)
def test_withdrawing_takes_a_reason(store: Store, reason: str, words: str, code: str) -> None:
    """A code, and words with the code other."""
    with store.writing() as connection:
        by_hand.flat(connection, "A1")
        with pytest.raises(NotPossible, match=code):
            reporting.withdraw(connection, AB, ["A1"], reason, words=words)


def test_what_an_offer_rests_on_may_not_change(store: Store) -> None:
    """Kind, estate, municipality and route stay while an offer holds the flat; the rent may change."""
    with store.writing() as connection:
        by_hand.user(connection)
        by_hand.flat(connection, "A1")
        by_hand.citizen(connection, "C1")
        by_hand.offer(connection, "A1", "C1", state="offered")
        for cells in ({"kind": "youth"}, {"route": "none"}, {"department_id": "D9"}):
            with pytest.raises(NotPossible, match="flat_held"):
                reporting.report_vacancy(connection, AB, {"vacancy_id": "A1", **cells}, {}, 1)
        reporting.report_vacancy(connection, AB, {"vacancy_id": "A1", "rent": "4100"}, {}, 1)


def test_outside_the_rule_is_the_offices_to_say(store: Store) -> None:
    """Route given is refused of an association, and so is leaving it."""
    with store.writing() as connection:
        with pytest.raises(Refused) as refused:
            reporting.report_vacancy(connection, AB, {**FLAT, "route": "given"}, {}, None)
        assert faults(refused) == {"route"}
        by_hand.flat(connection, "A1", route="given")
        with pytest.raises(Refused) as refused:
            reporting.report_vacancy(connection, AB, {"vacancy_id": "A1", "route": "quarter"}, {}, 1)
        assert faults(refused) == {"route"}


def test_a_stale_screen_is_told_what_differs(store: Store) -> None:
    """The second of two changes from the same screen gets the difference."""
    with store.writing() as connection:
        flat = reporting.report_vacancy(connection, AB, FLAT, {}, None)
        reporting.report_vacancy(connection, AB, {"vacancy_id": flat, "rent": "4600"}, {}, 1)
        with pytest.raises(Conflict) as conflict:
            reporting.report_vacancy(connection, AB, {"vacancy_id": flat, "rent": "4700"}, {}, 1)
    assert conflict.value.difference == {"rent": ("4500", "4600")}


def test_a_flat_given_back_is_let_on_a_day(store: Store) -> None:
    """From the day it was given back to today, and only then."""
    with store.writing() as connection:
        by_hand.flat(connection, "A1", state="given_back", closed_on=DAY - timedelta(days=3))
        by_hand.flat(connection, "A2")
        for vacancy_id, day, code in (
            ("A1", DAY - timedelta(days=4), "date_too_early"),
            ("A1", DAY + timedelta(days=1), "date_in_future"),
            ("A2", DAY, "flat_not_given_back"),
        ):
            with pytest.raises(NotPossible, match=code):
                reporting.relet(connection, AB, vacancy_id, day)
        reporting.relet(connection, AB, "A1", DAY - timedelta(days=3))
        assert row(connection, "A1")["relet_on"] == DAY - timedelta(days=3)


@pytest.mark.parametrize("role", ["office", "shelter", "analyst", "auditor", "administrator"])
def test_only_an_association_reports(store: Store, role: str) -> None:
    """Every other role is refused."""
    with store.writing() as connection, pytest.raises(NotPossible, match="role_may_not"):
        reporting.report_vacancy(connection, Actor("x", role), FLAT, {}, None)


def test_an_account_that_does_not_cover_the_flat_is_a_fault_of_the_kind(store: Store) -> None:
    """Where accounts are kept, a flat of route quarter needs one; said at a column of the flat."""
    with store.writing() as connection:
        connection.execute(
            insert(schema.quotas).values(
                quota_id=1, organisation_id="CD", entered_on=DAY, changed_at=by_hand.now(), changed_by="x",
                **{"class": "all"},
            )
        )  # fmt: skip
        with pytest.raises(Refused) as refused:
            reporting.report_vacancy(connection, AB, FLAT, {}, None)
    assert refused.value.faults and all(fault.file == "vacancies" for fault in refused.value.faults)


def test_a_flat_lies_where_its_association_has_its_account(store: Store) -> None:
    """The installation's municipality; else the one of its accounts; else that of its last flat."""

    def reported(number: int) -> str | None:
        cells = {**FLAT, "address": f"Vej {number}"}
        with store.writing() as connection:
            found = row(connection, reporting.report_vacancy(connection, AB, cells, {}, None))["municipality"]
            return None if found is None else str(found)

    assert reported(1) is None
    with store.writing() as connection:
        by_hand.flat(connection, "W1", municipality="0615")
    assert reported(2) == "0615"
    with store.writing() as connection:
        by_hand.quota(connection, municipality="0751")
        by_hand.quota(connection, organisation_id="CD", municipality="0101")
    assert reported(3) == "0751"
    with store.writing() as connection:
        set_setting(connection, MUNICIPALITY, "0751")
        by_hand.quota(connection, municipality="0757")
    assert reported(4) == "0751"


def test_what_the_association_says_of_a_flat_is_an_event_of_its_account(store: Store) -> None:
    """Announced: none; put at disposal, used for re-housing, withdrawn: events that only it can read."""
    with store.writing() as connection:
        quota = capacity.save_quota(connection, OFFICE, {"organisation_id": "AB", "class": "all"}, None)
        flat = reporting.announce(connection, AB, FLAT, {})
        assert [e["kind"] for e in ledger.events_of_flat(connection, AB, flat)] == []
        reporting.put_at_disposal(connection, AB, flat, {}, {}, 1)
        inside = {"vacancy_id": flat, "route": "none", "none_reason": "rehousing"}
        reporting.report_vacancy(connection, AB, inside, {}, 2)
        reporting.withdraw(connection, AB, [flat], "entered_wrongly")
        events = ledger.events_of_flat(connection, AB, flat)
        assert ledger.events_of_flat(connection, CD, flat) == []
    assert {event["quota_id"] for event in events} == {quota}
    assert (events[0]["kind"], events[0]["counts"]) == ("reported", True)
    assert events[-1]["kind"] == "withdrawn"
    with store.reading() as connection:
        assert row(connection, flat)["none_reason"] is None
