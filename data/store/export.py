"""The week as files, as a run reads it: who waits and what is vacant, with live offers held out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from data.exchange import geojson, policy, week
from data.exchange.columns import Table
from data.exchange.folder import Folder
from data.exchange.tables import ADDRESSES, CITIZENS, DECISIONS, PLACES, QUOTAS, TEAMS, VACANCIES
from data.exchange.week import Reading
from data.store import schema
from data.store.caseload import free_places
from data.store.cells import column_texts
from data.store.ground import collection, feature_of, list_milieus
from data.store.ledger_export import quota_texts
from data.store.ledger_flats import Flat
from data.store.limits_used import policy_with_offers
from data.store.located import known_addresses
from data.store.rows import Row, rows_of


def week_files(connection: Connection, day: date) -> dict[str, bytes]:
    """The week folder of all waiting citizens and vacant flats; the same rows give the same bytes.

    The citizen and the flat of a live offer are absent, its quota place and caseload place taken, and the
    council's limits have it counted.  chances_per_week is left out unless every citizen has it; a citizen's
    team that is not entered is left blank, so that any team of the method can take the place.
    """
    people = _rows(connection, _free(schema.citizens, "citizen_id", "waiting"))
    flats = _rows(connection, _free(schema.vacancies, "vacancy_id", "vacant"))
    accounts, seqs = _accounts(connection, flats)
    flats = [{**row, "seq": seqs.get(row["vacancy_id"], row["seq"])} for row in flats] if seqs else flats
    teams = _teams(connection, day)
    places = _places(connection, people)
    addresses = _addresses(connection, [*places, *flats])
    files = {
        "citizens.csv": _csv(CITIZENS, _with_known_teams(people, teams), _left_out(people)),
        "vacancies.csv": _csv(VACANCIES, flats),
        "places.csv": _csv(PLACES, places),
        "quotas.csv": _csv(QUOTAS, accounts),
        "teams.csv": _csv(TEAMS, teams),
        "decisions.csv": _csv(DECISIONS, _decisions(connection, people, flats)),
        "addresses.csv": _csv(ADDRESSES, addresses),
    }
    required = ("citizens.csv", "vacancies.csv")
    files = {name: raw for name, raw in files.items() if name in required or raw.count(b"\n") > 1}
    milieus = list_milieus(connection)
    if milieus:
        files[geojson.FILE] = collection([feature_of(row) for row in milieus])
    files[policy.FILE] = policy_with_offers(connection).encode()
    return files


def read_files(files: Mapping[str, bytes], day: date) -> Reading:
    """Such files read and checked for a decision date, like a folder of them."""
    return week.read_files(Folder(dict(files), frozenset()), day)


def input_sha256(files: Mapping[str, bytes]) -> str:
    """The hash that names the input, as in summary.json."""
    return Folder(dict(files), frozenset()).sha256()


def _rows(connection: Connection, wanted: Select[Any]) -> list[Row]:
    return rows_of(connection, wanted)


def _free(table: Any, key: str, state: str) -> Select[Any]:
    """The rows of a state that no live offer holds, by id in code-point order on both databases."""
    held = select(schema.offers.c[key]).where(schema.offers.c.live)
    return select(table).where(table.c.state == state, table.c[key].not_in(held))


def _accounts(connection: Connection, flats: Sequence[Row]) -> tuple[list[Any], dict[str, int]]:
    """The rows of quotas.csv, and the seq of flats that need another than their own."""
    rows, orders = quota_texts(connection)
    owners: dict[str, list[Row]] = {}
    for row in flats:
        owners.setdefault(row["organisation_id"], []).append(row)
    seqs: dict[str, int] = {}
    for owner, own in owners.items():
        given = [row["seq"] for row in own if row["seq"] is not None]
        if owner in orders or len(set(given)) < len(given):
            order = [flat.vacancy_id for flat in orders.get(owner, ())]
            rest = sorted(map(Flat, own), key=lambda flat: flat.in_core_order)
            order += [flat.vacancy_id for flat in rest if flat.vacancy_id not in set(order)]
            seqs.update({vacancy_id: number for number, vacancy_id in enumerate(order, start=1)})
    return rows, seqs


def _teams(connection: Connection, day: date) -> list[Row]:
    """The teams, their cases raised by what has been taken since they were entered."""
    now = {team.team_id: team.now for team in free_places(connection, day)}
    rows = _rows(connection, select(schema.teams))
    return [{**row, "current_cases": now[row["team_id"]]} for row in rows]


def _with_known_teams(people: list[Row], teams: Sequence[Row]) -> list[Row]:
    known = {None, *(row["team_id"] for row in teams)}
    if len(known) == 1 or all(row["team_id"] in known for row in people):
        return people
    return [row if row["team_id"] in known else {**row, "team_id": None} for row in people]


def _left_out(people: Sequence[Row]) -> frozenset[str]:
    some = any(row["chances_per_week"] is None for row in people)
    return frozenset(("chances_per_week",)) if some else frozenset()


def _places(connection: Connection, people: Sequence[Row]) -> list[Row]:
    ids = {row["citizen_id"] for row in people}
    return [row for row in _rows(connection, select(schema.places)) if row["citizen_id"] in ids]


def _addresses(connection: Connection, rows: Iterable[Row]) -> list[Row]:
    """Of the address extract what the week looks up."""
    lost = [row for row in rows if row["x"] is None and row["lat"] is None]
    found = known_addresses(connection, lost)
    return [
        {"address": address, "postcode": postcode, "x": x, "y": y}
        for (address, postcode), (x, y) in found.items()
    ]


def _decisions(connection: Connection, people: Sequence[Row], flats: Sequence[Row]) -> list[Row]:
    """What stands about citizens and flats of the week, each once."""
    citizens = {row["citizen_id"] for row in people}
    vacancies = {None, "", *(row["vacancy_id"] for row in flats)}
    stands = select(schema.standing).where(schema.standing.c.lifted_at.is_(None))
    kept: dict[tuple[Any, ...], Row] = {}
    for row in _rows(connection, stands.order_by(schema.standing.c.standing_id)):
        if row["citizen_id"] in citizens and row["vacancy_id"] in vacancies:
            key = tuple(row[name] for name in ("citizen_id", "vacancy_id", "action", "rule"))
            kept.setdefault(key, row)
    return list(kept.values())


def _csv(table: Table, rows: Sequence[Mapping[str, Any]], left_out: frozenset[str] = frozenset()) -> bytes:
    """A table as UTF-8 CSV with every column, its rows in code-point order of their texts."""
    columns = [column for column in table.columns if column.name not in left_out]
    cells = [column_texts(column, [row[column.name] for row in rows]) for column in columns]
    lines = sorted(zip(*cells, strict=True))
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows(lines)
    return buffer.getvalue().encode()
