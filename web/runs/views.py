"""All runs, a new one, and the page of one of them while it is computed and when it is done."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as BaseResponse

from data.runs.lookup import Row, file_sizes, going_run, latest_run, list_runs, run_state
from data.runs.lost import mark_lost
from data.runs.replay import last_replay
from data.runs.start import cancel as cancel_run
from data.runs.start import freeze, put_in_queue
from data.runs.states import DONE, RERUN, WEEK
from data.runs.stored import warm
from data.runs.worker import worker_runs
from web.access import access
from web.forms import Form, sent
from web.here import actor, change, say, seen, store
from web.i18n import lang, t
from web.lists import Column, Table, answer
from web.runs import shown
from web.runs.shown import READERS, SEES_CITIZENS, STARTS

pages = Blueprint("runs", __name__)
#: The greatest seed taken; any whole number does, this one is easily written down.
MOST_SEED = 999_999_999


def _columns(names: Any) -> tuple[Column[Row], ...]:
    """The columns of the list; ``names`` gives the name of who started a run."""

    def figure(name: str) -> Any:
        return lambda row: (row["summary"] or {}).get(name) if row["state"] == DONE else None

    return (
        Column(
            "number",
            "runs.number",
            lambda row: str(row["number"]),
            "id",
            sort=lambda row: row["number"],
            link=lambda row: url_for("runs.run", run_id=row["run_id"]),
        ),
        Column("state", "runs.state", lambda row: shown.state_tag(row).text, tag=shown.state_tag),
        Column("kind", "runs.kind", shown.kind_of),
        Column("date", "runs.date", lambda row: row["decision_date"], "date"),
        Column("matched", "runs.matched", figure("matched"), "whole"),
        Column("flats", "runs.flats", figure("vacancies"), "whole"),
        Column("citizens", "runs.citizens", figure("citizens"), "whole"),
        Column(
            "started",
            "runs.started",
            lambda row: shown.moment_text(row["queued_at"]),
            sort=lambda row: row["queued_at"],
        ),
        Column("by", "runs.by", lambda row: names.get(row["started_by"], row["started_by"])),
        Column("seed", "runs.seed", lambda row: row["seed"], "whole", only_file=True),
        Column("policy", "runs.policy", lambda row: row["policy_number"], "whole", only_file=True),
        Column("sha256", "runs.sha256", lambda row: row["input_sha256"], only_file=True),
    )


@pages.get("/runs")
@access(*READERS)
def index() -> Response | str:
    """Every run, newest first, and the button that starts one."""
    return _list(Form({"seed": "0", "lang": lang()}))


def _list(form: Form) -> Response | str:
    mark_lost(store())
    with store().reading() as connection:
        rows, names, going = list_runs(connection), shown.names_of(connection), going_run(connection)
    table = Table(
        "runs", _columns(names), rows, lambda row: str(row["number"]), caption="runs.caption", falling=True
    )
    return answer(
        table, "runs/list.html", going=going, form=form, may_start=actor().role in STARTS,
        langs=[("da", "Dansk"), ("en", "English")],
    )  # fmt: skip


@pages.post("/runs")
@access(*STARTS)
def start() -> BaseResponse | str | tuple[Response | str, int]:
    """Freeze the week and queue its run; to the run's page, which follows it."""
    form = sent()
    seed, faults = _seed(form)
    if faults:
        return _list(form.with_faults(faults)), 422
    kind = RERUN if form.value("kind") == RERUN else WEEK
    wanted = form.value("lang") if form.value("lang") in ("da", "en") else lang()
    frozen: list[str] = []

    def act(connection: Connection) -> str:
        run_id = freeze(
            connection, actor(), kind=kind, lang=wanted, seed=seed, previous=form.value("previous") or None
        )
        frozen.append(run_id)
        return url_for("runs.run", run_id=run_id)

    response = change(act)
    for run_id in frozen:
        put_in_queue(store(), run_id)
    return response


def _seed(form: Form) -> tuple[int, dict[str, str]]:
    text = form.value("seed") or "0"
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= MOST_SEED:
        return int(text), {}
    return 0, {"seed": t("runs.seed.fault")}


@pages.get("/runs/<run_id>")
@access(*READERS)
def run(run_id: str) -> str:
    """A run: its progress, why it failed, or what it proposes and what it changed."""
    mark_lost(store())
    with store().reading() as connection:
        row = run_state(connection, run_id)
        known = {
            "names": shown.names_of(connection),
            "before": shown.before_of(connection, row),
            "newest": shown.is_newest(connection, row),
            "latest": latest_run(connection),
            "replay": shown.replay_of(last_replay(connection, run_id)),
            "result_files": file_sizes(connection, run_id, "result"),
            "frozen_files": file_sizes(connection, run_id, "input"),
            "compared": len(list_runs(connection, DONE)) > 1,
        }
    sees = actor().role in SEES_CITIZENS
    if row["state"] == DONE:
        warm(store(), run_id)
        if row["changes"] and sees:
            seen("citizen", _named(row["changes"]["flats"]), "compare_runs")
    return render_template("runs/run.html", row=row, sees=sees, **known, **_parts(row), **_figures(row))


def _figures(row: Row) -> dict[str, Any]:
    """The figures of a finished run that are not simply those of its summary."""
    summary = row["summary"]
    if row["state"] != DONE:
        return {}
    return {
        "points": (row["changes"] or summary["objective"])["points"],
        "seconds": sum(summary["seconds"].values()),
        "rates_from": date.fromisoformat(summary["rates_valid_from"]),
    }


def _parts(row: Row) -> dict[str, Any]:
    """What the page of a run says besides its figures."""
    return {
        "tag": shown.state_tag(row),
        "steps": shown.steps_of(row),
        "failure": shown.failure_of(row),
        "going": shown.is_going(row),
        "may_start": actor().role in STARTS,
        "no_worker": row["state"] == "queued" and not worker_runs(store()),
        "moment": shown.moment_text,
        "kind": shown.kind_of(row),
    }


def _named(flats: list[dict[str, str]]) -> list[str]:
    """The citizens a list of changed flats names."""
    return sorted({row[side] for row in flats for side in ("before", "after", "free")} - {""})


@pages.get("/runs/<run_id>/progress")
@access(*READERS)
def progress(run_id: str) -> Response | str:
    """The part of the page that follows a run: nothing while the step is the same, the page when it ends."""
    mark_lost(store())
    with store().reading() as connection:
        row = run_state(connection, run_id)
    if not shown.is_going(row):
        return Response(status=200, headers={"HX-Refresh": "true"})
    if request.args.get("at") == f"{row['state']}-{row['step']}":
        return Response(status=204)
    return render_template("runs/progress.html", row=row, **_parts(row))


@pages.post("/runs/<run_id>/cancel")
@access(*STARTS)
def cancel(run_id: str) -> BaseResponse:
    """Stop a run that is going on."""

    def act(connection: Connection) -> str:
        cancel_run(connection, actor(), run_id)
        return url_for("runs.run", run_id=run_id)

    response = change(act)
    say("runs.cancelled.said")
    return response
