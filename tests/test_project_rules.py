"""The project's own rules, over every committed file: what must never stand in one, and how code is laid."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: Machines and registries, in pieces so that this file does not find itself.
FOREIGN = tuple(
    "".join(pieces)
    for pieces in (
        ("pypi", ".org"), ("pythonhosted", ".org"), ("registry.", "npmjs"), ("index-", "url"),
        ("/", "work", "/"), ("/", "tmp", "/"), ("/", "root", "/"), ("/", "home", "/"),
    )
)  # fmt: skip
#: Where one of them may stand, and why.
FOREIGN_ALLOWED: dict[str, str] = {}

#: The most lines a Python file of the product may have.
MOST_LINES = 250
#: Files that are longer, with the most lines each may have and why; they may shrink, not grow.
LONG = {
    "data/exchange/tables.py": (880, "the one list of all columns, with their meaning in two languages"),
    "data/store/schema.py": (430, "the one list of all tables of the store"),
    "data/store/migrations/versions/0001_first_tables.py": (
        600,
        "every table as it first was, never changed",
    ),
    "data/store/migrations/versions/0002_associations.py": (
        400,
        "every table of the associations' side as it first was",
    ),
    "web/messages/offers.py": (330, "the texts of the offer pages in two languages"),
    "web/messages/runs.py": (310, "the texts of the run pages in two languages"),
    "matcher/words.py": (470, "the one list of words in two languages"),
    "data/exchange/relations.py": (360, "one small function per relation between tables"),
    "matcher/eligibility.py": (360, "the visible list of all hard rules, each a few lines"),
    "data/exchange/policy.py": (300, "one small function per kind of policy key"),
    "data/exchange/reading.py": (280, "the steps of reading a table, in their order"),
    "data/exchange/geojson.py": (260, "one small function per slip in a GeoJSON file"),
    "matcher/facts.py": (260, "one property per fact about a citizen or a flat"),
}

#: A day, a month, any year and four digits: what a CPR number looks like.
CPR = re.compile(r"(?<![\d.])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-?\d{4}(?!\d)")
DATA_SUFFIXES = {".csv", ".json", ".geojson", ".yaml", ".yml", ".toml", ".md", ".txt"}


@cache
def committed() -> tuple[str, ...]:
    """Every committed file."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


def text_of(name: str) -> str:
    """A committed file as text, blank for a picture or a workbook."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def python_files(*folders: str) -> list[str]:
    return [name for name in committed() if name.endswith(".py") and name.startswith(folders)]


def test_no_committed_file_names_a_registry_or_a_place_on_a_machine() -> None:
    found = {name: word for name in committed() for word in FOREIGN if word in text_of(name)}
    assert set(found) <= set(FOREIGN_ALLOWED), found
    assert set(FOREIGN_ALLOWED) <= set(committed())


def test_no_committed_data_holds_anything_shaped_like_a_cpr_number() -> None:
    checked = [name for name in committed() if Path(name).suffix in DATA_SUFFIXES]
    assert len(checked) > 50
    found = {name: CPR.findall(text_of(name))[:3] for name in checked if CPR.search(text_of(name))}
    assert found == {}


def test_the_shape_of_a_cpr_number_is_recognised() -> None:
    day, month, rest = "24", "12", "75"
    for number in (f"{day}{month}{rest}-1234", f"id {day}{month}{rest}1234,"):
        assert CPR.search(number)
    for number in ("554266,6191538", "320975-1234", "12.4113751234", "2026-11-23"):
        assert not CPR.search(number), number


def test_files_are_short_enough_to_read() -> None:
    for name in python_files("matcher/", "data/", "web/"):
        most, _ = LONG.get(name, (MOST_LINES, ""))
        lines = text_of(name).count("\n")
        assert lines <= most, f"{name}: {lines} lines; split it"
    assert all((ROOT / name).is_file() for name in LONG)


def test_most_files_are_short() -> None:
    lengths = [text_of(name).count("\n") for name in python_files("matcher/", "data/", "web/")]
    assert sum(length <= 150 for length in lengths) >= 2 / 3 * len(lengths)


def test_the_package_data_is_never_imported_by_its_bare_name() -> None:
    """``import data`` would take any folder of that name; what is needed is named in full."""
    for name in python_files("matcher/", "data/", "web/", "tests/", "husrum.py", "benchmarks/"):
        for node in ast.walk(ast.parse(text_of(name))):
            if isinstance(node, ast.Import):
                assert all(alias.name.split(".")[0] != "data" for alias in node.names), name
            if isinstance(node, ast.ImportFrom):
                assert node.level > 0 or node.module != "data" or name.startswith("tests/"), name


@pytest.mark.parametrize(
    "name", ["README.md", "LICENSE", "CHANGELOG.md", "Makefile", "requirements.lock", ".ci/run"]
)
def test_the_files_of_the_house_are_there(name: str) -> None:
    assert name in committed()


def test_every_pinned_dependency_has_a_hash() -> None:
    pins = re.split(r"^(?=\S+==)", text_of("requirements.lock"), flags=re.MULTILINE)[1:]
    assert len(pins) > 20
    assert all("--hash=sha256:" in pin for pin in pins)


def test_web_data_and_matcher_are_layers() -> None:
    """The contracts of pyproject.toml hold: web → data → matcher, and the core is pure."""
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    kept = re.search(r"Contracts: (\d+) kept, 0 broken", done.stdout)
    assert kept is not None
    assert int(kept[1]) >= 2
