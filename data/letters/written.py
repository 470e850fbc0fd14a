"""The three letters, written from what the store holds."""

from __future__ import annotations

from sqlalchemy import Connection

from data.letters.letter import Letter
from data.store.actor import Actor


def offer_letter(connection: Connection, actor: Actor, offer_id: str, lang: str) -> Letter:
    """The offer of a flat; NotPossible("letter_not_now") unless the offer is unanswered or accepted."""
    raise NotImplementedError


def not_yet_letter(connection: Connection, actor: Actor, run_id: str, citizen_id: str, lang: str) -> Letter:
    """No flat this week, why, and what would change it; NotFound unless the run left the citizen without."""
    raise NotImplementedError


def refusal_letter(connection: Connection, actor: Actor, offer_id: str, lang: str) -> Letter:
    """The refusal of an offer is noted; NotPossible("letter_not_now") unless it is refused or expired."""
    raise NotImplementedError
