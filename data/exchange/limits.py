"""The ``[[limit]]`` tables of policy.toml: limits and goals the council adds (model, § 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from data.exchange import codes
from data.exchange.faults import quoted
from data.exchange.toml_lines import Key
from matcher.model import Limit

ReportFault = Callable[[Key, str], None]
KEYS = ("name", "vacancies", "citizens", "at_most", "at_least", "already")
#: What each key of a side may be: its codes, or any text, a tier, an age, a yes or no.
VACANCY_KEYS: Mapping[str, Any] = {
    "organisation_id": str,
    "department_id": str,
    "kind": tuple(codes.KINDS),
    "area_class": tuple(codes.AREA_CLASSES),
    "postcode": str,
}
CITIZEN_KEYS: Mapping[str, Any] = {
    "tier": range(1, 10),
    "situation": tuple(codes.SITUATIONS),
    "support_method": tuple(codes.METHODS),
    "team_id": str,
    "under_age": int,
    "student": bool,
}


def read_limit(item: Mapping[str, Any], at: Key, fault: ReportFault) -> Limit | None:
    """One limit, or None with its faults reported."""
    faults: list[Key] = []

    def report(key: Key, message: str) -> None:
        faults.append(key)
        fault(key, message)

    for key in item:
        if key not in KEYS:
            report((*at, key), f"the key is not known; expected: {', '.join(KEYS)}")
    name = item.get("name")
    if not isinstance(name, str) or not name.strip():
        report((*at, "name"), "a limit needs a name in quotation marks")
    numbers = {key: _count(item, at, key, report) for key in ("at_most", "at_least", "already")}
    if ("at_most" in item) == ("at_least" in item):
        both = "both at_most and at_least" if "at_most" in item else "neither at_most nor at_least"
        report(at, f"the limit has {both}; exactly one of them is expected")
    vacancies = _side(item.get("vacancies", {}), (*at, "vacancies"), VACANCY_KEYS, report)
    citizens = _side(item.get("citizens", {}), (*at, "citizens"), CITIZEN_KEYS, report)
    if faults:
        return None
    return Limit(
        name=str(name),
        vacancies=vacancies,
        citizens=citizens,
        at_most=numbers["at_most"],
        at_least=numbers["at_least"],
        already=numbers["already"] or 0,
    )


def _count(item: Mapping[str, Any], at: Key, key: str, report: ReportFault) -> int | None:
    value = item.get(key)
    if key not in item:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        report((*at, key), f"{quoted(str(value))} is no count; a whole number from 0 is expected")
        return None
    return value


def _side(value: Any, at: Key, keys: Mapping[str, Any], report: ReportFault) -> Mapping[str, tuple[Any, ...]]:
    """One side of a limit: each key with its alternatives."""
    if not isinstance(value, dict):
        report(at, f"a table is expected, such as {{ {next(iter(keys))} = … }}")
        return {}
    side: dict[str, tuple[Any, ...]] = {}
    for key, given in value.items():
        if key not in keys:
            report((*at, key), f"the key is not known; expected: {', '.join(keys)}")
            continue
        alternatives = tuple(given) if isinstance(given, list) else (given,)
        wrong = _wrong(key, keys[key], alternatives)
        if wrong:
            report((*at, key), wrong)
        else:
            side[key] = tuple(dict.fromkeys(alternatives))
    return MappingProxyType(side)


def _wrong(key: str, allowed: Any, alternatives: tuple[Any, ...]) -> str | None:
    """Why the alternatives of a key are refused, None when they are right."""
    if not alternatives:
        return "the list is empty; at least one value is expected"
    if allowed is int:
        value = alternatives[0]
        right = len(alternatives) == 1 and isinstance(value, int) and not isinstance(value, bool)
        return None if right and value > 0 else "one age is expected, a whole number above 0"
    for value in alternatives:
        shown = quoted(str(value))
        if isinstance(allowed, range):
            if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
                return f"{shown} is no tier; whole numbers {allowed.start} to {allowed.stop - 1} are expected"
        elif allowed in (str, bool):
            if not isinstance(value, allowed):
                expected = "a text in quotation marks" if allowed is str else "true or false"
                return f"{shown} is not right for {key}; {expected} is expected"
        elif value not in allowed:
            return f"{shown} is not known; expected: {', '.join(allowed)}"
    return None
