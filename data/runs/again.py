"""The input of a re-run: what is decided stays out, and of the rest as few pairs as can be change.

What people have accepted or chosen are live offers, which the frozen week leaves out.  Here what they
rejected and the flats they put aside are kept out of the rest of this week, and the policy gets the stability
points that make every pair kept count for more than all points together.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from sqlalchemy import Connection, select

from data.exchange import policy
from data.exchange.tables import DECISIONS
from data.runs.lookup import Row, run_state
from data.runs.states import RERUN
from data.runs.strength import most, strength
from data.store.choices import REJECT_REASONS
from data.store.schema import choices

_FILE = "decisions.csv"
_NAMES = [column.name for column in DECISIONS.columns]


@dataclass(frozen=True)
class Decided:
    """Flats nobody gets in the rest of the week, and pairs (citizen_id, vacancy_id) that were rejected."""

    flats: frozenset[str]
    pairs: frozenset[tuple[str, str]]


def prepare(
    connection: Connection, kind: str, before: Row | None, files: dict[str, bytes]
) -> dict[str, bytes]:
    """The frozen files of a run: those of the week, for a re-run with what was decided on the run before."""
    if kind != RERUN or before is None:
        return files
    stable = with_policy(files, strength(most(files)))
    return with_decided(stable, _decided(connection, before))


def with_policy(files: dict[str, bytes], points: int) -> dict[str, bytes]:
    """The files with ``stability_points`` in policy.toml; everything else in it stays as it is written."""
    text = files.get(policy.FILE, b"").decode()
    line = f"stability_points = {points}"
    head, tables = _before_tables(text)
    found = re.compile(r"^[ \t]*stability_points[ \t]*=.*$", re.MULTILINE)
    changed = found.sub(line, head) if found.search(head) else f"{line}\n{head}"
    return files | {policy.FILE: (changed + tables).encode()}


def with_decided(files: dict[str, bytes], decided: Decided) -> dict[str, bytes]:
    """The files with a decisions.csv that forbids what was decided.

    The flats stay in the week, because the quarter rule counts them; a pin on one of them yields.
    """
    citizens, flats = _ids(files["citizens.csv"]), _ids(files["vacancies.csv"])
    nobody = [(citizen, flat) for flat in sorted(decided.flats & flats) for citizen in sorted(citizens)]
    forbidden = {*nobody, *(pair for pair in decided.pairs if pair[0] in citizens and pair[1] in flats)}
    if not forbidden:
        return files
    rows = [
        row
        for row in _rows(files.get(_FILE, b""))
        if row["action"] == "waive" or (row["citizen_id"], row["vacancy_id"]) not in forbidden
    ]
    rows += [
        {"citizen_id": citizen, "vacancy_id": flat, "action": "forbid", "rule": "", "reason": "decided"}
        for citizen, flat in forbidden
    ]
    out = io.StringIO()
    writer = csv.DictWriter(out, _NAMES, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: [row[name] for name in _NAMES]))
    return files | {_FILE: out.getvalue().encode()}


def _before_tables(text: str) -> tuple[str, str]:
    """The top of a TOML text and its tables."""
    found = re.search(r"^[ \t]*\[", text, re.MULTILINE)
    return (text, "") if found is None else (text[: found.start()], text[found.start() :])


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _ids(content: bytes) -> frozenset[str]:
    """The first column of a table."""
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    next(reader, None)
    return frozenset(row[0] for row in reader if row)


def _decided(connection: Connection, before: Row) -> Decided:
    """What stands rejected and put aside in the run before, and in those it is a re-run of."""
    chain = [before]
    while chain[-1]["kind"] == RERUN and chain[-1]["previous_run"]:
        chain.append(run_state(connection, chain[-1]["previous_run"]))
    found = select(choices).where(
        choices.c.run_id.in_([row["run_id"] for row in chain]),
        choices.c.action.in_(("park", "reject")),
        choices.c.undone_at.is_(None),
    )
    flats, pairs = set(), set()
    for row in connection.execute(found).mappings():
        whole_flat = row["action"] == "park" or REJECT_REASONS.get(row["reason_code"]) == "flat"
        if whole_flat or row["citizen_id"] is None:
            flats.add(row["vacancy_id"])
        else:
            pairs.add((row["citizen_id"], row["vacancy_id"]))
    return Decided(frozenset(flats), frozenset(pairs))
