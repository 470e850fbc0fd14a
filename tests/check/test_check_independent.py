"""The second implementation shares nothing with what it checks but Week, Policy and Result."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import matcher.check

FILES = sorted(Path(matcher.check.__file__).parent.glob("*.py"))
OTHERS = {"numpy", "pandas", "scipy", "shapely"}


def imported(file: Path) -> set[str]:
    """Every module a file imports, at any depth of its code."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name} imports relatively"
            names.add(str(node.module))
    return names


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_only_the_tables_are_shared(file: Path) -> None:
    for name in imported(file):
        top = name.split(".")[0]
        if top == "matcher":
            assert name == "matcher.model" or name.startswith("matcher.check"), name
        else:
            assert top in OTHERS or top in sys.stdlib_module_names, name


def test_there_is_something_to_look_at() -> None:
    assert len(FILES) > 10
    assert "matcher.model" in set().union(*(imported(file) for file in FILES))
