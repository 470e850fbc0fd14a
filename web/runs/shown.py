"""How a run is told: its state, its steps, who started it and when, and why it failed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from data.runs.lookup import Row, latest_run, run_state
from data.runs.replay import ASKED
from data.runs.states import GOING, RERUN, STEPS, error_of
from data.store.schema import users
from web.faults import fault_text
from web.i18n import day, t
from web.present import Tag, label

#: Who reads figures of runs, who also sees whom they concern, and who starts and stops them.
READERS, SEES_CITIZENS, STARTS = ("office", "auditor", "analyst"), ("office", "auditor"), ("office",)
_TAGS = {
    "queued": ("hourglass", "info"),
    "running": ("sync", "info"),
    "done": ("check", "success"),
    "failed": ("error", "error"),
    "cancelled": ("minus", "neutral"),
}
_HERE = ZoneInfo("Europe/Copenhagen")


def state_tag(row: Row) -> Tag:
    """The state of a run as text and icon."""
    icon, tone = _TAGS[row["state"]]
    return Tag(t(f"runs.state.{row['state']}"), icon, tone)


def kind_of(row: Row) -> str:
    """What was run: the week, or the rest of it."""
    return t(f"runs.kind.{row['kind']}")


def local(moment: datetime) -> datetime:
    """A moment of the store on the clock of the office."""
    return moment.astimezone(_HERE)


def clock(moment: datetime) -> str:
    """The time of day: 10.12 in Danish, 10:12 in English."""
    return t("runs.clock", hour=f"{local(moment).hour:02d}", minute=f"{local(moment).minute:02d}")


def moment_text(moment: datetime) -> str:
    """Day and time of day."""
    return t("runs.moment", day=day(local(moment).date()), clock=clock(moment))


def names_of(connection: Connection) -> Mapping[str, str]:
    """The names of those who work here, by user id."""
    return {row.user_id: row.name for row in connection.execute(select(users.c.user_id, users.c.name))}


def steps_of(row: Row) -> list[dict[str, str]]:
    """The steps of a run that is going on, each with ``state`` done, now or ahead and its text."""
    steps = [step for step in STEPS if step != "free" or row["kind"] == RERUN]
    at = steps.index(row["step"]) if row["step"] in steps else -1
    return [
        {
            "name": step,
            "text": t(f"runs.step.{step}"),
            "state": "done" if place < at else "now" if place == at else "ahead",
        }
        for place, step in enumerate(steps)
    ]


def failure_of(row: Row) -> dict[str, Any]:
    """Why a run failed, in words, with the facts that go with it (``names`` says they name citizens)."""
    code, facts = error_of(row)
    told = {"blocked_pins": _pin, "week_faults": _fault}.get(code, str)
    names = code in ("blocked_pins", "infeasible", "week_faults")
    return {"text": t(f"runs.failed.{code or 'broken'}"), "facts": list(map(told, facts)), "names": names}


def _pin(fact: str) -> str:
    """A pinned pair with the rules that block it, from codes to words."""
    pair, _, codes = fact.partition(": ")
    return f"{pair}: {', '.join(label('RULE_LABELS', code) for code in codes.split())}"


def _fault(fact: str) -> str:
    """A fault of the frozen week, its message in the reader's language."""
    place, between, message = fact.partition(": ")
    column, colon, message = message.partition(": ")
    return f"{place}{between}{column}{colon}{fault_text(message)}"


def is_going(row: Row) -> bool:
    """Whether the run is queued or running."""
    return row["state"] in GOING


def is_newest(connection: Connection, row: Row) -> bool:
    """Whether the run is the newest finished one, on which the office decides."""
    newest = latest_run(connection)
    return newest is not None and newest["run_id"] == row["run_id"]


def before_of(connection: Connection, row: Row) -> Row | None:
    """The run this one is compared with by itself, None for the first."""
    return None if row["previous_run"] is None else run_state(connection, row["previous_run"])


def replay_of(entry: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The newest entry of the record about a replay: ``asked`` and not yet answered, or what came of it."""
    if entry is None:
        return None
    moment = moment_text(datetime.fromisoformat(entry["at"]))
    return {"asked": entry["action"] == ASKED, "moment": moment, **entry["details"]}
