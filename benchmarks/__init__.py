"""Measurements, never tests: protocol in README.md."""
