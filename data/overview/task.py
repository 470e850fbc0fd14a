"""One thing that waits for the office: a line of the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Task:
    """One thing that waits.

    ``kind``: flat, offer, landlord, item, citizen or run.  ``what`` says what is to be
    done (message queue.KIND.WHAT).  ``owner`` is the user it is for, None when it is no one's.  ``stalled``:
    nothing has happened in time.
    """

    kind: str
    what: str
    subject: str
    """The id of the flat, offer, citizen or run the line leads to."""
    since: date | None
    due: date | None
    owner: str | None = None
    citizen_id: str = ""
    vacancy_id: str = ""
    run_id: str = ""
    number: int = 0
    """The number of the offer or run, the alarm's number, or how many messages."""
    stalled: bool = False
    item: str = ""

    @property
    def id(self) -> str:
        """One id per line of the queue."""
        return ":".join((self.kind, self.what, self.subject, self.item))
