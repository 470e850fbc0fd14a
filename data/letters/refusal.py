"""The letter that notes a no, or that an offer came to nothing: what was noted, and how it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from data.letters import refusal_words as words
from data.letters.common import letter
from data.letters.letter import Letter, Part
from data.letters.offer import flat_name, flat_of
from data.letters.plain import day, pick
from data.store.actor import Actor
from data.store.errors import NotPossible
from data.store.offer_rows import known_offer

Row = Mapping[str, Any]


def refusal_letter(connection: Connection, actor: Actor, offer_id: str, lang: str) -> Letter:
    """The refusal of an offer is noted; NotPossible("letter_not_now") unless it is refused or expired."""
    offer = known_offer(connection, actor, offer_id)
    if offer["state"] not in ("refused", "expired"):
        raise NotPossible("letter_not_now", state=offer["state"])
    flat = flat_of(connection, offer)
    by = _by(offer)
    offered = "" if offer["offered_on"] is None else day(offer["offered_on"], lang)
    opening = pick(words.OPENING[by], lang, where=flat_name(flat, lang), day=offered)
    parts = [
        Part("", (opening, *_noted(offer, lang))),
        Part(pick(words.GOES_ON, lang), tuple(pick(told, lang) for told in words.NEXT[by])),
    ]
    title = pick(words.TITLE[by], lang)
    elderly = flat["kind"] == "elderly"
    return letter(
        connection, actor, "refusal", lang, title, offer["citizen_id"], offer["owner"], parts, elderly=elderly
    )


def _by(offer: Row) -> str:
    """Who said no: citizen, association, or nobody in time."""
    if offer["state"] == "expired":
        return "nobody"
    return "association" if offer["reason_code"].startswith("association_") else "citizen"


def _noted(offer: Row, lang: str) -> list[str]:
    """The reason as it was noted, in words; the office's own notes stay in the case."""
    reason = words.REASONS.get(offer["reason_code"])
    return [] if reason is None else [pick(reason, lang), pick(words.IF_WRONG, lang)]
