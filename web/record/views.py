"""The record: its list, one entry, and whether it is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as BaseResponse

from data.store import record, record_entries
from data.store.record_entries import Entry, Wanted
from data.store.verify import verify as verify_record
from web.access import access
from web.forms import Form
from web.here import actor, note, seen, store
from web.i18n import moment, t
from web.listing import PAGE_SIZE, Listing
from web.lists import Column, Table, answer
from web.record import shown
from web.record.shown import Known

pages = Blueprint("record", __name__)
READERS = ("auditor", "office", "administrator")
#: What the list is narrowed by.
FILTERS = ("subject", "actor", "action", "from", "to")
#: The list is cut in the database: the record of some years is long.
_MOST_DIGITS = 9


@dataclass(frozen=True)
class RecordTable(Table[Entry]):
    """The list of the record, sorted and cut in the database."""

    cut: Listing[Entry] | None = None

    @cached_property
    def page(self) -> Listing[Entry]:
        """The page of this request."""
        assert self.cut is not None
        return self.cut


def _cut(connection: Connection, wanted: Wanted) -> Listing[Entry]:
    """The page of this request, newest first unless asked otherwise; for a file every entry."""
    order = request.args.get("sort", "")
    order = order if order in record_entries.ORDERS else "number"
    descending = request.args.get("dir") == "desc" or "sort" not in request.args
    total = record_entries.count(connection, wanted)
    last = max(1, -(-total // PAGE_SIZE))
    asked = request.args.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= _MOST_DIGITS else 1
    number = min(max(number, 1), last)
    limit, offset = PAGE_SIZE, (number - 1) * PAGE_SIZE
    if request.args.get("format"):
        limit, offset = total, 0
    rows = record_entries.entries(
        connection, wanted, order=order, descending=descending, limit=limit, offset=offset
    )
    return Listing(rows, rows, total, number, last, order, descending)


def _columns(known: Known) -> tuple[Column[Entry], ...]:
    return (
        Column("number", "record.number", lambda e: e.number,
               link=lambda e: url_for("record.entry", number=e.number)),
        Column("at", "record.at", lambda e: moment(e.at)),
        Column("actor", "record.who", lambda e: shown.who(e, known), note=shown.role),
        Column("action", "record.action", shown.action),
        Column("subject", "record.subject", lambda e: shown.subject(e, known), link=shown.address),
        Column("purpose", "record.purpose", shown.purpose),
        Column("user", "record.user", lambda e: e.actor, only_file=True),
        Column("role", "record.role", lambda e: e.role, only_file=True),
        Column("hash", "record.hash", lambda e: e.hash, only_file=True),
    )  # fmt: skip


@pages.get("/record")
@access(*READERS)
def index() -> Response | str:
    """The entries, newest first, by who, what, about whom and when; whom the page names is recorded."""
    wanted, faults = _wanted()
    with store().reading() as connection:
        cut = _cut(connection, wanted)
        verified = record_entries.last_of(connection, "verify", "record")
        known = shown.known_of(connection, cut.rows)
        actions = [(one, shown.word("record.action", one)) for one in record_entries.actions(connection)]
        context: dict[str, Any] = {
            "actors": _actors(record_entries.actors(connection), known),
            "actions": sorted(actions, key=lambda pair: pair[1]),
            "verified": verified,
            "head": record.head(connection),
        }
    table = RecordTable(
        "record", _columns(known), cut.rows, lambda e: str(e.number), caption="record.caption", cut=cut
    )
    _note([row.subject for row in cut.rows if row.kind == "citizen" and row.subject])
    form = Form({name: value for name, value in request.args.items() if name in FILTERS}, faults)
    by = shown.who(verified, known) if verified else ""
    return answer(table, "record/list.html", form=form, by=by, **context)


def _actors(ids: list[str], known: Known) -> list[tuple[str, str]]:
    """Who can be asked for, by name; those of one name are told apart by their id."""
    names = [known.names.get(one, one) for one in ids]
    told = [
        name if names.count(name) == 1 else f"{name} ({one})" for one, name in zip(ids, names, strict=True)
    ]
    return sorted(zip(ids, told, strict=True), key=lambda pair: pair[1].casefold())


def _note(named: list[str]) -> None:
    """Who reads the record learns about citizens too."""
    form = request.args.get("format")
    if form in ("csv", "xlsx"):
        note("export", "citizen" if named else "record", named or [""], "audit", form=form, list="record")
    else:
        seen("citizen", named, "audit")


def _wanted() -> tuple[Wanted, dict[str, str]]:
    """What the address asks for, and which of its days cannot be understood."""
    days: dict[str, date | None] = {}
    faults = {}
    for name in ("from", "to"):
        text = request.args.get(name, "").strip()
        try:
            days[name] = date.fromisoformat(text) if text else None
        except ValueError:
            days[name] = None
            faults[name] = t("record.fault.day")
    texts = {name: request.args.get(name, "").strip()[:64] for name in ("actor", "action", "subject")}
    return Wanted(**texts, first_day=days["from"], last_day=days["to"]), faults


@pages.get("/record/<int:number>")
@access(*READERS)
def entry(number: int) -> str:
    """One entry, whole, with the hashes that tie it to its neighbours."""
    with store().reading() as connection:
        one = record_entries.entry(connection, number)
        known = shown.known_of(connection, [one])
        last, _ = record.head(connection)
    seen("citizen", one.citizens, "audit")
    return render_template("record/entry.html", entry=one, shown=shown, known=known, last=last)


@pages.post("/record/verify")
@access(*READERS)
def verify() -> BaseResponse:
    """Verify the whole record; the answer is itself an entry and stands above the list."""
    found = verify_record(store())
    details: dict[str, Any] = {"entries": found.entries, "head": found.head[1], "finding": ""}
    if found.finding is not None:
        details |= {"finding": found.finding.code, "number": found.finding.number}
    with store().writing() as connection:
        record.append(connection, actor(), "verify", "record", "", purpose="audit", details=details)
    return redirect(url_for("record.index"), 303)
