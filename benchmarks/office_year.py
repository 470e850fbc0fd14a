"""A store with a year of an office behind it: runs, decisions, offers with their steps, and a full record.

The present week is a synthetic preset, imported and run as an office does it.  The year before is written
straight into the tables with rows such as the office leaves behind: citizens housed or closed, their flats
let or given back, offers that led to a home or to nothing, and a record whose chain of hashes verifies.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update

from data.runs.start import start_run
from data.runs.worker import work_off
from data.store import imports, record, schema, settings, users
from data.store.actor import Actor
from data.store.checklist import ITEMS
from data.store.choices import CHOOSE_REASONS
from data.store.engine import DATABASE_FILE, Store, open_store
from data.store.head import keep_head
from data.store.migrate import upgrade
from data.store.offer_states import REASONS
from data.synth.write import DECISION_DATE, write_preset

#: The password of everyone in the benchmark's store.
PASSWORD = "en lang adgangssætning"
RUNS, OFFERS, ENTRIES, WORKERS = 52, 1000, 100_000, 20
#: How offers end: of ten, six lead to a home, three are refused, one is withdrawn.
_ENDS = ("moved_in",) * 6 + ("refused",) * 3 + ("withdrawn",)
_WAY = ("proposed", "offered", "viewing", "accepted", "contract", "moved_in")
_LIVE_STATES = ("proposed", "offered", "viewing", "accepted", "contract")
_ONE_BY_ONE = 2000

Row = dict[str, Any]


def build(
    home: Path, preset: str, *, run_count: int = RUNS, offer_count: int = OFFERS, entries: int = ENTRIES
) -> Store:
    """A store in ``home`` (an empty folder) with a present week of ``preset`` and a year before it."""
    store = open_store(home, f"sqlite:///{home / DATABASE_FILE}")
    upgrade(store)
    dice = random.Random(0)
    with store.writing() as connection:
        settings.set_setting(connection, settings.TODAY, DECISION_DATE.isoformat())
        people = [_worker(connection, number) for number in range(1, WORKERS + 1)]
        office = Actor(people[0], "office")
        upload = imports.preview(connection, office, _files(preset))
        imports.confirm(connection, office, upload)
    newest = start_run(store, office)
    work_off(store)
    with store.writing() as connection:
        run_ids = _earlier_runs(connection, newest, run_count, people[0])
        _past(connection, dice, run_ids, people, offer_count)
        _present(connection, dice, newest, people)
    with store.writing() as connection:
        head = _entries(connection, dice, people, entries)
    keep_head(store.home, *head)
    return store


def _worker(connection: Connection, number: int) -> str:
    maker = Actor("benchmark", "system")
    return users.add_user(
        connection, maker, login=f"worker{number}", name=f"Medarbejder {number}", role="office",
        organisation_id=None, lang="da", password=PASSWORD,
    )  # fmt: skip


def _files(preset: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        week = write_preset(preset, Path(folder) / "week", seed=0)
        return {path.name: path.read_bytes() for path in sorted(week.iterdir()) if path.is_file()}


def _earlier_runs(connection: Connection, newest: str, count: int, started_by: str) -> list[str]:
    """Runs of the weeks before, each with the files of the newest; the newest becomes the last."""
    runs, files = schema.runs, schema.run_files
    last = dict(connection.execute(select(runs).where(runs.c.run_id == newest)).mappings().one())
    kept = [dict(row) for row in connection.execute(select(files).where(files.c.run_id == newest)).mappings()]
    connection.execute(update(runs).where(runs.c.run_id == newest).values(number=count))
    ids = []
    for number in range(1, count):
        day = DECISION_DATE - timedelta(weeks=count - number)
        moment = _moment(day, 9)
        run_id = f"run{number:05d}"
        row = last | {
            "run_id": run_id, "number": number, "decision_date": day, "started_by": started_by,
            "queued_at": moment, "started_at": moment, "heartbeat_at": moment,
            "finished_at": moment + timedelta(seconds=20),
        }  # fmt: skip
        connection.execute(insert(runs).values(row))
        _many(connection, files, [file | {"run_id": run_id} for file in kept])
        ids.append(run_id)
    return [*ids, newest]


def _past(
    connection: Connection, dice: random.Random, run_ids: Sequence[str], people: Sequence[str], count: int
) -> None:
    """Offers of the year with citizens and flats of their own, made from those of the present week."""
    like = [dict(r) for r in connection.execute(select(schema.citizens)).mappings()]
    flats = [dict(r) for r in connection.execute(select(schema.vacancies)).mappings()]
    rows: dict[str, list[Row]] = {
        n: [] for n in ("citizens", "vacancies", "choices", "offers", "steps", "items")
    }
    for number in range(1, count + 1):
        run = min((number - 1) * len(run_ids) // count, len(run_ids) - 2)
        day = DECISION_DATE - timedelta(weeks=len(run_ids) - 1 - run) + timedelta(days=dice.randrange(5))
        made = _case(dice, number, day, dice.choice(like), dice.choice(flats))
        made["choices"]["run_id"] = made["offers"]["run_id"] = run_ids[run]
        person = dice.choice(people)
        made["choices"]["decided_by"] = made["offers"]["owner"] = made["offers"]["changed_by"] = person
        for step in made["steps"]:
            step["taken_by"] = person
        for name, one in made.items():
            rows[name] += one if isinstance(one, list) else [one]
    _keep(connection, rows)


def _case(dice: random.Random, number: int, day: date, citizen: Row, flat: Row) -> dict[str, Any]:
    """One offer from proposed to its end, with its citizen, flat, decision, steps and checklist."""
    end = dice.choice(_ENDS)
    way = _WAY if end == "moved_in" else (*_WAY[: dice.randrange(2, 4)], end)
    days = [day]
    for _ in way[1:]:
        days.append(days[-1] + timedelta(days=dice.randrange(1, 12)))
    if days[-1] > DECISION_DATE:  # not finished by today: it goes back to the day it began
        end, way, days = (
            "withdrawn",
            ("proposed", "withdrawn"),
            [day, min(day + timedelta(days=1), DECISION_DATE)],
        )
    housed = end == "moved_in"
    last, citizen_id, vacancy_id = days[-1], f"H{number:05d}", f"HV{number:05d}"
    left = last + timedelta(days=200) if housed and dice.random() < 0.05 else None
    ended = left is not None and left <= DECISION_DATE
    reason = "" if housed else dice.choice([c for c in REASONS[end] if c != "undone"])
    stamp = {"version": 1, "changed_at": _moment(last, 12)}
    at = dict(zip(way, days, strict=True))
    choose = dice.random() < 0.2
    offer = stamp | {
        "offer_id": f"offer{number:05d}", "number": number, "vacancy_id": vacancy_id,
        "citizen_id": citizen_id, "organisation_id": flat["organisation_id"],
        "choice_id": f"choice{number:05d}",
        "state": "ended" if ended else end, "live": housed and not ended, "deadline": None,
        "quota_pool": "", "team_id": None, "created_at": _moment(day, 10), "proposed_on": day,
        "offered_on": at.get("offered"), "viewing_on": at.get("viewing"), "contract_on": at.get("contract"),
        "moved_in_on": last if housed else None, "ended_on": left if ended else None,
        "reason_code": "moved_on" if ended else reason,
    }  # fmt: skip
    return {
        "citizens": citizen | stamp | {
            "citizen_id": citizen_id, "state": "housed" if housed else "closed", "closed_on": last,
            "waiting_since": day - timedelta(days=dice.randrange(20, 500)), "changed_by": "history",
        },
        "vacancies": flat | stamp | {
            "vacancy_id": vacancy_id, "state": "let" if housed else "given_back", "closed_on": last,
            "available_from": day + timedelta(days=dice.randrange(30)), "reported_on": day, "entered_on": day,
            "answer_by": None, "seq": None, "changed_by": "history",
        },
        "choices": {
            "choice_id": offer["choice_id"], "vacancy_id": vacancy_id, "citizen_id": citizen_id,
            "action": "choose" if choose else "accept", "reason": "",
            "reason_code": dice.choice(CHOOSE_REASONS) if choose else "", "price": {}, "warnings_ticked": [],
            "decided_at": _moment(day, 10), "undone_by": None, "undone_at": None,
        },
        "offers": offer,
        "steps": [
            {
                "offer_id": offer["offer_id"], "from_state": "" if n == 0 else way[n - 1], "to_state": state,
                "reason_code": reason if state == end else "", "reason": "", "deadline": None,
                "taken_at": _moment(days[n], 10 + n % 5),
            }
            for n, state in enumerate(way)
        ],
        "items": [
            {"offer_id": offer["offer_id"], "item": item, "state": "done", "owner": "", "due_on": last}
            for item in ITEMS
        ],
    }  # fmt: skip


def _present(connection: Connection, dice: random.Random, newest: str, people: Sequence[str]) -> None:
    """A few offers of the newest run under way, so that there is something in everyone's queue."""
    from data.overview.run_tables import matches_of

    pairs = list(matches_of(connection, newest).items())[: 2 * WORKERS]
    number = int(connection.execute(select(func.max(schema.offers.c.number))).scalar() or 0)
    rows: dict[str, list[Row]] = {"choices": [], "offers": [], "steps": [], "items": []}
    flats = {r["vacancy_id"]: r for r in connection.execute(select(schema.vacancies)).mappings()}
    for place, (vacancy_id, citizen_id) in enumerate(pairs, 1):
        state = _LIVE_STATES[place % len(_LIVE_STATES)]
        made, person = DECISION_DATE - timedelta(days=dice.randrange(1, 20)), dice.choice(people)
        due = made + timedelta(days=10) if state in ("offered", "viewing") else None
        offer_id = f"offer{number + place:05d}"
        rows["choices"].append(
            {
                "choice_id": f"choice{number + place:05d}", "run_id": newest, "vacancy_id": vacancy_id,
                "action": "accept", "citizen_id": citizen_id, "price": {}, "warnings_ticked": [],
                "decided_by": person, "decided_at": _moment(made, 10),
            }
        )  # fmt: skip
        rows["offers"].append(
            {
                "offer_id": offer_id, "number": number + place, "vacancy_id": vacancy_id,
                "citizen_id": citizen_id, "organisation_id": flats[vacancy_id]["organisation_id"],
                "run_id": newest, "choice_id": f"choice{number + place:05d}", "state": state, "live": True,
                "deadline": due, "owner": person, "created_at": _moment(made, 10), "proposed_on": made,
                "version": 1, "changed_at": _moment(made, 10), "changed_by": person,
            }
        )  # fmt: skip
        rows["steps"].append(
            {
                "offer_id": offer_id, "from_state": "", "to_state": "proposed", "taken_by": person,
                "taken_at": _moment(made, 10),
            }
        )  # fmt: skip
        rows["items"] += [
            {
                "offer_id": offer_id,
                "item": item,
                "state": "open",
                "owner": "",
                "due_on": made + timedelta(days=30),
            }
            for item in ITEMS
        ]
    _keep(connection, rows)


