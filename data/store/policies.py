"""The council's policy: every version of policy.toml that was adopted; the newest is in force."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, insert, select

from data.exchange.faults import Fault, holds_cpr, quoted
from data.exchange.policy import FILE, default_policy_toml, line_of, parse_policy
from data.exchange.toml_lines import key_lines
from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.cells import CPR_MESSAGE
from data.store.errors import NotFound, NotPossible, Refused
from data.store.reasons import given_reason
from data.store.rows import Row, row_of, rows_of
from data.store.schema import policies as stored
from data.store.schema import teams


def policy_in_force(connection: Connection) -> tuple[int | None, str]:
    """Number and text of the policy in force; (None, the default policy) when none was adopted."""
    newest = select(stored.c.number, stored.c.toml).order_by(stored.c.number.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return (None, default_policy_toml()) if row is None else (int(row.number), str(row.toml))


def policies(connection: Connection) -> list[Row]:
    """Every adopted version, newest first, as rows of ``policies``."""
    return rows_of(connection, select(stored).order_by(stored.c.number.desc()))


def get_policy(connection: Connection, number: int) -> Row:
    """One adopted version; raises NotFound."""
    row = row_of(connection, select(stored).where(stored.c.number == number))
    if row is None:
        raise NotFound(f"there is no policy {number}")
    return row


def faults_of(connection: Connection, toml: str, more_teams: Collection[str] = ()) -> list[Fault]:
    """What is wrong in a policy's text, by line and key; a limit may name the teams there are alone."""
    raw = toml.encode()
    policy, faults = parse_policy(raw)
    for line, text in enumerate(toml.splitlines(), start=1):
        if holds_cpr(text):
            faults.append(Fault(FILE, line, "-", CPR_MESSAGE))
    if policy.limits and ("limit", 0) not in key_lines(toml):
        faults.append(Fault(FILE, 1, "limit", "write each limit as a [[limit]] table of its own"))
    known = {*connection.execute(select(teams.c.team_id)).scalars(), *more_teams}
    for number, limit in enumerate(policy.limits):
        for team in limit.citizens.get("team_id", ()):
            if known and team not in known:
                line = line_of(raw, ("limit", number, "citizens", "team_id"))
                message = f"the team {quoted(str(team))} is not in the teams table; an id from it is expected"
                faults.append(Fault(FILE, line, "limit.citizens.team_id", message))
    return faults


def adopt(connection: Connection, actor: Actor, toml: str, reason: str) -> int:
    """Adopt a policy from now on and return its number; the one in force already stays as it is (office).

    Raises Refused with every fault of the text (file policy.toml, line, key) and for a blank ``reason``.
    """
    if actor.role != "office":
        raise NotPossible("role_may_not")
    text = toml.removeprefix("\ufeff").replace("\r\n", "\n")
    number, in_force = policy_in_force(connection)
    if number is not None and text == in_force:
        return number
    faults = faults_of(connection, text)
    if faults:
        raise Refused(faults)
    why = given_reason(reason, FILE)
    number = (number or 0) + 1
    values = {"toml": text, "reason": why, "adopted_by": actor.user_id, "adopted_at": now()}
    connection.execute(insert(stored).values(number=number, **values))
    record.append(
        connection, actor, "adopt", "policy", str(number), purpose="policy", details={"reason": why}
    )
    return number
