"""Upload of many vacancies by their association: tried out first, shown row by row, then confirmed.

Trying out does everything as confirming does and takes it back, so that what was shown is what is done: the
confirmation is refused when it would do anything else.  The same file again changes nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data.exchange.faults import Fault, in_order
from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.outbox import tell_office
from data.store.own_open import must_be_association
from data.store.own_upload_files import FileRead, read_file
from data.store.own_upload_rows import CHANGED, NEW, REJECTED, UNCHANGED, RowDone, do_row
from data.store.rows import Row, row_of
from data.store.schema import uploads, users

__all__ = [
    "CHANGED", "CONFIRMED", "DISCARDED", "NEW", "PUT_UP", "REJECTED", "UNCHANGED", "OwnUpload", "confirm",
    "discard", "preview_of", "put_up",
]  # fmt: skip

#: The states of an upload of an association's; the office's own have others (data/store/imports.py).
PUT_UP, CONFIRMED, DISCARDED = "own_put_up", "own_confirmed", "own_discarded"


@dataclass(frozen=True)
class OwnUpload:
    """What a file does, or did: its rows in the order of the file, and what is wrong with it as a whole.

    ``announced``: its new flats will fall vacant, not at disposal yet.  ``digest`` names exactly this.
    """

    upload_id: str
    state: str
    file: str
    announced: bool
    rows: tuple[RowDone, ...]
    refused: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    digest: str

    def count(self, kind: str) -> int:
        """How many rows are new, changed, unchanged or rejected."""
        return sum(row.kind == kind for row in self.rows)

    @property
    def changes(self) -> int:
        """How many rows do anything."""
        return self.count(NEW) + self.count(CHANGED)


def put_up(connection: Connection, actor: Actor, name: str, raw: bytes, *, announced: bool = False) -> str:
    """Try a file out and return the upload's id; nothing else is changed.  Association only."""
    must_be_association(actor)
    upload_id = secrets.token_hex(8)
    tried = _tried(connection, actor, name, raw, announced)
    kept = {
        "organisation_id": actor.organisation_id, "name": name, "raw": base64.b64encode(raw).decode(),
        "announced": announced, **_plain(tried),
    }  # fmt: skip
    row = {"upload_id": upload_id, "uploaded_by": actor.user_id, "uploaded_at": now(), "state": PUT_UP}
    connection.execute(insert(uploads).values(**row, files=kept))
    return upload_id


def preview_of(connection: Connection, actor: Actor, upload_id: str) -> OwnUpload:
    """What an upload would do as it was when it was put up; of a confirmed one what it did.

    Raises NotFound, also for another organisation's.
    """
    must_be_association(actor)
    return _restored(_upload(connection, actor, upload_id))


def confirm(
    connection: Connection, actor: Actor, upload_id: str, digest: str, codes: Collection[str]
) -> OwnUpload:
    """Do exactly what was shown (``digest``); ``codes`` are the kinds of warnings that were confirmed.

    Raises NotFound; Conflict("import_stale") when the store has changed so that it would do something else;
    NotPossible("warnings_unconfirmed", codes=…), ("import_discarded"), ("import_blocked") for a file refused
    as a whole.  Confirmed again, it answers what it did and does nothing.
    """
    must_be_association(actor)
    row = _upload(connection, actor, upload_id)
    shown = _restored(row)
    if row["state"] == CONFIRMED:
        return shown
    if row["state"] == DISCARDED:
        raise NotPossible("import_discarded")
    if shown.refused:
        raise NotPossible("import_blocked")
    missing = {warning.code for one in shown.rows for warning in one.warnings} - set(codes)
    if missing:
        raise NotPossible("warnings_unconfirmed", codes=sorted(missing))
    files = row["files"]
    read, done = _done(connection, actor, files["name"], base64.b64decode(files["raw"]), shown.announced)
    if not digest == shown.digest == _digest(read, done):
        raise Conflict("import_stale")
    _finish(connection, upload_id, CONFIRMED, {name: value for name, value in files.items() if name != "raw"})
    counts = {kind: sum(one.kind == kind for one in done) for kind in (NEW, CHANGED, UNCHANGED, REJECTED)}
    record.append(connection, actor, "import", "upload", upload_id, purpose="import", details=counts)
    if counts[NEW] or counts[CHANGED]:
        kind = "vacancy_reported" if counts[NEW] else "vacancy_changed"
        tell_office(connection, kind, "/vacancies", but=actor.user_id)
    return _restored(_upload(connection, actor, upload_id))


def again(connection: Connection, actor: Actor, upload_id: str) -> None:
    """Try an upload out once more, after the store has changed."""
    row = _upload(connection, actor, upload_id)
    if row["state"] == PUT_UP:
        files = row["files"]
        tried = _tried(connection, actor, files["name"], base64.b64decode(files["raw"]), files["announced"])
        _finish(connection, upload_id, PUT_UP, {**files, **_plain(tried)})


