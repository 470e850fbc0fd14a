"""The files of a run: every table it wrote, and the whole frozen week or result as one zip."""

from __future__ import annotations

import csv
import io
import mimetypes
import zipfile
from collections.abc import Mapping

from flask import Blueprint, Response
from sqlalchemy import Connection

from data.runs.lookup import files_of, run_file, run_state
from data.store.errors import NotFound
from web.access import access
from web.here import note, store
from web.runs.shown import SEES_CITIZENS

pages = Blueprint("run_files", __name__)
PARTS = ("input", "result")
#: The files that say nothing about a citizen.
WITHOUT_CITIZENS = (
    "policy.toml", "vacancies.csv", "milieus.geojson", "quotas.csv", "teams.csv", "addresses.csv",
    "unused.csv", "affordability.csv",
)  # fmt: skip
#: The day every entry of a zip gets, so that the same files give the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)


@pages.get("/runs/<run_id>/files/<part>/<name>")
@access(*SEES_CITIZENS)
def one(run_id: str, part: str, name: str) -> Response:
    """One file exactly as the run froze or wrote it."""
    with store().reading() as connection:
        number = run_state(connection, run_id)["number"]
        content = run_file(connection, run_id, _known(part), name)
        named = _citizens(connection, run_id) if name not in WITHOUT_CITIZENS else []
    _note(run_id, part, name, named)
    return _download(content, f"run-{number}-{name}")


@pages.get("/runs/<run_id>/<part>.zip")
@access(*SEES_CITIZENS)
def whole(run_id: str, part: str) -> Response:
    """The frozen week folder or the result folder as one zip."""
    with store().reading() as connection:
        number = run_state(connection, run_id)["number"]
        files, named = files_of(connection, run_id, _known(part)), _citizens(connection, run_id)
    if not files:
        raise NotFound(f"{run_id}/{part}")
    _note(run_id, part, "all", named)
    return _download(zipped(files), f"run-{number}-{part}.zip")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as a zip; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in sorted(files.items()):
            folder.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _citizens(connection: Connection, run_id: str) -> list[str]:
    """Whom the files of a run are about: the citizens of its frozen week."""
    content = run_file(connection, run_id, "input", "citizens.csv").decode("utf-8-sig")
    return [row["citizen_id"] for row in csv.DictReader(io.StringIO(content, newline=""))]


def _note(run_id: str, part: str, file: str, citizens: list[str]) -> None:
    """Record what was taken out, under the citizens it is about, so that their own extract shows it."""
    if citizens:
        note("export", "citizen", citizens, "run_files", run=run_id, part=part, file=file)
    else:
        note("export", "run", [run_id], "run_files", part=part, file=file)


def _known(part: str) -> str:
    if part not in PARTS:
        raise NotFound(part)
    return part


def _download(content: bytes, name: str) -> Response:
    response = Response(content, mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
