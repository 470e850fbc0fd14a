"""The ledger in the store: what a flat, an offer and an account's row say, and what a run may claim of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import by_hand
import pytest
from by_hand import MONDAY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sound_ledger import check_ledger
from sqlalchemy import Connection

from data.store import capacity, flats
from data.store.actor import SYSTEM, Actor
from data.store.engine import Store
from data.store.errors import NotFound
from data.store.export import read_files, week_files
from data.store.ledger import balance_at, balances, events_of, events_of_flat, may_claim, pool_of
from data.store.ledger_post import open_missing, post, post_organisation
from data.store.migrate import downgrade, upgrade
from data.store.settings import TODAY, set_setting
from data.store.versions import VACANCY, change
from matcher.quota import Pools, pools_of

OFFICE = Actor("office", "office")
SHARES = st.sampled_from(["1/4", "1/3", "1/2", "3/10", "2/3", "1", "0", "1/10"])
#: What becomes of a flat: it remains, is held, let, given back, lapses, was entered wrongly.
FATES = st.sampled_from(["remains", "remains", "held", "let", "given_back", "lapsed", "withdrawn"])
LATER = MONDAY + timedelta(days=1)
EACH = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def on(connection: Connection, day: date) -> None:
    set_setting(connection, TODAY, day.isoformat())


def exported(connection: Connection) -> Pools:
    """The pools as a run of now reads them."""
    reading = read_files(week_files(connection, MONDAY), MONDAY)
    assert reading.week is not None, [str(fault) for fault in reading.faults]
    return pools_of(reading.week)


def turns(connection: Connection) -> dict[str, bool]:
    """For each flat of the exported week whether it is our turn."""
    reading = read_files(week_files(connection, MONDAY), MONDAY)
    assert reading.week is not None
    not_ours = pools_of(reading.week).not_our_turn
    return dict(zip(reading.week.vacancies["vacancy_id"], (~not_ours).tolist(), strict=True))


def befall(connection: Connection, number: int, fate: str) -> None:
    """Let something happen to flat V{number} today."""
    vacancy_id = f"V{number:02d}"
    if fate in ("held", "let"):
        citizen_id = by_hand.citizen(connection, f"C{number:02d}")
        by_hand.offer(connection, vacancy_id, citizen_id, MONDAY, "moved_in" if fate == "let" else "offered")
    if fate not in ("remains", "held"):
        by_hand.set_flat(connection, vacancy_id, fate, MONDAY)
    post(connection, OFFICE, vacancy_id)


def begin(connection: Connection, **account: Any) -> int:
    """An empty office with one account, open; its number."""
    by_hand.empty(connection)
    by_hand.user(connection)
    by_hand.citizen(connection, "C99")
    on(connection, MONDAY)
    quota_id = by_hand.quota(connection, **account)
    open_missing(connection)
    return quota_id


accounts = st.fixed_dictionaries(
    {
        "share": SHARES,
        "counted": st.none() | st.integers(0, 40),
        "claimed": st.none() | st.integers(0, 12),
        "carry_over": st.none() | st.integers(-3, 4),
    }
)


@EACH
@given(accounts, st.lists(FATES, min_size=1, max_size=12))
def test_what_is_held_is_taken_from_what_could_be_claimed(
    sqlite_store: Store, account: dict[str, Any], what: list[str]
) -> None:
    """A run of what remains may claim what a run of all could, less what is held; one entered wrongly is
    as if it had never been."""
    with sqlite_store.writing() as connection:
        begin(connection, mode="choose", **account)
        kept = [number for number, fate in enumerate(what) if fate != "withdrawn"]
        for number in kept:
            by_hand.flat(connection, f"V{number:02d}")
            post(connection, OFFICE, f"V{number:02d}")
        before = int(exported(connection).entitled[0])
        room = balances(connection)[0].account.room
        for number, fate in enumerate(what):
            if fate == "withdrawn":
                by_hand.flat(connection, f"V{number:02d}")
                post(connection, OFFICE, f"V{number:02d}")
            befall(connection, number, fate)
        held = what.count("held") + what.count("let")
        stands = balances(connection)[0]
        assert before == max(0, room)
        assert exported(connection).entitled.tolist() == [max(0, room - held)]
        assert (stands.entitled, stands.used, stands.left) == (max(0, room), held, max(0, room - held))
        left = len(kept) - what.count("remains")
        assert stands.counted - (account["counted"] or 0) == left
        assert stands.claimed - (account["claimed"] or 0) == held
        assert stands.vacant == what.count("remains")


@EACH
@given(
    accounts,
    st.sampled_from(["fourth", "first"]),
    st.lists(st.tuples(FATES, st.none() | st.integers(1, 99), st.integers(0, 9)), min_size=1, max_size=12),
)
def test_a_flat_keeps_its_turn_whatever_becomes_of_the_others(
    sqlite_store: Store, account: dict[str, Any], mode: str, what: list[tuple[str, int | None, int]]
) -> None:
    used: set[int | None] = set()
    with sqlite_store.writing() as connection:
        begin(connection, mode=mode, **account)
        kept = [entry for entry in enumerate(what) if entry[1][0] != "withdrawn"]
        for number, (_, seq, days) in kept:
            own_seq = None if seq in used else seq
            used.add(seq)
            by_hand.flat(connection, f"V{number:02d}", seq=own_seq, reported_on=MONDAY - timedelta(days=days))
        post_organisation(connection, OFFICE, "AB")
        before = turns(connection)
        for number, (fate, _, _) in kept:
            befall(connection, number, fate)
        after = turns(connection)
        remaining = {f"V{number:02d}" for number, (fate, _, _) in kept if fate == "remains"}
        assert after == {vacancy_id: before[vacancy_id] for vacancy_id in remaining}
        assert exported(connection).entitled.tolist() == [sum(after.values())]
        assert balances(connection)[0].left == sum(after.values())
        assert {vacancy_id: may_claim(connection, vacancy_id) for vacancy_id in remaining} == after


def test_a_later_week_is_numbered_after_the_earlier_ones(any_store: Store) -> None:
    with any_store.writing() as connection:
        begin(connection, mode="fourth", share="1/4")
        for number in range(1, 6):
            by_hand.flat(connection, f"V{number:02d}", seq=number)
        post_organisation(connection, OFFICE, "AB")
        for number, fate in ((4, "held"), (1, "given_back"), (3, "given_back")):
            befall(connection, number, fate)
        on(connection, MONDAY + timedelta(days=7))
        for number in range(6, 9):  # next week's are 6, 7 and 8, though reported earlier
            by_hand.flat(connection, f"V{number:02d}", seq=number - 5, reported_on=date(2026, 9, 1))
        post_organisation(connection, OFFICE, "AB")
        assert turns(connection) == {"V02": False, "V05": False, "V06": False, "V07": False, "V08": True}


@pytest.mark.parametrize(("entered", "counted"), [(MONDAY, 1), (LATER, 0)])
def test_an_account_entered_later_holds_what_happened_before(
    any_store: Store, entered: date, counted: int
) -> None:
    """A store from before the ledger: it is opened with what has happened since the account was entered."""
    with any_store.writing() as connection:
        begin(connection, organisation_id="CD")
        quota_id = by_hand.quota(connection, entered_on=entered)
        for number in range(3):
            by_hand.flat(connection, f"V{number:02d}")
        befall(connection, 0, "held")
        on(connection, MONDAY + timedelta(days=9))
        open_missing(connection)
        stands = pool_of(connection, "V01")
        assert stands is not None
        assert (stands.counted, stands.claimed, stands.used, stands.vacant) == (counted, counted, 0, 2)
        events = events_of(connection, OFFICE, quota_id)
        assert [e.event["day"] for e in events if e.event["kind"] != "claimed"] == [entered] * (3 + counted)
        open_missing(connection)
        assert len(events_of(connection, OFFICE, quota_id)) == len(events)


def test_a_store_from_before_the_ledger_is_opened_when_it_is_brought_up(any_store: Store) -> None:
    downgrade(any_store, "0001")
    with any_store.writing() as connection:
        by_hand.user(connection)
        quota_id = by_hand.quota(connection, counted=4, claimed=1)
        for number in range(4):
            by_hand.flat(connection, f"V{number:02d}")
        by_hand.offer(connection, "V00", by_hand.citizen(connection, "C1"))
    upgrade(any_store)
    with any_store.reading() as connection:
        stands = balances(connection)[0]
        assert (stands.quota_id, stands.counted, stands.claimed, stands.vacant) == (quota_id, 5, 2, 3)
        kinds = [entry.event["kind"] for entry in events_of(connection, OFFICE, quota_id)]
        assert sorted(kinds) == ["claimed", "opening", *["reported"] * 4]
    check_ledger(any_store)


def test_totals_entered_anew_begin_the_account_anew(any_store: Store) -> None:
    """What is at disposal, or left that very day, counts on top; what left before is in the totals."""
    with any_store.writing() as connection:
        quota_id = begin(connection, share="1/2")
        for number in range(4):
            by_hand.flat(connection, f"V{number:02d}")
        post_organisation(connection, OFFICE, "AB")
        befall(connection, 0, "held")
        on(connection, LATER)
        by_hand.set_flat(connection, "V01", "given_back", LATER)
        post(connection, OFFICE, "V01")
        version = capacity.get_quota(connection, quota_id)["version"]
        capacity.save_quota(connection, OFFICE, {"counted": "10", "claimed": "5"}, version, quota_id)
        stands = balances(connection)[0]
        assert (stands.counted, stands.claimed, stands.vacant) == (10 + 1, 5, 2)
        # V00's offer comes to nothing: it is at disposal again, and counted as one more.
        connection.exec_driver_sql("UPDATE offers SET live = false, state = 'withdrawn'")
        post(connection, OFFICE, "V00")
        again = balances(connection)[0]
        assert (again.counted, again.claimed, again.vacant) == (11, 5, 3)
        # Back in the offer's hands it is in the totals again.
        connection.exec_driver_sql("UPDATE offers SET live = true, state = 'offered'")
        post(connection, OFFICE, "V00")
        assert balances(connection)[0] == stands
        assert balance_at(connection, quota_id, MONDAY).counted == 4


def test_another_share_holds_from_today_on(any_store: Store) -> None:
    with any_store.writing() as connection:
        quota_id = begin(connection, share="1/4", counted=4, claimed=1, carry_over=9)
        by_hand.flat(connection, "V00")
        post(connection, OFFICE, "V00")
        on(connection, LATER)
        capacity.save_quota(connection, OFFICE, {"share": "1/2"}, 1, quota_id)
        by_hand.flat(connection, "V01")
        post(connection, OFFICE, "V01")
        stands = balances(connection)[0]
        assert str(stands.account.earned) == "7/4" and str(stands.share) == "1/2"
        # 7/4 earned and 1 used; the run would work out a half of six, less one: the account says none.
        assert (stands.left, exported(connection).entitled.tolist()) == (0, [0])
        assert b",0\n" in week_files(connection, MONDAY)["quotas.csv"]


def test_the_nearest_account_counts_a_flat(any_store: Store) -> None:
    """Municipality before estate before class; a narrower account entered later takes what is at disposal."""
    with any_store.writing() as connection:
        wide = begin(connection)
        by_hand.flat(connection, "V00", municipality="0101", department_id="A1")
        by_hand.flat(connection, "V01", municipality="0202", department_id="A1", kind="youth")
        by_hand.flat(connection, "V02", department_id="A2")
        post_organisation(connection, OFFICE, "AB")
        befall(connection, 2, "held")
        cells = {"organisation_id": "AB", "class": "alle"}
        estate = capacity.save_quota(connection, OFFICE, {**cells, "department_id": "A1"}, None)
        town = capacity.save_quota(connection, OFFICE, {**cells, "municipality": "0101"}, None)
        found = [pool_of(connection, f"V{n:02d}") for n in range(3)]
        assert [None if one is None else one.quota_id for one in found] == [town, estate, wide]
        both = capacity.save_quota(
            connection, OFFICE, {**cells, "municipality": "0101", "department_id": "A1"}, None
        )
        said = [(event["quota_id"], event["kind"]) for event in events_of_flat(connection, OFFICE, "V00")]
        assert said == [
            (wide, "reported"), (wide, "withdrawn"), (estate, "reported"), (estate, "withdrawn"),
            (town, "reported"), (town, "withdrawn"), (both, "reported"),
        ]  # fmt: skip
        for quota_id in (both, town, estate):
            capacity.remove_quota(connection, OFFICE, quota_id, 1)
        again = pool_of(connection, "V00")
        assert again is not None and (again.quota_id, again.vacant, again.used) == (wide, 2, 1)


def test_a_flat_is_in_the_ledger_from_the_day_it_is_at_disposal(any_store: Store) -> None:
    with any_store.writing() as connection:
        begin(connection)
        by_hand.flat(connection, "V1", state="announced")
        assert post(connection, OFFICE, "V1") == 0
        by_hand.set_flat(connection, "V1", "vacant")
        assert (post(connection, OFFICE, "V1"), post(connection, OFFICE, "V1")) == (1, 0)
        row = VACANCY.get(connection, "V1")
        change(connection, SYSTEM, VACANCY, row, {"route": "none", "none_reason": "sale"})
        assert post(connection, OFFICE, "V1") == 2
        events = events_of_flat(connection, OFFICE, "V1")
        assert [(e["kind"], e["counts"], e["why"]) for e in events[1:]] == [
            ("withdrawn", None, "counting"), ("restored", False, "sale"),
        ]  # fmt: skip
        by_hand.flat(connection, "V2", route="given")
        by_hand.flat(connection, "V3", kind="elderly")
        assert [post(connection, OFFICE, f"V{n}") for n in (2, 3)] == [0, 0]
        assert [may_claim(connection, f"V{n}") for n in (2, 3)] == [True, True]
        assert pool_of(connection, "V2") is None


def test_an_association_reads_its_own_accounts_without_any_offer(any_store: Store) -> None:
    own, other, shelter = (
        Actor("a", "association", "AB"), Actor("b", "association", "CD"), Actor("c", "shelter", "AB"),
    )  # fmt: skip
    with any_store.writing() as connection:
        quota_id = begin(connection)
        by_hand.flat(connection, "V00")
        befall(connection, 0, "held")
        assert [one.quota_id for one in balances(connection, own)] == [quota_id]
        assert balances(connection, other) == balances(connection, shelter) == []
        told = [entry.event for entry in events_of(connection, own, quota_id)]
        assert [event["kind"] for event in told] == ["opening", "reported", "claimed"]
        assert {event["offer_id"] for event in told} | {event["entered_by"] for event in told} == {None}
        assert events_of(connection, OFFICE, quota_id)[2].event["offer_id"] is not None
        for stranger in (other, shelter):
            with pytest.raises(NotFound):
                events_of(connection, stranger, quota_id)
            assert events_of_flat(connection, stranger, "V00") == []


def test_what_the_office_does_to_a_flat_is_posted_by_itself(any_store: Store) -> None:
    cells = {
        "organisation_id": "AB", "kind": "familiebolig", "rent": "4500", "size_m2": "52", "rooms": "2",
        "available_from": "01-12-2026", "reported_on": "2026-11-20",
    }  # fmt: skip
    with any_store.writing() as connection:
        quota_id = begin(connection)
        flats.save_vacancy(connection, OFFICE, {**cells, "vacancy_id": "V1"}, None)
        flats.close_vacancy(connection, OFFICE, "V1", "given_back", MONDAY)
        flats.reopen_vacancy(connection, OFFICE, "V1")
        flats.close_vacancy(connection, OFFICE, "V1", "withdrawn", MONDAY)
        flats.reopen_vacancy(connection, OFFICE, "V1")
        flats.save_vacancy(connection, OFFICE, {"vacancy_id": "V1", "route": "given"}, 5)
        kinds = [entry.event["kind"] for entry in events_of(connection, OFFICE, quota_id)]
        assert kinds == [
            "opening",
            "reported",
            "given_back",
            "restored",
            "withdrawn",
            "restored",
            "withdrawn",
        ]
