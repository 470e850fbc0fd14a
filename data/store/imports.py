"""Import of week folders and single tables: preview first, then confirm; the same files twice change nothing.

Files: the CSV tables of a week folder, a workbook, milieus.geojson, policy.toml; a table may also come alone
and under another name.  Rows with faults are rejected where they stand, the others can be confirmed; a file
that cannot be read is refused as a whole and changes nothing.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data.exchange.faults import Fault, in_order
from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.flats import must_be_office
from data.store.import_plan import plan
from data.store.import_previews import Change, Plan, TablePreview
from data.store.import_write import write
from data.store.rows import Row, row_of, rows_of
from data.store.schema import uploads
from data.store.settings import today

__all__ = [
    "CONFIRMED", "DISCARDED", "PUT_UP", "Change", "Preview", "TablePreview", "confirm", "discard", "preview",
    "preview_of", "uploads_of",
]  # fmt: skip

#: The states of an upload.
PUT_UP, CONFIRMED, DISCARDED = "put_up", "confirmed", "discarded"


@dataclass(frozen=True)
class Preview:
    """What an upload would do to the store as it is now.

    ``refused`` are faults of whole files; ``warnings`` do not hinder; ``blocked`` are stored rows that would
    no longer fit, with any of which nothing can be confirmed.  ``digest`` names exactly this preview.
    """

    upload_id: str
    state: str
    tables: tuple[TablePreview, ...] = ()
    refused: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    blocked: tuple[Fault, ...] = ()
    digest: str = field(default="", compare=False)

    @property
    def changes(self) -> int:
        """How many rows would be new, changed or removed."""
        return sum(len(t.new) + len(t.changed) + t.removed for t in self.tables)


def preview(connection: Connection, actor: Actor, files: Mapping[str, bytes]) -> str:
    """Put files up for import and return the upload's id; nothing else is changed.  Office only."""
    must_be_office(actor)
    upload_id = secrets.token_hex(8)
    kept = {name: base64.b64encode(raw).decode() for name, raw in files.items()}
    digest = plan(connection, dict(files), today(connection)).digest()
    connection.execute(
        insert(uploads).values(
            upload_id=upload_id,
            uploaded_by=actor.user_id,
            uploaded_at=now(),
            state=PUT_UP,
            files={"files": kept, "digest": digest},
        )
    )
    return upload_id


def uploads_of(connection: Connection, actor: Actor, limit: int = 25) -> list[Row]:
    """The newest uploads: upload_id, uploaded_by, uploaded_at, state."""
    must_be_office(actor)
    u = uploads.c
    wanted = select(u.upload_id, u.uploaded_by, u.uploaded_at, u.state).order_by(u.uploaded_at.desc())
    wanted = wanted.where(u.state.in_((PUT_UP, CONFIRMED, DISCARDED)))
    return rows_of(connection, wanted.limit(limit))


def preview_of(connection: Connection, actor: Actor, upload_id: str) -> Preview:
    """What the upload would do now; of a confirmed one what it did.  Raises NotFound."""
    must_be_office(actor)
    row = _upload(connection, upload_id)
    if row["state"] == PUT_UP:
        return _preview(row, plan(connection, _files(row), today(connection)))
    return _restored(row)


def confirm(connection: Connection, actor: Actor, upload_id: str, digest: str = "") -> Preview:
    """Do exactly what was previewed (``digest``: the preview the person saw; default: when it was put up).

    Raises NotFound, Conflict("import_stale") when the store has changed so that the upload would do something
    else, NotPossible("import_blocked"), ("import_discarded").  Confirmed again, it answers what it did and
    does nothing.
    """
    must_be_office(actor)
    row = _upload(connection, upload_id)
    if row["state"] == DISCARDED:
        raise NotPossible("import_discarded")
    if row["state"] == CONFIRMED:
        return _restored(row)
    made = plan(connection, _files(row), today(connection))
    if made.digest() != (digest or row["files"]["digest"]):
        raise Conflict("import_stale")
    if made.blocked:
        raise NotPossible("import_blocked", faults=[str(fault) for fault in made.blocked])
    write(connection, actor, made)
    done = _preview(row, made, CONFIRMED)
    _finish(connection, upload_id, CONFIRMED, {"done": asdict(done)})
    record.append(
        connection, actor, "import", "upload", upload_id, purpose="import", details=_details(made, done)
    )
    return done


def discard(connection: Connection, actor: Actor, upload_id: str) -> None:
    """Throw an upload away, and its files; NotPossible("import_done") for a confirmed one."""
    must_be_office(actor)
    if _upload(connection, upload_id)["state"] == CONFIRMED:
        raise NotPossible("import_done")
    _finish(connection, upload_id, DISCARDED, {})


def _upload(connection: Connection, upload_id: str) -> Row:
    own = uploads.c.state.in_((PUT_UP, CONFIRMED, DISCARDED))  # not an association's (own_uploads.py)
    row = row_of(connection, select(uploads).where(uploads.c.upload_id == upload_id, own))
    if row is None:
        raise NotFound(f"there is no upload {upload_id}")
    return row


def _finish(connection: Connection, upload_id: str, state: str, kept: dict[str, Any]) -> None:
    """The files are kept no longer than they are needed."""
    of = uploads.c.upload_id == upload_id
    connection.execute(update(uploads).where(of).values(state=state, files=kept))


def _files(row: Row) -> dict[str, bytes]:
    return {name: base64.b64decode(text) for name, text in row["files"]["files"].items()}


def _preview(row: Row, made: Plan, state: str = PUT_UP) -> Preview:
    return Preview(
        upload_id=str(row["upload_id"]),
        state=state,
        tables=tuple(made.previews),
        refused=tuple(in_order(made.found.refused)),
        warnings=tuple(in_order(made.checked.warnings)),
        blocked=tuple(made.blocked),
        digest=made.digest(),
    )


def _restored(row: Row) -> Preview:
    """The preview as it was kept when it was done."""
    kept = row["files"].get("done")
    if kept is None:
        return Preview(str(row["upload_id"]), str(row["state"]))
    tables = tuple(
        TablePreview(
            **{
                **table,
                "new": tuple(table["new"]),
                "changed": tuple(_change(change) for change in table["changed"]),
                "faults": _faults(table["faults"]),
            }
        )
        for table in kept["tables"]
    )
    lists = {name: _faults(kept[name]) for name in ("refused", "warnings", "blocked")}
    return Preview(kept["upload_id"], kept["state"], tables, **lists, digest=kept["digest"])


def _change(kept: dict[str, Any]) -> Change:
    cells = {name: (before, after) for name, (before, after) in kept["cells"].items()}
    return Change(kept["key"], kept["line"], cells)


def _faults(kept: list[dict[str, Any]]) -> tuple[Fault, ...]:
    return tuple(Fault(**fault) for fault in kept)


def _details(made: Plan, done: Preview) -> dict[str, Any]:
    """What the record keeps: how many rows of each table, and which citizens."""
    counts = {
        table.table: {"new": len(table.new), "changed": len(table.changed), "rejected": table.rejected}
        for table in done.tables
    }
    people = {
        key for t in done.tables if t.table == "citizens" for key in (*t.new, *(c.key for c in t.changed))
    }
    return {"tables": counts, "ids": sorted(people | set(made.moved))}
