"""husrum users and husrum record, run as commands."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from data.store import users
from data.store.engine import Store, open_store
from data.store.head import FILE

HUSRUM = Path(sys.executable).with_name("husrum")
PASSWORD = "a quiet blue kettle"
ADD = ("users", "add", "anna", "--name", "Anna Holm", "--role", "office")


def husrum(home: Path, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "HUSRUM_HOME": str(home)}
    env.pop("HUSRUM_DATABASE_URL", None)
    return subprocess.run([HUSRUM, *words], env=env, input=given, capture_output=True, text=True, check=False)


@pytest.fixture
def home(sqlite_store: Store) -> Path:
    """The folder of a migrated store."""
    return sqlite_store.home


def test_a_new_installation_begins_with_its_first_user(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    done = husrum(home, *ADD, "--password-file", "-", given=PASSWORD + "\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "U001: anna may log in as office\n", "")
    assert home.stat().st_mode & 0o077 == 0
    with open_store(home).reading() as connection:
        assert users.check_password(connection, "anna", PASSWORD) is not None


def test_the_password_is_asked_for_twice_and_not_shown(home: Path) -> None:
    env = {**os.environ, "HUSRUM_HOME": str(home), "TERM": "dumb"}
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(HUSRUM, [str(HUSRUM), *ADD], env)
    shown = answered(terminal, PASSWORD, PASSWORD)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert PASSWORD not in shown
    assert "U001" in shown


def answered(terminal: int, *answers: str) -> str:
    """All a command shows on a terminal, each of its questions answered as it comes."""
    shown, waiting = "", list(answers)
    while True:
        try:
            piece = os.read(terminal, 1000).decode()
        except OSError:
            return shown
        if not piece:
            return shown
        shown += piece
        if waiting and shown.endswith(": "):  # the space comes once what is typed is hidden
            os.write(terminal, waiting.pop(0).encode() + b"\n")


@pytest.mark.parametrize(
    ("words", "given", "told"),
    [(ADD, "short", "password: too short; use at least 12 signs"),
     ((*ADD[:-1], "shelter"), PASSWORD, "organisation_id: a shelter's or association's user needs"),
     ((*ADD[:-1], "queen"), PASSWORD, "role: not a role; use one of office, shelter,"),
     (("users", "password", "nobody"), PASSWORD, "no user logs in as nobody")],
)  # fmt: skip
def test_what_cannot_be_is_told_in_a_line_and_nothing_is_kept(
    home: Path, words: tuple[str, ...], given: str, told: str
) -> None:
    done = husrum(home, *words, "--password-file", "-", given=given)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(told)
    assert len(done.stderr.splitlines()) == 1
    with open_store(home).reading() as connection:
        assert users.list_users(connection) == []


def test_a_shelter_comes_with_its_first_user(home: Path) -> None:
    words = (
        "users",
        "add",
        "bo",
        "--name",
        "Bo",
        "--role",
        "shelter",
        "--password-file",
        "-",
        "--organisation",
        "S1",
    )
    assert husrum(home, *words, given=PASSWORD).returncode == 2
    assert husrum(home, *words, "--organisation-name", "Herberget", given=PASSWORD).returncode == 0
    with open_store(home).reading() as connection:
        assert users.get_user(connection, "U001")["organisation"] == "Herberget"


def test_a_new_password_replaces_the_old(home: Path) -> None:
    husrum(home, *ADD, "--password-file", "-", given=PASSWORD)
    assert (
        husrum(
            home, "users", "password", "Anna", "--password-file", "-", given="a loud green kettle"
        ).returncode
        == 0
    )
    with open_store(home).reading() as connection:
        assert users.check_password(connection, "anna", PASSWORD) is None
        assert users.check_password(connection, "anna", "a loud green kettle") is not None


def test_verifying_the_record_names_its_head_or_its_first_bad_entry(home: Path) -> None:
    for login in ("anna", "bo", "carl"):
        husrum(
            home,
            "users",
            "add",
            login,
            "--name",
            "N",
            "--role",
            "office",
            "--password-file",
            "-",
            given=PASSWORD,
        )
    whole = husrum(home, "record", "verify")
    assert (whole.returncode, whole.stdout) == (0, f"3 entries, no fault; head {(home / FILE).read_text()}")
    head = whole.stdout.split()[-1]
    assert husrum(home, "record", "verify", "--printed", head).returncode == 0
    assert husrum(home, "record", "verify", "--printed", "f" * 64).returncode == 1
    with open_store(home).writing() as connection:
        connection.execute(text("DROP TRIGGER record_no_update"))
        connection.execute(text("UPDATE record SET subject = 'U999' WHERE number = 2"))
    bad = husrum(home, "record", "verify")
    assert (bad.returncode, bad.stdout) == (1, "")
    assert bad.stderr == "entry 2: its content does not give its hash\n"


def test_verifying_makes_no_store_where_there_is_none(tmp_path: Path) -> None:
    done = husrum(tmp_path / "home", "record", "verify")
    assert done.returncode == 2
    assert done.stderr.startswith("the store has form none")
