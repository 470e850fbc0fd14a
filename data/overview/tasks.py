"""What waits for the office: one line per thing to do, with since when, until when, and whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from data.overview.alarms import Asked, alarms
from data.overview.days import local_day, start_of
from data.overview.landlord_tasks import landlord_tasks
from data.overview.pace import STALLED_DAYS, UNDER_WAY, answer_due, last_steps, stalls_on
from data.overview.run_tables import matches_of, newest_done
from data.overview.task import Task
from data.store.offer_states import UNANSWERED
from data.store.schema import checklist, choices, offers, runs, vacancies

#: A deadline this many days ahead is near: the offer, or the item, is in the queue.
ANSWER_NEAR, ITEM_NEAR = 3, 7
#: What was closed in so many days is closed lately.
LATELY = 14
#: Where what has no deadline stands in the queue: as if it were due in so many days.
_AS_IF_DUE = {"run": 0, "landlord": 1, "offer": 5, "flat": 7, "citizen": 7, "item": 7}
#: What an alarm is about and has been for longer than this is gathered in one line for all citizens.
LONG_AGO = 14
#: States in which an offer has been closed, or its citizen housed.
CLOSED = ("moved_in", "ended", "refused", "expired", "withdrawn")
#: Alarms of a citizen that belong in the queue: someone must do something for this person.
FOR_A_PERSON = ("refund", "overdue", "parked", "youth", "cti")


def tasks(asked: Asked) -> list[Task]:
    """Everything that waits for the office on the day asked about: the most pressing first."""
    connection, on = asked.connection, asked.on
    found = [
        *_runs(connection, on),
        *_flats(connection),
        *_offers(connection, on),
        *_items(connection, on),
        *landlord_tasks(connection, on),
        *_citizens(asked),
    ]
    return in_order(found, on)


def in_order(found: list[Task], on: date) -> list[Task]:
    """The most pressing first: by deadline; what has none stands among what is due in so many days."""
    soon = {kind: on + timedelta(days=days) for kind, days in _AS_IF_DUE.items()}
    return sorted(found, key=lambda task: (task.due or soon[task.kind], task.since or on, task.id))


def _runs(connection: Connection, on: date) -> list[Task]:
    """The newest run when it failed, and the newest finished one for a week."""
    r = runs.c
    newest = connection.execute(select(runs).order_by(r.number.desc()).limit(1)).mappings().first()
    if newest is None or newest["finished_at"] is None or newest["state"] not in ("done", "failed"):
        return []
    finished = local_day(newest["finished_at"])
    if newest["state"] == "done" and (on - finished).days > 7:
        return []
    return [
        Task(
            "run", str(newest["state"]), str(newest["run_id"]), finished, None,
            owner=newest["started_by"], run_id=str(newest["run_id"]), number=int(newest["number"]),
        )
    ]  # fmt: skip


def _flats(connection: Connection) -> list[Task]:
    """Flats with a proposal of the newest run that no one has decided on, still vacant, not under offer."""
    run = newest_done(connection)
    if run is None:
        return []
    proposed = matches_of(connection, str(run["run_id"]))
    c, o, v = choices.c, offers.c, vacancies.c
    decided = select(c.vacancy_id).where(c.run_id == run["run_id"], c.undone_at.is_(None))
    taken = select(o.vacancy_id).where(o.live)
    chosen = select(v.vacancy_id, v.answer_by).where(
        v.state == "vacant", v.vacancy_id.not_in(decided), v.vacancy_id.not_in(taken)
    )
    held = set(connection.execute(select(o.citizen_id).where(o.live)).scalars())
    since = None if run["finished_at"] is None else local_day(run["finished_at"])
    return [
        Task(
            "flat", "taken" if proposed[row.vacancy_id] in held else "decide", row.vacancy_id, since,
            row.answer_by, citizen_id=proposed[row.vacancy_id], vacancy_id=row.vacancy_id,
            run_id=str(run["run_id"]), number=int(run["number"]),
        )
        for row in connection.execute(chosen)
        if row.vacancy_id in proposed
    ]  # fmt: skip


def _offers(connection: Connection, on: date) -> list[Task]:
    """Offers the office must take further, or whose day to answer is near or past."""
    o, last = offers.c, last_steps()
    chosen = (
        select(
            o.offer_id, o.number, o.state, o.deadline, o.owner, o.citizen_id, o.vacancy_id,
            func.coalesce(last.c.taken_at, o.created_at).label("moved_at"),
        )
        .select_from(offers.outerjoin(last, last.c.offer_id == o.offer_id))
        .where(o.live, o.state.in_(UNDER_WAY))
    )  # fmt: skip
    found = []
    for row in connection.execute(chosen):
        since = min(local_day(row.moved_at), on)
        what, due = _to_do(row.state, answer_due(row), since, on), answer_due(row)
        if what:
            found.append(
                Task(
                    "offer", what, row.offer_id, since, due, owner=row.owner, citizen_id=row.citizen_id,
                    vacancy_id=row.vacancy_id, number=row.number, stalled=stalls_on(row, since) <= on,
                )
            )  # fmt: skip
    return found


def _to_do(state: str, due: date | None, since: date, on: date) -> str:
    """What an offer in a state waits for from the office; blank when it waits for another in good time."""
    if state in ("proposed", "accepted"):
        return {"proposed": "make", "accepted": "contract"}[state]
    if state in UNANSWERED:
        if due is None:
            return "no_deadline"
        if due < on:
            return "late"
        return "near" if due <= on + timedelta(days=ANSWER_NEAR) else ""
    return "moved_in" if (on - since).days >= STALLED_DAYS else ""


def _items(connection: Connection, on: date) -> list[Task]:
    """Open items of the checklists of live offers that are due within a week, or past."""
    k, o = checklist.c, offers.c
    chosen = (
        select(
            k.item, k.due_on, k.owner.label("item_owner"), o.offer_id, o.number, o.owner, o.citizen_id,
            o.vacancy_id, o.created_at,
        )
        .join_from(checklist, offers, o.offer_id == k.offer_id)
        .where(o.live, k.state == "open", k.due_on <= on + timedelta(days=ITEM_NEAR))
    )  # fmt: skip
    return [
        Task(
            "item", row.item, row.offer_id, local_day(row.created_at), row.due_on,
            owner=row.item_owner or row.owner, citizen_id=row.citizen_id, vacancy_id=row.vacancy_id,
            number=row.number, stalled=row.due_on < on, item=row.item,
        )
        for row in connection.execute(chosen)
    ]  # fmt: skip


def _citizens(asked: Asked) -> list[Task]:
    """Citizens whose alarm needs a person."""
    return [
        Task(
            "citizen", f"{alarm.kind}.{alarm.what}", alarm.citizen_id, alarm.since, alarm.due,
            owner=alarm.owner, citizen_id=alarm.citizen_id, number=alarm.number,
        )
        for alarm in alarms(asked, FOR_A_PERSON)
    ]  # fmt: skip


def closed_lately(connection: Connection, on: date) -> list[Task]:
    """Offers that led to a home or to nothing in the last 14 days, the newest first."""
    o, last = offers.c, last_steps()
    chosen = (
        select(o.offer_id, o.number, o.state, o.owner, o.citizen_id, o.vacancy_id, last.c.taken_at)
        .join_from(offers, last, last.c.offer_id == o.offer_id)
        .where(o.state.in_(CLOSED), last.c.taken_at >= start_of(on - timedelta(days=LATELY)))
        .order_by(last.c.taken_at.desc(), o.number.desc())
    )
    return [
        Task(
            "closed", row.state, row.offer_id, local_day(row.taken_at), None, owner=row.owner,
            citizen_id=row.citizen_id, vacancy_id=row.vacancy_id, number=row.number,
        )
        for row in connection.execute(chosen)
    ]  # fmt: skip


#: The parts of the queue: what is mine, what is no one's, what has stood still, and all of it.
SCOPES: dict[str, Callable[[Task, Collection[str]], bool]] = {
    "mine": lambda task, me: task.owner in me,
    "unassigned": lambda task, me: task.owner is None,
    "stalled": lambda task, me: task.stalled,
    "all": lambda task, me: True,
}


def of_scope(found: list[Task], scope: str, me: Collection[str]) -> list[Task]:
    """The lines of a part of the queue; ``me`` are the names one goes by: user id, name in a checklist."""
    return [task for task in found if SCOPES[scope](task, me)]


def gathered(found: list[Task], on: date) -> list[Task]:
    """The same lines, with alarms of long ago gathered: one line per kind of alarm that says how many.

    A line on which nothing new has happened for weeks is no task of today; the list behind it has them all.
    """
    old = [t for t in found if t.kind == "citizen" and t.due and t.due < on - timedelta(days=LONG_AGO)]
    many = Counter(task.what.split(".")[0] for task in old)
    lines = [Task("citizen", f"{alarm}.many", alarm, None, None, number=n) for alarm, n in many.items()]
    left = set(map(id, old))
    return in_order([*(task for task in found if id(task) not in left), *lines], on)


#: The kinds of lines, in the order the page offers them.
KINDS = ("flat", "offer", "landlord", "item", "citizen", "run")


def counts(found: list[Task]) -> Mapping[str, int]:
    """How many lines there are of each kind."""
    return {kind: sum(task.kind == kind for task in found) for kind in KINDS}
