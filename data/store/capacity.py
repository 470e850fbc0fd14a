"""Support teams and quota accounts as the office enters them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from data.store.actor import Actor

Row = Mapping[str, Any]


def list_teams(connection: Connection) -> list[Row]:
    """All teams by id as rows of ``teams``."""
    raise NotImplementedError


def get_team(connection: Connection, team_id: str) -> Row:
    """One team; raises NotFound."""
    raise NotImplementedError


def save_team(connection: Connection, actor: Actor, cells: Mapping[str, str], version: int | None) -> str:
    """Enter a team (``version`` None) or change one, and return the id; a blank id makes the next one.

    ``cells``: texts by column of teams.  When current_cases is entered anew, ``entered_on`` is today and
    tenancies from today on are added to it.  Office only.  Raises Refused, NotFound, Conflict("stale", …).
    """
    raise NotImplementedError


def remove_team(connection: Connection, actor: Actor, team_id: str, version: int) -> None:
    """Take a team away; NotPossible("team_in_use", citizens=n) while waiting citizens or offers name it."""
    raise NotImplementedError


def list_quotas(connection: Connection) -> list[Row]:
    """All quota accounts as rows of ``quotas`` by organisation, municipality and class."""
    raise NotImplementedError


def get_quota(connection: Connection, quota_id: int) -> Row:
    """One quota account; raises NotFound."""
    raise NotImplementedError


def save_quota(
    connection: Connection,
    actor: Actor,
    cells: Mapping[str, str],
    version: int | None,
    quota_id: int | None = None,
) -> int:
    """Enter a quota account (``version`` None) or change one, and return its number.

    ``cells``: texts by column of quotas; the account stands as it stood when today began.  Office only.
    Raises Refused, NotFound, Conflict("stale", difference).
    """
    raise NotImplementedError


def remove_quota(connection: Connection, actor: Actor, quota_id: int, version: int) -> None:
    """Take a quota account away."""
    raise NotImplementedError
