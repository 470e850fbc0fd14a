"""The worked examples of a Markdown page, run as a reader would.

``python -m tests.console README.md`` renews them.  A fenced block of language ``console`` holds commands
after ``$ `` and below each exactly what it prints (standard output and standard error).  All blocks of a page
are one session in one empty folder.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One command of a console block and the output shown below it."""

    command: str
    shown: str


def fenced(page: str, language: str) -> list[str]:
    """The insides of a page's fenced blocks of one language, without the indentation of the fence."""
    blocks = [match for match in FENCE.finditer(page) if match[2] == language]
    return [re.sub(f"^{match[1]}", "", match[3], flags=re.MULTILINE) for match in blocks]


def steps(page: str) -> list[Step]:
    """Every command of a page's console blocks, in order."""
    found = []
    for block in fenced(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            found.append(Step(command, shown))
    return found


def run_session(commands: list[str], folder: Path) -> list[str]:
    """What each command prints when they are run one after the other in an empty folder."""
    tools = folder / ".bin"
    tools.mkdir()
    husrum = tools / "husrum"
    husrum.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m husrum "$@"\n')
    husrum.chmod(0o755)
    path = os.pathsep.join([str(tools), os.environ.get("PATH", os.defpath)])
    env = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    printed = []
    for command in commands:
        done = subprocess.run(
            command, shell=True, cwd=folder, env=env, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False,
        )  # fmt: skip
        text = re.sub(r" +$", "", done.stdout, flags=re.MULTILINE)
        printed.append(text + (f"[exit {done.returncode}]\n" if done.returncode else ""))
    return printed


def renew(page: str) -> str:
    """The page with the real output below every command of its console blocks."""
    with TemporaryDirectory() as folder:
        printed = iter(run_session([step.command for step in steps(page)], Path(folder)))

    def fresh(match: re.Match[str]) -> str:
        if match[2] != "console":
            return match[0]
        commands = re.findall(r"^\$ .*\n", match[3], flags=re.MULTILINE)
        return "```console\n" + "".join(command + next(printed) for command in commands) + "```"

    return FENCE.sub(fresh, page)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        file = Path(name)
        file.write_text(renew(file.read_text(encoding="utf-8")), encoding="utf-8")
