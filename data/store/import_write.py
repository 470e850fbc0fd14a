"""Writing what an upload was previewed to do: every table in the caller's one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from data.exchange.tables import PLACES
from data.store import schema, told
from data.store.actor import Actor
from data.store.base import now
from data.store.capacity import COUNTS, next_quota_id
from data.store.cells import read_rows
from data.store.ground import first_version
from data.store.import_previews import Plan
from data.store.import_stored import Key, key_of
from data.store.lapse import back_in_time
from data.store.ledger_post import account_saved, post_all
from data.store.policies import adopt
from data.store.rows import Row, row_of
from data.store.settings import today
from data.store.standing import lift, put
from data.store.versions import CITIZEN, MILIEU, QUOTA, TEAM, VACANCY, Kind, change, changed_columns, stamps

_KINDS = {"teams": TEAM, "quotas": QUOTA, "citizens": CITIZEN, "vacancies": VACANCY}


def write(connection: Connection, actor: Actor, plan: Plan) -> None:
    """Does what the plan says; what is rejected or stands already is left alone."""
    _milieus(connection, actor, plan)
    written = {name: _table(connection, actor, plan, name) for name in _KINDS}
    for quota_id, before in written["quotas"]:
        account_saved(connection, actor, quota_id, before)
    post_all(connection, actor, [vacancy_id for vacancy_id, _ in written["vacancies"]])
    told.of_import(connection, actor, _whose_flats(plan))
    _places(connection, actor, plan)
    _addresses(connection, plan)
    _decisions(connection, actor, plan)
    if plan.policy is not None:
        adopt(connection, actor, plan.policy, "import")


def _whose_flats(plan: Plan) -> set[str]:
    """The organisations whose flats are new or changed."""
    done: set[str] = set()
    for table in plan.previews:
        if table.table == "vacancies":
            done.update(table.new, (changed.key for changed in table.changed))
    return {str(values["organisation_id"]) for key, values in _rows(plan, "vacancies") if key[0] in done}


def _rows(plan: Plan, name: str) -> list[tuple[Key, dict[str, Any]]]:
    """Key and values to store of the accepted rows, each key once."""
    understood = plan.checked.read.get(name)
    if understood is None:
        return []
    rejected = plan.checked.rejected.get(name, set())
    found: dict[Key, dict[str, Any]] = {}
    for number, line in enumerate(understood.read.lines):
        if line not in rejected:
            found.setdefault(key_of(name, understood.row(number)), understood.values(number))
    return list(found.items())


def _table(connection: Connection, actor: Actor, plan: Plan, name: str) -> list[tuple[Any, Row | None]]:
    """New rows in one go, changed ones each with its state before; the key and that state of each."""
    kind, stored = _KINDS[name], plan.stored.rows[name]
    moved = set(plan.moved) if name == "citizens" else set()
    new: list[dict[str, Any]] = []
    written: list[tuple[Any, Row | None]] = []
    for key, values in _rows(plan, name):
        row = stored.get(key)
        if row is None:
            new.append({**values, **_FRESH[name](connection, actor, values)})
        elif _change(connection, actor, kind, row, values, force=row[kind.key] in moved):
            written.append((row[kind.key], row))
        moved -= {key[0]}
    for citizen in sorted(moved):  # only their places change
        change(connection, actor, kind, stored[(citizen,)], {}, force=True)
    if name == "quotas":
        first = next_quota_id(connection) if new else 0
        new = [{**row, "quota_id": first + n} for n, row in enumerate(new)]
    if new:
        columns = set().union(*new)
        connection.execute(insert(kind.table), [{c: row.get(c) for c in columns} for row in new])
    return written + [(row[kind.key], None) for row in new]


def _change(
    connection: Connection, actor: Actor, kind: Kind, row: Row, values: dict[str, Any], *, force: bool
) -> list[str]:
    """Change a row, with what follows from that; the columns that changed."""
    counts = COUNTS.get(kind.name, ())
    if set(counts).intersection(changed_columns(kind, row, values)):
        values = {**values, "entered_on": today(connection)}
    if kind is VACANCY:
        values = {**values, **back_in_time(row, values, today(connection))}
    return change(connection, actor, kind, row, values, force=force)


def _fresh_flat(connection: Connection, actor: Actor, values: dict[str, Any]) -> dict[str, Any]:
    made = {"state": "vacant", "entered_on": today(connection), "created_at": now()}
    return {**made, "version": 1, **stamps(actor)}


def _fresh_citizen(connection: Connection, actor: Actor, values: dict[str, Any]) -> dict[str, Any]:
    return {"state": "waiting", "created_at": now(), "version": 1, **stamps(actor)}


def _fresh_count(connection: Connection, actor: Actor, values: dict[str, Any]) -> dict[str, Any]:
    number = first_version(connection, "team", str(values["team_id"])) if "team_id" in values else 1
    return {"entered_on": today(connection), "version": number, **stamps(actor)}


_FRESH: dict[str, Callable[[Connection, Actor, dict[str, Any]], dict[str, Any]]] = {
    "citizens": _fresh_citizen,
    "vacancies": _fresh_flat,
    "teams": _fresh_count,
    "quotas": _fresh_count,
}


def _places(connection: Connection, actor: Actor, plan: Plan) -> None:
    """The places of the citizens the file speaks of, in place of those before."""
    rows = [row for rows in plan.moved.values() for row in rows]
    if not rows:
        return
    citizens = sorted(plan.moved)
    for start in range(0, len(citizens), 500):
        some = schema.places.c.citizen_id.in_(citizens[start : start + 500])
        connection.execute(delete(schema.places).where(some))
    read = read_rows(PLACES, rows, [], [])
    connection.execute(insert(schema.places), [read.values(n) for n in range(len(rows))])


def _addresses(connection: Connection, plan: Plan) -> None:
    stored = plan.stored.texts.get("addresses", {})
    new: list[dict[str, Any]] = []
    for (folded, postcode), values in _rows(plan, "addresses"):
        a = schema.addresses.c
        if (folded, postcode) not in stored:
            new.append({**values, "folded": folded, "postcode": postcode})
        else:
            of = (a.folded == folded) & (a.postcode == stored[folded, postcode]["postcode"])
            connection.execute(update(schema.addresses).where(of).values(x=values["x"], y=values["y"]))
    if new:
        connection.execute(insert(schema.addresses), new)


def _decisions(connection: Connection, actor: Actor, plan: Plan) -> None:
    """Decisions of a file stand from now on; one with another reason takes the place of the earlier."""
    stored = plan.stored.rows.get("decisions", {})
    for key, values in _rows(plan, "decisions"):
        before = stored.get(key)
        if before is not None and before["reason"] == values["reason"]:
            continue
        if before is not None:
            lift(connection, actor, before["standing_id"])
        flat, rule = values.get("vacancy_id"), values.get("rule")
        put(connection, actor, values["action"], values["citizen_id"], flat, rule, values["reason"], "import")


def _milieus(connection: Connection, actor: Actor, plan: Plan) -> None:
    for values in plan.milieus:
        of = schema.milieus.c.milieu_id == values["milieu_id"]
        row = row_of(connection, schema.milieus.select().where(of))
        if row is None:
            number = first_version(connection, "milieu", values["milieu_id"])
            connection.execute(insert(schema.milieus).values(**values, version=number, **stamps(actor)))
        else:
            change(connection, actor, MILIEU, row, values)
