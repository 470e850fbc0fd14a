"""What the office can do with a citizen beside editing: each a small form of its own, with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.exchange import codes
from data.exchange.cells import CellError
from data.exchange.cells import day as read_day
from data.exchange.faults import Fault
from data.exchange.tables import CITIZENS
from data.store import flats, people, standing
from data.store import users as user_store
from data.store.actor import Actor
from data.store.errors import Refused
from web import choices, effects, present
from web.access import access
from web.citizens.fields import tier_text
from web.citizens.today import Today
from web.faults import by_field
from web.forms import Form, of_row, sent
from web.here import actor, say, seen, store
from web.i18n import t

pages = Blueprint("citizen_actions", __name__)
Row = Mapping[str, Any]
Act = Callable[[Connection, str, Form], None]


@dataclass(frozen=True)
class Action:
    """One thing to do: which fields its form has, when it can be done, and the doing."""

    name: str
    fields: tuple[str, ...]
    states: tuple[str, ...]
    act: Act
    icon: str = "edit"


def _version(form: Form) -> int:
    return -1 if form.version is None else form.version


def _day(text: str) -> date | None:
    """The day of a field, None when blank; raises Refused for what is no date."""
    if not text:
        return None
    try:
        return date.fromisoformat(str(read_day(CITIZENS.by_name["blocked_until"], text, True)))
    except CellError as error:
        raise Refused([Fault("citizens", 1, "until", str(error))]) from error


def _tier(connection: Connection, citizen_id: str, form: Form) -> None:
    tier = form.value("tier")
    if tier not in map(str, range(1, 10)):
        raise Refused([Fault("citizens", 1, "tier", "the cell is blank; a value is expected")])
    people.set_tier(connection, actor(), citizen_id, int(tier), form.value("reason"), _version(form))


def _park(connection: Connection, citizen_id: str, form: Form) -> None:
    until = _day(form.value("until"))
    people.park(connection, actor(), citizen_id, until, form.value("reason"), _version(form))


def _waive(connection: Connection, citizen_id: str, form: Form) -> None:
    rule, reason, flat = (form.value(name) for name in ("rule", "reason", "vacancy_id"))
    standing.waive(connection, actor(), citizen_id, rule, reason, flat)


def _pin(connection: Connection, citizen_id: str, form: Form) -> None:
    standing.pin(connection, actor(), citizen_id, form.value("vacancy_id"), form.value("reason"))


def _forbid(connection: Connection, citizen_id: str, form: Form) -> None:
    standing.forbid(connection, actor(), citizen_id, form.value("vacancy_id"), form.value("reason"))


def _lift(connection: Connection, citizen_id: str, form: Form) -> None:
    number = form.value("standing_id")
    ours = {str(row["standing_id"]) for row in standing.standing_of(connection, citizen_id=citizen_id)}
    if number not in ours:
        abort(404)
    standing.lift(connection, actor(), int(number), form.value("reason"))


def _close(connection: Connection, citizen_id: str, form: Form) -> None:
    people.close_citizen(connection, actor(), citizen_id, form.value("close_reason"), _version(form))


def _reopen(connection: Connection, citizen_id: str, form: Form) -> None:
    people.reopen_citizen(connection, actor(), citizen_id, form.value("reason"), _version(form))


def _assign(connection: Connection, citizen_id: str, form: Form) -> None:
    people.assign(
        connection,
        actor(),
        citizen_id,
        case_worker=form.value("case_worker") or None,
        shelter_id=form.value("shelter_id") or None,
        version=_version(form),
    )


_WAITING, _CLOSED = ("waiting",), ("closed", "housed")
ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        Action("tier", ("tier", "reason"), _WAITING, _tier, "flag"),
        Action("park", ("until", "reason"), _WAITING, _park, "time"),
        Action("waive", ("rule", "vacancy_id", "reason"), _WAITING, _waive, "check"),
        Action("pin", ("vacancy_id", "reason"), _WAITING, _pin, "lock"),
        Action("forbid", ("vacancy_id", "reason"), _WAITING, _forbid, "close"),
        Action("assign", ("case_worker", "shelter_id"), _WAITING, _assign, "person"),
        Action("close", ("close_reason",), _WAITING, _close, "close"),
        Action("reopen", ("reason",), _CLOSED, _reopen, "refresh"),
        Action("lift", ("reason",), (), _lift, "close"),
    )
}


def actions_for(who: Actor, row: Row, today: Today) -> list[Action]:
    """What this person can do with the citizen now."""
    if who.role != "office":
        return []
    return [
        action
        for action in ACTIONS.values()
        if row["state"] in action.states and not (action.name == "close" and today.code == "offer")
    ]


def _options(connection: Connection, name: str) -> list[tuple[str, str]]:
    """The choices of a field."""
    from web.citizens.entering import policy_now

    if name == "tier":
        policy = policy_now(connection)
        return [(str(n), tier_text(policy, n)) for n in sorted({*policy.tiers, 1, 2, 3})]
    if name == "rule":
        return [(code, present.capital(present.label("RULE_LABELS", code))) for code in codes.WAIVABLE]
    if name == "vacancy_id":
        rows = flats.list_vacancies(connection, actor(), "vacant")
        return [(r["vacancy_id"], " · ".join(filter(None, (r["vacancy_id"], r["address"])))) for r in rows]
    if name == "close_reason":
        return [(code, t(f"close.{code}")) for code in people.CLOSE_REASONS]
    if name == "shelter_id":
        return choices.shelters()
    if name == "case_worker":
        every = user_store.list_users(connection)
        return [(u["user_id"], u["name"]) for u in every if u["role"] == "office" and u["active"]]
    return []


def _page(citizen_id: str, action: Action, form: Form) -> str:
    with store().reading() as connection:
        row = people.get_citizen(connection, actor(), citizen_id)
        options = {name: _options(connection, name) for name in action.fields}
    if form.version is None:
        form = Form({**of_row(row).values, **form.values}, form.faults, row["version"])
    seen("citizen", [citizen_id], "case")
    return render_template(
        "citizens/action.html", id=citizen_id, row=row, action=action, form=form, options=options
    )


def _known(name: str) -> Action:
    if name not in ACTIONS:
        abort(404)
    return ACTIONS[name]


@pages.get("/citizens/<path:citizen_id>/do/<name>")
@access("office")
def ask(citizen_id: str, name: str) -> str:
    """The form of one action."""
    number = request.args.get("standing", "")
    return _page(citizen_id, _known(name), Form({"standing_id": number} if number else {}))


@pages.post("/citizens/<path:citizen_id>/do/<name>")
@access("office")
def do(citizen_id: str, name: str) -> Response | tuple[str, int]:
    """Do it and go back to the citizen, or show the form again with what is wrong."""
    action, form = _known(name), sent()

    def act(connection: Connection) -> str:
        action.act(connection, citizen_id, form)
        return citizen_id

    def address(subject: str, effect_id: str) -> str:
        return url_for("citizens.citizen", citizen_id=subject, saved=effect_id)

    try:
        response = effects.save("citizen", act, address)
    except Refused as refused:
        return _page(citizen_id, action, form.with_faults(by_field(refused.faults))), 422
    say(f"did.{name}", id=citizen_id)
    return response