def discard(connection: Connection, actor: Actor, upload_id: str) -> None:
    """Throw an upload away, and its file; NotPossible("import_done") for a confirmed one."""
    must_be_association(actor)
    if _upload(connection, actor, upload_id)["state"] == CONFIRMED:
        raise NotPossible("import_done")
    _finish(connection, upload_id, DISCARDED, {"organisation_id": actor.organisation_id})


def _tried(
    connection: Connection, actor: Actor, name: str, raw: bytes, announced: bool
) -> tuple[FileRead, list[RowDone]]:
    """Everything done and taken back."""
    head = connection.info.get("husrum_head")
    with connection.begin_nested() as trial:
        found = _done(connection, actor, name, raw, announced)
        trial.rollback()
    connection.info["husrum_head"] = head
    if head is None:
        del connection.info["husrum_head"]
    return found


def _done(
    connection: Connection, actor: Actor, name: str, raw: bytes, announced: bool
) -> tuple[FileRead, list[RowDone]]:
    read = read_file(name, raw, str(actor.organisation_id))
    if read.refused:
        return read, []
    done = _rows_done(connection, actor, read, announced)
    of_line: dict[int, list[Fault]] = {}
    for fault in in_order(read.faults):
        of_line.setdefault(fault.line, []).append(fault)
    done += [
        RowDone(line, read.words.get(line, ""), "", REJECTED, faults=tuple(faults))
        for line, faults in of_line.items()
    ]
    return read, sorted(done, key=lambda one: one.line)


def _rows_done(connection: Connection, actor: Actor, read: FileRead, announced: bool) -> list[RowDone]:
    """Every row done in the order of a week; those rejected are tried again after the others, as long as that
    helps: one may have waited for the place in the sequence that another gives up further down."""
    words: dict[str, int] = {}
    waiting = sorted(read.rows, key=lambda row: (not row[1].get("seq"), int(row[1].get("seq") or 0)))
    done: dict[int, RowDone] = {}
    while waiting:
        for line, texts in waiting:
            done[line] = do_row(connection, actor, read, line, texts, announced, words)
        rejected = [row for row in waiting if done[row[0]].kind == REJECTED]
        waiting = rejected if len(rejected) < len(waiting) else []
    return list(done.values())


def _digest(read: FileRead, done: list[RowDone]) -> str:
    """A name for exactly what is done; the ids new flats get are left out."""
    rows = [{**asdict(one), "vacancy_id": "" if one.kind == NEW else one.vacancy_id} for one in done]
    whole = [rows, [str(fault) for fault in read.refused]]
    return hashlib.sha256(json.dumps(whole, sort_keys=True, default=str).encode()).hexdigest()


def _plain(tried: tuple[FileRead, list[RowDone]]) -> dict[str, Any]:
    read, done = tried
    kept = {
        "file": read.file, "rows": [one.plain() for one in done], "digest": _digest(read, done),
        "refused": [asdict(fault) for fault in in_order(read.refused)],
        "warnings": [asdict(fault) for fault in in_order(read.warnings)],
    }  # fmt: skip
    plain: dict[str, Any] = json.loads(json.dumps(kept, default=str))
    return plain


def _restored(row: Row) -> OwnUpload:
    files: Mapping[str, Any] = row["files"]
    lists = {name: tuple(Fault(**one) for one in files.get(name, ())) for name in ("refused", "warnings")}
    rows = tuple(RowDone.of_plain(one) for one in files.get("rows", ()))
    return OwnUpload(
        str(row["upload_id"]), str(row["state"]), files.get("file", ""), bool(files.get("announced")), rows,
        **lists, digest=files.get("digest", ""),
    )  # fmt: skip


def _upload(connection: Connection, actor: Actor, upload_id: str) -> Row:
    """Another's file is not even read: that takes time, and would tell that there is one."""
    own = uploads.c.state.in_((PUT_UP, CONFIRMED, DISCARDED))
    theirs = select(users.c.user_id).where(
        users.c.user_id == uploads.c.uploaded_by, users.c.organisation_id == actor.organisation_id
    )
    row = row_of(connection, select(uploads).where(uploads.c.upload_id == upload_id, own, theirs.exists()))
    if row is None or row["files"].get("organisation_id") != actor.organisation_id:
        raise NotFound(f"there is no upload {upload_id}")
    return row


def _finish(connection: Connection, upload_id: str, state: str, kept: dict[str, Any]) -> None:
    """The file is kept no longer than it is needed."""
    of = uploads.c.upload_id == upload_id
    connection.execute(update(uploads).where(of).values(state=state, files=kept))
