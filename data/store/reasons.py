"""A reason that has to be given: never blank, and no CPR number in it, since it is kept and recorded."""

from __future__ import annotations

from data.exchange.faults import Fault, holds_cpr
from data.store.cells import CPR_MESSAGE
from data.store.errors import Refused

_LONGEST = 2000


def given_reason(reason: str, file: str) -> str:
    """The reason on one line; raises Refused on column ``reason``, ``file`` saying of what."""
    text = " ".join(reason.split())
    if not text:
        message = "a reason is expected, in words"
    elif holds_cpr(text):
        message = CPR_MESSAGE
    elif len(text) > _LONGEST:
        message = f"{len(text)} signs are too many; at most {_LONGEST} are expected"
    else:
        return text
    raise Refused([Fault(file, 1, "reason", message)])
