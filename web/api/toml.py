"""A policy as JSON object written as TOML, so that policies have one reader; each key on its own line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from web.api.problems import pointer

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(policy: Mapping[str, Any]) -> tuple[str, list[str]]:
    """The text, and for each of its lines the JSON pointer of what stands there (under ``/policy``).

    Null is left out, as everywhere.
    """
    lines = _table(policy, (), "policy")
    return "".join(f"{text}\n" for text, _ in lines), [place for _, place in lines]


def _table(table: Mapping[str, Any], header: tuple[str, ...], *at: str | int) -> list[tuple[str, str]]:
    """The lines of a table: its own keys in order, then the tables in it under headers of their own."""
    table = dict(sorted(table.items()))
    tables = {key: value for key, value in table.items() if isinstance(value, dict) or _is_tables(value)}
    lines = [
        (f"{_key(key)} = {_value(value)}", pointer(*at, key))
        for key, value in table.items()
        if key not in tables and value is not None
    ]
    for key, value in tables.items():
        name = (*header, key)
        title = ".".join(map(_key, name))
        if isinstance(value, dict):
            lines += [(f"[{title}]", pointer(*at, key)), *_table(value, name, *at, key)]
        else:
            for number, one in enumerate(value):
                lines += [(f"[[{title}]]", pointer(*at, key, number)), *_table(one, name, *at, key, number)]
    return lines


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        pairs = [f"{_key(key)} = {_value(one)}" for key, one in value.items() if one is not None]
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_value(one) for one in value if one is not None) + "]"
    return repr(value)


def _text(text: str) -> str:
    """A basic string: JSON's escapes are TOML's, save that TOML also escapes delete."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
