"""``--set key=value``: the numbers of a world, of its people's manners, and the keys of policy.toml."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from data.exchange.policy import GROUPS, SETTINGS, parse_policy, weight_names
from data.simulate.errors import ArgumentError
from data.synth.worlds import Flow
from matcher.horizon.world import Manners
from matcher.model import Policy


@dataclass(frozen=True)
class Number:
    """A number that may be set, from ``low`` to ``high``."""

    name: str
    low: float
    high: float
    whole: bool = False


def _share(name: str, high: float = 1) -> Number:
    return Number(name, 0, high)


FLOW = (
    Number("waiting", 1, 50_000, whole=True),
    Number("arrivals", 0, 5_000),
    Number("vacancies", 0, 5_000),
    _share("given"),
    _share("exits", 0.99),
    Number("places", 0, 100),
    _share("network"),
    _share("kept"),
)
MANNERS = (
    Number("refusals", 0, 20),
    _share("refuse_base"),
    _share("refuse_far"),
    _share("refuse_tight"),
    _share("refuse_setting"),
    _share("refuse_area"),
    Number("end_base", 0.001, 0.5),
    _share("end_tight", 0.2),
    _share("end_far", 0.2),
    _share("returns"),
    Number("away_weeks", 0, 520),
)
_NUMBERS = {number.name: number for number in (*FLOW, *MANNERS)}
_WORDS = {setting.name for setting in SETTINGS if setting.words}
_POLICY_KEYS = (
    *(setting.name for setting in SETTINGS),
    *(f"{group}.{name}" for group in GROUPS for name in weight_names(group)),
    *(f"tiers.{tier}" for tier in range(1, 10)),
)


@dataclass(frozen=True)
class Changes:
    """What ``--set`` says: numbers of the flow and the manners, and texts of the policy by dotted key."""

    flow: Flow
    manners: Manners
    policy: Mapping[str, str]

    def of(self, policy: Policy) -> Policy:
        """A policy with the changes.  Raises ArgumentError when a value is not one policy.toml would take."""
        return changed(policy, self.policy)


def parse_changes(items: Iterable[str]) -> Changes:
    """The changes of every ``key=value``; ArgumentError, with close suggestions for an unknown key."""
    flow: dict[str, float] = {}
    manners: dict[str, float] = {}
    policy: dict[str, str] = {}
    for item in items:
        key, equals, value = (word.strip() for word in item.partition("="))
        if not (key and equals and value):
            raise ArgumentError(f"--set {item}: write key=value, as in refusals=2 or weights.need=8")
        if key in flow or key in manners or key in policy:
            raise ArgumentError(f"--set {item}: {key} is set twice; leave one out")
        if key in _NUMBERS:
            fields = flow if key in {number.name for number in FLOW} else manners
            fields[key] = _number(item, _NUMBERS[key], value)
        elif key in _POLICY_KEYS:
            policy[key] = value
        else:
            raise ArgumentError(f"--set {item}: {_unknown(key)}")
    changed(Policy(), policy)
    try:
        return Changes(Flow(**flow), Manners(**manners), policy)  # type: ignore[arg-type]
    except ValueError as error:
        raise ArgumentError(f"--set: {error}") from None


def changed(policy: Policy, texts: Mapping[str, str]) -> Policy:
    """A policy with values given as text, read as policy.toml is; a group keeps its other weights."""
    tables: dict[str, dict[str, str]] = {}
    lines = []
    for key, text in texts.items():
        group, dot, name = key.partition(".")
        if dot:
            kept = {other: str(weight) for other, weight in getattr(policy, group).items()}
            tables.setdefault(group, {} if group == "tiers" else kept)[name] = _literal(key, text)
        else:
            lines.append(f"{key} = {_literal(key, text)}")
    for group, values in tables.items():
        lines += [f"[{group}]", *(f"{name} = {value}" for name, value in values.items())]
    read, faults = parse_policy("\n".join(lines).encode("utf-8"))
    if faults:
        fault = faults[0]
        raise ArgumentError(f"--set {fault.column}={texts.get(fault.column, '…')}: {fault.message}")
    fresh: dict[str, Any] = {key.partition(".")[0]: None for key in texts}
    fresh = {name: getattr(read, name) for name in fresh}
    if "tiers" in fresh:
        fresh["tiers"] = dict(sorted({**policy.tiers, **read.tiers}.items()))
    return replace(policy, **fresh)


def _number(item: str, number: Number, text: str) -> float:
    kind = "a whole number" if number.whole else "a number with decimal point"
    if not re.fullmatch(r"[+-]?[0-9]+" if number.whole else r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)", text):
        raise ArgumentError(f"--set {item}: {text} is not {kind}")
    value = int(text) if number.whole else float(text)
    if not number.low <= value <= number.high:
        raise ArgumentError(
            f"--set {item}: {text} is out of range; {kind} from {number.low:g} to {number.high:g} is expected"
        )
    return value


def _literal(key: str, text: str) -> str:
    """A value as TOML: a number as it is, anything else as text, so that the reader can say what is wrong."""
    is_number = re.fullmatch(r"[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?", text)
    is_text = key in _WORDS or key.startswith("tiers.")
    return text if is_number and not is_text else json.dumps(text, ensure_ascii=False)


def _unknown(key: str) -> str:
    known = [*_NUMBERS, *_POLICY_KEYS]
    ends = [name for name in known if name.partition(".")[2] == key]
    close = ends or difflib.get_close_matches(key, known, n=3, cutoff=0.6)
    if close:
        return f"the key is not known; did you mean {' or '.join(close)}?"
    return (
        f"the key is not known; there are {', '.join(_NUMBERS)}, and the keys of policy.toml (weights.need)"
    )