def _keep(connection: Connection, rows: Mapping[str, list[Row]]) -> None:
    tables = {
        "citizens": schema.citizens, "vacancies": schema.vacancies, "choices": schema.choices,
        "offers": schema.offers, "steps": schema.offer_steps, "items": schema.checklist,
    }  # fmt: skip
    for name, table in tables.items():
        _many(connection, table, rows.get(name, []))


def _many(connection: Connection, table: Table, rows: list[Row]) -> None:
    for first in range(0, len(rows), _ONE_BY_ONE):
        connection.execute(insert(table), rows[first : first + _ONE_BY_ONE])


def _entries(
    connection: Connection, dice: random.Random, people: Sequence[str], count: int
) -> tuple[int, str]:
    """So many entries of a year at the end of the record, mostly views; its new head."""
    number, previous = record.head(connection)
    ids = list(connection.execute(select(schema.citizens.c.citizen_id)).scalars())
    rows: list[Row] = []
    first = datetime.combine(DECISION_DATE - timedelta(days=365), time(8), UTC)
    for step in range(count):
        at = first + timedelta(seconds=step * 365 * 86400 // max(count, 1))
        entry: Row = {
            "number": number + 1 + step, "at": at.isoformat(timespec="microseconds"),
            "actor": dice.choice(people), "role": "office",
            "action": "change" if step % 20 == 0 else "view", "subject_kind": "citizen",
            "subject": dice.choice(ids), "purpose": "case", "details": "{}", "previous_hash": previous,
        }  # fmt: skip
        previous = entry["hash"] = record.hash_of(entry)
        rows.append(entry)
    _many(connection, schema.record, rows)
    return number + count, previous


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)
