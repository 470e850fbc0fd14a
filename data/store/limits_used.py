"""The council's limits with what was used of them: offers that stand and tenancies count as ``already``.

A limit's ``already`` is what was counted when it was written.  A later version of the policy that repeats the
limit with the same figure counts from the first of them, so that adopting other weights forgets nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, or_, select

from data.exchange.frames import frame
from data.exchange.policy import parse_policy
from data.exchange.tables import CITIZENS, VACANCIES
from data.exchange.toml_lines import key_lines
from data.store.cells import read_rows, texts
from data.store.policies import policies, policy_in_force
from data.store.rows import Row, rows_of
from data.store.schema import offers
from data.store.settings import today
from data.store.versions import CITIZEN, VACANCY, Kind
from matcher.arrays import Ints
from matcher.calendar import ages
from matcher.limits import citizens_in, vacancies_in
from matcher.model import Limit
from matcher.table import Table


@dataclass(frozen=True)
class _People:
    table: Table
    age: Ints


@dataclass(frozen=True)
class _Flats:
    table: Table


def policy_with_offers(connection: Connection) -> str:
    """The policy in force as policy.toml, its limits with what offers and tenancies have used of them."""
    number, toml = policy_in_force(connection)
    limits = parse_policy(toml.encode())[0].limits if number is not None else ()
    if not limits:
        return toml
    adopted = policies(connection)
    used = {limit.name: _used(connection, limit, _since(adopted, limit)) for limit in limits}
    return with_already(toml, [limit.already + used[limit.name] for limit in limits])


def with_already(toml: str, counts: Sequence[int]) -> str:
    """The text with the ``already`` of each [[limit]] table; everything else stays as it is written."""
    lines = toml.split("\n")
    places = key_lines(toml)
    for number in range(len(counts) - 1, -1, -1):  # from the end, so that the lines above keep their places
        stated = f"already = {counts[number]}"
        if ("limit", number, "already") in places:
            lines[places["limit", number, "already"] - 1] = stated
        elif counts[number]:
            lines.insert(places["limit", number], stated)
    return "\n".join(lines)


def _since(adopted: Sequence[Row], limit: Limit) -> datetime:
    """When the limit was first written with this ``already``; ``adopted`` is newest first."""
    since: datetime = adopted[0]["adopted_at"]
    for version in adopted[1:]:
        earlier = parse_policy(str(version["toml"]).encode())[0].limits
        if not any(old.name == limit.name and old.already == limit.already for old in earlier):
            break
        since = version["adopted_at"]
    return since


def _used(connection: Connection, limit: Limit, since: datetime) -> int:
    """How many pairs made since then stand or led to a tenancy, and are of the limit's kind."""
    o = offers.c
    stands = or_(o.live, o.state == "ended") & (o.created_at >= since)
    pairs = connection.execute(select(o.citizen_id, o.vacancy_id).where(stands)).all()
    if not pairs:
        return 0
    people = _texts(connection, CITIZEN, [pair.citizen_id for pair in pairs])
    flats = _texts(connection, VACANCY, [pair.vacancy_id for pair in pairs])
    return _count(
        limit, [people[p.citizen_id] for p in pairs], [flats[p.vacancy_id] for p in pairs], today(connection)
    )


def _texts(connection: Connection, kind: Kind, ids: list[str]) -> dict[str, dict[str, str]]:
    assert kind.given is not None
    rows = rows_of(connection, select(kind.table).where(kind.table.c[kind.key].in_(ids)))
    return {row[kind.key]: texts(kind.given, row) for row in rows}


def _count(limit: Limit, people: list[dict[str, str]], flats: list[dict[str, str]], day: date) -> int:
    """Row k of both lists is one pair; ids are made unique, since a citizen may stand in two pairs."""
    numbered = [{**row, "citizen_id": f"{n:06d}"} for n, row in enumerate(people)]
    flat_rows = [{**row, "vacancy_id": f"{n:06d}"} for n, row in enumerate(flats)]
    who = Table(frame("citizens", read_rows(CITIZENS, numbered, [], []).read))
    where = Table(frame("vacancies", read_rows(VACANCIES, flat_rows, [], []).read))
    of_both = citizens_in(limit, _People(who, ages(who["birth_date"], day))) & vacancies_in(
        limit, _Flats(where)
    )
    return int(of_both.sum())
