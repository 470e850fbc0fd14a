"""Support teams and quota accounts as the office enters them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select

from data.exchange.columns import Table
from data.exchange.faults import Fault
from data.exchange.relations import Tables, check_relations
from data.exchange.tables import QUOTAS, TEAMS
from data.store import record
from data.store.actor import Actor
from data.store.cells import RowsRead, Texts, read_rows, texts
from data.store.errors import NotPossible, Refused
from data.store.flats import must_be_office
from data.store.ground import first_version
from data.store.ledger_post import account_saved, post_organisation
from data.store.numbering import next_id
from data.store.rows import Row, rows_of
from data.store.schema import citizens, offers, quotas, teams, versions
from data.store.schema_landlord import team_contacts
from data.store.settings import today
from data.store.versions import QUOTA, TEAM, Kind, change, changed_columns, check_version, earlier, stamps

#: What is an account or a count of a day: entered anew, it holds from that day on.
COUNTS = {"team": ("current_cases",), "quota": ("counted", "claimed", "carry_over")}


def list_teams(connection: Connection) -> list[Row]:
    """All teams by id as rows of ``teams``."""
    return rows_of(connection, select(teams).order_by(teams.c.team_id))


def get_team(connection: Connection, team_id: str) -> Row:
    """One team; raises NotFound."""
    return TEAM.get(connection, team_id)


def save_team(connection: Connection, actor: Actor, cells: Mapping[str, str], version: int | None) -> str:
    """Enter a team (``version`` None) or change one, and return the id; a blank id makes the next one.

    ``cells``: texts by column of teams.  When current_cases is entered anew, ``entered_on`` is today and
    tenancies from today on are added to it.  Office only.  Raises Refused, NotFound, Conflict("stale", …).
    """
    must_be_office(actor)
    row = None
    if version is not None:
        row = get_team(connection, str(cells.get("team_id", "")).strip())
        check_version(connection, TEAM, row, version)
    elif not str(cells.get("team_id", "")).strip():
        cells = {**cells, "team_id": next_id(connection, TEAM, "T", 2)}
    read = _read(connection, TEAMS, list_teams(connection), row, cells)
    values = read.values(len(read.read) - 1)
    faults = _against_citizens(connection, values)
    if faults:
        raise Refused(faults)
    return str(_save(connection, actor, TEAM, row, values))


def _against_citizens(connection: Connection, values: Mapping[str, Any]) -> list[Fault]:
    """The citizens of the team are supported by its method."""
    c = citizens.c
    own = select(func.count()).where(
        c.team_id == values["team_id"],
        c.state == "waiting",
        or_(c.support_method.is_(None), c.support_method != values["method"]),
    )
    count = connection.execute(own).scalar_one()
    if not count:
        return []
    message = f"{count} waiting citizens of this team have another support method; change them first"
    return [Fault("teams", 1, "method", message)]


def remove_team(connection: Connection, actor: Actor, team_id: str, version: int) -> None:
    """Take a team away; NotPossible("team_in_use", citizens=n) while waiting citizens or offers name it."""
    must_be_office(actor)
    row = get_team(connection, team_id)
    check_version(connection, TEAM, row, version)
    own = select(func.count()).where(citizens.c.team_id == team_id, citizens.c.state == "waiting")
    held = select(func.count()).where(offers.c.team_id == team_id, offers.c.live)
    users = connection.execute(own).scalar_one() + connection.execute(held).scalar_one()
    if users:
        raise NotPossible("team_in_use", citizens=users)
    connection.execute(delete(team_contacts).where(team_contacts.c.team_id == team_id))
    _remove(connection, actor, TEAM, row)


def list_quotas(connection: Connection) -> list[Row]:
    """All quota accounts as rows of ``quotas`` by organisation, municipality, estate and class."""
    q = quotas.c
    place, estate = func.coalesce(q.municipality, ""), func.coalesce(q.department_id, "")
    wanted = select(quotas).order_by(q.organisation_id, place, estate, q["class"])
    return rows_of(connection, wanted)


def get_quota(connection: Connection, quota_id: int) -> Row:
    """One quota account; raises NotFound."""
    return QUOTA.get(connection, quota_id)


def save_quota(
    connection: Connection,
    actor: Actor,
    cells: Mapping[str, str],
    version: int | None,
    quota_id: int | None = None,
) -> int:
    """Enter a quota account (``version`` None) or change one, and return its number.

    ``cells``: texts by column of quotas; the account stands as it stood when today began.  Office only.
    Raises Refused, NotFound, Conflict("stale", difference).
    """
    must_be_office(actor)
    row = None if quota_id is None else get_quota(connection, quota_id)
    if row is not None:
        check_version(connection, QUOTA, row, version)
    read = _read(connection, QUOTAS, list_quotas(connection), row, cells)
    saved = int(_save(connection, actor, QUOTA, row, read.values(len(read.read) - 1)))
    account_saved(connection, actor, saved, row)
    return saved


def remove_quota(connection: Connection, actor: Actor, quota_id: int, version: int) -> None:
    """Take a quota account away."""
    must_be_office(actor)
    row = get_quota(connection, quota_id)
    check_version(connection, QUOTA, row, version)
    _remove(connection, actor, QUOTA, row)
    post_organisation(connection, actor, row["organisation_id"])


def _read(
    connection: Connection, table: Table, rows: Sequence[Row], stored: Row | None, cells: Mapping[str, str]
) -> RowsRead:
    """The row entered, last of all the table's rows, so that it is checked against them; raises Refused."""
    others = [texts(table, row) for row in rows if row is not stored and row != stored]
    given = {name: str(text) for name, text in cells.items() if name in table.by_name}
    mine: Texts = {**({} if stored is None else texts(table, stored)), **given}
    faults: list[Fault] = []
    read = read_rows(table, [*others, mine], faults, [])
    read_tables = {table.name: read.read}
    check_relations(Tables(today(connection), read_tables, frozenset(read_tables), None, faults, []))
    own = [Fault(table.name, 1, f.column, f.message) for f in faults if f.line == len(others) + 1]
    if own:
        raise Refused(own)
    return read


