"""How often one may try to log in: per account and per address, counted in the store for all processes.

Names and addresses are kept as hashes with a salt of the installation: what people mistype in the name
field may be a password, and where they sit is nobody's business.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, delete, func, insert, select, update

from data.store.base import now
from data.store.schema import login_attempts
from data.store.settings import set_setting, setting

WINDOW = timedelta(minutes=15)
#: Failed tries inside the window before one must wait.
PER_ACCOUNT, PER_ADDRESS = 5, 20
SALT = "throttle_salt"


def may_try(
    connection: Connection, login: str, address: str, *, at: datetime | None = None
) -> datetime | None:
    """None when a try may be made now, otherwise the moment from which one may.

    Failures of an account count from its last success on; those of an address all count, or one's own
    account could wash away the guesses at others'.
    """
    at = at or now()
    name, place = (_hashed(connection, kind, text) for kind, text in _keys(login, address))
    success = connection.execute(
        select(func.max(login_attempts.c.attempt_id)).where(
            login_attempts.c.login == name, login_attempts.c.succeeded
        )
    ).scalar_one()
    waits = [
        _wait(connection, login_attempts.c.login, name, PER_ACCOUNT, at, success or 0),
        _wait(connection, login_attempts.c.address, place, PER_ADDRESS, at, 0),
    ]
    return max((wait for wait in waits if wait is not None), default=None)


def count_try(connection: Connection, login: str, address: str, *, at: datetime | None = None) -> int:
    """Write down a try, as failed until ``succeeded`` is told; returns its number."""
    at = at or now()
    connection.execute(delete(login_attempts).where(login_attempts.c.at < at - timedelta(days=1)))
    name, place = (_hashed(connection, kind, text) for kind, text in _keys(login, address))
    row = {"login": name, "address": place, "at": at, "succeeded": False}
    made = connection.execute(insert(login_attempts).values(row).returning(login_attempts.c.attempt_id))
    return int(made.scalar_one())


def succeeded(connection: Connection, attempt: int) -> None:
    """The try was a success."""
    mine = login_attempts.c.attempt_id == attempt
    connection.execute(update(login_attempts).where(mine).values(succeeded=True))


def _wait(
    connection: Connection, column: Column[str], key: str, most: int, at: datetime, since: int
) -> datetime | None:
    """When the newest ``most`` failures no longer all lie inside the window."""
    failures = (
        select(login_attempts.c.at)
        .where(
            column == key,
            ~login_attempts.c.succeeded,
            login_attempts.c.at > at - WINDOW,
            login_attempts.c.attempt_id > since,
        )
        .order_by(login_attempts.c.at.desc())
        .offset(most - 1)
        .limit(1)
    )
    oldest = connection.execute(failures).scalar_one_or_none()
    return None if oldest is None else oldest + WINDOW


def _keys(login: str, address: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("login", login.strip().casefold()), ("address", address)


def _hashed(connection: Connection, kind: str, text: str) -> str:
    salt = setting(connection, SALT)
    if not salt:
        salt = secrets.token_hex(32)
        set_setting(connection, SALT, salt)
    return hmac.new(salt.encode(), f"{kind}:{text}".encode(), hashlib.sha256).hexdigest()
