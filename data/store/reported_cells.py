"""The cells an association sends of a flat, read and checked: what is not its to say, and what is unusual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from data.exchange.faults import WHOLE_FILE, Fault, quoted
from data.store import flats
from data.store.actor import Actor
from data.store.cells import RowsRead
from data.store.errors import NotPossible, Refused
from data.store.ledger_flats import NONE_REASONS
from data.store.numbering import next_id
from data.store.rows import Row
from data.store.schema import quotas, vacancies
from data.store.settings import MUNICIPALITY, setting, today
from data.store.soft_warnings import SoftWarning, confirmed_of, warnings_for
from data.store.versions import VACANCY, changed_columns

_FILE = "vacancies"
#: Why a flat of route none is not at disposal; stands beside the columns of vacancies.
NONE_REASON = "none_reason"


class Unconfirmed(NotPossible):
    """Something is unusual and was not confirmed; ``warnings`` are those to confirm, by code and value."""

    def __init__(self, warnings: Sequence[SoftWarning]) -> None:
        super().__init__("warnings_unconfirmed", codes=[warning.code for warning in warnings])
        self.warnings = tuple(warnings)


def read_new(
    connection: Connection, actor: Actor, cells: Mapping[str, str], faults: Sequence[Fault] = ()
) -> RowsRead:
    """A new flat of the actor's organisation, with the id, organisation and day that are Husrum's to give;
    a blank municipality is the organisation's own (``municipality_of``).

    Raises Refused with ``faults``, what is wrong with the cells, and what is not the association's to say.
    """
    organisation, day = str(actor.organisation_id), today(connection)
    here = cells.get("municipality", "").strip() or municipality_of(connection, organisation)
    given = {
        "municipality": here,
        "vacancy_id": next_id(connection, VACANCY, "V", 4),
        "organisation_id": organisation,
        "reported_on": day.isoformat(),
    }
    theirs = [*faults, *_not_theirs(cells, "", organisation), *_none_reason(cells)]
    read = _read(connection, None, {**cells, **given}, theirs)
    return _checked(read, theirs, None, day)


def municipality_of(connection: Connection, organisation: str) -> str:
    """The municipality an association's flats lie in unless it says so: the installation's, else the only one
    of its accounts, else that of the flat it reported last; blank where none is known."""
    here = setting(connection, MUNICIPALITY)
    if here:
        return here
    q, v = quotas.c, vacancies.c
    of_accounts = select(q.municipality).where(q.organisation_id == organisation, q.municipality != "")
    known = set(connection.execute(of_accounts).scalars())
    if len(known) == 1:
        return str(known.pop())
    newest = select(v.municipality).where(v.organisation_id == organisation, v.municipality != "")
    found = connection.execute(newest.order_by(v.created_at.desc(), v.vacancy_id.desc()).limit(1))
    return str(found.scalar_one_or_none() or "")


def read_changed(
    connection: Connection,
    row: Row,
    cells: Mapping[str, str],
    faults: Sequence[Fault] = (),
    *,
    reported_on: date | None = None,
) -> RowsRead:
    """A stored flat with the cells that change; otherwise as ``read_new``.

    ``reported_on``: the day it is put at disposal.
    """
    vacancy_id, organisation = str(row["vacancy_id"]), str(row["organisation_id"])
    theirs = [*faults, *_not_theirs(cells, vacancy_id, organisation), *_none_reason(cells)]
    kept = {name: text for name, text in cells.items() if name != "reported_on"}
    if reported_on is not None:
        kept["reported_on"] = reported_on.isoformat()
    kept |= {"vacancy_id": vacancy_id, "organisation_id": organisation}
    return _checked(_read(connection, row, kept, theirs), theirs, row, today(connection))


def unusual(
    connection: Connection,
    actor: Actor,
    values: Mapping[str, Any],
    confirmed: Mapping[str, str],
    before: Row | None = None,
) -> list[SoftWarning]:
    """The warnings that are now confirmed and to be kept; raises Unconfirmed while one is not.

    ``before``: the row the values change; what rests on unchanged cells, or was confirmed with the same text
    before, is not asked again.
    """
    vacancy_id = str(values["vacancy_id"])
    known = {(row["code"], row["value"]) for row in confirmed_of(connection, vacancy_id)}
    changed = None if before is None else set(changed_columns(VACANCY, before, values))
    asked = [
        warning
        for warning in warnings_for(connection, actor, values)
        if (warning.code, warning.value) not in known
        and (changed is None or not changed.isdisjoint(warning.columns))
    ]
    if any(confirmed.get(warning.code) != warning.value for warning in asked):
        raise Unconfirmed(asked)
    return asked


def reason_of(cells: Mapping[str, str], values: Mapping[str, Any], before: Row | None) -> str | None:
    """Why the flat is not at disposal, as it is to be stored: None unless its route is none."""
    if values["route"] != "none":
        return None
    stood = None if before is None else before[NONE_REASON]
    return cells.get(NONE_REASON, "").strip() or stood or "other"


def _none_reason(cells: Mapping[str, str]) -> list[Fault]:
    reason = cells.get(NONE_REASON, "").strip()
    if reason in ("", *NONE_REASONS):
        return []
    return [
        Fault(_FILE, 1, NONE_REASON, f"{quoted(reason)} is not known; expected: {', '.join(NONE_REASONS)}")
    ]


def _not_theirs(cells: Mapping[str, str], vacancy_id: str, organisation: str) -> list[Fault]:
    """An id or an organisation that is not the flat's; said alike whatever the other one is."""
    faults = []
    if cells.get("vacancy_id", "").strip() not in ("", vacancy_id):
        faults.append(Fault(_FILE, 1, "vacancy_id", "the id is given by Husrum; leave it blank"))
    if cells.get("organisation_id", "").strip() not in ("", organisation):
        message = f"only vacancies of your own organisation are kept; expected: {organisation}"
        faults.append(Fault(_FILE, 1, "organisation_id", message))
    return faults


def _read(
    connection: Connection, row: Row | None, cells: Mapping[str, str], faults: Sequence[Fault]
) -> RowsRead:
    try:
        return flats.read_cells(connection, row, cells)
    except Refused as refused:
        mine = [fault for fault in refused.faults if fault.file == _FILE]
        if not mine:  # a stored row of the office's own does not fit
            mine = [Fault(_FILE, 1, WHOLE_FILE, "the office's own tables must be put right first")]
        raise Refused([*faults, *mine]) from refused


def _checked(read: RowsRead, faults: Sequence[Fault], before: Row | None, day: date) -> RowsRead:
    values = read.values(0)
    found = [*faults, *_answer_by(values["answer_by"], before, day), *_route(values["route"], before)]
    if found:
        raise Refused(found)
    return read


def _answer_by(answer_by: date | None, before: Row | None, day: date) -> list[Fault]:
    """The municipality never gets less time to answer than it was given."""
    stood = None if before is None else before["answer_by"]
    if answer_by is None or answer_by == stood:
        return []
    if stood is not None and answer_by < stood:
        message = f"the day to answer by cannot be brought forward; it is {stood.isoformat()}"
    elif answer_by < day:
        message = f"the day to answer by has passed; expected: {day.isoformat()} or later"
    else:
        return []
    return [Fault(_FILE, 1, "answer_by", message)]


def _route(route: str | None, before: Row | None) -> list[Fault]:
    """What is at the municipality's disposal outside the quarter rule is agreed with the office."""
    stood = None if before is None else before["route"]
    if route == stood or "given" not in (route, stood):
        return []
    return [Fault(_FILE, 1, "route", "only the office sets and changes a flat outside the quarter rule")]
