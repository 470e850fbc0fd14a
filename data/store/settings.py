"""Settings of the installation, and the day it is for the office."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, insert, select

from data.store.schema import settings

#: Fixes the day in the demo and in tests, so that a synthetic week stays in its week.
TODAY = "today"
MUNICIPALITY = "municipality"


def setting(connection: Connection, key: str, default: str = "") -> str:
    """A setting, or ``default`` where it was never set."""
    value = connection.execute(select(settings.c.value).where(settings.c.key == key)).scalar_one_or_none()
    return default if value is None else str(value)


def set_setting(connection: Connection, key: str, value: str) -> None:
    """Set a setting; blank takes it away."""
    connection.execute(delete(settings).where(settings.c.key == key))
    if value:
        connection.execute(insert(settings).values(key=key, value=value))


def today(connection: Connection) -> date:
    """The day it is for the office: in Copenhagen, unless the installation is fixed to a day."""
    fixed = setting(connection, TODAY)
    return date.fromisoformat(fixed) if fixed else datetime.now(ZoneInfo("Europe/Copenhagen")).date()
