"""Reading a week folder: every table, every fault in one go, and the ``Week`` when there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from data.exchange import geojson, policy
from data.exchange.decode import decode
from data.exchange.faults import Fault, in_order, quoted, whole_file
from data.exchange.folder import WORKBOOK, Folder, read_folder
from data.exchange.frames import frame
from data.exchange.locate import locate, read_addresses
from data.exchange.reading import TableRead, read_table
from data.exchange.relations import Tables, check_relations
from data.exchange.rows import RawTable, read_csv
from data.exchange.tables import TABLES
from matcher.model import Policy, Week


@dataclass(frozen=True)
class Reading:
    """What was read: ``week`` is None when there is any fault.

    ``counts`` holds the rows read per table present; faults and warnings are sorted by file, line and
    column.  ``lines`` maps a decision's (action, citizen_id, vacancy_id) to its file and first line.
    """

    week: Week | None
    policy: Policy
    faults: list[Fault]
    warnings: list[Fault]
    counts: dict[str, int]
    lines: Mapping[tuple[str, str, str], tuple[str, int]] = field(default_factory=dict)


def read_week(path: Path, decision_date: date) -> Reading:
    """Reads and checks a week folder for a decision date; every rule is in docs/formats.md."""
    faults: list[Fault] = []
    warnings: list[Fault] = []
    folder = read_folder(path, faults, warnings)
    if folder is None:
        return Reading(None, Policy(), faults, warnings, {})
    return read_files(folder, decision_date, faults, warnings)


def read_files(
    folder: Folder,
    decision_date: date,
    faults: list[Fault] | None = None,
    warnings: list[Fault] | None = None,
) -> Reading:
    """Reads and checks the files of a week folder, wherever they come from, after ``faults`` so far."""
    faults, warnings = list(faults or ()), list(warnings or ())
    raws = _raw_tables(folder, faults, warnings)
    read: dict[str, TableRead] = {}
    for table in TABLES:
        if table.name in raws:
            result = read_table(table, raws[table.name], faults, warnings)
            if result is not None:
                read[table.name] = result
    milieus = _milieus(folder, faults, warnings)
    chosen, policy_faults = policy.parse_policy(folder.files.get(policy.FILE, b""))
    faults.extend(policy_faults)
    addresses = read_addresses(read.get("addresses"), faults)
    for name in ("places", "vacancies"):
        if name in read:
            locate(read[name], addresses, faults, warnings)
    known = None if milieus is None else frozenset(milieu.milieu_id for milieu in milieus)
    present = frozenset(raws) | _expected_tables(folder)
    check_relations(Tables(decision_date, read, present, known, faults, warnings))
    if not policy_faults:
        faults.extend(_unknown_teams(chosen, read, folder))
    counts = {name: len(table) for name, table in read.items()}
    if folder.has(geojson.FILE):
        counts["milieus"] = len(milieus or ())
    week = None if faults else _week(decision_date, read, milieus or [], folder.sha256())
    _warn_without_quotas(folder, read, present, warnings)
    return Reading(week, chosen, in_order(faults), in_order(warnings), counts, _decision_lines(read))


def blocked_pin_faults(reading: Reading, blocked: Iterable[tuple[str, str, Iterable[str]]]) -> list[Fault]:
    """The faults of pins whose pair the rules block: (citizen_id, vacancy_id, reason codes) of each."""
    faults = []
    for citizen, vacancy, reasons in blocked:
        file, line = reading.lines.get(("pin", citizen, vacancy), ("decisions.csv", 1))
        why = " ".join(reasons)
        message = f"the pinned pair is blocked: {why}; take the pin away, or correct or waive what blocks"
        faults.append(Fault(file, line, "action", message))
    return in_order(faults)


def _raw_tables(folder: Folder, faults: list[Fault], warnings: list[Fault]) -> dict[str, RawTable]:
    """The tables' cells from the workbook or from the CSV files; required tables that lack are faults."""
    csv_tables = [table for table in TABLES if folder.has(f"{table.name}.csv")]
    raws: dict[str, RawTable] = {}
    if folder.has(WORKBOOK):
        if csv_tables:
            names = ", ".join(f"{table.name}.csv" for table in csv_tables)
            faults.append(whole_file(WORKBOOK, f"the folder has a workbook and also {names}; keep one kind"))
        elif WORKBOOK in folder.files:
            from data.exchange.sheets import read_workbook

            raws = read_workbook(folder.files[WORKBOOK], WORKBOOK, faults, warnings) or {}
        if not csv_tables:
            return raws
    for table in csv_tables:
        name = f"{table.name}.csv"
        if name in folder.files:
            text = decode(folder.files[name], name)
            raw = read_csv(text, name, table, faults) if isinstance(text, str) else None
            if isinstance(text, Fault):
                faults.append(text)
            if raw is not None:
                raws[table.name] = raw
    for table in TABLES:
        if table.required and table not in csv_tables:
            faults.append(whole_file(f"{table.name}.csv", "the file is missing; it is required"))
    return raws


