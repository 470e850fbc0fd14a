"""What Alembic runs for every step: on the connection, and in the transaction, of data/store/migrate.py."""

from __future__ import annotations

from alembic import context

from data.store import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.users.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
