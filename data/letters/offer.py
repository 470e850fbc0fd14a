"""The letter that offers a flat: what it is, what it costs, what to do by when, and what a no means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from data.letters import offer_words as words
from data.letters.common import letter
from data.letters.letter import Letter, Part
from data.letters.plain import day, kroner, number, pick
from data.store.actor import Actor
from data.store.errors import NotPossible
from data.store.offer_rows import known_offer
from data.store.schema import choices, organisations, vacancies
from matcher.words import KINDS, say

Row = Mapping[str, Any]
#: The states in which a citizen has, or has just answered, an offer.
WHEN = ("offered", "viewing", "accepted")


def offer_letter(connection: Connection, actor: Actor, offer_id: str, lang: str) -> Letter:
    """The offer of a flat; NotPossible("letter_not_now") unless the offer is unanswered or accepted."""
    offer = known_offer(connection, actor, offer_id)
    if offer["state"] not in WHEN or offer["deadline"] is None:
        raise NotPossible("letter_not_now", state=offer["state"])
    flat = flat_of(connection, offer)
    money = _money(connection, offer)
    opening = pick(words.OPENING, lang, where=flat_name(flat, lang))
    parts = [
        Part("", (opening, pick(words.BASIS[flat["kind"]], lang))),
        Part(pick(words.THE_FLAT, lang), (), tuple(_facts(flat, lang))),
        _economy(money, flat, lang),
        Part(pick(words.ANSWER, lang), tuple(_answer(offer, lang))),
        Part(pick(words.SAYING_NO, lang), (pick(words.NO, lang), pick(words.NO_ANSWER, lang))),
        Part(pick(words.SAYING_YES, lang), tuple(_yes(flat, lang))),
    ]
    title = pick(words.TITLE, lang)
    elderly = flat["kind"] == "elderly"
    return letter(
        connection, actor, "offer", lang, title, offer["citizen_id"], offer["owner"], parts, elderly=elderly
    )


def flat_of(connection: Connection, offer: Row) -> Row:
    """The flat of an offer with the name of its housing organisation."""
    name = organisations.c.name.label("organisation_name")
    found = (
        select(vacancies, name)
        .join(organisations, organisations.c.organisation_id == vacancies.c.organisation_id, isouter=True)
        .where(vacancies.c.vacancy_id == offer["vacancy_id"])
    )
    return dict(connection.execute(found).mappings().one())


def flat_name(flat: Row, lang: str) -> str:
    """The flat by its address, or by its number where the address is not known."""
    where = ", ".join(part for part in (flat["address"], flat["postcode"]) if part)
    return where or pick(words.NUMBER, lang, id=flat["vacancy_id"])


def _facts(flat: Row, lang: str) -> list[tuple[str, str]]:
    """What kind of flat it is, as lines; what is not known has none."""
    facts: list[tuple[tuple[str, str], str]] = [
        (words.ADDRESS, flat_name(flat, lang)),
        (words.ORGANISATION, flat["organisation_name"] or flat["organisation_id"]),
        (words.KIND, say(KINDS, flat["kind"], lang)),
        (words.SIZE, pick(words.SIZE_OF, lang, size=number(flat["size_m2"], lang),
                          rooms=number(flat["rooms"], lang))),
    ]  # fmt: skip
    if flat["floor"] is not None:
        floor = words.GROUND if flat["floor"] == 0 else words.FLOOR_NO
        lift = {True: words.WITH_LIFT, False: words.NO_LIFT}.get(flat["lift"], ("", ""))
        facts.append((words.FLOOR, pick(floor, lang, n=str(flat["floor"])) + pick(lift, lang)))
    if flat["pets_allowed"] is not None:
        facts.append((words.PETS, pick(words.PETS_YES if flat["pets_allowed"] else words.PETS_NO, lang)))
    facts.append((words.AVAILABLE, day(flat["available_from"], lang)))
    return [(pick(label, lang), value) for label, value in facts]


def _money(connection: Connection, offer: Row) -> Row:
    """The figures the decision was made on, as the choice keeps them."""
    found = select(choices.c.price).where(choices.c.choice_id == offer["choice_id"])
    return dict(connection.execute(found).scalar_one_or_none() or {})


def _economy(money: Row, flat: Row, lang: str) -> Part:
    """What the flat costs, the support to expect, and what is left to live on; all of it estimates."""
    if not money:
        return Part(pick(words.ECONOMY, lang), (), ((pick(words.RENT, lang), kroner(flat["rent"], lang)),))
    warnings = money["warnings"]
    utilities = words.UTILITIES_GUESSED if "utilities_estimated" in warnings else words.UTILITIES
    lines = [
        (words.RENT, money["rent"]), (utilities, money["utilities"]), (words.SUPPORT, money["support"]),
        (words.TO_PAY, money["rent"] + money["utilities"] - money["support"]),
        (words.LEFT_OVER, money["left_over"]),
    ]  # fmt: skip
    told = [pick(words.ESTIMATES, lang)]
    if "support_under_review" in warnings:
        told.append(pick(words.UNDER_REVIEW, lang))
    if money["left_over"] < money["minimum"]:
        told.append(pick(words.TIGHT, lang, minimum=kroner(money["minimum"], lang)))
    shown = tuple((pick(label, lang), kroner(amount, lang)) for label, amount in lines)
    return Part(pick(words.ECONOMY, lang), tuple(told), shown)


def _answer(offer: Row, lang: str) -> list[str]:
    told = [pick(words.DEADLINE, lang, day=day(offer["deadline"], lang))]
    if offer["viewing_on"] is not None:
        told.append(pick(words.VIEWING, lang, day=day(offer["viewing_on"], lang)))
    else:
        told.append(pick(words.VIEWING_OPEN, lang))
    return told


def _yes(flat: Row, lang: str) -> list[str]:
    told = [pick(words.CONTRACT, lang)]
    if flat["deposit"]:
        told.append(pick(words.DEPOSIT, lang, deposit=kroner(flat["deposit"], lang)))
    told.append(pick(words.APPLY, lang))
    told.append(pick(words.MOVING, lang))
    return told
