"""Vacancies: the flats reported vacant, entered and changed by the office; an association reads its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from data.store.actor import Actor

Row = Mapping[str, Any]
STATES = ("vacant", "let", "given_back", "withdrawn")


def list_vacancies(connection: Connection, actor: Actor, state: str | None = None) -> list[Row]:
    """The vacancies the actor may know of, by id, each as its row of ``vacancies``."""
    raise NotImplementedError


def get_vacancy(connection: Connection, actor: Actor, vacancy_id: str) -> Row:
    """One vacancy as its row of ``vacancies``; raises NotFound."""
    raise NotImplementedError


def save_vacancy(connection: Connection, actor: Actor, cells: Mapping[str, str], version: int | None) -> str:
    """Enter a vacancy (``version`` None) or change one, and return the id; a blank id makes the next one.

    ``cells``: texts by column of vacancies; of a stored one the columns left out stay.  Office only.  Raises
    Refused, NotFound, Conflict("stale", difference), NotPossible("flat_held") for what a live offer rests on.
    """
    raise NotImplementedError


def close_vacancy(
    connection: Connection, actor: Actor, vacancy_id: str, state: str, day: date, version: int | None = None
) -> None:
    """Give a vacant flat back or take it off the list as entered wrongly (given_back, withdrawn).

    A flat given back has been counted by the quarter rule, one withdrawn has not.  Raises
    NotPossible("flat_held") during an offer, ("flat_not_vacant").
    """
    raise NotImplementedError


def reopen_vacancy(connection: Connection, actor: Actor, vacancy_id: str, version: int | None = None) -> None:
    """Put a flat given back or withdrawn on the list again; NotPossible("flat_not_closed") for others."""
    raise NotImplementedError
