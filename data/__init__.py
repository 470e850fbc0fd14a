"""The edges: files, rates, geography and synthetic municipalities."""
