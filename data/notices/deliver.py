"""A round of the outbox: whatever is due goes out, message by message; and the thread that makes the rounds.

What is guaranteed.  A notice stands in the outbox exactly when the step it tells of is kept.  A message whose
text never left is tried again until it is a week old, also when its sender was killed.  No message is handed
to a server twice by itself: one whose text was on its way when the line broke or the sender was killed is
never sent again until an administrator says so, and then under the same Message-ID.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from data.notices.message import message
from data.notices.postbox import Taken, anything_due, hand_over, settle, take
from data.notices.sending import NEVER, SENT, Outcome, send
from data.notices.server import MailError, MailServer, mail_server
from data.store.base import now
from data.store.engine import Store

#: Seconds between rounds, and the longest pause while the server does not take anything.
ROUND_S, LONGEST_ROUND_S = 5.0, 300.0
log = logging.getLogger(__name__)


class ServerDown(Exception):
    """The mail server takes nothing just now; the message says why as a code."""


def deliver(store: Store, server: MailServer, clock: Callable[[], datetime] = now) -> int:
    """Send everything due and return how many messages the server took.

    Raises ServerDown as soon as the server itself is at fault: the others wait without a try being counted.
    """
    sent = 0
    while True:
        with store.reading() as connection:
            if not anything_due(connection, clock()):
                return sent
        with store.writing() as connection:
            taken = take(connection, server.domain, clock())
        if taken is None:
            return sent

        def still_ours() -> bool:
            with store.writing() as connection:
                return hand_over(connection, taken)  # noqa: B023  # called within this turn of the loop

        outcome = _send(server, taken, clock(), still_ours)
        with store.writing() as connection:
            settle(connection, taken, outcome, clock())
        sent += outcome.state == SENT
        if outcome.all_alike:
            raise ServerDown(outcome.error)


def _send(server: MailServer, taken: Taken, moment: datetime, hand_over: Callable[[], bool]) -> Outcome:
    """Send one message; one that cannot be written (an address no mail can have) fails alone."""
    try:
        written = message(taken.letter, server, moment)
    except (ValueError, LookupError):
        return Outcome(NEVER, "address")
    return send(server, written, hand_over)


@contextmanager
def delivering(store: Store) -> Iterator[None]:
    """Send notices from a thread of their own while the caller works; without a mail server nothing is done.

    A server that is set wrongly is said once in the log and on the page of notices.
    """
    try:
        server = mail_server()
    except MailError as error:
        log.error("no notices are sent: %s", error)
        server = None
    if server is None:
        yield
        return
    stop = threading.Event()
    thread = threading.Thread(target=_rounds, args=(store, server, stop), name="notices", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(2)


def _rounds(store: Store, server: MailServer, stop: threading.Event) -> None:
    """Round after round; while something is wrong, after a growing pause."""
    pause = ROUND_S
    while not stop.is_set():
        try:
            deliver(store, server)
            pause = ROUND_S
        except Exception as error:  # the next round may do better, whatever it was
            pause = min(2 * pause, LONGEST_ROUND_S)
            # never the error's own words, which may hold an address
            why = str(error) if isinstance(error, ServerDown) else type(error).__name__
            log.warning("notices wait %.0f s: %s", pause, why)
        stop.wait(pause)
