"""On which line of a TOML text each key stands; tomllib reads the values but forgets the lines."""

from __future__ import annotations

import re

Key = tuple[str | int, ...]
_TOKEN = re.compile(
    r'(?P<long>"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\')'
    r'|(?P<text>"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<comment>\#[^\n]*)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<end>\n)|(?P<bare>[A-Za-z0-9_-]+)|(?P<other>.)",
    re.DOTALL,
)


def key_lines(text: str) -> dict[Key, int]:
    """The first line of every key and table header of a valid TOML text.

    A key is its path, ``("weights", "need")``; the tables of an array carry their number,
    ``("limit", 0, "at_most")``.  Keys inside a value stand on the value's line.
    """
    lines: dict[Key, int] = {}
    table: Key = ()
    counts: dict[Key, int] = {}
    line, statement, first = 1, "", 1
    depth = 0
    for match in _TOKEN.finditer(text + "\n"):
        kind, token = match.lastgroup, match.group()
        if kind == "end" and depth == 0:
            table = _note(statement.strip(), first, table, counts, lines)
            statement, first = "", line + 1
        elif kind != "comment":
            in_header = statement.lstrip().startswith("[") or (kind == "open" and not statement.strip())
            if not in_header:
                depth += (kind == "open") - (kind == "close")
            statement += token
        line += token.count("\n")
    return lines


def _note(statement: str, line: int, table: Key, counts: dict[Key, int], lines: dict[Key, int]) -> Key:
    """Files one statement; the table in which the next one stands."""
    if not statement:
        return table
    if statement.startswith("[["):
        path = _in_arrays(_path(statement.strip("[] \t")), counts)
        counts[path] = counts.get(path, -1) + 1
        table = (*path, counts[path])
    elif statement.startswith("["):
        table = _in_arrays(_path(statement.strip("[] \t")), counts)
    else:
        key = _path(statement.split("=", 1)[0])
        for length in range(1, len(key) + 1):
            lines.setdefault((*table, *key[:length]), line)
        return table
    for length in range(1, len(table) + 1):
        lines.setdefault(table[:length], line)
    return table


def _in_arrays(path: Key, counts: dict[Key, int]) -> Key:
    """The path of a header, with the number of the table it stands in after each array's name."""
    found: Key = path[:1]
    for part in path[1:]:
        found = (*found, counts[found], part) if found in counts else (*found, part)
    return found


def _path(text: str) -> Key:
    parts = re.findall(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|[^.\s]+', text)
    return tuple(part[1:-1] if part[0] in "\"'" else part for part in parts)
