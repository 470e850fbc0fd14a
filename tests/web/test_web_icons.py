"""Every pictogram a page names is one the design system draws; a missing one would leave an empty square."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "web"
SET = ROOT / "node_modules/dkfds/dist/img/all-svg-icons.svg"
#: What stands beside an icon in a pair of icon and tone.
TONES = {"success", "info", "warning", "error", "neutral", "plain"}


def drawn() -> set[str]:
    return set(re.findall(r'id="([^"]+)"', SET.read_text()))


def of_templates() -> Iterator[tuple[str, str]]:
    """Template and name: every text within ``icon(…)`` that is not compared, joined or a key."""
    for path in sorted((WEB / "templates").rglob("*.html")):
        for call in re.findall(r"\bicon\(([^()]*)\)", path.read_text()):
            named = re.sub(r"""(==|!=|~|\bin) *['"][^'"]*['"]|['"][^'"]*['"] *(?=[~:])""", "", call)
            for name in re.findall(r"""['"]([^'"]+)['"]""", named):
                yield str(path.relative_to(ROOT)), name


def of_code() -> Iterator[tuple[str, str]]:
    """Module and name: the icon of every ``Tag(…)``, of ``icon(…)``, of (icon, tone) and of tables."""
    for path in sorted(WEB.rglob("*.py")):
        where = str(path.relative_to(ROOT))
        for node in ast.walk(ast.parse(path.read_text())):
            for name in named(node):
                yield where, name


def named(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id == "Tag" and len(node.args) > 1:
            return chosen(node.args[1])
        return chosen(node.args[0]) if node.func.id == "icon" and node.args else []
    if isinstance(node, ast.Tuple) and len(node.elts) == 2:  # (icon, tone)
        icon, tone = node.elts
        if isinstance(tone, ast.Constant) and tone.value in TONES:
            return chosen(icon)
    if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, ast.Name) and target.id.strip("_").endswith(("ICON", "ICONS")):
            values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
            return [name for value in values for name in chosen(value)]
    return []


def chosen(node: ast.expr) -> list[str]:
    """The texts an expression may come to: itself, or either side of a choice."""
    if isinstance(node, ast.IfExp):
        return chosen(node.body) + chosen(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


NAMED = sorted({*of_templates(), *of_code()})


def test_the_search_finds_icons_of_every_sort() -> None:
    for example in (
        ("web/templates/base.html", "search"),
        ("web/templates/effect.html", "warning"),
        ("web/users/views.py", "lock"),
        ("web/runs/shown.py", "hourglass"),
        ("web/present.py", "info"),
        ("web/proposals/citizen.py", "groups"),
    ):
        assert example in NAMED
    assert len(NAMED) > 100


@pytest.mark.skipif(not SET.exists(), reason="the design system is not installed")
def test_every_icon_named_is_one_the_design_system_draws() -> None:
    known = drawn()
    assert "search" in known
    assert [(where, name) for where, name in NAMED if name not in known] == []
