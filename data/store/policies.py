"""The council's policy: every version of policy.toml that was adopted; the newest is in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from data.store.actor import Actor

Row = Mapping[str, Any]


def policy_in_force(connection: Connection) -> tuple[int | None, str]:
    """Number and text of the policy in force; (None, the default policy) when none was adopted."""
    raise NotImplementedError


def policies(connection: Connection) -> list[Row]:
    """Every adopted version, newest first, as rows of ``policies``."""
    raise NotImplementedError


def get_policy(connection: Connection, number: int) -> Row:
    """One adopted version; raises NotFound."""
    raise NotImplementedError


def adopt(connection: Connection, actor: Actor, toml: str, reason: str) -> int:
    """Adopt a policy from today on and return its number; the one in force already stays as it is.

    Raises Refused with every fault of the text (file policy.toml, line, key) and for a blank ``reason``.
    """
    raise NotImplementedError
