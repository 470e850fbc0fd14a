"""Objections: what may be said when, what an answer does, and that no one learns more than they should."""

from __future__ import annotations

import json

import pytest
from two_sides import AUDITOR, LANDLORD, NAME, OFFICE, OTHER, SHELTER, TwoSides

from data.overview.landlord_tasks import landlord_tasks, open_matters
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.nominations import landlord_step
from data.store.objection_rows import objections_of
from data.store.objections import (
    OBJECTIONS,
    answer_objection,
    object_to,
    objection_reasons,
    withdraw_objection,
)
from data.store.offers import steps_of
from data.store.schema import offers, record, standing, vacancies
from data.store.schema_landlord import objections

WORDS = "Skylder husleje fra et tidligere lejemål"


def objected(sides: TwoSides, code: str = "association_debt", words: str = WORDS) -> str:
    """An objection to the nomination that stands; its id."""
    return sides.do(object_to, LANDLORD, "V1", reason_code=code, reason=words, version=sides.version())


def answered(sides: TwoSides, objection_id: str, answer: str, reason: str = "") -> None:
    sides.do(answer_objection, OFFICE, objection_id, answer, reason=reason, version=sides.version())


def test_what_is_about_a_person_comes_when_the_person_is_known() -> None:
    of_the_flat = ("association_no_longer_vacant", "association_other")
    for state in ("offered", "viewing"):
        assert objection_reasons(state) == of_the_flat
    assert set(objection_reasons("accepted")) == set(OBJECTIONS) > set(of_the_flat)
    for state in ("proposed", "contract", "moved_in", "ended", "refused", "nothing"):
        assert objection_reasons(state) == ()


def test_accepted_the_offer_is_refused_for_that_reason(sides: TwoSides) -> None:
    sides.nominate("accepted")
    objection_id = objected(sides)
    assert [task.what for task in sides.ask(landlord_tasks, sides.today())] == ["objection"]
    answered(sides, objection_id, "accepted")
    assert sides.state() == "refused"
    [offer] = sides.rows(offers)
    assert (offer["live"], offer["reason_code"]) == (False, "association_debt")
    [pair] = sides.rows(standing)
    assert (pair["citizen_id"], pair["vacancy_id"], pair["action"]) == ("C1", "V1", "forbid")
    assert sides.value(vacancies.c.state, vacancies.c.vacancy_id == "V1") == "vacant"
    assert sides.ask(landlord_tasks, sides.today()) == []
    with pytest.raises(Conflict, match="objection_answered"):
        answered(sides, objection_id, "upheld", "For sent")


def test_a_flat_that_is_gone_leaves_the_list(here: TwoSides) -> None:
    here.nominate("offered")
    answered(here, objected(here, "association_no_longer_vacant", ""), "accepted")
    assert here.value(vacancies.c.state, vacancies.c.vacancy_id == "V1") == "withdrawn"


def test_upheld_the_nomination_stands_and_the_association_reads_why(sides: TwoSides) -> None:
    sides.nominate("accepted")
    objection_id = objected(sides)
    with pytest.raises(NotPossible, match="objection_open"):
        sides.do(landlord_step, LANDLORD, "V1", "contract", on=sides.today(), version=sides.version())
    with pytest.raises(NotPossible, match="objection_open"):
        objected(sides)
    with pytest.raises(NotPossible, match="words_missing"):
        answered(sides, objection_id, "upheld")
    with pytest.raises(NotPossible, match="answer_missing"):
        answered(sides, objection_id, "maybe")
    answered(sides, objection_id, "upheld", "Gælden er afviklet")
    seen = sides.seen()
    assert (seen.state, seen.objection) == ("accepted", None)
    assert [one["answer_reason"] for one in seen.objections] == ["Gælden er afviklet"]
    assert sides.ask(open_matters, sides.today()) == {}
    objected(sides)  # something new may come up


