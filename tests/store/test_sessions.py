"""Being logged in: half an hour without a look, twelve hours at most; and waiting after many tries."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from data.store import sessions, throttle, users
from data.store.actor import SYSTEM
from data.store.engine import Store
from data.store.errors import NotPossible
from data.store.schema import sessions as table

PASSWORD = "a quiet blue kettle"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(any_store: Store) -> Store:
    """A store with two users."""
    with any_store.writing() as connection:
        for login in ("anna", "bo"):
            users.add_user(
                connection, SYSTEM, login=login, name=login, role="administrator", password=PASSWORD
            )
    return any_store


def opened(store: Store, user_id: str = "U001", at: datetime = NOON) -> str:
    with store.writing() as connection:
        return sessions.open_session(connection, user_id, at=at)


def who(store: Store, token: str, at: datetime = NOON) -> str | None:
    """Who is asking, by a look that keeps the session awake."""
    user = sessions.recognise(store, token, at=at)
    return None if user is None else user["user_id"]


def test_a_token_opens_its_own_user_and_is_nowhere_kept(store: Store) -> None:
    tokens = {opened(store, user_id): user_id for user_id in ("U001", "U002", "U001")}
    assert len(tokens) == 3
    assert {token: who(store, token) for token in tokens} == tokens
    assert who(store, "guessed") is None
    with store.reading() as connection:
        kept = str(connection.execute(select(table)).all())
    assert all(token not in kept for token in tokens)


def test_half_an_hour_without_a_look_ends_it(store: Store) -> None:
    token = opened(store)
    assert who(store, token, NOON + 29 * MINUTE) == "U001"
    assert who(store, token, NOON + 58 * MINUTE) == "U001"
    assert who(store, token, NOON + 88 * MINUTE) is None
    assert who(store, token, NOON + 59 * MINUTE) == "U001", "the look too late woke it"


def test_looking_without_recognising_does_not_keep_it_awake(store: Store) -> None:
    token = opened(store)
    with store.reading() as connection:
        assert sessions.session_user(connection, token, at=NOON + 29 * MINUTE) is not None
        assert sessions.session_user(connection, token, at=NOON + 31 * MINUTE) is None


def test_twelve_hours_end_it_however_busy_one_is(store: Store) -> None:
    token = opened(store)
    looks = [who(store, token, NOON + n * 20 * MINUTE) for n in range(1, 36)]
    assert set(looks) == {"U001"}
    assert who(store, token, NOON + 719 * MINUTE) == "U001"
    assert who(store, token, NOON + 721 * MINUTE) is None


def test_logging_out_ends_one_and_a_new_password_all_others(store: Store) -> None:
    first, second, third, other = (opened(store, user) for user in ("U001", "U001", "U001", "U002"))
    with store.writing() as connection:
        sessions.close_session(connection, first, at=NOON)
    assert [who(store, token) for token in (first, second, third, other)] == [None, "U001", "U001", "U002"]
    with store.writing() as connection:
        users.set_password(connection, SYSTEM, "U001", "a loud green kettle", keep_token=third)
    assert [who(store, token) for token in (second, third, other)] == [None, "U001", "U002"]


def test_a_disabled_user_is_out_at_the_next_request_and_stays_out_when_enabled(store: Store) -> None:
    token = opened(store)
    for version, active in ((1, False), (2, True)):
        with store.writing() as connection:
            users.change_user(connection, SYSTEM, "U001", name="anna", role="administrator", lang="da",
                              organisation_id=None, active=active, version=version)  # fmt: skip
        assert who(store, token) is None


def test_a_changed_role_counts_at_the_next_request(store: Store) -> None:
    token = opened(store)
    with store.writing() as connection:
        users.change_user(connection, SYSTEM, "U001", name="anna", role="auditor", lang="da",
                          organisation_id=None, active=True, version=1)  # fmt: skip
    with store.reading() as connection:
        user = sessions.session_user(connection, token, at=NOON)
    assert user is not None
    assert user["role"] == "auditor"


def test_sessions_of_days_gone_by_are_cleared(store: Store) -> None:
    opened(store)
    opened(store, at=NOON + timedelta(days=2))
    with store.reading() as connection:
        assert len(connection.execute(select(table)).all()) == 1


def attempt(store: Store, login: str, password: str, address: str = "192.0.2.1", at: datetime = NOON) -> str:
    """What came of a try: in, wrong, or the minutes one must wait."""
    try:
        sessions.log_in(store, login, password, address, at=at)
    except NotPossible as error:
        if error.code == "login_wrong":
            return "wrong"
        until: datetime = error.values["until"]
        return str((until - at) // MINUTE)
    return "in"


def test_after_five_failures_an_account_waits_a_quarter_of_an_hour(store: Store) -> None:
    for n in range(5):
        assert attempt(store, " ANNA", "wrong", f"192.0.2.{n}", NOON + n * MINUTE) == "wrong"
    assert attempt(store, "anna", PASSWORD, "192.0.2.99", NOON + 5 * MINUTE) == "10"
    assert attempt(store, "bo", PASSWORD, "192.0.2.99", NOON + 5 * MINUTE) == "in"
    assert attempt(store, "anna", PASSWORD, "192.0.2.99", NOON + 15 * MINUTE) == "in"


def test_tries_while_one_must_wait_do_not_prolong_it(store: Store) -> None:
    for n in range(12):
        attempt(store, "anna", "wrong", at=NOON + n * MINUTE)
    assert attempt(store, "anna", PASSWORD, at=NOON + 15 * MINUTE) == "in"


def test_a_success_forgets_the_failures_of_the_account_but_not_of_the_address(store: Store) -> None:
    for _ in range(4):
        attempt(store, "anna", "wrong")
    assert attempt(store, "anna", PASSWORD) == "in"
    assert [attempt(store, "anna", "wrong") for _ in range(5)] == ["wrong"] * 5
    assert attempt(store, "anna", PASSWORD) == "15"
    for n in range(11):
        attempt(store, f"guess{n}", "wrong")
    assert attempt(store, "bo", PASSWORD) == "15", "20 failures from one address"
    assert attempt(store, "bo", PASSWORD, "192.0.2.2") == "in"


def test_an_unknown_name_is_answered_and_throttled_like_a_known_one(store: Store) -> None:
    answers = {
        login: [attempt(store, login, "wrong", f"a-{login}") for _ in range(6)] for login in ("anna", "no")
    }
    assert answers["anna"] == answers["no"] == ["wrong"] * 5 + ["15"]


def test_tries_at_the_same_time_are_all_counted(store: Store) -> None:
    answers: list[str] = []
    tries = [
        threading.Thread(target=lambda: answers.append(attempt(store, "anna", "wrong"))) for _ in range(12)
    ]
    for one in tries:
        one.start()
    for one in tries:
        one.join()
    assert sorted(answers) == ["15"] * 7 + ["wrong"] * 5


def test_neither_the_address_nor_what_was_typed_is_kept(store: Store) -> None:
    attempt(store, "my secret password", "wrong", "192.0.2.77")
    attempt(store, "anna", PASSWORD, "192.0.2.77")
    with store.reading() as connection:
        kept = [str(connection.execute(text(f"SELECT * FROM {name}")).all())
                for name in ("login_attempts", "record", "sessions", "settings")]  # fmt: skip
    assert all(word not in table for word in ("192.0.2.77", "my secret password") for table in kept)


def test_two_installations_hash_the_same_address_differently(
    sqlite_store: Store, postgresql_store: Store
) -> None:
    kept = []
    for store in (sqlite_store, postgresql_store):
        with store.writing() as connection:
            throttle.count_try(connection, "anna", "192.0.2.1", at=NOON)
            kept.append(connection.execute(text("SELECT login, address FROM login_attempts")).one())
    assert not set(kept[0]) & set(kept[1])
