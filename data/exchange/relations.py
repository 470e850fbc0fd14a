"""What must fit across the columns, rows and tables of a week; every check is one entry of ``CHECKS``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from data.exchange.faults import Fault, quoted
from data.exchange.quota_relations import POOL, quota_cover, quota_entitled, quota_rows
from data.exchange.reading import TableRead

#: Cases per caseworker when the cell is blank.
CASELOADS = {"CTI": 10, "ICM": 8, "ACT": 8, "ACT_modified": 8}
_MOST_PRIORITIES = 3
_POSTCODE = re.compile("|[0-9]{4}")


@dataclass
class Tables:
    """All tables of a week as read; None when absent or refused as a whole.

    ``present`` names the tables that were there, also the refused ones; ``milieu_ids`` are those of
    milieus.geojson, None when that file was refused.
    """

    decision_date: date
    read: dict[str, TableRead]
    present: frozenset[str]
    milieu_ids: frozenset[str] | None
    faults: list[Fault]
    warnings: list[Fault]

    def get(self, name: str) -> TableRead | None:
        """A table, None when absent or refused."""
        return self.read.get(name)

    def ids(self, table: str, column: str) -> set[str] | None:
        """The ids a table defines; None when they cannot be known because the table or rows were refused."""
        read = self.read.get(table)
        if read is not None and read.incomplete:
            return None
        if read is not None:
            return {value for value in read.values[column] if value is not None}
        return None if table in self.present else set()

    def refused_ids(self, table: str, column: str) -> int:
        """How many ids of a table were refused: as many unknown ids elsewhere may be meant for them."""
        read = self.read.get(table)
        return len(read.bad.get(column, ())) if read is not None else 0


def check_relations(tables: Tables) -> None:
    """Appends every fault and warning that no single cell shows."""
    for check in CHECKS:
        check(tables)


def _repeated(read: TableRead, columns: tuple[str, ...], at: str, what: str, faults: list[Fault]) -> None:
    """A key that stands twice is a fault at its later line."""
    first: dict[tuple[Any, ...], int] = {}
    for row, key in enumerate(zip(*(read.values[column] for column in columns), strict=True)):
        if None in key:
            continue
        if key in first:
            message = f"{what} is repeated; it stands already on line {read.lines[first[key]]}"
            faults.append(read.fault(row, at, message))
        else:
            first[key] = row


def unique_ids(tables: Tables) -> None:
    """citizen_id, vacancy_id and team_id are unique; so is a row of quotas."""
    for table, column in (("citizens", "citizen_id"), ("vacancies", "vacancy_id"), ("teams", "team_id")):
        read = tables.get(table)
        if read is not None:
            _repeated(read, (column,), column, f"the {column}", tables.faults)
    quotas = tables.get("quotas")
    if quotas is not None:
        what = "the row of organisation, municipality, estate and class"
        _repeated(quotas, POOL, "organisation_id", what, tables.faults)


def partners(tables: Tables) -> None:
    """A partner's benefit is required with 2 adults and an error with 1."""
    read = tables.get("citizens")
    if read is None:
        return
    v = read.values
    rows = zip(
        v["adults"], v["partner_benefit"], v["partner_income"], v["partner_benefit_months"], strict=True
    )
    for row, (adults, benefit, income, months) in enumerate(rows):
        if adults == 2 and benefit == "":
            message = (
                "2 adults, but the partner's benefit is blank; a benefit code is expected (ingen for none)"
            )
            tables.faults.append(read.fault(row, "partner_benefit", message))
        elif adults == 1:
            if benefit:
                message = "1 adult has no partner's benefit; leave it blank, or is adults 2?"
                tables.faults.append(read.fault(row, "partner_benefit", message))
            for column, value in (("partner_income", income), ("partner_benefit_months", months)):
                if value:
                    message = f"1 adult, so {column} is ignored; is adults 2?"
                    tables.warnings.append(read.fault(row, column, message))


def dates(tables: Tables) -> None:
    """No one is referred or born after the decision date."""
    read = tables.get("citizens")
    if read is None:
        return
    today = tables.decision_date
    for column, what in (("waiting_since", "the referral"), ("birth_date", "the birth")):
        for row, value in read.rows_where(column, today.__lt__):
            message = f"{what} on {value} lies after the decision date {today}; an earlier date is expected"
            tables.faults.append(read.fault(row, column, message))
    for row, value in read.rows_where("admitted_on", today.__lt__):
        message = f"the admission on {value} lies after the decision date {today}"
        tables.warnings.append(read.fault(row, "admitted_on", message))


