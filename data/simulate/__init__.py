"""Sweeps: many weeks lived through under several policies and seeds, kept in a folder and reported."""
