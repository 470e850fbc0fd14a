"""Stores to test on: a freshly migrated one per test, on SQLite and on a PostgreSQL server of the tests' own.

``any_store`` runs a test on both databases (with ``POSTGRESQL_WAITS`` not at once); another process opens the
same store by ``open_store(store.home, url_of(store))``.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from data.store.engine import DATABASE_FILE, Store, open_store
from data.store.head import keep_head
from data.store.migrate import upgrade
from data.store.record import BEGINNING

#: Nothing is kept of this server, so it need not wait for its disk.
FAST = ("fsync=off", "full_page_writes=off", "max_connections=200", "listen_addresses=")
_TEMPLATE = "husrum_template"
#: The first version that copies a template block by block, with a log of it all, unless told to copy files.
_COPIES_BLOCKS = 150_000
_numbers = count(1)
#: For tests with ``any_store`` that take long: on SQLite at once, on PostgreSQL in the long suite.
POSTGRESQL_WAITS = pytest.mark.parametrize(
    "any_store", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)


def url_of(store: Store) -> str:
    """The address another process opens this store by."""
    return store.engine.url.render_as_string(hide_password=False)


def postgresql_tool(name: str) -> str | None:
    """A program of PostgreSQL's server, also where Debian keeps it off the path."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name) or next((str(p / name) for p in places if (p / name).exists()), None)


def _die_with_the_tests() -> None:
    """Linux: the server is told to stop when the process that started it ends, however it ends."""
    ctypes.CDLL(None).prctl(1, signal.SIGINT)


@pytest.fixture(scope="session")
def postgresql_cluster() -> Iterator[str]:
    """The address, without a database name, of a server whose template database is migrated."""
    initdb, server = postgresql_tool("initdb"), postgresql_tool("postgres")
    if initdb is None or server is None:
        pytest.skip("no PostgreSQL: make system installs it")
    user = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())  # not as root
    folder = Path(tempfile.mkdtemp(prefix="husrum-pg-"))
    os.chown(folder, user.pw_uid, user.pw_gid)
    as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    made = [initdb, "-D", folder / "data", "-U", "husrum", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(made, check=True, capture_output=True, cwd=folder, **as_user)
    settings = [word for setting in (*FAST, f"unix_socket_directories={folder}") for word in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(
            [server, "-D", folder / "data", *settings],
            stdout=log, stderr=log, cwd=folder, preexec_fn=_die_with_the_tests, **as_user,
        )  # fmt: skip
    try:
        _wait_for(folder, running)
        _make_template(folder)
        yield str(folder)
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(folder: Path, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            return _do(folder, "SELECT 1")
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError((folder / "log").read_text())


def _do(folder: Path | str, statement: str) -> None:
    address = f"host={folder} user=husrum dbname=postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def _copy_template(folder: str, name: str) -> None:
    """A new database like the template, its files copied: ten times as quick as block by block."""
    address = f"host={folder} user=husrum dbname=postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        files = "STRATEGY file_copy" if connection.info.server_version >= _COPIES_BLOCKS else ""
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} {files}")  # type: ignore[call-overload]


def _url(folder: Path | str, database: str) -> str:
    return f"postgresql+psycopg://husrum@/{database}?host={folder}"


def _make_template(folder: Path) -> None:
    _do(folder, f"CREATE DATABASE {_TEMPLATE}")
    store = open_store(folder / "home", _url(folder, _TEMPLATE))
    upgrade(store)
    store.close()


@pytest.fixture
def postgresql_store(postgresql_cluster: str, tmp_path: Path) -> Iterator[Store]:
    """A freshly migrated store on PostgreSQL."""
    name = f"husrum_{next(_numbers)}"
    _copy_template(postgresql_cluster, name)
    store = open_store(tmp_path / "home", _url(postgresql_cluster, name))
    keep_head(store.home, 0, BEGINNING)
    yield store
    store.close()
    _do(postgresql_cluster, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("migrated")
    store = open_store(home, f"sqlite:///{home / DATABASE_FILE}")
    upgrade(store)
    store.close()  # the last connection folds the log into the file
    return home / DATABASE_FILE


@pytest.fixture
def sqlite_store(_migrated_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A freshly migrated store on SQLite."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(_migrated_file, home / DATABASE_FILE)
    keep_head(home, 0, BEGINNING)
    store = open_store(home, f"sqlite:///{home / DATABASE_FILE}")
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_store(request: pytest.FixtureRequest) -> Store:
    """A freshly migrated store, on SQLite and on PostgreSQL."""
    store: Store = request.getfixturevalue(f"{request.param}_store")
    return store
