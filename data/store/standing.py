"""Standing decisions of the office about pairs: pin, forbid, waive; they hold for every run until lifted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from data.store.actor import Actor

Row = Mapping[str, Any]


def pin(connection: Connection, actor: Actor, citizen_id: str, vacancy_id: str, reason: str) -> int:
    """The citizen shall get the flat; the number of the decision.  Office only, a reason is obligatory.

    Raises Refused (column ``reason``), NotFound, NotPossible("citizen_pinned"), ("flat_pinned"),
    ("pair_forbidden"), ("pair_held").
    """
    raise NotImplementedError


def forbid(
    connection: Connection,
    actor: Actor,
    citizen_id: str,
    vacancy_id: str,
    reason: str,
    *,
    source: str = "office",
) -> int:
    """The citizen shall not get the flat; the number of the decision (the one that stands, if there is one).

    ``source``: office, or refusal for a pair that is never proposed again; a refusal lifts a pin of the pair,
    otherwise NotPossible("pair_pinned").
    """
    raise NotImplementedError


def waive(
    connection: Connection, actor: Actor, citizen_id: str, rule: str, reason: str, vacancy_id: str = ""
) -> int:
    """Lift one waivable rule (data.exchange.codes.WAIVABLE) for a citizen, for one flat or all (blank).

    The individual judgement is the reason.  Raises Refused on ``rule`` or ``reason``, NotFound.
    """
    raise NotImplementedError


def lift(connection: Connection, actor: Actor, standing_id: int, reason: str = "") -> None:
    """End a standing decision; it stays to be read.  Raises NotFound, NotPossible("lifted_already")."""
    raise NotImplementedError


def standing_of(
    connection: Connection,
    *,
    citizen_id: str | None = None,
    vacancy_id: str | None = None,
    lifted: bool = False,
) -> list[Row]:
    """The decisions that stand (with ``lifted`` also the earlier ones), newest first, as rows of
    ``standing``, of a citizen or a flat or all."""
    raise NotImplementedError
