"""A policy as the fields of a form, and the fields of a form as policy.toml."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from data.exchange.faults import Fault
from data.exchange.policy import GROUPS, SETTINGS, parse_policy, weight_names
from matcher.model import Policy

#: The tiers a form has fields for.
TIERS = range(1, 10)
#: The field of the [[limit]] tables, as they are written.
LIMITS = "limit"
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def fields_of(toml: str) -> dict[str, str]:
    """The fields of a form: settings by name, weights as ``group.name``, tiers as ``tiers.N``, and limits.

    What the file leaves out stands with its default.  ``toml`` must be a valid policy.
    """
    policy = read(toml)[0]
    values = tomllib.loads(toml.replace("\r\n", "\n"))
    fields = {setting.name: _plain(getattr(policy, setting.name)) for setting in SETTINGS}
    for group in GROUPS:
        fields |= {f"{group}.{name}": str(weight) for name, weight in getattr(policy, group).items()}
    for tier, text in values.get("tiers", {}).items():
        fields[f"tiers.{tier}"] = text
    fields[LIMITS] = "\n".join(_limit(item) for item in values.get(LIMITS, []))
    return fields


def toml_of(fields: Mapping[str, str]) -> str:
    """policy.toml of the fields of a form; a blank field is left to the default."""
    lines = [
        f"{setting.name} = {_value(fields[setting.name], bool(setting.words))}"
        for setting in SETTINGS
        if fields.get(setting.name, "").strip()
    ]
    for group in GROUPS:
        weights = [(name, fields.get(f"{group}.{name}", "").strip()) for name in weight_names(group)]
        if any(text for _, text in weights):
            lines += ["", f"[{group}]", *(f"{name} = {_value(text)}" for name, text in weights if text)]
    texts = [(tier, fields.get(f"tiers.{tier}", "").strip()) for tier in TIERS]
    if any(text for _, text in texts):
        lines += ["", "[tiers]", *(f"{tier} = {_text(text)}" for tier, text in texts if text)]
    limits = fields.get(LIMITS, "").replace("\r\n", "\n").strip()
    if limits:
        lines += ["", limits]
    return "\n".join(lines).lstrip("\n") + "\n"


def read(toml: str) -> tuple[Policy, list[Fault]]:
    """The policy of a text, with every fault in it."""
    return parse_policy(toml.encode())


def field_of(fault: Fault) -> str:
    """The field of the form a fault belongs to; blank for the file as a whole."""
    name = fault.column
    if name.startswith(LIMITS):
        return LIMITS
    known = {setting.name for setting in SETTINGS}
    head = name.split(".")[0]
    if name in known or (head in (*GROUPS, "tiers") and "." in name):
        return name
    return f"{name}.{weight_names(name)[0]}" if name in GROUPS else ""


def _plain(value: Any) -> str:
    """A value as one types it: no exponent, and no decimals where there are none."""
    if not isinstance(value, float):
        return str(value)
    return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")


def _value(text: str, word: bool = False) -> str:
    """A number as TOML writes it, also with decimal comma; anything else as a text, for the fault to name."""
    plain = text.strip().replace("\u2212", "-").replace(" ", "")
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", plain):
        plain = plain.replace(",", ".")
    if word or not _NUMBER.fullmatch(plain):
        return _text(text.strip())
    return re.sub(r"^([+-]?)0+(?=[0-9])", r"\1", plain)


def _text(text: str) -> str:
    """A basic string of TOML."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("\x7f", "\\u007f")


def _limit(item: Mapping[str, Any]) -> str:
    lines = ["[[limit]]", *(f"{key} = {_inline(value)}" for key, value in item.items())]
    return "\n".join(lines) + "\n"


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_inline(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)
