"""The store: everything the office enters and decides, in SQLite (embedded) or PostgreSQL."""