def test_an_objection_can_be_taken_back_until_it_is_answered(here: TwoSides) -> None:
    here.nominate("accepted")
    objected(here)
    with pytest.raises(NotFound):
        here.do(withdraw_objection, OTHER, "V1")
    here.do(withdraw_objection, LANDLORD, "V1")
    assert [one["answer"] for one in here.seen().objections] == ["withdrawn"]
    with pytest.raises(NotPossible, match="no_objection"):
        here.do(withdraw_objection, LANDLORD, "V1")


def test_an_objection_to_an_offer_closed_otherwise_waits_for_no_one(here: TwoSides) -> None:
    here.nominate("accepted")
    objection_id = objected(here)
    here.step("refused", reason_code="citizen_rent")
    assert here.ask(landlord_tasks, here.today()) == []
    with pytest.raises(Conflict, match="objection_answered"):
        answered(here, objection_id, "accepted")
    with pytest.raises(NotPossible, match="no_objection"):
        here.do(withdraw_objection, LANDLORD, "V1")


@pytest.mark.parametrize(
    ("state", "code", "words", "refused"),
    [
        ("offered", "association_debt", WORDS, "reason_unknown"),
        ("accepted", "citizen_rent", WORDS, "reason_unknown"),
        ("accepted", "", WORDS, "reason_missing"),
        ("accepted", "association_other", "  \n ", "words_missing"),
        ("accepted", "association_other", "x" * 2001, "words_long"),
        ("accepted", "association_debt", "cpr 0101" + "80-1234", "words_cpr"),
        ("contract", "association_debt", WORDS, "objection_not_now"),
        ("proposed", "association_debt", WORDS, "no_nomination"),
    ],
)
def test_what_cannot_be_said(here: TwoSides, state: str, code: str, words: str, refused: str) -> None:
    here.nominate(state)
    with pytest.raises(NotPossible) as error:
        objected(here, code, words)
    assert error.value.code == refused
    assert here.rows(objections) == []


def test_only_the_two_sides_and_the_auditor_read_it_and_only_the_office_answers(sides: TwoSides) -> None:
    sides.nominate("accepted")
    objection_id = objected(sides)
    for actor, number in ((OFFICE, 1), (AUDITOR, 1), (LANDLORD, 1), (OTHER, 0), (SHELTER, 0)):
        assert len(sides.ask(objections_of, actor, sides.offer_id)) == number
    for actor in (LANDLORD, OTHER, SHELTER, AUDITOR):
        with pytest.raises(NotPossible, match="role_may_not"):
            sides.do(answer_objection, actor, objection_id, "accepted", version=sides.version())
    with pytest.raises(NotFound):
        answered(sides, "nothing", "accepted")
    with pytest.raises(NotFound):
        sides.do(object_to, OTHER, "V1", reason_code="association_debt", version=1)
    answered(sides, objection_id, "accepted")
    shown = str(sides.ask(steps_of, SHELTER, sides.offer_id))
    assert WORDS not in shown


def test_an_answer_never_names_who_is_not_released(here: TwoSides) -> None:
    here.nominate("offered")
    objection_id = objected(here, "association_no_longer_vacant", "")
    for words in (f"Vi taler med {NAME.upper()} først", "Se sag C1"):
        with pytest.raises(NotPossible, match="words_name"):
            answered(here, objection_id, "upheld", words)
    here.step("accepted")  # from here on the association knows the name
    answered(here, objection_id, "upheld", f"Vi har talt med {NAME}")


def test_the_record_holds_codes_and_no_words(here: TwoSides) -> None:
    here.nominate("accepted")
    answered(here, objected(here), "upheld", "Gælden er afviklet")
    entries = [row for row in here.rows(record) if row["purpose"] == "nomination"]
    assert [row["action"] for row in entries] == ["object", "answer_objection"]
    assert [row["actor"] for row in entries] == [LANDLORD.user_id, OFFICE.user_id]
    told = [json.loads(row["details"]) for row in entries]
    assert all(one["reason_code"] == "association_debt" for one in told)
    assert WORDS not in str(entries) and "afviklet" not in str(entries) and NAME not in str(entries)
