"""The calibration page of a study: what its worlds rest on, beside the published figures."""

from __future__ import annotations

from pathlib import Path

from data.simulate.folder import CALIBRATION
from data.simulate.plan import Sweep
from data.simulate.study import Study
from data.synth.worlds import world_of
from data.synth.year_page import write_year_calibration

#: Whose year is shown, the first of these that was run: what happens now comes before what might.
_SHOWN = ("tier_first_come", "husrum", "first_come")


def write_calibration(sweep: Sweep, study: Study, out: Path) -> None:
    """Write OUT/calibration.html from the worlds of the first seed, once for a study.

    A week folder has none: its people and flats are its own.
    """
    if sweep.places[0].part is None or (out / CALIBRATION).exists():
        return
    asked, seed = sweep.settings, study.seeds[0]
    policy = next(name for name in (*_SHOWN, *study.names) if name in study.names)
    worlds = (
        world_of(place, asked.flow, asked.weeks, seed, asked.manners, asked.start)[0]
        for place in sweep.places
    )
    title = asked.place if len(sweep.places) == 1 else None
    write_year_calibration(worlds, study.records[policy, seed], out / CALIBRATION, title=title, policy=policy)
