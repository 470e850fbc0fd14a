"""What a process that computes for the worker does first: end with it, and let the pages go before."""

from __future__ import annotations

import os
import threading

#: How much the computation gives way to the pages when both want the processor.
NICENESS = 5


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone, however it went."""
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def give_way() -> None:
    """Let the pages go before the computation."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def _wait_for_the_end() -> None:
    while os.read(0, 4096):  # not sys.stdin, whose lock would be in the way of an orderly end
        pass
    os._exit(1)