def _expected_tables(folder: Folder) -> frozenset[str]:
    """The tables whose rows are not known to be none: their files are there, or ought to be."""
    return frozenset(table.name for table in TABLES if table.required or folder.has(f"{table.name}.csv"))


def _milieus(folder: Folder, faults: list[Fault], warnings: list[Fault]) -> list[geojson.Milieu] | None:
    """The milieus, none where the file is absent, None where it is refused."""
    if not folder.has(geojson.FILE):
        return []
    raw = folder.files.get(geojson.FILE)
    return None if raw is None else geojson.read_milieus(raw, faults, warnings)


def _unknown_teams(chosen: Policy, read: Mapping[str, TableRead], folder: Folder) -> list[Fault]:
    """Limits name teams of the teams table, where there is one."""
    if "teams" not in read or read["teams"].incomplete:
        return []
    teams = set(read["teams"].values["team_id"])
    faults = []
    for number, limit in enumerate(chosen.limits):
        for team in limit.citizens.get("team_id", ()):
            if team not in teams:
                line = policy.line_of(folder.files[policy.FILE], ("limit", number, "citizens", "team_id"))
                message = f"the team {quoted(team)} is not in the teams table; an id from it is expected"
                faults.append(Fault(policy.FILE, line, "limit.citizens.team_id", message))
    return faults


def _warn_without_quotas(
    folder: Folder, read: Mapping[str, TableRead], present: frozenset[str], warnings: list[Fault]
) -> None:
    vacancies = read.get("vacancies")
    if "quotas" in present or vacancies is None:
        return
    kinds, routes = vacancies.values["kind"], vacancies.values["route"]
    flats = sum(k in ("family", "youth") and r == "quarter" for k, r in zip(kinds, routes, strict=True))
    if flats:
        file = f"{WORKBOOK}[quotas]" if folder.has(WORKBOOK) else "quotas.csv"
        message = (
            f"no_quota_account: without quotas the {flats} flats of the quarter rule all count as at disposal"
        )
        warnings.append(whole_file(file, message))


def _decision_lines(read: Mapping[str, TableRead]) -> dict[tuple[str, str, str], tuple[str, int]]:
    decisions = read.get("decisions")
    lines: dict[tuple[str, str, str], tuple[str, int]] = {}
    if decisions is not None:
        columns = (decisions.values[name] for name in ("action", "citizen_id", "vacancy_id"))
        for row, key in enumerate(zip(*columns, strict=True)):
            lines.setdefault(key, (decisions.file, decisions.lines[row]))
    return lines


def _week(
    decision_date: date, read: Mapping[str, TableRead], milieus: list[geojson.Milieu], sha256: str
) -> Week:
    return Week(
        decision_date=decision_date,
        citizens=frame("citizens", read["citizens"]),
        vacancies=frame("vacancies", read["vacancies"]),
        places=frame("places", read.get("places")),
        milieus=geojson.frame(milieus),
        decisions=frame("decisions", read.get("decisions")),
        quotas=frame("quotas", read["quotas"]) if "quotas" in read else None,
        teams=frame("teams", read["teams"]) if "teams" in read else None,
        input_sha256=sha256,
    )
