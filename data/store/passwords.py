"""Passwords: what one must be like, and how it is kept (argon2id, never the password itself)."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 500
#: Argon2id with the parameters RFC 9106 advises where memory is short (64 MiB, three passes).
HASHER = PasswordHasher()


def fault_of(password: str, login: str) -> str | None:
    """Why a password cannot be taken, as a code (message ``users.fault.CODE``); None when it can.

    Length is what makes a password hard to guess, so nothing else is asked of it but that it is not the
    log-in name, with or without something repeated, and not one sign over and over.
    """
    plain = _plain(password).casefold()
    if len(plain) < SHORTEST:
        return "password_short"
    if len(plain) > LONGEST:
        return "password_long"
    if login and not plain.replace(login.casefold(), ""):
        return "password_is_login"
    return "password_one_sign" if len(set(plain)) < 3 else None


def hashed(password: str) -> str:
    """The password as it is kept."""
    return HASHER.hash(_plain(password))


def fits(kept: str | None, password: str) -> bool:
    """Whether the password is the one kept; takes as long when nothing is kept (an unknown log-in name)."""
    try:
        HASHER.verify(kept or _nobodys(), _plain(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _nobodys() -> str:
    """A password nobody has, so that an unknown log-in name is answered no sooner than a known one."""
    return HASHER.hash("nobody's password")


def _plain(password: str) -> str:
    """The same signs typed on another keyboard are the same password."""
    return unicodedata.normalize("NFKC", password)
