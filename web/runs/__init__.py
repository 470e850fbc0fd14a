"""The runs: start one, follow it, see what it changed, compute it again, take its files."""
