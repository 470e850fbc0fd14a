"""One week's joint optimum against lists, pair by pair and chance: `python -m benchmarks.quality.week`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np

from data.exchange.week import read_week
from data.rates.loader import load_rates
from data.synth.write import DECISION_DATE, write_preset
from matcher.best import Best, set_scene
from matcher.horizon.allocate import allocate, named_allocator

WAYS = ("first_come", "tier_first_come", "random", "greedy", "husrum")
PRESETS = ("small", "town", "København", "Aarhus", "Esbjerg", "Lolland", "denmark", "stress-m")


def weeks_of(preset: str, seeds: range) -> list[dict[str, Best]]:
    """The week of each seed, allocated every way."""
    found = []
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            real = preset[0].isupper()
            name, place = ("municipality", preset) if real else (preset, None)
            reading = read_week(write_preset(name, Path(folder) / "week", seed, place), DECISION_DATE)
        assert reading.week is not None, reading.faults
        scene = set_scene(reading.week, reading.policy, load_rates(DECISION_DATE))
        found.append({way: allocate(scene, named_allocator(way, reading.policy), seed) for way in WAYS})
    return found


def figures(best: Best) -> dict[str, float]:
    """What a week's choice comes to."""
    chosen = best.solution.chosen
    tier = best.scene.citizens.table.numbers("tier")[best.pairs.c[chosen]]
    km = best.pairs.km[chosen]
    return {
        "housed": len(chosen),
        "tier 1-2": int((tier <= 2).sum()),
        "points": int(best.pairs.points[chosen].sum()),
        "km": float(np.nanmean(km)) if np.isfinite(km).any() else float("nan"),
    }


def row(preset: str, way: str, weeks: list[dict[str, Best]]) -> str:
    """A line of the table: means over the seeds, and each as a share of the optimum's."""
    own = [figures(week[way]) for week in weeks]
    best = [figures(week["husrum"]) for week in weeks]
    cells = []
    for name in ("housed", "tier 1-2", "points"):
        mean, whole = np.mean([one[name] for one in own]), np.mean([one[name] for one in best])
        cells.append(f"{mean:,.1f} ({mean / whole:.1%})")
    return f"| {preset} | {way} | {' | '.join(cells)} | {np.nanmean([one['km'] for one in own]):.1f} |"


def main() -> None:
    """Print the table of all presets and ways."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10, help="weeks of each preset (fewer for the large)")
    parser.add_argument("presets", nargs="*", default=PRESETS)
    asked = parser.parse_args()
    print("| preset | way | housed | of them tier 1-2 | points in all | mean km |")
    print("|---|---|---|---|---|---|")
    for preset in asked.presets:
        seeds = range(min(asked.seeds, 3) if preset in ("denmark", "stress-m") else asked.seeds)
        weeks = weeks_of(preset, seeds)
        for way in WAYS:
            print(row(preset, way, weeks), flush=True)


if __name__ == "__main__":
    main()
