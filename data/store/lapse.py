"""Flats whose day to answer by has passed without a live offer lapse by themselves; a later day brings them
back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from data.store.engine import Store
from data.store.rows import Row


def lapse_due(connection: Connection) -> list[str]:
    """Let every vacant flat lapse that no offer holds and whose answer_by lies before today; their ids.

    Done by Husrum itself and recorded so.  The day itself still counts; doing it twice changes nothing.
    """
    return []


def lapse(store: Store) -> list[str]:
    """``lapse_due`` in a transaction of its own, which is only begun when something is due."""
    return []


def back_in_time(row: Row, values: Mapping[str, Any], day: date) -> dict[str, Any]:
    """What else changes when a lapsed flat is given a later answer_by, or none: it is vacant again.

    ``values``: what is to be changed.  Empty when it stays as it is.
    """
    return {}
