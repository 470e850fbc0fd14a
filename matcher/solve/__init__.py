"""The best week and what it costs to decide otherwise."""
