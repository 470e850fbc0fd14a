"""Errors the decision core raises; each message says what is wrong and what to do about it."""


class HusrumError(Exception):
    """Base of every error of the project that a user can act on."""


class RatesError(HusrumError):
    """Amounts are missing, overlapping or not in force on the date asked for."""


class BlockedPinError(HusrumError):
    """A pinned pair is blocked by a rule; ``blocked`` lists (citizen_id, vacancy_id, rule codes)."""

    def __init__(self, blocked: list[tuple[str, str, list[str]]]) -> None:
        self.blocked = blocked
        pairs = "; ".join(f"{citizen} in {vacancy}: {' '.join(codes)}" for citizen, vacancy, codes in blocked)
        super().__init__(f"pinned pairs are blocked by a rule ({pairs}); remove the pin or waive the rule")
