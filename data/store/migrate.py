"""Brings the tables of a store to the form this version of Husrum needs, and back, keeping what they hold.

The steps stand in data/store/migrations/versions, one file each, run by Alembic inside one transaction on
both databases: a step that fails leaves the store as it was.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from data.store import record
from data.store.engine import Store, StoreError
from data.store.head import keep_head
from data.store.ledger_post import open_missing

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(store: Store) -> None:
    """Bring the store to the newest form; a new store gets its tables, a current one is left alone.

    Raises StoreError when the store was made by a later version of Husrum than this one.
    """
    with store.writing() as connection:
        _refuse_later(connection)
        command.upgrade(_config(connection), "head")
        open_missing(connection)  # accounts of a store that had no ledger yet
        empty = record.count(connection) == 0
    if empty:  # from the first entry on, a missing head means that someone took it away
        keep_head(store.home, 0, record.BEGINNING)


def downgrade(store: Store, revision: str) -> None:
    """Bring the store back to an earlier form; ``base`` takes every table and all they hold away."""
    with store.writing() as connection:
        command.downgrade(_config(connection), revision)


def current(store: Store) -> str | None:
    """The form the store has, None before its first; compare with ``newest()``."""
    with store.reading() as connection:
        return _revision(connection)


def newest() -> str:
    """The form this version of Husrum needs."""
    return str(ScriptDirectory.from_config(_config(None)).get_current_head())


def require_current(store: Store) -> None:
    """Raises StoreError, saying what to do, when the store does not have the form this version needs."""
    found = current(store)
    if found != newest():
        raise StoreError(f"the store has form {found or 'none'}, this version of Husrum needs {newest()}")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_later(connection: Connection) -> None:
    found = _revision(connection)
    known = {step.revision for step in ScriptDirectory.from_config(_config(None)).walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(f"the store has form {found}, made by a later version of Husrum: use that version")


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
