"""The year table, the frontier and the robustness of both: `python -m benchmarks.quality.year OUT [PART …]`.

Each part is a few calls of ``husrum simulate``; what they write stays under OUT and is gone on with when the
script is stopped.  The tables are printed as Markdown: means over the seeds, and the ratio to tier-first-come
on the same seed with a 95 % interval (Student's t over the seeds).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from data.synth.flow import REGIMES as FLOWS
from matcher.horizon.interval import estimate

REGIMES = ("quota", "fit", "plenty")
#: Weights were looked at on the training seeds only; the table is of the others.
TRAINING, CONFIRMING = "101-106", "201-210"
EVERYONE = "first_come,tier_first_come,random,greedy,optimum,husrum,hindsight"
LAWFUL = "first_come,tier_first_come,husrum"
BASE = "tier_first_come"
FRONTIER: Mapping[str, str] = {
    "need-0": "[weights]\nneed = 0\n",
    "need-2": "[weights]\nneed = 2\n",
    "need-8": "[weights]\nneed = 8\n",
    "need-8-choice-2": "[weights]\nneed = 8\nchoice = 2\n",
    "need-16": "[weights]\nneed = 16\n",
    "need-40": "[weights]\nneed = 40\n",
    "no-choice": "[weights]\nchoice = 0\n",
    "no-overdue": "overdue_days = 100000\n",
    "overdue-180": "overdue_days = 180\n",
    "chances-3": "[need]\nchances = 3\n",
    "waiting-3": "[need]\nwaiting = 3\n",
    "soon-2": "[fit]\nsoon = 2\n",
    "soon-6": "[fit]\nsoon = 6\n",
}
FIGURES = {
    "matched": "housed",
    "matched_tier_1": "tier 1",
    "mean_km": "km",
    "p95_days": "days, p95",
    "housed_90_days": "within 90 days",
    "refusals": "refusals",
}


def simulate(place: str, seeds: str, policies: str, out: Path, **settings: float) -> pd.DataFrame:
    """The runs of one study."""
    extra = [part for key, value in settings.items() for part in ("--set", f"{key}={value}")]
    command = [sys.executable, "-m", "husrum", "simulate", place, "--seeds", seeds, "--policies", policies]
    subprocess.run([*command, "--out", str(out), *extra], check=True, stdout=subprocess.DEVNULL)
    return pd.read_csv(out / "runs.csv")


def ratio(runs: pd.DataFrame, policy: str, base: str, figure: str) -> str:
    """The mean of the seeds' ratios of two policies, with its interval."""
    by_seed = runs.pivot(index="seed", columns="policy", values=figure)
    ratios = (by_seed[policy] / by_seed[base]).dropna()
    if len(ratios) < 2:
        return "–"
    found = estimate(ratios)
    return f"{found.mean:.3f} ({found.low:.3f} to {found.high:.3f})"


def table(place: str, runs: pd.DataFrame, base: str = BASE) -> Iterator[str]:
    """Means of every policy, and what matters as ratios to the base."""
    against = [f"{FIGURES[name]} ×" for name in ("matched", "mean_km", "p95_days")]
    yield f"\n**{place}**\n"
    yield f"| policy | {' | '.join([*FIGURES.values(), *against])} |"
    yield "|" + "---|" * (1 + len(FIGURES) + len(against))
    for policy in dict.fromkeys(runs["policy"]):
        own = runs[runs["policy"] == policy]
        cells = [f"{own[name].mean():,.{_decimals(name)}f}" for name in FIGURES]
        cells += [ratio(runs, policy, base, name) for name in ("matched", "mean_km", "p95_days")]
        yield f"| {policy} | {' | '.join(cells)} |"


def _decimals(name: str) -> int:
    return {"mean_km": 2, "housed_90_days": 3, "p95_days": 0, "refusals": 0}.get(name, 1)


