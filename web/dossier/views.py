"""The dossier of a run, to be kept on paper; recorded with the hash it carries."""

from __future__ import annotations

from flask import Blueprint, Response

from data.dossier import pdf
from data.runs.lookup import run_state
from data.store import record
from data.store.base import now
from data.store.choices import standing_choices
from web.access import access
from web.dossier.contents import About, document
from web.here import note, store
from web.proposals.common import shown
from web.runs.shown import SEES_CITIZENS, names_of

pages = Blueprint("dossier", __name__)


@pages.get("/runs/<run_id>/dossier.pdf")
@access(*SEES_CITIZENS)
def run(run_id: str) -> Response:
    """Proposals, runners-up, reasons, decisions, quota and hashes of a finished run."""
    told = shown(run_id)
    with store().reading() as connection:
        row = run_state(connection, run_id)
        about = About(
            row, standing_choices(connection, run_id), record.head(connection), names_of(connection), now()
        )
    citizens = sorted(told.run.citizens)
    note(
        "export", "citizen" if citizens else "run", citizens or [run_id], "dossier",
        run=run_id, file="dossier.pdf", head=about.head[1],
    )  # fmt: skip
    response = Response(pdf(document(told, about)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="run-{row["number"]}-dossier.pdf"'
    return response
