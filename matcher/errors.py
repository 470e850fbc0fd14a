"""Errors the decision core raises; each message says what is wrong and what to do about it."""


class HusrumError(Exception):
    """Base of every error of the project that a user can act on."""


class RatesError(HusrumError):
    """Amounts are missing, overlapping or not in force on the date asked for."""
