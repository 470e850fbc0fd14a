"""What is written into the outbox: for whom, once, and nothing that is not a code or an address of a page."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers import kept, team, wants

from data.notices.words import FRAME, KIND_WORDS
from data.store.engine import Store
from data.store.outbox import KINDS, page, tell_office, tell_organisation, tell_team, tell_user


def test_every_kind_has_its_words_in_both_languages() -> None:
    assert set(KIND_WORDS) == set(KINDS)
    for words in KIND_WORDS.values():
        assert set(words) == {"da", "en"}
        for told in words.values():
            assert re.fullmatch(r"[A-ZÆØÅ].*\.", told.sentence)
            assert not told.subject.endswith(".")
            assert len(told.subject) <= 60
    assert all(set(words) == {"da", "en"} for words in FRAME.values())
    for words in FRAME.values():
        assert set(re.findall(r"\{\w+\}", words["da"])) == set(re.findall(r"\{\w+\}", words["en"]))


def test_each_side_is_told_and_nobody_who_did_not_ask(any_store: Store) -> None:
    wants(any_store, "office", "digest")
    wants(any_store, "association")
    wants(any_store, "association", organisation="bolig-b")
    wants(any_store, "shelter", "none")
    team(any_store, "T1", "team@mail.example")
    with any_store.writing() as connection:
        assert tell_office(connection, "objection", "/offers/1") == 1
        assert tell_organisation(connection, "bolig-a", "offer_made", "/association/flats/1") == 1
        assert tell_organisation(connection, "herberg-a", "referral_offer", "/offers/1") == 0
        assert tell_user(connection, "shelter-herberg-a", "message", "/offers/1") == 0
        assert tell_user(connection, "nobody", "message", "/offers/1") == 0
        assert tell_team(connection, "T1", "concern", "/c/1") == 1
        assert tell_team(connection, "T2", "concern", "/c/1") == 0
        assert tell_office(connection, "objection", "/offers/2", but="office") == 0
    assert [(row["reader_kind"], row["reader"], row["way"]) for row in kept(any_store)] == [
        ("user", "office", "digest"),
        ("user", "association-bolig-a", "step"),
        ("team", "T1", "step"),
    ]


def test_what_still_waits_is_not_told_again(any_store: Store) -> None:
    wants(any_store, "office")
    with any_store.writing() as connection:
        assert [tell_office(connection, "message", "/offers/1") for _ in range(3)] == [1, 0, 0]
        assert tell_office(connection, "message", "/offers/2") == 1
        assert tell_office(connection, "objection", "/offers/1") == 1


@pytest.mark.parametrize(
    ("kind", "path"), [("gossip", "/"), ("message", "offers"), ("message", "//evil.example")]
)
def test_a_mistake_of_ours_is_found_where_it_is_made(sqlite_store: Store, kind: str, path: str) -> None:
    wants(sqlite_store, "office")
    with sqlite_store.writing() as connection, pytest.raises(ValueError, match="not a notice"):
        tell_office(connection, kind, path)


@given(st.text(min_size=1, max_size=30))
def test_an_id_of_any_signs_makes_one_line_that_leads_to_it(vacancy_id: str) -> None:
    path = page("association", "flats", vacancy_id)
    assert path.isascii()
    assert not set(path) & set(" \r\n?#")
    assert unquote(path) == f"/association/flats/{vacancy_id}"
