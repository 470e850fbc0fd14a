"""A line of the queue as the page shows it: the task in words, its place, its deadline and its owner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote

from data.overview.task import Task
from web.i18n import t, tn, whole
from web.lists import Column
from web.present import Tag

#: The pictogram of each kind of line.
ICONS = {
    "flat": "home",
    "offer": "email",
    "item": "checklist",
    "landlord": "business",
    "citizen": "person",
    "run": "sync",
    "closed": "success",
}


def address(task: Task) -> str:
    """The very place where the line is acted on."""
    where = {
        "flat": f"/runs/{quote(task.run_id)}/flats/{quote(task.vacancy_id)}",
        "offer": f"/offers/{quote(task.subject)}",
        "item": f"/offers/{quote(task.subject)}#checklist",
        "citizen": f"/citizens/{quote(task.citizen_id)}"
        if task.citizen_id
        else f"/week/alarms?alarm={task.subject}",
        "run": f"/runs/{quote(task.run_id)}",
        "landlord": _of_landlord(task),
        "closed": f"/offers/{quote(task.subject)}",
    }
    return where[task.kind]


def _of_landlord(task: Task) -> str:
    """Where the office answers what an association has said."""
    subject = quote(task.subject)
    return {
        "message": f"/vacancies/{quote(task.vacancy_id)}#thread",
        "objection": f"/offers/{subject}#objection",
        "dispute": f"/statements/{subject}",
        "charge": f"/charges/{subject}",
        "issue": "/statements",
    }.get(task.what, f"/offers/{subject}#tenancy")


def words(task: Task) -> str:
    """What is to be done, or what has happened."""
    return t(f"queue.{task.kind}.{task.what}", n=whole(task.number))


def about(task: Task) -> str:
    """Whom and what it is about."""
    if (task.kind, task.what) in (("landlord", "message"), ("landlord", "charge")):
        return task.vacancy_id
    if (task.kind, task.what) in (("landlord", "dispute"), ("landlord", "issue")):
        return t("queue.statements")
    parts = {
        "flat": (task.vacancy_id, t("queue.to", citizen=task.citizen_id)),
        "run": (t("queue.run", n=task.number),),
        "citizen": (task.citizen_id or t("queue.gathered"),),
    }.get(task.kind, (t("queue.offer", n=task.number), task.vacancy_id, task.citizen_id))
    return " · ".join(parts)


def deadline(task: Task, on: date) -> Tag | None:
    """How near the deadline is; None where there is time enough."""
    if task.due is None:
        return None
    left = (task.due - on).days
    if left < 0:
        return Tag(tn("queue.over", -left), "error", "error")
    if left <= 3:
        return Tag(tn("queue.left", left) if left else t("queue.today"), "time", "warning")
    return Tag(tn("queue.left", left), "time", "plain")


def _owner(task: Task, names: Mapping[str, str]) -> str:
    """Who has the line: a colleague's name, or the name that was typed in a checklist."""
    return names.get(task.owner or "") or task.owner or t("queue.no_one")


def columns(on: date, names: Mapping[str, str], order: Mapping[str, int]) -> tuple[Column[Task], ...]:
    """The columns of the queue; unsorted, the most pressing line comes first."""
    return (
        Column(
            "task", "queue.task", words, sort=lambda task: order[task.id], link=address, note=about, wide=True
        ),
        Column(
            "kind", "queue.kind", lambda task: t(f"queue.kind.{task.kind}"),
            tag=lambda task: Tag(t(f"queue.kind.{task.kind}"), ICONS[task.kind], "plain"),
        ),
        Column("since", "queue.since", lambda task: task.since, "date"),
        Column("due", "queue.due", lambda task: task.due, "date"),
        Column(
            "left", "queue.left", lambda task: None if task.due is None else (task.due - on).days, "whole",
            tag=lambda task: deadline(task, on),
        ),
        Column("owner", "queue.owner", lambda task: _owner(task, names)),
    )  # fmt: skip
