"""What Alembic runs for every step: on the connection, and in the transaction, of data/store/migrate.py."""

from __future__ import annotations

from alembic import context

from data.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
