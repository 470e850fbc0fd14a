"""What the store answers when something cannot be done; each says why, in words a person can act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.exchange.faults import Fault
from matcher.errors import HusrumError


class NotFound(HusrumError):
    """There is no such thing, or it is not this actor's to know of."""


class Refused(HusrumError):
    """What was entered cannot be kept; ``faults`` name the columns."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class NotPossible(HusrumError):
    """The step is not one that can be taken from here; ``code`` is a key of the messages (error.CODE)."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(f"{code}: {values}" if values else code)
        self.code = code
        self.values = values


class Conflict(NotPossible):
    """Someone else was first: the screen is stale, or the flat or the citizen is taken.

    ``difference`` holds for each changed column what the screen showed and what stands now.
    """

    def __init__(
        self, code: str, difference: Mapping[str, tuple[Any, Any]] | None = None, **values: Any
    ) -> None:
        super().__init__(code, **values)
        self.difference = dict(difference or {})
