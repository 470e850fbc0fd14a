"""Letters: what a citizen must be told is there, in both languages, and nothing of anyone else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from finished_week import DAY, OFFICE, put_week, rows, town
from sqlalchemy import Connection, insert, select, update

from data.letters import (
    KINDS,
    Letter,
    not_yet_letter,
    not_yet_words,
    offer_letter,
    offer_words,
    refusal_letter,
    refusal_words,
)
from data.letters.detail import read_detail
from data.store import choices, offers
from data.store.base import now
from data.store.engine import Store
from data.store.errors import NotFound, NotPossible
from data.store.offer_states import REASONS
from data.store.schema import citizens, contacts, vacancies
from data.store.schema import offers as made
from data.store.settings import set_setting
from matcher.eligibility import CODES
from matcher.model import KINDS as DWELLINGS
from matcher.words import LANGS, UNMATCHED_SENTENCES

MATCHES = town().table("matches")
UNMATCHED = town().table("unmatched")
DEADLINE = DAY + timedelta(days=6)
BOTH = pytest.mark.parametrize("lang", LANGS)


@pytest.fixture
def week(sqlite_store: Store) -> Iterator[tuple[Connection, str]]:
    run_id = put_week(sqlite_store)
    with sqlite_store.writing() as connection:
        stamp = {"changed_at": now(), "changed_by": "-", "version": 1}
        for row in rows(town().files["citizens.csv"]):
            name = row["citizen_id"]
            connection.execute(
                insert(contacts).values(
                    citizen_id=name, name=f"Navn-{name} Efternavn", phone="", email="",
                    postal_address=f"Gaden {name}\n8700 Byen", **stamp,
                )
            )  # fmt: skip
        set_setting(connection, "office_phone", "12 34 56 78")
        yield connection, run_id


def offered(connection: Connection, run_id: str, match: dict[str, str] = MATCHES[0]) -> str:
    ticked = match["warnings"].split()
    offer_id = choices.accept(connection, OFFICE, run_id, match["vacancy_id"], warnings_ticked=ticked)
    offers.take_step(connection, OFFICE, offer_id, "offered", deadline=DEADLINE, version=1)
    return offer_id


def text_of(letter: Letter) -> str:
    return "\n".join((letter.title, *letter.to, *letter.paragraphs, *letter.signature))


def check_letter(letter: Letter, citizen_id: str, lang: str) -> str:
    """What holds of every letter, whoever it is to; its text."""
    text = text_of(letter)
    assert (letter.lang, letter.reference, letter.date) == (lang, citizen_id, DAY)
    assert letter.kind in KINDS
    assert letter.to[0] == f"Navn-{citizen_id} Efternavn"
    for row in rows(town().files["citizens.csv"]):
        if row["citizen_id"] != citizen_id:
            assert row["citizen_id"] not in text
    assert not re.search(r"\bpoints?\b|\brank\b|\blod\b|T-(CTI|ICM|ACT)", text, re.IGNORECASE)
    assert not re.search(r"[0-9]{6}-?[0-9]{4}", text)
    assert "12 34 56 78" in text
    assert ("aktindsigt" if lang == "da" else "access to the file") in text
    assert "Ankestyrelsen" in text  # supervision, or appeal for a dwelling for the elderly
    assert not re.search(r"[{}]|\bNone\b(?! of)|\bnan\b", text)
    return text


@BOTH
def test_the_offer_says_what_it_costs_by_when_and_what_a_no_means(
    week: tuple[Connection, str], lang: str
) -> None:
    connection, run_id = week
    for match in MATCHES:
        offer_id = offered(connection, run_id, match)
        letter = offer_letter(connection, OFFICE, offer_id, lang)
        text = check_letter(letter, match["citizen_id"], lang)
        flat = next(r for r in rows(town().files["vacancies.csv"]) if r["vacancy_id"] == match["vacancy_id"])
        if flat["address"]:
            assert flat["address"] in text
        for name in ("rent", "utilities", "support", "left_over"):
            whole = f"{int(float(match[name]) + 0.5):,}"
            assert (whole.replace(",", ".") if lang == "da" else whole) in text, name
        assert f"{DEADLINE.day}. november 2026" in text or f"{DEADLINE.day} November 2026" in text
        assert ("siger nej" if lang == "da" else "say no") in text
        tight = "stram" if lang == "da" else "tight"
        assert (tight in text) == ("tight_budget" in match["warnings"].split())


def test_the_viewing_is_told_when_it_is_known(week: tuple[Connection, str]) -> None:
    connection, run_id = week
    offer_id = offered(connection, run_id)
    viewing = DAY + timedelta(days=2)
    offers.take_step(connection, OFFICE, offer_id, "viewing", on=viewing, version=2)
    assert f"{viewing.day}. november 2026" in text_of(offer_letter(connection, OFFICE, offer_id, "da"))


@pytest.mark.parametrize("kind", DWELLINGS)
def test_the_law_is_that_of_the_kind_of_dwelling(week: tuple[Connection, str], kind: str) -> None:
    connection, run_id = week
    offer_id = offered(connection, run_id)
    which = vacancies.c.vacancy_id == MATCHES[0]["vacancy_id"]
    connection.execute(update(vacancies).where(which).values(kind=kind))
    text = text_of(offer_letter(connection, OFFICE, offer_id, "da"))
    section = {"family": "§ 59", "youth": "§ 59", "elderly": "§ 54", "start": "§ 101 a",
               "inclusion": "§ 62 a", "stepdown": "§ 63"}.get(kind)  # fmt: skip
    if section is not None:
        assert f"efter almenboligloven {section}." in text
    assert ("klage til Ankestyrelsen" in text) == (kind == "elderly")


@BOTH
def test_not_yet_says_why_what_would_change_it_and_promises_nothing(
    week: tuple[Connection, str], lang: str
) -> None:
    connection, run_id = week
    for row in UNMATCHED:
        letter = not_yet_letter(connection, OFFICE, run_id, row["citizen_id"], lang)
        text = check_letter(letter, row["citizen_id"], lang)
        assert ("Vi kan ikke love" if lang == "da" else "We cannot promise") in text
        if row["reason"] != "not_ready":
            assert not_yet_words.REASONS[row["reason"]][LANGS.index(lang)] in text
        for vacancy in rows(town().files["vacancies.csv"]):
            assert vacancy["vacancy_id"] not in text
        limit = re.search(r"loft over husleje og forbrug på ([0-9.]+) kr", row["detail"])
        if limit:
            assert (limit[1] if lang == "da" else limit[1].replace(".", ",")) in text


def test_not_yet_is_only_for_those_the_run_left_without(week: tuple[Connection, str]) -> None:
    connection, run_id = week
    with pytest.raises(NotFound):
        not_yet_letter(connection, OFFICE, run_id, MATCHES[0]["citizen_id"], "da")
    with pytest.raises(NotFound):
        not_yet_letter(connection, OFFICE, "no-run", UNMATCHED[0]["citizen_id"], "da")


@BOTH
@pytest.mark.parametrize("code", REASONS["refused"])
def test_a_refusal_is_noted_with_its_reason(week: tuple[Connection, str], lang: str, code: str) -> None:
    connection, run_id = week
    offer_id = offered(connection, run_id)
    said = "Hemmelig bemærkning"
    offers.take_step(connection, OFFICE, offer_id, "refused", reason_code=code, reason=said, version=2)
    text = check_letter(refusal_letter(connection, OFFICE, offer_id, lang), MATCHES[0]["citizen_id"], lang)
    assert said not in text
    noted = refusal_words.REASONS.get(code)
    assert noted is None or noted[LANGS.index(lang)] in text
    assert noted is not None or code.endswith(("other", "rental_history"))


def test_an_offer_that_lapsed_says_so(week: tuple[Connection, str]) -> None:
    connection, run_id = week
    offer_id = offered(connection, run_id)
    who = made.c.offer_id == offer_id
    connection.execute(update(made).where(who).values(deadline=DAY - timedelta(days=1)))
    offers.take_step(connection, OFFICE, offer_id, "expired", version=2)
    assert "faldet bort" in text_of(refusal_letter(connection, OFFICE, offer_id, "da"))


def test_a_letter_only_when_there_is_something_to_write(week: tuple[Connection, str]) -> None:
    connection, run_id = week
    match = MATCHES[1]
    ticked = match["warnings"].split()
    offer_id = choices.accept(connection, OFFICE, run_id, match["vacancy_id"], warnings_ticked=ticked)
    for write in (offer_letter, refusal_letter):
        with pytest.raises(NotPossible, match="letter_not_now"):
            write(connection, OFFICE, offer_id, "da")
        with pytest.raises(NotFound):
            write(connection, OFFICE, "no-offer", "da")


def test_every_code_has_words_in_both_languages() -> None:
    assert set(not_yet_words.REASONS) == set(UNMATCHED_SENTENCES)
    assert set(not_yet_words.RULES) == set(CODES)
    assert set(offer_words.BASIS) == set(DWELLINGS)
    for module in (not_yet_words, offer_words, refusal_words):
        for value in vars(module).values():
            for words in value.values() if isinstance(value, dict) else (value,):
                if isinstance(words, tuple) and len(words) == 2 and all(isinstance(w, str) for w in words):
                    danish, english = words
                    assert bool(danish) == bool(english)
                    assert set(re.findall(r"\{(\w+)\}", danish)) == set(re.findall(r"\{(\w+)\}", english))


def test_a_detail_is_read_the_same_in_both_languages(tmp_path: Path) -> None:
    """The same week told in Danish and in English gives the same codes and the same kind of change."""
    from data.exchange.folder import Folder
    from data.exchange.week import read_files
    from data.rates.loader import load_rates
    from matcher.pipeline import propose

    reading = read_files(Folder(dict(town().files), frozenset()), DAY)
    assert reading.week is not None
    english = propose(reading.week, reading.policy, load_rates(DAY), 0, lang="en").unmatched
    told = 0
    for danish, other in zip(UNMATCHED, english.to_dict("records"), strict=True):
        here, there = read_detail(danish["detail"]), read_detail(str(other["detail"]))
        assert (here.blocked, here.not_ready, here.parked_until, here.change) == (
            there.blocked, there.not_ready, there.parked_until, there.change,
        )  # fmt: skip
        helps = "Det ville hjælpe" in danish["detail"]
        assert bool(here.change) == helps
        told += bool(here.blocked) + bool(here.not_ready) + helps + (here.parked_until is not None)
    assert told >= 10


def test_who_has_no_contact_gets_a_letter_without_an_address(week: tuple[Connection, str]) -> None:
    connection, run_id = week
    connection.execute(contacts.delete())
    letter = not_yet_letter(connection, OFFICE, run_id, UNMATCHED[0]["citizen_id"], "da")
    assert letter.to == ()
    assert connection.execute(select(citizens.c.citizen_id)).first() is not None
