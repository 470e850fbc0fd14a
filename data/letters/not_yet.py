"""The letter that says: not yet.  Why in plain words, what would change it, and no promise."""

from __future__ import annotations

from sqlalchemy import Connection, select

from data.letters import not_yet_words as words
from data.letters.common import letter
from data.letters.detail import Detail, read_detail
from data.letters.letter import Letter, Part
from data.letters.plain import day, pick
from data.store.actor import Actor
from data.store.errors import NotFound
from data.store.run_tables import finished_run, rows_of
from data.store.schema import citizens
from matcher.words import KINDS

#: At most so many rules are named, those that close most flats first.
_MOST_RULES = 5


def not_yet_letter(connection: Connection, actor: Actor, run_id: str, citizen_id: str, lang: str) -> Letter:
    """No flat this week, why, and what would change it; NotFound unless the run left the citizen without."""
    run = finished_run(connection, run_id)
    row = next((r for r in rows_of(connection, run_id, "unmatched") if r["citizen_id"] == citizen_id), None)
    if row is None:
        raise NotFound(f"{citizen_id} is not left without a flat in {run_id}")
    detail = read_detail(row["detail"])
    opening = pick(words.OPENING, lang, day=day(run["decision_date"], lang))
    parts = [
        Part("", (opening, pick(words.STILL_WAITING, lang))),
        Part(pick(words.WHY, lang), tuple(_why(row["reason"], detail, lang)), tuple(_rules(detail, lang))),
        Part(pick(words.CHANGE, lang), tuple(_change(row["reason"], detail, run["lang"], lang))),
    ]
    found = select(citizens.c.case_worker).where(citizens.c.citizen_id == citizen_id)
    case_worker = connection.execute(found).scalar_one_or_none() or actor.user_id
    return letter(connection, actor, "not_yet", lang, pick(words.TITLE, lang), citizen_id, case_worker, parts)


def _why(reason: str, detail: Detail, lang: str) -> list[str]:
    """The reason of the week, and for a case that is not ready what is missing."""
    if reason != "not_ready":
        return [pick(words.REASONS[reason], lang)]
    told = [pick(words.NOT_READY[code], lang) for code in detail.not_ready]
    if detail.parked_until is not None:
        told.append(pick(words.PARKED, lang, day=day(detail.parked_until, lang)))
    return told or [pick(words.REASONS["not_ready"], lang)]


def _rules(detail: Detail, lang: str) -> list[tuple[str, str]]:
    """What closed the flats, the most frequent first, with how many; the same words are said once."""
    counts: dict[str, int] = {}
    for code, count in detail.blocked.items():
        label = pick(words.RULES[code], lang)
        counts[label] = max(count, counts.get(label, 0))
    most = sorted(counts.items(), key=lambda item: -item[1])[:_MOST_RULES]
    return [
        (label, pick(words.FLATS if count > 1 else words.FLAT, lang, n=str(count))) for label, count in most
    ]


def _change(reason: str, detail: Detail, told_in: str, lang: str) -> list[str]:
    """What would help, as far as it is the citizen's to know; whose choice it is; and no promise."""
    told = []
    if detail.change:
        value = _value(detail, told_in, lang) if detail.change in words.WITH_VALUE else ""
        told.append(pick(words.CHANGES[detail.change], lang, value=value))
    elif reason == "not_ready":
        told.append(pick(words.WHEN_READY, lang))
    else:
        told.append(pick(words.NO_SINGLE_CHANGE, lang))
    if detail.change in words.OWN_CHOICE:
        told.append(pick(words.YOUR_CHOICE, lang))
    return [*told, pick(words.TELL_US, lang), pick(words.NO_PROMISE, lang)]


def _value(detail: Detail, told_in: str, lang: str) -> str:
    """The value of a change in the language of the letter, when the run was made in another."""
    if detail.change == "kinds":
        kind = detail.value.removeprefix("an ").removeprefix("a ")
        return next((both[lang] for both in KINDS.values() if kind in both.values()), kind)
    if detail.change == "refused_area" or told_in == lang:
        return detail.value
    return detail.value.translate(str.maketrans(",.", ".,"))
