"""Pages that are moving to their features."""