def year(out: Path) -> Iterator[str]:
    """All policies in all regimes on the confirming seeds."""
    soon = _policy_file(out, "soon-2")
    for regime in REGIMES:
        runs = simulate(regime, CONFIRMING, f"{EVERYONE},{soon}", out / regime)
        yield from table(regime, runs)
        yield f"\nhusrum / first come: {ratio(runs, 'husrum', 'first_come', 'matched')}"
        yield f"husrum / hindsight: {ratio(runs, 'husrum', 'hindsight', 'matched')}"


def known(out: Path) -> Iterator[str]:
    """Where the distance to hindsight comes from: answers, departures and returns known to both."""
    settings = {"as it is": {}, "all accept": {"refusals": 0.0}}
    settings["and none comes back"] = {"refusals": 0.0, "returns": 0.0}
    settings["and few leave by themselves"] = {"refusals": 0.0, "returns": 0.0, "exits": 0.02}
    yield "\n| regime | " + " | ".join(settings) + " |\n|" + "---|" * (1 + len(settings))
    for regime in REGIMES:
        cells = []
        for name, manners in settings.items():
            folder = out / f"known-{regime}-{name.replace(' ', '-')}"
            runs = simulate(regime, CONFIRMING, "husrum,hindsight", folder, **manners)
            cells.append(ratio(runs, "husrum", "hindsight", "matched"))
        yield f"| {regime} | {' | '.join(cells)} |"


def frontier(out: Path) -> Iterator[str]:
    """Other weights on the training seeds."""
    files = [_policy_file(out, name) for name in FRONTIER]
    for regime in REGIMES:
        policies = ",".join([LAWFUL, "optimum", *files])
        yield from table(regime, simulate(regime, TRAINING, policies, out / f"frontier-{regime}"))


def robust(out: Path) -> Iterator[str]:
    """The conclusions with other answers, arrivals and data."""
    for regime in REGIMES:
        arrivals = FLOWS[regime].flow.arrivals
        assert arrivals is not None
        variants: dict[str, dict[str, float]] = {
            "refusals halved": {"refusals": 0.5},
            "refusals doubled": {"refusals": 2.0},
            "arrivals + 30 %": {"arrivals": round(arrivals * 1.3, 2)},
            "arrivals − 30 %": {"arrivals": round(arrivals * 0.7, 2)},
            "half the network unknown": {"network": 0.5},
            "support places scarce": {"places": 0.7},
        }
        yield f"\n**{regime}**: husrum against tier-first-come (and first come)\n"
        names = ("matched", "matched_tier_1", "mean_km", "p95_days")
        yield f"| variant | {' | '.join(FIGURES[name] for name in names)} | housed / first come |"
        yield "|---|---|---|---|---|---|"
        for name, settings in variants.items():
            runs = simulate(regime, CONFIRMING, LAWFUL, out / f"{regime}-{_slug(name)}", **settings)
            cells = [ratio(runs, "husrum", BASE, figure) for figure in names]
            yield f"| {name} | {' | '.join(cells)} | {ratio(runs, 'husrum', 'first_come', 'matched')} |"


def _policy_file(out: Path, name: str) -> str:
    """The policy.toml of a point of the frontier."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{name}.toml"
    path.write_text(FRONTIER[name], encoding="utf-8")
    return str(path)


def _slug(name: str) -> str:
    return name.replace("+", "plus").replace("−", "minus").replace(" %", "").replace(" ", "-")


PARTS = {"year": year, "known": known, "frontier": frontier, "robust": robust}


def main() -> None:
    """Print the tables of the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="where the studies are kept")
    parser.add_argument("parts", nargs="*", default=list(PARTS), help=", ".join(PARTS))
    asked = parser.parse_args()
    for part in asked.parts:
        print(f"\n## {part}: {PARTS[part].__doc__}", flush=True)
        for line in PARTS[part](asked.out / part):
            print(line, flush=True)


if __name__ == "__main__":
    main()
