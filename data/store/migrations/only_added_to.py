"""Tables that are only ever added to: triggers refuse every change and removal, whoever asks."""

from __future__ import annotations

from alembic import op


def guard(table: str, *key: str) -> None:
    """Refuse UPDATE and DELETE on ``table`` (key columns ``key``), and what comes to the same.

    That is TRUNCATE on PostgreSQL and INSERT OR REPLACE over an existing key on SQLite.
    """
    for statement in _sqlite(table, key) if _on_sqlite() else _postgresql(table):
        op.execute(statement)


def unguard(table: str) -> None:
    """Take the triggers away again."""
    names = ("update", "delete", "replace") if _on_sqlite() else ("change", "truncate")
    for name in names:
        on = "" if _on_sqlite() else f" ON {table}"
        op.execute(f"DROP TRIGGER {table}_no_{name}{on}")
    if not _on_sqlite():
        op.execute(f"DROP FUNCTION {table}_only_added_to()")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _sqlite(table: str, key: tuple[str, ...]) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
    same = " AND ".join(f"{name} = NEW.{name}" for name in key)
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}",
    ]


def _postgresql(table: str) -> list[str]:
    return [
        f"CREATE FUNCTION {table}_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is only ever added to'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_only_added_to()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_added_to()",
    ]
