"""How far a re-run and a free re-run are from the run before, as the page of the re-run says it."""

from __future__ import annotations

from typing import Any

from web.run import Row


def changes_of(row: Row) -> dict[str, Any] | None:
    """What ``runs.changes`` holds of a re-run (data/runs/changes.py), with the flats whose proposal changed
    under ``moved``; None for a week's own run."""
    changes = row["changes"]
    if not changes:
        return None
    return {**changes, "moved": [flat for flat in changes["flats"] if flat["before"] != flat["after"]]}
