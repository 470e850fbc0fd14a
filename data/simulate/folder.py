"""The folder of a study: what is run, its finished parts, and runs.csv.

settings.json   what is run, with every policy's values, so that it can be made again
parts/          one file per place, seed and policy
runs.csv        a row of figures per policy × seed, written when all parts are there
gains.csv       with --gains: what would help most, a row per change
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from data.exchange.whole import write_whole
from data.simulate.errors import ArgumentError
from data.simulate.parts import Parts
from data.simulate.plan import Sweep, plain

SETTINGS, PARTS, RUNS, GAINS = "settings.json", "parts", "runs.csv", "gains.csv"
#: Beside the report when ``husrum simulate`` or the user has put it there.
CALIBRATION = "calibration.html"
#: The most differences a refusal names.
_NAMED = 5


def find_study(out: Path, sweep: Sweep, *, force: bool = False) -> Parts:
    """The study's parts as far as there are any; nothing is written.  With ``force`` none count.

    Raises ArgumentError when the folder holds something else, or a study with other settings.
    """
    _check_target(out)
    found = settings_of(out)
    if force or found is None:
        return Parts(out / PARTS, known=False)
    _refuse_others(out, found, _settings(sweep))
    return Parts(out / PARTS)


def begin_study(out: Path, sweep: Sweep, command: str, *, force: bool = False) -> Parts:
    """Make the folder, or go on in it, with settings.json brought up to date; after ``find_study``.

    ``command`` is kept there as how to run the study again.  With ``force`` an earlier study is thrown away.
    """
    found, asked = settings_of(out), _settings(sweep)
    if force:
        shutil.rmtree(out / PARTS, ignore_errors=True)
        for name in (RUNS, GAINS, CALIBRATION):
            (out / name).unlink(missing_ok=True)
    elif found is not None:
        asked["policies"] = {**asked["policies"], **_others(found, asked)}
    (out / PARTS).mkdir(parents=True, exist_ok=True)
    for leftover in (out / PARTS).glob(".*"):
        leftover.unlink(missing_ok=True)
    text = json.dumps({"command": command, **asked}, ensure_ascii=False, indent=1)
    write_whole(out / SETTINGS, (text + "\n").encode("utf-8"))
    return Parts(out / PARTS)


def settings_of(out: Path) -> dict[str, Any] | None:
    """What settings.json of a folder says; None when there is none that can be read."""
    try:
        found = json.loads((out / SETTINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def start_of(out: Path) -> date | None:
    """The first day of the study in a folder, if there is one."""
    try:
        return date.fromisoformat((settings_of(out) or {})["settings"]["start"])
    except (KeyError, TypeError, ValueError):
        return None


def write_runs(out: Path, runs: pd.DataFrame, gains: pd.DataFrame | None = None) -> None:
    """runs.csv, and gains.csv where there are any: three decimals, blank where there is no figure.

    Gains of an earlier run that were not asked for now are of other seeds and do not stay.
    """
    for name, table in ((RUNS, runs), (GAINS, gains)):
        if table is None:
            (out / name).unlink(missing_ok=True)
        else:
            text = table.to_csv(index=False, float_format="%.3f", lineterminator="\n")
            write_whole(out / name, text.encode("utf-8"))


def _check_target(out: Path) -> None:
    if str(out) == "-":
        raise ArgumentError("a study is a folder; it cannot be written to standard output")
    if out.exists() and not out.is_dir():
        raise ArgumentError(f"{out} is not a folder; another --out is expected")
    if out.exists() and any(out.iterdir()) and settings_of(out) is None:
        raise ArgumentError(f"{out} holds something else than a study; another --out is expected")


def _settings(sweep: Sweep) -> dict[str, Any]:
    return {
        "seeds": list(sweep.seeds),
        "asked": [policy.name for policy in sweep.policies],
        "settings": plain(sweep.settings),
        "policies": {policy.name: plain(policy) for policy in sweep.policies},
    }


def _others(found: Mapping[str, Any], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Policies of earlier runs in the same folder: their parts are still there."""
    return {name: values for name, values in found["policies"].items() if name not in asked["policies"]}


def _refuse_others(out: Path, found: Mapping[str, Any], asked: Mapping[str, Any]) -> None:
    there, now = found.get("settings"), asked["settings"]
    policies = found.get("policies")
    if not isinstance(there, dict) or not isinstance(policies, dict):
        raise ArgumentError(f"{out / SETTINGS} cannot be read; use another --out, or --force to start anew")
    differences = list(_differences(there, now))
    if not differences:  # named policies follow from the place's, which is among the settings
        for name in sorted(set(policies) & set(asked["policies"])):
            differences += _differences(policies[name], asked["policies"][name], f"policy {name}: ")
    if differences:
        more = f" and {len(differences) - _NAMED} more" if len(differences) > _NAMED else ""
        raise ArgumentError(
            f"{out} holds a study with other settings: {'; '.join(differences[:_NAMED])}{more}; use another "
            "--out, or --force to throw that study away"
        )


def _differences(there: Any, now: Any, where: str = "") -> Iterator[str]:
    """One text per value that differs: its name, what it was and what it is."""
    if isinstance(there, dict) and isinstance(now, dict):
        for key in [*now, *(key for key in there if key not in now)]:
            inner = f"{where}.{key}" if where and not where.endswith(" ") else f"{where}{key}"
            yield from _differences(there.get(key), now.get(key), inner)
    elif there != now:
        yield f"{where} was {_shown(there)}, now {_shown(now)}"


def _shown(value: Any) -> str:
    text = "not set" if value is None else str(value)
    return text if len(text) <= 20 else f"{text[:12]}…"
