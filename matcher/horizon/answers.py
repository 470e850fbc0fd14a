"""How people answer an offer and whether a home lasts: by facts of the flat, not by the policy's points."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Floats, Ints
from matcher.eligibility import Scene
from matcher.horizon.world import Manners
from matcher.points import Pairs


def refusal_chances(scene: Scene, pairs: Pairs, rows: Ints, manners: Manners) -> Floats:
    """The chance that each of the pairs ``rows`` is refused, as ``Manners`` says."""
    km = np.nan_to_num(pairs.km[rows])
    chance = (
        manners.refuse_base
        + manners.refuse_far * (1 - np.exp2(-km / 8.0))
        + manners.refuse_tight * _tight(scene, pairs, rows)
        + manners.refuse_setting * (pairs.setting[rows] == 0)
        + manners.refuse_area * (pairs.area[rows] == 0)
    )
    no: Floats = np.minimum(0.95, manners.refusals * chance)
    return no


def end_chances(scene: Scene, pairs: Pairs, rows: Ints, manners: Manners) -> Floats:
    """The chance that a tenancy of each of the pairs ``rows`` ends within a year."""
    far = np.nan_to_num(pairs.km[rows]) > 10
    return manners.end_base + manners.end_tight * _tight(scene, pairs, rows) + manners.end_far * far


def _tight(scene: Scene, pairs: Pairs, rows: Ints) -> Bools:
    below: Bools = pairs.left_over[rows] < scene.citizens.minimum[pairs.c[rows]]
    return below
