"""What the municipality has at its disposal: routes and quota accounts of a world, made to a wish."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

import numpy as np

from data.synth.coming import KEPT, SAMPLE
from matcher.arrays import Bools
from matcher.horizon.chance import draws
from matcher.quota import under_quarter_rule
from matcher.table import Table

if TYPE_CHECKING:
    import pandas as pd


def at_disposal(flats: pd.DataFrame, given: float | None, kept: float, seed: int) -> pd.DataFrame:
    """The flats with their routes as asked: ``given`` None leaves them, ``kept`` 1 keeps all for the list."""
    if given is not None:
        flats = _with_route(flats, given, seed)
    return flats if kept == 1 else _with_kept_flats(flats, kept, seed)


def _with_route(flats: pd.DataFrame, given: float, seed: int) -> pd.DataFrame:
    """The flats with this share given to the municipality outside the quarter rule, the others under it."""
    route = flats["route"].to_numpy(dtype=object)
    lucky = draws(seed, SAMPLE, np.arange(len(flats)), 2) < given
    return flats.assign(
        route=np.where(lucky, "given", np.where(route == "given", "quarter", route)).astype(object)
    )


def _with_kept_flats(flats: pd.DataFrame, kept: float, seed: int) -> pd.DataFrame:
    """The flats with this share of those outside the quarter rule kept for the list, the rest others'."""
    others = draws(seed, KEPT, np.arange(len(flats))) >= kept
    route = flats["route"].to_numpy(dtype=object)
    return flats.assign(route=np.where(others & ~_shared(flats), "none", route).astype(object))


def with_kept_share(quotas: pd.DataFrame, kept: float) -> pd.DataFrame:
    """The accounts with only this part of their share kept for the list, exactly."""
    part = Fraction(str(kept))
    shares = np.array([share * part for share in quotas["share"]], dtype=object)
    return quotas.assign(share=shares)


def balanced(quotas: pd.DataFrame) -> pd.DataFrame:
    """Accounts of mode choose in balance: what was claimed is the share of what was counted.

    A week's accounts may be behind or spent for that week; over a year that would decide the outcome.
    """
    due = [floor(share * int(n)) for share, n in zip(quotas["share"], quotas["counted"], strict=True)]
    chooses = (quotas["mode"] == "choose").to_numpy(dtype=bool)
    return quotas.assign(claimed=np.where(chooses, np.array(due, dtype=np.int64), quotas["claimed"]))


def share_of(flats: pd.DataFrame, kept: float) -> float:
    """About the share of the flats that can be let to the list: all given, its part of every fourth other.

    Dwellings for the elderly and other kinds fit few of those who wait, so they count like the others.
    """
    if not len(flats):
        return 0.0
    route = flats["route"].to_numpy()
    quarter, given = int((route == "quarter").sum()), int((route == "given").sum())
    return (0.25 * kept * quarter + given) / len(flats)


def _shared(flats: pd.DataFrame) -> Bools:
    return under_quarter_rule(Table(flats))
