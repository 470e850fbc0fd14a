"""Earlier states: every change keeps the state before it, and a stale screen is told what differs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

Row = Mapping[str, Any]
KINDS = ("citizen", "vacancy", "milieu", "team", "quota")


def versions_of(connection: Connection, kind: str, subject: str) -> list[Row]:
    """The earlier states of a subject, oldest first: version, cells (texts by column), changed_at, _by."""
    raise NotImplementedError