def _save(connection: Connection, actor: Actor, kind: Kind, row: Row | None, values: dict[str, Any]) -> Any:
    """Write a row; a count entered anew holds from today on."""
    day = today(connection)
    if row is None:
        key = next_quota_id(connection) if kind is QUOTA else values[kind.key]
        number = first_version(connection, kind.name, str(key))
        made = {**values, kind.key: key, "entered_on": day, "version": number, **stamps(actor)}
        connection.execute(insert(kind.table).values(**made))
        record.append(connection, actor, "create", kind.name, str(key), purpose="case")
        return key
    if set(COUNTS[kind.name]).intersection(changed_columns(kind, row, values)):
        values = {**values, "entered_on": day}
    changed = change(connection, actor, kind, row, values)
    if changed:
        subject, details = str(row[kind.key]), {"columns": changed}
        record.append(connection, actor, "change", kind.name, subject, purpose="case", details=details)
    return row[kind.key]


def next_quota_id(connection: Connection) -> int:
    """A number no account has or ever had."""
    kept = select(versions.c.subject).where(versions.c.kind == QUOTA.name)
    used = [int(subject) for subject in connection.execute(kept).scalars()]
    highest = connection.execute(select(func.max(quotas.c.quota_id))).scalar_one() or 0
    return max([highest, *used]) + 1


def _remove(connection: Connection, actor: Actor, kind: Kind, row: Row) -> None:
    connection.execute(insert(versions).values(**earlier(connection, kind, row)))
    connection.execute(delete(kind.table).where(kind.table.c[kind.key] == row[kind.key]))
    record.append(connection, actor, "remove", kind.name, str(row[kind.key]), purpose="case")
