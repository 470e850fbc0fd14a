"""``POST /optimise``: a week as JSON in, the best week as ``husrum propose`` finds it; nothing is kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Response

from data.exchange.faults import Fault
from data.exchange.week import Reading, blocked_pin_faults, read_files
from data.rates.loader import load_rates
from data.runs.once import Asked, NotSolved, solve_once
from data.store.settings import today
from matcher.errors import RatesError
from web.access import by_token
from web.api import limits
from web.api.blueprint import api
from web.api.operations import Operation, Reply, operation
from web.api.problems import Place, Wrong
from web.api.week import MOST_PAIRS, Sent, WeekAnswered, WeekSent, files_of
from web.faults import fault_text
from web.here import actor, store
from web.i18n import t

#: So many weeks are solved at once; whoever comes when they all are is told to come again.
AT_ONCE = 2
_places = threading.BoundedSemaphore(AT_ONCE)
#: Seconds after which one may come again.
_AGAIN_S = 10
#: At most so many faults of a week are answered.
_MOST_FAULTS = 1_000


@api.post("/optimise")
@by_token("office")
@operation(
    Operation(
        "optimise", "optimise", WeekAnswered, body=WeekSent,
        problems=("too_large", "media_type", "faults", "busy"),
    )
)  # fmt: skip
def optimise(body: Any) -> Reply | Response:
    """Solve a week that is kept nowhere; the same week, date and seed give the same answer."""
    refused = limits.count("optimise", actor().user_id)
    if refused is not None:
        return refused
    with _a_place():
        return Reply(_solve(body))


@contextmanager
def _a_place() -> Iterator[None]:
    """One of the places at the solver; raises Wrong when all are taken."""
    if not _places.acquire(blocking=False):
        raise Wrong("busy", retry_after=str(_AGAIN_S))
    try:
        yield
    finally:
        _places.release()


def _solve(week: Any) -> dict[str, Any]:
    if week.pairs and len(week.citizens) * len(week.vacancies) > MOST_PAIRS:
        raise Wrong("faults", [Place("/pairs", t("api.fault.pairs", most=MOST_PAIRS))])
    with store().reading() as connection:
        day = week.decision_date or today(connection)
    try:
        rates = load_rates(day)
    except RatesError as error:
        raise Wrong("faults", [Place("/decision_date", str(error))]) from None
    sent = files_of(week)
    reading = read_files(sent.folder, day)
    if reading.week is None:
        raise _wrong(sent, reading.faults)
    previous = tuple((pair.vacancy_id, pair.citizen_id) for pair in week.previous)
    asked = Asked(
        reading.week, reading.policy, rates, week.seed, week.top, week.pairs, week.lang, previous,
        week.time_limit,
    )  # fmt: skip
    try:
        answer = solve_once(asked)
    except NotSolved as error:
        raise _not_solved(sent, reading, error) from None
    warnings = [{"place": sent.place(one), "message": fault_text(one.message)} for one in reading.warnings]
    return {**answer, "warnings": warnings}


def _wrong(sent: Sent, faults: list[Fault]) -> Wrong:
    return Wrong("faults", [Place(sent.place(one), fault_text(one.message)) for one in faults[:_MOST_FAULTS]])


def _not_solved(sent: Sent, reading: Reading, error: NotSolved) -> Exception:
    if error.code == "blocked_pins":
        return _wrong(sent, blocked_pin_faults(reading, error.blocked))
    if error.code in ("too_large", "too_slow"):
        return Wrong("faults", [Place("", t(f"api.fault.{error.code}"))])
    return error
