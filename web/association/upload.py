"""Many vacancies from a file: choose it, see row by row what it does, confirm."""

from __future__ import annotations

import csv
import io
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as Answer

from data.exchange.columns import Column
from data.exchange.template import template_bytes
from data.store import own_uploads
from data.store.errors import Conflict, NotPossible
from data.store.own_upload_files import MOST_ROWS, OWN_TABLE
from data.store.own_uploads import OwnUpload
from data.store.reported_cells import NONE_REASON
from web import entry
from web.access import access
from web.association.form import CONFIRM, warning_text
from web.faults import fault_text
from web.forms import Form, sent
from web.here import actor, change, say, store
from web.i18n import lang, t

pages = Blueprint("own_uploads", __name__)
#: Rows of each kind shown; the rest is counted.
SHOWN = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _upload_page(form: Form) -> str:
    columns = [(one.header(lang()), one.meaning(lang()), one.required) for one in OWN_TABLE.columns]
    return render_template("association/upload.html", form=form, columns=columns, most=MOST_ROWS)


@pages.get("/association/upload")
@access("association", own=True)
def index() -> str:
    """Choose a file."""
    return _upload_page(Form({"when": "now"}))


@pages.get("/association/upload/template.xlsx")
@access("association", own=True)
def workbook() -> Response:
    """An empty workbook with the columns, in the reader's language."""
    guide = [t(f"own.upload.guide.{n}") for n in range(1, 6)]
    return _file(template_bytes(lang(), (OWN_TABLE,), guide), "xlsx", _XLSX)


@pages.get("/association/upload/template.csv")
@access("association", own=True)
def template() -> Response:
    """An empty CSV file with the columns."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(one.header(lang()) for one in OWN_TABLE.columns)
    return _file(b"\xef\xbb\xbf" + out.getvalue().encode(), "csv", "text/csv; charset=utf-8")


def _file(raw: bytes, form: str, mimetype: str) -> Response:
    response = Response(raw, mimetype=mimetype)
    name = "boliger" if lang() == "da" else "vacancies"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


@pages.post("/association/upload")
@access("association", own=True)
def put_up() -> Answer | tuple[str, int]:
    """Try the file out and go to the preview."""
    form, file = sent(), request.files.get("file")
    if file is None or not file.filename:
        return _upload_page(form.with_faults({"file": t("own.upload.no_file")})), 422
    name, raw = file.filename, file.read()

    def act(connection: Connection) -> str:
        announced = form.value("when") == "later"
        upload_id = own_uploads.put_up(connection, actor(), name, raw, announced=announced)
        return url_for("own_uploads.show", upload_id=upload_id)

    return change(act)


@pages.get("/association/upload/<upload_id>")
@access("association", own=True)
def show(upload_id: str) -> str:
    """What the file does, row by row; of a confirmed one what it did."""
    return _shown(upload_id, Form())


def _shown(upload_id: str, form: Form) -> str:
    with store().reading() as connection:
        upload = own_uploads.preview_of(connection, actor(), upload_id)
    return render_template("association/uploaded.html", form=form, **_context(upload))


def _context(upload: OwnUpload) -> dict[str, Any]:
    kinds = {kind: [row for row in upload.rows if row.kind == kind] for kind in _KINDS}
    asked: dict[str, list[tuple[int, str, str]]] = {}
    for row in upload.rows:
        for warning in row.warnings:
            asked.setdefault(warning.code, []).append((row.line, row.word, warning_text(warning)))
    may = upload.state == own_uploads.PUT_UP and not upload.refused
    return {
        "upload": upload,
        "kinds": kinds,
        "asked": asked,
        "confirm": CONFIRM,
        "labels": {one.name: entry.Field(OWN_TABLE, one).label for one in OWN_TABLE.columns},
        "can_confirm": may and upload.changes > 0,
        "done": upload.state == own_uploads.CONFIRMED,
        "open": upload.state == own_uploads.PUT_UP,
        "shown": SHOWN,
        "said": _said,
        "fault_text": fault_text,
    }


def _said(name: str, text: str) -> str:
    """A cell in words; a dash where it is blank."""
    column = OWN_TABLE.by_name[name]
    if not text:
        return "–"
    if column.type == "yes_no":
        return t("entry.yes") if text == "true" else t("entry.no")
    return t(f"own.route.{text}") if name == NONE_REASON else _words(column, text)


def _words(column: Column, text: str) -> str:
    return entry.code_text(column, text) if column.codes else str(entry.shown(column, text))


_KINDS = (own_uploads.REJECTED, own_uploads.CHANGED, own_uploads.NEW, own_uploads.UNCHANGED)


@pages.post("/association/upload/<upload_id>/confirm")
@access("association", own=True)
def confirm(upload_id: str) -> Answer | tuple[str, int]:
    """Do what was shown."""
    form = sent()
    codes = [name.removeprefix(CONFIRM) for name in form.values if name.startswith(CONFIRM)]

    def act(connection: Connection) -> str:
        own_uploads.confirm(connection, actor(), upload_id, form.value("digest"), codes)
        return url_for("own_uploads.show", upload_id=upload_id)

    try:
        return change(act)
    except Conflict:
        return change(lambda connection: _again(connection, upload_id))
    except NotPossible as error:
        if error.code != "warnings_unconfirmed":
            raise
        faults = {CONFIRM + code: t("own.upload.tick") for code in error.values["codes"]}
        return _shown(upload_id, form.with_faults(faults)), 422


def _again(connection: Connection, upload_id: str) -> str:
    own_uploads.again(connection, actor(), upload_id)
    say("own.upload.stale")
    return url_for("own_uploads.show", upload_id=upload_id)


@pages.post("/association/upload/<upload_id>/discard")
@access("association", own=True)
def discard(upload_id: str) -> Answer:
    """Throw the file away."""

    def act(connection: Connection) -> str:
        own_uploads.discard(connection, actor(), upload_id)
        return url_for("own_uploads.index")

    return change(act)
