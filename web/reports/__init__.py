"""The reports, each a table with its definition, for a period."""
