"""For machines: whether Husrum lives, and whether it can do its work, with what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from data.rates.loader import load_rates
from data.runs.lookup import going_run
from data.runs.worker import worker_runs
from data.store.base import now
from data.store.migrate import require_current
from data.store.settings import today
from matcher.errors import HusrumError
from web.access import public
from web.here import store

pages = Blueprint("health", __name__)
#: A run without a sign of life for this long, or queued for this long, is not being worked on.
PATIENCE = timedelta(minutes=2)


@pages.get("/health/live")
@public
def live() -> dict[str, Any]:
    """The process answers."""
    return {"live": True}


@pages.get("/health/ready")
@public
def ready() -> tuple[Response, int]:
    """Everything the work needs, one line each: "ok" or what is wrong; 503 when anything is."""
    checks = {name: _told(check) for name, check in CHECKS.items()}
    good = all(said == "ok" for said in checks.values())
    return jsonify({"ready": good, "checks": checks}), 200 if good else 503


def _told(check: Callable[[], str | None]) -> str:
    """What a check says; an error is named by its kind only, without what the store holds."""
    try:
        return check() or "ok"
    except SQLAlchemyError as error:
        return f"cannot be reached ({type(error).__name__})"
    except (HusrumError, OSError, ValueError) as error:
        return str(error) or type(error).__name__


def _database() -> str | None:
    """Reachable, writable, and of the form this version needs."""
    require_current(store())
    with store().writing():
        return None


def _worker() -> str | None:
    """A worker is there, and the run that is going on shows signs of life."""
    if not worker_runs(store()):
        return "no worker is at work"
    with store().reading() as connection:
        going = going_run(connection)
    if going is not None and now() - (going["heartbeat_at"] or going["queued_at"]) > PATIENCE:
        return f"run {going['number']} shows no sign of life"
    return None


def _rates() -> str | None:
    """The amounts of the law are there for today."""
    with store().reading() as connection:
        day = today(connection)
    load_rates(day)
    return None


def _front_end() -> str | None:
    """The design system and the map are installed."""
    return None if current_app.extensions["husrum_vendor"] else "files missing: run npm ci"


CHECKS: dict[str, Callable[[], str | None]] = {
    "database": _database,
    "worker": _worker,
    "rates": _rates,
    "front_end": _front_end,
}
