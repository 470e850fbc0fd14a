"""People with a log-in: what is asked of them, how the password is kept, who is out at once."""

from __future__ import annotations

from typing import Any

import pytest
from argon2 import Type
from light_passwords import HARD
from sqlalchemy import select, text

from data.store import users
from data.store.actor import SYSTEM, Actor
from data.store.engine import Store
from data.store.errors import Conflict, NotFound, NotPossible, Refused
from data.store.schema import record
from data.store.schema import users as table
from data.store.verify import verify

PASSWORD = "a quiet blue kettle"
ANNA: dict[str, Any] = {"login": "Anna", "name": "Anna Holm", "role": "administrator", "password": PASSWORD}


def add(store: Store, **given: Any) -> str:
    with store.writing() as connection:
        return users.add_user(connection, SYSTEM, **{**ANNA, **given})


def refused(store: Store, **given: Any) -> dict[str, str]:
    with pytest.raises(Refused) as caught:
        add(store, **given)
    return {fault.column: fault.message for fault in caught.value.faults}


def changed(store: Store, user_id: str, actor: Actor = SYSTEM, **values: Any) -> None:
    with store.writing() as connection:
        row = users.get_user(connection, user_id)
        kept = {key: row[key] for key in ("name", "role", "organisation_id", "lang", "active", "version")}
        users.change_user(connection, actor, user_id, **{**kept, **values})


def test_the_hash_is_argon2id_and_the_password_stands_nowhere(any_store: Store) -> None:
    add(any_store)
    with any_store.reading() as connection:
        assert connection.execute(select(table.c.password_hash)).scalar_one().startswith("$argon2id$")
        for name in ("users", "record", "settings", "login_attempts", "sessions"):
            assert PASSWORD not in str(connection.execute(text(f"SELECT * FROM {name}")).all())


def test_the_product_hashes_as_rfc_9106_advises() -> None:
    assert (HARD.memory_cost, HARD.time_cost) == (65536, 3)
    assert HARD.type is Type.ID


def test_only_the_right_password_of_an_active_user_fits(any_store: Store) -> None:
    user_id = add(any_store)
    add(any_store, login="other", password="quite another kettle")
    with any_store.reading() as connection:
        for login in ("anna", " ANNA "):
            found = users.check_password(connection, login, PASSWORD)
            assert found is not None
            assert found["user_id"] == user_id
        wrong = [("anna", PASSWORD + " "), ("anna", ""), ("other", PASSWORD), ("nobody", PASSWORD),
                 ("nobody", "nobody's password"), ("", "")]  # fmt: skip
        assert all(users.check_password(connection, *pair) is None for pair in wrong)
    changed(any_store, user_id, active=False)
    with any_store.reading() as connection:
        assert users.check_password(connection, "anna", PASSWORD) is None


def test_the_same_letter_written_in_two_ways_is_the_same_password(sqlite_store: Store) -> None:
    add(sqlite_store, password="blåbærgrød på torsdag")
    with sqlite_store.reading() as connection:
        assert users.check_password(connection, "anna", "bla\u030abærgrød pa\u030a torsdag") is not None


@pytest.mark.parametrize(
    ("password", "code"),
    [("elevensigns", "password_short"), ("x" * 501, "password_long"), ("anna" * 4, "password_is_login"),
     ("ANNAannaANNA", "password_is_login"), ("ababababababab", "password_one_sign")],
)  # fmt: skip
def test_a_weak_password_is_refused(sqlite_store: Store, password: str, code: str) -> None:
    assert refused(sqlite_store, password=password) == {"password": code}
    add(sqlite_store)
    with pytest.raises(Refused), sqlite_store.writing() as connection:
        users.set_password(connection, SYSTEM, "U001", password)


def test_every_fault_is_told_at_once_and_has_words(sqlite_store: Store) -> None:
    told = refused(sqlite_store, login="a b", name=" ", role="king", password="short", lang="no",
                   organisation_id="X")  # fmt: skip
    assert set(told) == {"login", "name", "role", "password", "lang", "organisation_id"}
    assert set(told.values()) <= set(users.WORDS)
    with sqlite_store.reading() as connection:
        assert connection.execute(select(table)).all() == []


def test_a_login_is_taken_whatever_its_capitals(any_store: Store) -> None:
    add(any_store, login="Søren")
    assert refused(any_store, login="SØREN") == {"login": "login_taken"}


def test_shelters_and_associations_need_an_organisation_of_their_kind(any_store: Store) -> None:
    assert refused(any_store, role="shelter") == {"organisation_id": "organisation_missing"}
    assert refused(any_store, role="shelter", organisation_id="S1") == {
        "organisation_id": "organisation_unknown"
    }
    with any_store.writing() as connection:
        users.add_organisation(connection, SYSTEM, "S1", "Herberget", "shelter")
        users.add_organisation(connection, SYSTEM, "A1", "Almen 1", "association")
    assert refused(any_store, role="shelter", organisation_id="A1") == {
        "organisation_id": "organisation_unknown"
    }
    assert refused(any_store, role="office", organisation_id="S1") == {
        "organisation_id": "organisation_not_for_role"
    }
    add(any_store, role="shelter", organisation_id="S1")
    with any_store.reading() as connection:
        assert users.list_users(connection)[0]["organisation"] == "Herberget"
    with pytest.raises(Conflict, match="organisation_other_kind"), any_store.writing() as connection:
        users.add_organisation(connection, SYSTEM, "S1", "Herberget", "association")


def test_the_last_administrator_stays(any_store: Store) -> None:
    first = add(any_store)
    for values in ({"role": "office"}, {"active": False}):
        with pytest.raises(NotPossible, match="last_administrator"):
            changed(any_store, first, **values)
    second = add(any_store, login="bo")
    changed(any_store, first, active=False)
    with pytest.raises(NotPossible, match="last_administrator"):
        changed(any_store, second, role="auditor")


def test_a_stale_screen_is_told_what_changed(any_store: Store) -> None:
    user_id = add(any_store)
    changed(any_store, user_id, name="Anna Krogh")
    with pytest.raises(Conflict) as caught:
        changed(any_store, user_id, name="Anna Lund", version=1)
    assert caught.value.difference == {"name": ("Anna Lund", "Anna Krogh")}


def test_what_is_done_to_users_stands_in_the_record_without_names(any_store: Store) -> None:
    boss = Actor("U009", "administrator")
    user_id = add(any_store)
    add(any_store, login="bo")
    changed(any_store, user_id, boss, name="Anna Krogh", role="auditor")
    with any_store.writing() as connection:
        users.set_password(connection, boss, user_id, "a loud green kettle")
    with any_store.reading() as connection:
        rows = connection.execute(select(record).order_by(record.c.number)).mappings().all()
    assert [(row["actor"], row["action"], row["subject"]) for row in rows] == [
        ("husrum", "create", "U001"), ("husrum", "create", "U002"),
        ("U009", "change", "U001"), ("U009", "change", "U001"),
    ]  # fmt: skip
    assert all(word not in str(rows) for word in ("Anna", "Holm", "Krogh", "kettle"))
    assert verify(any_store).finding is None


def test_a_user_that_is_not_there_is_not_found(sqlite_store: Store) -> None:
    with sqlite_store.reading() as connection, pytest.raises(NotFound):
        users.get_user(connection, "U001")
