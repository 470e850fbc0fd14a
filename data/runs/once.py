"""One week solved in a process of its own, asked for and answered through pipes; nothing is kept.

The process gives way to the pages, ends with the one that started it, and is killed when it takes too long.
``python -m data.runs.once`` is that process.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any

from data.runs.child import end_with_parent, give_way
from matcher.errors import BlockedPinError, HusrumError
from matcher.model import Policy, Week
from matcher.pipeline import propose
from matcher.rates import Rates

#: Seconds given beyond the time limit for all that is not the search itself.
BESIDE_S = 90.0
#: How many bytes tell how long what follows is.
_LENGTH = 8


class NotSolved(HusrumError):
    """The week was not solved; ``code``: too_large, too_slow, blocked_pins (``blocked`` tells them) or
    broken."""

    def __init__(self, code: str, blocked: Sequence[tuple[str, str, tuple[str, ...]]] = ()) -> None:
        super().__init__(code)
        self.code, self.blocked = code, tuple(blocked)


@dataclass(frozen=True)
class Asked:
    """A week and how it is to be solved; see ``matcher.pipeline.propose``."""

    week: Week
    policy: Policy
    rates: Rates
    seed: int
    top: int
    pairs: bool
    lang: str
    previous: tuple[tuple[str, str], ...]
    time_limit: float


def solve_once(asked: Asked, *, beside_s: float = BESIDE_S) -> dict[str, Any]:
    """The result as plain values (``data.exchange.result_json``); raises NotSolved.

    The process is killed when it takes ``beside_s`` seconds longer than the time limit.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "data.runs.once"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    clock = threading.Timer(asked.time_limit + beside_s, child.kill)
    clock.start()
    try:
        assert child.stdin is not None and child.stdout is not None
        try:
            _send(child.stdin, pickle.dumps(asked))
            answer = child.stdout.read()  # its stdin stays open: it ends when that closes
        except BrokenPipeError:
            answer = b""
    finally:
        slow = not clock.is_alive()
        clock.cancel()
        child.kill()
        child.communicate()
    if not answer:
        raise NotSolved("too_slow" if slow else "broken")
    code, found = pickle.loads(answer)
    if code:
        raise NotSolved(code, found)
    result: dict[str, Any] = found
    return result


def _send(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(len(content).to_bytes(_LENGTH, "big") + content)
    pipe.flush()


def solved(asked: Asked) -> tuple[str, Any]:
    """A blank code and the result, or the code why there is none and what blocks."""
    from data.exchange.result_json import plain_result

    try:
        result = propose(
            asked.week, asked.policy, asked.rates, asked.seed, top=asked.top, pairs=asked.pairs,
            lang=asked.lang, previous=asked.previous, time_limit=asked.time_limit,
        )  # fmt: skip
    except BlockedPinError as error:
        return "blocked_pins", [(c, v, tuple(reasons)) for c, v, reasons in error.blocked]
    except OverflowError:
        return "too_large", ()
    except TimeoutError:
        return "too_slow", ()
    return "", plain_result(result)


def main() -> None:
    """Solve the week that comes in, and write the answer."""
    length = int.from_bytes(_read(_LENGTH), "big")
    asked: Asked = pickle.loads(_read(length))
    end_with_parent()
    give_way()
    answer = pickle.dumps(solved(asked))
    with os.fdopen(1, "wb", closefd=False) as out:
        out.write(answer)


def _read(length: int) -> bytes:
    """So many bytes from standard input, not one more: the rest tells when the parent is gone."""
    parts: list[bytes] = []
    while length:
        part = os.read(0, length)
        if not part:
            sys.exit(1)
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


if __name__ == "__main__":
    main()
