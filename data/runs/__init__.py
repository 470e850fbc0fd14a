"""Runs: frozen input, a worker, results; and what a change opens or closes."""
