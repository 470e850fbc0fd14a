"""Citizens against every flat of a week, as pairs.csv says it: all citizens, or the one asked about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from matcher.best import set_scene
from matcher.economy import economy_of_block
from matcher.eligibility import Eligibility, Scene, blocks_of, codes_of, eligible_pairs
from matcher.model import Policy, Week
from matcher.points import Pairs, score
from matcher.rates import Rates

CRITERIA = ("points", "need", "fit", "choice", "network", "economy", "size", "setting", "area")
COLUMNS = ("citizen_id", "vacancy_id", "eligible", "reasons", *CRITERIA, "support", "left_over")


@dataclass(frozen=True)
class PairTable:
    """A week whose rules are asked and whose points are given, without solving it."""

    scene: Scene
    eligibility: Eligibility
    pairs: Pairs

    def of_citizen(self, citizen_id: str) -> pd.DataFrame:
        """The rows of one citizen, in the order of the flats; none for a citizen the week does not know."""
        row = int(self.scene.citizens.table.index_of.get_indexer(pd.Index([citizen_id]))[0])
        return pair_rows(
            self.scene, self.eligibility, self.pairs, slice(row, row + 1) if row >= 0 else slice(0)
        )


def pair_table(week: Week, policy: Policy, rates: Rates) -> PairTable:
    """Ask every rule and give the points of a week."""
    scene = set_scene(week, policy, rates)
    eligibility = eligible_pairs(scene)
    return PairTable(scene, eligibility, score(scene, eligibility))


def pair_rows(scene: Scene, eligibility: Eligibility, pairs: Pairs, rows: slice) -> pd.DataFrame:
    """Citizens × every flat with the reasons, the money and, where eligible, points and criteria."""
    start, stop, _ = rows.indices(len(scene.citizens))
    n, m = max(0, stop - start), len(scene.flats)
    bits = eligibility.reasons[start:stop].ravel()
    words = {int(value): " ".join(codes_of(int(value))) for value in np.unique(bits)}
    blocks = [slice(start + b.start, start + b.stop) for b in blocks_of(n)]
    money = [economy_of_block(scene.citizens, scene.flats, block) for block in blocks]
    table = pd.DataFrame(
        {
            "citizen_id": np.repeat(scene.citizens.ids[start:stop], m),
            "vacancy_id": np.tile(scene.flats.ids, n),
            "eligible": bits == 0,
            "reasons": [words[int(value)] for value in bits],
            "support": np.concatenate([block.support.ravel() for block in money] or [np.zeros(0)]),
            "left_over": np.concatenate([block.left_over.ravel() for block in money] or [np.zeros(0)]),
        }
    )
    first, last = np.searchsorted(pairs.c, [start, stop])
    at = (pairs.c[first:last] - start) * m + pairs.v[first:last]
    for name in CRITERIA:
        values = getattr(pairs, name)[first:last]
        column = pd.array(np.zeros(n * m, dtype=np.int64), dtype="Int64")
        column[:] = pd.NA
        column[at[values >= 0]] = values[values >= 0]
        table[name] = column
    return table[list(COLUMNS)]
