"""Whether Husrum lives and is ready: the truth, for anyone who asks, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from pages import Reader, pages_of
from sqlalchemy import text

from data.runs.worker import start_worker, worker_runs
from data.store.engine import Store, open_store
from data.store.settings import TODAY, set_setting


@pytest.fixture
def working(store: Store) -> Iterator[None]:
    """A worker, at work."""
    worker = start_worker(store)
    try:
        while not worker_runs(store):
            assert worker.poll() is None
        yield
    finally:
        worker.terminate()
        worker.wait(20)


def test_with_all_it_needs_it_is_ready(app: Flask, working: None) -> None:
    answer = app.test_client().get("/health/ready")
    assert answer.json == {
        "ready": True,
        "checks": {"database": "ok", "worker": "ok", "rates": "ok", "front_end": "ok"},
    }
    assert answer.status_code == 200
    assert app.test_client().get("/health/live").json == {"live": True}


def wrong(app: Flask) -> dict[str, str]:
    answer = app.test_client().get("/health/ready")
    assert answer.status_code == 503
    assert answer.json["ready"] is False
    assert app.test_client().get("/health/live").status_code == 200
    return {name: said for name, said in answer.json["checks"].items() if said != "ok"}


def test_without_a_worker_it_is_not(app: Flask) -> None:
    assert wrong(app) == {"worker": "no worker is at work"}


def test_a_run_without_a_sign_of_life_is_told(
    app: Flask, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker is there and does nothing: a real one would see to the run."""
    monkeypatch.setattr("web.health.views.worker_runs", lambda _: True)
    from datetime import timedelta

    from sqlalchemy import insert

    from data.store.base import now
    from data.store.schema import runs

    long_ago = now() - timedelta(minutes=10)
    row = {"run_id": "r", "number": 7, "municipality": "", "state": "running", "started_by": "office"}
    row |= {"decision_date": date(2026, 11, 23), "queued_at": long_ago, "heartbeat_at": long_ago}
    with store.writing() as connection:
        connection.execute(insert(runs).values(row))
    assert wrong(app) == {"worker": "run 7 shows no sign of life"}


def test_without_rates_for_the_day_it_is_not(app: Flask, store: Store, working: None) -> None:
    with store.writing() as connection:
        set_setting(connection, TODAY, "1990-01-01")
    assert set(wrong(app)) == {"rates"}


def test_with_an_older_store_it_is_not(app: Flask, store: Store, working: None) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert set(wrong(app)) == {"database"}


def test_without_its_database_it_says_so_and_shows_nothing(store: Store, tmp_path_factory: object) -> None:
    """The file is gone and its folder refuses: an error page, in words, and ready says which part."""
    from pathlib import Path

    gone = open_store(store.home, f"sqlite:///{store.home / 'no' / 'such.sqlite'}")
    app = pages_of(gone)
    assert "database" in wrong(app)
    client = app.test_client()
    with client.session_transaction() as session:
        session["token"] = "x"
    page = client.get("/account")
    assert page.status_code == 503
    assert "Husrum kan ikke nå sine data" in page.text
    assert str(Path(store.home)) not in page.text
    assert "sqlite" not in page.text.casefold()


def test_anyone_may_ask(as_role: Callable[..., Reader]) -> None:
    for role in (None, "office", "association"):
        assert as_role(role).get("/health/live").status_code == 200
