"""Passwords of tests are kept by the product's algorithm with little work, so that no test waits for it."""

from __future__ import annotations

from argon2 import PasswordHasher

from data.store import passwords

#: What the product itself works with.
HARD = passwords.HASHER


def hash_lightly() -> None:
    """Make every hash of this process cheap from now on; one made so is checked as cheaply anywhere."""
    passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
