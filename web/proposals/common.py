"""What the pages of a run share: the run itself, indexed once, and who may look at it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import cast

from flask import abort, current_app
from sqlalchemy import Connection

from data.runs import load
from data.runs.told import Texts, told_in
from data.store.errors import NotFound
from data.store.users import get_user
from web.explained import Kept, Told
from web.here import store
from web.run import Row, Run, run_of

#: Who reads the pages of a run, and who decides.
READERS, DECIDERS = ("office", "auditor"), ("office",)
#: A finished run never changes; a handful is kept ready, the least used goes first.
_KEPT = 4
_NAME = "husrum_shown"


@dataclass(frozen=True)
class Shown:
    """One run and its explanations per language."""

    run: Run
    told: Told


@dataclass
class _Shelf:
    """The runs kept ready for the pages of one application."""

    shown: OrderedDict[str, Shown] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)


def shown(run_id: str) -> Shown:
    """A finished run as the pages see it.  Raises NotFound for one that is not there or not done."""
    shelf = cast(_Shelf, current_app.extensions.setdefault(_NAME, _Shelf()))
    with shelf.lock:  # several readers may ask for a new run at once
        if run_id not in shelf.shown:
            stored = load(store(), run_id)
            run = run_of(stored)
            shelf.shown[run_id] = Shown(run, Told(run, str(stored.row["lang"]), _kept_texts(run_id)))
        shelf.shown.move_to_end(run_id)
        while len(shelf.shown) > _KEPT:
            shelf.shown.popitem(last=False)
        return shelf.shown[run_id]


def _kept_texts(run_id: str) -> Kept:
    """How the texts of a run in another language are found."""

    def kept(lang: str) -> Texts | None:
        with store().reading() as connection:
            return told_in(connection, run_id, lang)

    return kept


def name_of(connection: Connection, user_id: str) -> str:
    """The name of a user; Husrum itself, and whoever is not there, by the id."""
    try:
        return str(get_user(connection, user_id)["name"])
    except NotFound:
        return user_id


def one(rows: dict[str, Row], identifier: str) -> Row:
    """The row with this id, or the page-not-found page: an id is only ever looked up, never a path."""
    if identifier not in rows:
        abort(404)
    return rows[identifier]
