"""Import: choose files, see what they would change, confirm; and the week as files to take out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as Answer

from data.exchange.tables import BY_NAME
from data.exchange.template import template_bytes
from data.store import export, imports, settings
from data.store.imports import Preview, TablePreview
from web import entry
from web.access import access
from web.faults import fault_text
from web.here import actor, change, note, store
from web.i18n import lang, t

pages = Blueprint("importing", __name__)
#: Rows of each kind shown in a preview; the rest is counted.
SHOWN = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/import")
@access("office")
def index() -> str:
    """Choose files."""
    return render_template("importing/upload.html", wrong="")


@pages.post("/import")
@access("office")
def put_up() -> Answer | tuple[str, int]:
    """Put the files up and go to the preview."""
    files = {file.filename: file.read() for file in request.files.getlist("files") if file and file.filename}
    if not files:
        return render_template("importing/upload.html", wrong=t("import.no_files")), 422

    def act(connection: Connection) -> str:
        upload_id = imports.preview(connection, actor(), files)
        return url_for("importing.show", upload_id=upload_id)

    return change(act)


@pages.get("/import/<upload_id>")
@access("office")
def show(upload_id: str) -> str:
    """What the upload would do; of a confirmed one what it did."""
    with store().reading() as connection:
        seen = imports.preview_of(connection, actor(), upload_id)
    return render_template("importing/preview.html", **_context(seen))


def _context(preview: Preview) -> dict[str, Any]:
    may = preview.state == imports.PUT_UP and not preview.refused and not preview.blocked
    return {
        "preview": preview,
        "can_confirm": may and preview.changes > 0,
        "tables": [(table, table_name(table), _labels(table)) for table in preview.tables],
        "shown": SHOWN,
        "fault_text": fault_text,
        "rejected": sum(table.rejected for table in preview.tables),
    }


def table_name(table: TablePreview) -> str:
    """A table in the reader's language."""
    key = f"import.table.{table.table}"
    given = BY_NAME.get(table.table)
    return given.title(lang()) if given is not None and lang() == "da" else t(key)


def _labels(table: TablePreview) -> Mapping[str, str]:
    """The columns of a table by name, as people know them."""
    given = BY_NAME.get(table.table)
    if given is None:
        return {}
    return {column.name: entry.Field(given, column).label for column in given.columns}


@pages.post("/import/<upload_id>/confirm")
@access("office")
def confirm(upload_id: str) -> Answer:
    """Do what was previewed."""

    def act(connection: Connection) -> str:
        imports.confirm(connection, actor(), upload_id, request.form.get("digest", ""))
        return url_for("importing.show", upload_id=upload_id)

    return change(act)


@pages.post("/import/<upload_id>/discard")
@access("office")
def discard(upload_id: str) -> Answer:
    """Throw the upload away."""

    def act(connection: Connection) -> str:
        imports.discard(connection, actor(), upload_id)
        return url_for("importing.index")

    return change(act)


@pages.get("/import/template.xlsx")
@access("office")
def template() -> Response:
    """The empty workbook of a week, in the reader's language."""
    response = Response(template_bytes(lang()), mimetype=_XLSX)
    name = "husrum-uge.xlsx" if lang() == "da" else "husrum-week.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@pages.get("/import/week.zip")
@access("office")
def week() -> Response:
    """The present week as a folder of files, recorded as an export of everyone in it."""
    with store().reading() as connection:
        day = settings.today(connection)
        files = export.week_files(connection, day)
        ids = [str(row) for row in _ids(connection)]
    note("export", "citizen", ids, "case", form="week", list="week")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, raw in files.items():
            packed.writestr(zipfile.ZipInfo(f"uge/{name}", (1980, 1, 1, 0, 0, 0)), raw)
    response = Response(out.getvalue(), mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="husrum-{day.isoformat()}.zip"'
    return response


def _ids(connection: Connection) -> list[str]:
    from data.store.people import list_citizens

    return [str(row["citizen_id"]) for row in list_citizens(connection, actor(), "waiting")]
