"""Writes docs/commands.md from the command line itself: ``python docs/commands.py > docs/commands.md``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

HEAD = """# Commands

Made from the command line itself by `python docs/commands.py`; do not edit it by hand. After `make install`
the command is `.venv/bin/husrum`. A worked example stands in the [README](../README.md), the files read and
written in [formats.md](formats.md).

Every command exits with 0 on success, 1 when the run ended without a usable result, 2 when the input is
wrong. Faults and warnings go to standard error, one line each,
`FILE:LINE: COLUMN: what is wrong and what is expected`, warnings with `warning: ` before it. Nothing is
written when the input is refused.
"""


def command_tree() -> Any:
    """The command line as Typer builds it: ``commands`` by name, each with its ``params``."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import typer.main

    import husrum

    return typer.main.get_command(husrum.app)


def page() -> str:
    """The whole page as Markdown text."""
    return "\n".join([HEAD, *(_command(name, it) for name, it in all_commands(command_tree()))])


def all_commands(group: Any, before: str = "") -> list[tuple[str, Any]]:
    """Every command with its whole name, those of a group (``users add``) in their place."""
    found: list[tuple[str, Any]] = []
    for name, it in group.commands.items():
        below = hasattr(it, "commands")
        found += all_commands(it, f"{before}{name} ") if below else [(before + name, it)]
    return found


def _command(name: str, command: Any) -> str:
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    usage = " ".join(["husrum", name, *(_metavar(param) for param in arguments), "[OPTIONS]"])
    lines = [f"## husrum {name}", "", f"    {usage}", "", _one_line(command.help), ""]
    lines += ["| option or argument | default | meaning |", "|---|---|---|"]
    return "\n".join([*lines, *(_row(param) for param in command.params), ""])


def _row(param: Any) -> str:
    is_argument = param.param_type_name == "argument"
    shown = _metavar(param) if is_argument else _option(param)
    has_default = param.default is not None and param.default is not False and param.default != ""
    default = "required" if param.required else str(param.default) if has_default else ""
    help_text = _one_line(getattr(param, "help", None) or "")
    return f"| `{shown}` | {default} | {help_text} |"


def _option(param: Any) -> str:
    return ", ".join([*param.opts, *param.secondary_opts])


def _metavar(param: Any) -> str:
    return str(param.metavar or param.name.upper())


def _one_line(text: str) -> str:
    """Help text as one line of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(page())
