"""The connection to the store: SQLite embedded in HUSRUM_HOME by default, PostgreSQL by HUSRUM_DATABASE_URL.

Every change happens inside ``Store.writing()``: one transaction at a time on both databases (BEGIN IMMEDIATE,
or a lock taken first), so that what was read before a change still holds when it is written.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL

from data.store.head import keep_head
from matcher.errors import HusrumError

HOME, DATABASE_URL = "HUSRUM_HOME", "HUSRUM_DATABASE_URL"
DATABASE_FILE = "husrum.sqlite"
#: How long a writer waits for the one before it, in milliseconds.
PATIENCE_MS = 20_000
#: The advisory lock that lets one writer at a time through on PostgreSQL.
WRITER_LOCK = 59
#: Held by the writer of this process, for each embedded database.
_turns: dict[str, threading.Lock] = {}


class StoreError(HusrumError):
    """The store cannot be opened or used; the message says why and what to do."""


@dataclass(frozen=True)
class Store:
    """The database of one office and the folder beside it (queue, head of the record)."""

    engine: Engine
    home: Path

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is the embedded one."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the store; nothing can be changed through it."""
        options: dict[str, Any] = {"husrum_writes": False}
        if not self.is_sqlite:
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self.engine.connect().execution_options(**options) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: everything done through the connection is kept, or nothing.

        When it is kept, the head of the record is written to its second file.
        """
        options = {"husrum_writes": True}
        with self._turn(), self.engine.connect().execution_options(**options) as connection:
            connection.info.pop("husrum_head", None)
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITER_LOCK})
                yield connection
            head = connection.info.pop("husrum_head", None)
        if head is not None:
            keep_head(self.home, *head)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Writers of one process to SQLite wait here in line: the database lets them ask again and again."""
        if not self.is_sqlite:
            yield
            return
        turn = _turns.setdefault(str(self.engine.url), threading.Lock())
        mine = turn.acquire(timeout=PATIENCE_MS / 1000)
        try:
            yield
        finally:
            if mine:
                turn.release()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def default_home() -> Path:
    """HUSRUM_HOME, or ``husrum`` in the user's own data folder."""
    named = os.environ.get(HOME)
    if named:
        return Path(named)
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "husrum"


def open_store(home: Path | None = None, url: str | None = None) -> Store:
    """The store in ``home`` (default: HUSRUM_HOME) or at ``url`` (default: HUSRUM_DATABASE_URL, else SQLite).

    The tables are not made here: see ``data.store.migrate``.  Raises StoreError when the folder cannot be
    made.
    """
    home = default_home() if home is None else home
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(
            f"{home} cannot be used ({error.strerror}): set {HOME} to a folder of yours"
        ) from error
    named = url or os.environ.get(DATABASE_URL) or f"sqlite:///{home / DATABASE_FILE}"
    address = _with_driver(make_url(named))
    engine = create_engine(address, **_options(address))
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    return Store(engine, home)


def _with_driver(url: URL) -> URL:
    """``postgresql://`` means psycopg 3."""
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": PATIENCE_MS / 1000}, "pool_size": 20}
    return {"pool_size": 10, "max_overflow": 20, "pool_pre_ping": True}


def _prepare_sqlite(engine: Engine) -> None:
    """Write-ahead log, every commit on disk before it is acknowledged, writers one at a time."""

    @event.listens_for(engine, "connect")
    def pragmas(connection: Any, record: object) -> None:
        connection.isolation_level = None  # transactions begin below, not behind our back
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={PATIENCE_MS}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("husrum_writes", True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