def ranges(tables: Tables) -> None:
    """The least is not above the greatest."""
    for table, low, high in (("citizens", "min_rooms", "max_rooms"), ("vacancies", "min_age", "max_age")):
        read = tables.get(table)
        if read is None or read.blank(low) or read.blank(high):
            continue
        for row, (least, most) in enumerate(zip(read.values[low], read.values[high], strict=True)):
            if least is not None and most is not None and least > most:
                message = f"{low} {least:g} is above {high} {most:g}; exchange them or leave one blank"
                tables.faults.append(read.fault(row, low, message))


def priorities(tables: Tables) -> None:
    """At most three priorities."""
    read = tables.get("citizens")
    if read is None:
        return
    for row, value in read.rows_where("priorities", lambda value: len(value) > _MOST_PRIORITIES):
        message = f"{len(value)} priorities; at most {_MOST_PRIORITIES} are expected"
        tables.faults.append(read.fault(row, "priorities", message))


def chances(tables: Tables) -> None:
    """chances_per_week is given for all citizens or for none."""
    read = tables.get("citizens")
    if read is None or "chances_per_week" in read.bad:
        return
    values = read.values["chances_per_week"]
    blank = [row for row, value in enumerate(values) if value is None]
    if blank and len(blank) < len(values):
        message = f"given for {len(values) - len(blank)} of {len(values)} citizens; all or none is expected"
        tables.faults.append(read.fault(blank[0], "chances_per_week", message))


def teams(tables: Tables) -> None:
    """The citizen's team exists and works by the citizen's method; a blank caseload gets its default."""
    read, citizens = tables.get("teams"), tables.get("citizens")
    if read is not None:
        for row, (method, caseload) in enumerate(
            zip(read.values["method"], read.values["caseload"], strict=True)
        ):
            if caseload is None and method is not None and read.good(row, "caseload"):
                read.values.to_change("caseload")[row] = Fraction(CASELOADS[method])
    if citizens is None or read is None or read.incomplete:
        return
    methods: dict[str, str | None] = {}
    for team, method in zip(read.values["team_id"], read.values["method"], strict=True):
        methods.setdefault(team, method)
    own = zip(citizens.values["team_id"], citizens.values["support_method"], strict=True)
    unknown = {team for team in citizens.values["team_id"] if team} - methods.keys()
    if len(unknown) <= tables.refused_ids("teams", "team_id"):
        methods.update(dict.fromkeys(unknown))
    for row, (team, method) in enumerate(own):
        if not team:
            continue
        if team not in methods:
            message = f"the team {quoted(team)} is not in the teams table; an id from it or blank is expected"
            tables.faults.append(citizens.fault(row, "team_id", message))
        elif method is not None and methods[team] is not None and methods[team] != method:
            message = (
                f"the team {quoted(team)} works by {methods[team]}, but support_method is {method}; "
                "the same method is expected"
            )
            tables.faults.append(citizens.fault(row, "team_id", message))


def known_citizens_and_vacancies(tables: Tables) -> None:
    """Places and decisions name citizens and vacancies of this week."""
    for table, column, target in (
        ("places", "citizen_id", "citizens"),
        ("decisions", "citizen_id", "citizens"),
        ("decisions", "vacancy_id", "vacancies"),
    ):
        read, known = tables.get(table), tables.ids(target, column)
        if read is None or known is None:
            continue
        unknown = list(read.rows_where(column, {"", *known}.__contains__, otherwise=True))
        if len({value for _, value in unknown}) <= tables.refused_ids(target, column):
            continue
        for row, value in unknown:
            message = f"{quoted(value)} is not in the {target} table; an id from it is expected"
            tables.faults.append(read.fault(row, column, message))


def known_milieus(tables: Tables) -> None:
    """Every milieu to avoid is drawn: a wrong id would silently lift a veto."""
    read, known = tables.get("citizens"), tables.milieu_ids
    if read is None or known is None:
        return
    for row, value in read.rows_where("avoid_milieus", known.issuperset, otherwise=True):
        for milieu in sorted(set(value) - known):
            message = (
                f"the milieu {quoted(milieu)} is not in milieus.geojson; a milieu_id from it is expected"
            )
            tables.faults.append(read.fault(row, "avoid_milieus", message))


