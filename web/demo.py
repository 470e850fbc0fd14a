"""The example: a synthetic town, its week run, and its result written, ready to be shown."""

from __future__ import annotations

from pathlib import Path

PRESET = "town"


def prepare_demo(folder: Path, *, preset: str = PRESET, seed: int = 0, lang: str = "da") -> tuple[Path, Path]:
    """Make a town under ``folder`` and run its week; returns (week folder, result folder).

    A week already made there is kept and run again, so that a second start shows the same town.
    """
    from data.exchange.results import write_result
    from data.exchange.week import read_week
    from data.rates.loader import load_rates
    from data.synth.write import DECISION_DATE, write_preset
    from matcher.pipeline import propose
    from web.run import RunError

    week, result = folder / "week", folder / "result"
    if not week.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_preset(preset, week, seed=seed)
    reading = read_week(week, DECISION_DATE)
    if reading.week is None:
        raise RunError("\n".join(str(fault) for fault in reading.faults))
    rates = load_rates(DECISION_DATE)
    found = propose(reading.week, reading.policy, rates, seed, pairs=True, lang=lang)
    write_result(found, result, force=True, lang=lang)
    return week, result
