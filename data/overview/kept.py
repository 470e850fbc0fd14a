"""Figures that are worked out once per change of the store, and kept until the next.

Every change is recorded in its own transaction, so the number of the last entry that is more than a look
names the state of the store.  The record only grows, so only its newest entries are read each time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from data.store.schema import record

T = TypeVar("T")
#: Entries that tell of no change: someone looked, searched, took a file out, came or went.
LOOKS = ("view", "search", "export", "letter", "extract", "verify", "login", "logout")
#: So many figures are kept at once.
_MOST = 40
_figures: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
#: Held by whoever works a figure out.
_making: dict[tuple[Any, ...], Lock] = {}
#: For each store the newest entry read, and the newest change among those read.
_read: dict[str, tuple[int, int]] = {}
_lock = Lock()


def last_change(connection: Connection) -> int:
    """The number of the last entry of the record that tells of a change, as this transaction sees it."""
    store, r = str(connection.engine.url), record.c
    newest = int(connection.execute(select(func.coalesce(func.max(r.number), 0))).scalar_one())
    with _lock:
        read, change = _read.get(store, (0, 0))
    changes = select(r.number).where(r.action.not_in(LOOKS)).order_by(r.number.desc()).limit(1)
    if read and newest >= read:
        changes = changes.where(r.number > read)
    else:  # the first time, or a view of the store from before what was read last
        change = 0
    change = int(connection.execute(changes).scalar_one_or_none() or change)
    with _lock:
        if newest > _read.get(store, (0, 0))[0]:
            _read[store] = newest, change
    return change


def once_per_change(connection: Connection, what: str, on: date, make: Callable[[], T]) -> T:
    """What ``make`` gives, worked out anew when the store has changed since, or on another day.

    ``what`` names it; what is given back is shared and must not be changed.  Of several who ask at once one
    works it out, and the others wait for it.
    """
    key = (str(connection.engine.url), what, on, last_change(connection))
    with _lock:
        if key in _figures:
            _figures.move_to_end(key)
            found: T = _figures[key]
            return found
        making = _making.setdefault(key, Lock())
    with making:
        with _lock:
            if key in _figures:
                worked_out: T = _figures[key]
                return worked_out
        made = make()
        with _lock:
            _figures[key] = made
            _making.pop(key, None)
            while len(_figures) > _MOST:
                _figures.popitem(last=False)
    return made
