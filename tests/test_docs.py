"""The documentation is true: its commands, outputs, paths and links are those of the program."""

from __future__ import annotations

import re
import shlex
import subprocess
from functools import cache
from pathlib import Path

import pytest

from docs.commands import command_tree, page
from matcher.summary import product_version
from tests.console import FENCE, fenced, run_session, steps

ROOT = Path(__file__).resolve().parent.parent


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def codes(text: str) -> set[str]:
    """Everything a page writes as code, its fenced blocks left out."""
    return set(re.findall(r"`([^`]+)`", FENCE.sub("", text)))


@cache
def pages() -> tuple[str, ...]:
    """Every Markdown page of the project that is committed or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return tuple(sorted(name for name in listed.stdout.splitlines() if (ROOT / name).is_file()))


# The worked examples of the README


@pytest.mark.slow
def test_the_console_blocks_of_the_readme_show_what_the_commands_print(tmp_path: Path) -> None:
    session = steps(read("README.md"))
    assert len([step for step in session if step.command.startswith("husrum ")]) >= 6
    printed = run_session([step.command for step in session], tmp_path)
    for step, real in zip(session, printed, strict=True):
        folds = "| fold " in step.command  # where lines break is the tool's business
        shown, now = (text.split() if folds else text.rstrip("\n") for text in (step.shown, real))
        assert shown == now, f"{step.command}: run python -m tests.console README.md and read it again"


def husrum_lines() -> list[tuple[str, str]]:
    """Every husrum command in a fenced block of any page, lines that go on joined."""
    found = []
    for name in pages():
        text = read(name)
        for language, prompt in (("console", r"\$ "), ("sh", "")):
            for block in fenced(text, language):
                for line in re.sub(r"\\\n *", " ", block).splitlines():
                    command = re.match(rf"{prompt}(?:\.venv/bin/)?husrum (.*)", line.strip())
                    if command:
                        found.append((name, command[1]))
    return found


@pytest.mark.parametrize(("name", "line"), husrum_lines())
def test_every_husrum_command_in_a_page_is_one_the_program_takes(name: str, line: str) -> None:
    words_of = shlex.split(line, comments=True)
    stop = next((n for n, word in enumerate(words_of) if re.match(r"[|<>&]|\d>", word)), len(words_of))
    command, words_of = command_tree(), words_of[:stop]
    while hasattr(command, "commands"):  # a group, as users in `husrum users add`
        command = command.commands[words_of.pop(0)]
    command.make_context("husrum", words_of)


def test_the_page_of_commands_is_current() -> None:
    assert read("docs/commands.md") == page(), "run make docs"


def test_the_readme_names_both_commands_and_every_package() -> None:
    readme = read("README.md")
    assert "make demo" in readme.split("##")[1]
    assert "make test" in readme.split("##")[1]
    named = codes(readme)
    for folder in ("matcher/", "data/exchange/", "data/rates/", "data/synth/", "data/geo/", "web/"):
        assert any(folder in name for name in named), folder


def test_every_file_the_readme_and_contributing_name_exists() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "RELIABILITY.md", "docs/model.md", "benchmarks/README.md"):
        for path in codes(read(name)):
            if re.fullmatch(r"(matcher|data|web|tests|docs)/([a-z\d_]+/)*([A-Za-z\d_]+\.\w+)?", path):
                assert (ROOT / path).exists(), f"{name}: {path}"


# Pages, links, versions


@pytest.mark.parametrize("name", pages())
def test_every_link_inside_the_project_leads_somewhere(name: str) -> None:
    text = FENCE.sub("", read(name))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), f"{name}: {target}"
        if anchor:
            assert anchor in anchors(file), f"{name}: {target}"


def anchors(file: Path) -> set[str]:
    """The anchors of a page's headings, as they are made for Markdown."""
    headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in kept}


def test_the_changelog_has_the_current_version() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", read("CHANGELOG.md"), flags=re.MULTILINE)
    assert versions[0] == product_version()
    declared = re.search(r'^version = "(.*)"', read("pyproject.toml"), flags=re.MULTILINE)
    assert declared is not None
    assert versions[0] == declared[1]


def test_every_test_that_reliability_names_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", read("RELIABILITY.md"))
    assert len(named) >= 10
    for file, function in named:
        assert (ROOT / file).is_file(), file
        assert not function or f"def {function}(" in read(file), f"{file}::{function}"
