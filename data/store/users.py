"""Who works with Husrum: people with a log-in, a role and, for shelters and associations, an organisation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from data.exchange.faults import Fault
from data.store import record, sessions
from data.store.actor import OF_ORGANISATION, ROLES, Actor
from data.store.base import now
from data.store.errors import Conflict, NotFound, NotPossible, Refused
from data.store.passwords import LONGEST, SHORTEST, fault_of, fits, hashed
from data.store.schema import organisations, users

Row = Mapping[str, Any]
LANGS = ("da", "en")
#: What can be wrong with a user, by the code in the fault, in English for the command line.
WORDS = {
    "missing": "missing",
    "login_form": "needed, at most 200 signs, without spaces",
    "login_taken": "another user logs in by this name",
    "role_unknown": f"not a role; use one of {', '.join(ROLES)}",
    "lang_unknown": f"not a language; use one of {', '.join(LANGS)}",
    "organisation_missing": "a shelter's or association's user needs an organisation",
    "organisation_unknown": "not known; give its name too",
    "organisation_not_for_role": "only for the roles shelter and association",
    "password_short": f"too short; use at least {SHORTEST} signs",
    "password_long": f"too long; use at most {LONGEST} signs",
    "password_is_login": "too easy: it is the name to log in with",
    "password_one_sign": "too easy: it is the same few signs over and over",
}


def list_users(connection: Connection) -> list[Row]:
    """Everyone, those who may log in first, by name; with ``organisation`` the name of theirs."""
    order = (users.c.active.desc(), users.c.name, users.c.user_id)
    return [dict(row) for row in connection.execute(_rows().order_by(*order)).mappings()]


def get_user(connection: Connection, user_id: str) -> Row:
    """One user with ``organisation``; raises NotFound."""
    found = connection.execute(_rows().where(users.c.user_id == user_id)).mappings().one_or_none()
    if found is None:
        raise NotFound(f"no user {user_id}")
    return dict(found)


def id_of(connection: Connection, login: str) -> str:
    """The id of the user with a log-in name; raises NotFound."""
    same = users.c.login == login.strip().casefold()
    found = connection.execute(select(users.c.user_id).where(same)).scalar_one_or_none()
    if found is None:
        raise NotFound(f"no user logs in as {login}")
    return str(found)


def list_organisations(connection: Connection, kind: str | None = None) -> list[Row]:
    """Shelters and associations (or those of one kind), by name."""
    wanted = select(organisations).order_by(organisations.c.name, organisations.c.organisation_id)
    if kind is not None:
        wanted = wanted.where(organisations.c.kind == kind)
    return [dict(row) for row in connection.execute(wanted).mappings()]


def add_organisation(connection: Connection, actor: Actor, organisation_id: str, name: str, kind: str) -> str:
    """Add a shelter or an association, or give a known one its new name; returns its id.

    Raises Refused without an id or a name, Conflict("organisation_other_kind") when it is known as another
    kind.
    """
    row = {"organisation_id": organisation_id.strip(), "name": name.strip(), "kind": kind}
    faults = {key: "missing" for key, value in row.items() if not value}
    if kind not in OF_ORGANISATION:
        faults["kind"] = "role_unknown"
    _refuse(faults, "organisations")
    same = organisations.c.organisation_id == row["organisation_id"]
    known = connection.execute(select(organisations).where(same)).mappings().one_or_none()
    if known is None:
        connection.execute(insert(organisations).values(row))
    elif known["kind"] != kind:
        raise Conflict("organisation_other_kind")
    elif known["name"] != row["name"]:
        connection.execute(update(organisations).where(same).values(name=row["name"]))
    else:
        return row["organisation_id"]
    record.append(connection, actor, "create" if known is None else "change", "organisation",
                  row["organisation_id"], details={"kind": kind})  # fmt: skip
    return row["organisation_id"]


def add_user(
    connection: Connection,
    actor: Actor,
    *,
    login: str,
    name: str,
    role: str,
    password: str,
    organisation_id: str | None = None,
    lang: str = "da",
) -> str:
    """Add a user and return the new id.

    Raises Refused; the message of each fault is a code, in words as message ``users.fault.CODE``.
    """
    login = login.strip().casefold()
    faults = _faults(connection, name, role, organisation_id, lang)
    if not login or len(login) > 200 or any(sign.isspace() for sign in login):
        faults["login"] = "login_form"
    elif connection.execute(select(users.c.user_id).where(users.c.login == login)).first():
        faults["login"] = "login_taken"
    weak = fault_of(password, login)
    _refuse(faults | ({"password": weak} if weak else {}))
    user_id = f"U{connection.execute(select(func.count()).select_from(users)).scalar_one() + 1:03d}"
    moment = now()
    connection.execute(insert(users).values(
        user_id=user_id, login=login, name=name.strip(), role=role, organisation_id=organisation_id or None,
        password_hash=hashed(password), lang=lang, active=True, created_at=moment, changed_at=moment,
        changed_by=actor.user_id,
    ))  # fmt: skip
    record.append(connection, actor, "create", "user", user_id,
                  details={"role": role, "organisation_id": organisation_id or None})  # fmt: skip
    return user_id


def change_user(
    connection: Connection,
    actor: Actor,
    user_id: str,
    *,
    name: str,
    role: str,
    organisation_id: str | None,
    lang: str,
    active: bool,
    version: int | None,
) -> None:
    """Change a user; one who may no longer log in is out at the next request.

    Raises Refused, Conflict("stale") with the difference, and NotPossible("last_administrator") when no
    administrator would be left.
    """
    before = get_user(connection, user_id)
    after = {"name": name.strip(), "role": role, "organisation_id": organisation_id or None, "lang": lang,
             "active": active}  # fmt: skip
    changed = {key: value for key, value in after.items() if before[key] != value}
    if version != before["version"]:
        raise Conflict("stale", {key: (value, before[key]) for key, value in changed.items()})
    _refuse(_faults(connection, name, role, organisation_id, lang))
    if not changed:
        return
    _keep_an_administrator(connection, before, after)
    _update(connection, actor, user_id, changed)
    if not active:
        sessions.end_sessions(connection, user_id)
    told = {key: value for key, value in changed.items() if key != "name"}
    record.append(connection, actor, "change", "user", user_id, details={"changed": sorted(changed), **told})


def set_password(
    connection: Connection, actor: Actor, user_id: str, password: str, *, keep_token: str | None = None
) -> None:
    """Give a user a new password and end all log-ins of the user but ``keep_token``; raises Refused."""
    weak = fault_of(password, get_user(connection, user_id)["login"])
    _refuse({"password": weak} if weak else {})
    _update(connection, actor, user_id, {"password_hash": hashed(password)})
    sessions.end_sessions(connection, user_id, but=keep_token)
    record.append(connection, actor, "change", "user", user_id, details={"changed": ["password"]})


def set_language(connection: Connection, user_id: str, lang: str) -> None:
    """Keep the language a user works in."""
    connection.execute(update(users).where(users.c.user_id == user_id).values(lang=lang))


def check_password(connection: Connection, login: str, password: str) -> Row | None:
    """The user whose log-in name and password these are; None when not, or when disabled.

    Takes as long for an unknown name as for a known one, and about a tenth of a second: call it outside
    ``Store.writing()``.
    """
    same = users.c.login == login.strip().casefold()
    found = connection.execute(_rows().where(same)).mappings().one_or_none()
    right = fits(None if found is None else found["password_hash"], password)
    return dict(found) if found is not None and right and found["active"] else None


def _rows() -> Select[Any]:
    named = organisations.c.name.label("organisation")
    return select(users, named).select_from(users.outerjoin(organisations))


def _faults(
    connection: Connection, name: str, role: str, organisation_id: str | None, lang: str
) -> dict[str, str]:
    """Column → code of what is wrong."""
    faults = {}
    if not name.strip():
        faults["name"] = "missing"
    if role not in ROLES:
        faults["role"] = "role_unknown"
    if lang not in LANGS:
        faults["lang"] = "lang_unknown"
    if role in OF_ORGANISATION:
        of_kind = [row["organisation_id"] for row in list_organisations(connection, role)]
        if organisation_id not in of_kind:
            faults["organisation_id"] = "organisation_unknown" if organisation_id else "organisation_missing"
    elif organisation_id:
        faults["organisation_id"] = "organisation_not_for_role"
    return faults


def _refuse(faults: Mapping[str, str], table: str = "users") -> None:
    if faults:
        raise Refused([Fault(table, 1, column, code) for column, code in faults.items()])


def _keep_an_administrator(connection: Connection, before: Row, after: Row) -> None:
    if before["role"] != "administrator" or (after["role"] == "administrator" and after["active"]):
        return
    others = select(func.count()).select_from(users).where(
        users.c.role == "administrator", users.c.active, users.c.user_id != before["user_id"]
    )  # fmt: skip
    if connection.execute(others).scalar_one() == 0:
        raise NotPossible("last_administrator")


def _update(connection: Connection, actor: Actor, user_id: str, values: Mapping[str, Any]) -> None:
    stamp = {"version": users.c.version + 1, "changed_at": now(), "changed_by": actor.user_id}
    connection.execute(update(users).where(users.c.user_id == user_id).values(**values, **stamp))
