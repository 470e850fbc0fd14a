"""What can stop a sweep; each message says what is wrong and what to do about it."""

from __future__ import annotations

from matcher.errors import HusrumError


class ArgumentError(HusrumError):
    """What was asked for cannot be understood or done; nothing was started."""


class SweepError(HusrumError):
    """A sweep could not go on; what was finished is kept."""