def place_distances(tables: Tables) -> None:
    """An avoid place has min_km, a network place at most max_km."""
    read = tables.get("places")
    if read is None:
        return
    for row, (role, most, least) in enumerate(
        zip(*(read.values[column] for column in ("role", "max_km", "min_km")), strict=True)
    ):
        if role == "avoid" and least is None and read.good(row, "min_km"):
            message = "a place to keep away from needs a distance; the least km is expected"
            tables.faults.append(read.fault(row, "min_km", message))
        if role == "avoid" and most is not None:
            message = "max_km is for network places only; leave it blank, or is the role network?"
            tables.faults.append(read.fault(row, "max_km", message))
        if role == "network" and least is not None:
            message = "min_km is for places to keep away from only; leave it blank, or is the role avoid?"
            tables.faults.append(read.fault(row, "min_km", message))


def sequence(tables: Tables) -> None:
    """A seq stands once in an organisation."""
    read = tables.get("vacancies")
    if read is not None:
        _repeated(read, ("organisation_id", "seq"), "seq", "the seq in this organisation", tables.faults)


def decision_forms(tables: Tables) -> None:
    """Each action has the columns it needs and no others."""
    read = tables.get("decisions")
    if read is None:
        return
    for row, (vacancy, action, rule) in enumerate(
        zip(*(read.values[column] for column in ("vacancy_id", "action", "rule")), strict=True)
    ):
        if action in ("pin", "forbid"):
            if vacancy == "":
                message = f"{action} needs a flat; a vacancy_id is expected"
                tables.faults.append(read.fault(row, "vacancy_id", message))
            if rule:
                message = (
                    f"a rule belongs to waive only; leave it blank, and waive {rule} on a line of its own"
                )
                tables.faults.append(read.fault(row, "rule", message))
        elif action == "waive" and rule == "":
            codes = ", ".join(read.table.by_name["rule"].codes)
            tables.faults.append(read.fault(row, "rule", f"waive needs the rule that is lifted: {codes}"))


def pins(tables: Tables) -> None:
    """One pin per citizen and per flat, and no pin of a forbidden pair."""
    read = tables.get("decisions")
    if read is None:
        return
    v = read.values
    rows = [
        (row, citizen, vacancy, action)
        for row, (citizen, vacancy, action) in enumerate(
            zip(v["citizen_id"], v["vacancy_id"], v["action"], strict=True)
        )
        if citizen and vacancy
    ]
    for column, of in (("citizen_id", 1), ("vacancy_id", 2)):
        seen: dict[Any, int] = {}
        for entry in (entry for entry in rows if entry[3] == "pin"):
            first = seen.setdefault(entry[of], entry[0])
            if first != entry[0]:
                which = quoted(str(entry[of]))
                message = f"a second pin of {which}, the first on line {read.lines[first]}; keep one"
                tables.faults.append(read.fault(entry[0], column, message))
    _pinned_and_forbidden(read, rows, tables.faults)


def _pinned_and_forbidden(
    read: TableRead, rows: Iterable[tuple[int, Any, Any, Any]], faults: list[Fault]
) -> None:
    seen: dict[tuple[Any, Any], dict[str, int]] = {}
    for row, citizen, vacancy, action in rows:
        if action not in ("pin", "forbid"):
            continue
        before = seen.setdefault((citizen, vacancy), {})
        other = before.get("forbid" if action == "pin" else "pin")
        if other is not None:
            message = (
                f"the pair is both pinned and forbidden, the other on line {read.lines[other]}; keep one"
            )
            faults.append(read.fault(row, "action", message))
        before.setdefault(action, row)


def postcodes(tables: Tables) -> None:
    """A postcode that is not four digits matches nothing, which is worth a warning."""
    for name in ("vacancies", "places", "addresses"):
        read = tables.get(name)
        if read is None:
            continue
        for row, value in read.rows_where("postcode", _POSTCODE.fullmatch, otherwise=True):
            message = f"{quoted(value)} is not four digits, as Danish postcodes are"
            tables.warnings.append(read.fault(row, "postcode", message))


CHECKS: tuple[Callable[[Tables], None], ...] = (
    unique_ids,
    partners,
    dates,
    ranges,
    priorities,
    chances,
    teams,
    known_citizens_and_vacancies,
    known_milieus,
    place_distances,
    sequence,
    quota_rows,
    quota_entitled,
    quota_cover,
    decision_forms,
    pins,
    postcodes,
)
