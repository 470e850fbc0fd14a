"""How a row and its cells are written."""

from __future__ import annotations

Row = dict[str, str]


def yes(value: bool) -> str:
    """A yes/no cell."""
    return "true" if value else "false"


def numbered(prefix: str, n: int, of: int) -> str:
    """An id with leading zeros, so that ids sort as their numbers do."""
    return f"{prefix}{n:0{max(4, len(str(of)))}d}"


def metres(value: float) -> str:
    """A coordinate in whole metres (EPSG:25832)."""
    return f"{value:.0f}"
