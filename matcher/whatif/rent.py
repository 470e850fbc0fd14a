"""A rent lower by the least whole krone on one flat."""

from __future__ import annotations

import numpy as np

from matcher.best import Best
from matcher.economy import left_over_at_rents
from matcher.rounding import six
from matcher.whatif.change import Change
from matcher.whatif.prospects import MONEY, NEVER, OutOfTrialsError, Prospects


def least_rent_cut(prospects: Prospects, citizen: int) -> Change | None:
    """The least cut of one flat's rent that houses the citizen, None when there is none.

    None also when the trials run out before it is shown to be the least.  Flats are tried by the least krone
    that opens them; a flat the citizen could have already is worth a trial only when the points a low rent
    can bring would outweigh the loss.
    """
    try:
        return _least_over_flats(prospects, citizen)
    except OutOfTrialsError:
        return None


def _least_over_flats(prospects: Prospects, citizen: int) -> Change | None:
    best = prospects.best
    found: Change | None = None
    for opens_at, flat in _openings(prospects, citizen):
        most = int(best.scene.flats.rent[flat]) if found is None else int(found.value) - 1
        if opens_at > most:
            break
        cut = _least(prospects, citizen, flat, opens_at, most)
        if cut is not None:
            found = _cut(best, flat, cut)
    return found


def _cut(best: Best, flat: int, kroner: int) -> Change:
    return Change("rent", flat, kroner, str(best.scene.flats.ids[flat]))


def _openings(prospects: Prospects, citizen: int) -> list[tuple[int, int]]:
    """Flats that nothing but money keeps from the citizen, as (least krone that opens it, flat)."""
    best = prospects.best
    flats = np.nonzero((best.eligibility.reasons[citizen] & ~MONEY) == 0)[0]
    flats = flats[prospects.verdicts[citizen, flats] != NEVER]
    out = []
    for flat in flats.tolist():
        opens_at = _opens_at(best, citizen, flat)
        if opens_at is not None:
            out.append((max(1, opens_at), flat))
    return sorted(out)


def _opens_at(best: Best, citizen: int, flat: int) -> int | None:
    """The least whole krone off the rent that both money rules allow; None when not even no rent does."""
    scene = best.scene
    cuts = np.arange(int(scene.flats.rent[flat]) + 1, dtype=np.float64)
    rents = scene.flats.rent[flat] - cuts
    ceiling = scene.citizens.table.numbers("max_rent")[citizen]
    floor = six(scene.policy.rent_block_share * scene.citizens.minimum[citizen])
    allowed = left_over_at_rents(scene.citizens, scene.flats, citizen, flat, rents) >= floor
    if not np.isnan(ceiling):
        allowed &= six(rents + scene.flats.utilities[flat]) <= ceiling
    return int(np.argmax(allowed)) if allowed.any() else None


def _least(prospects: Prospects, citizen: int, flat: int, opens_at: int, most: int) -> int | None:
    """The least cut in [opens_at, most] that works and of which one krone less does not, None when none."""

    def works(kroner: int) -> bool:
        return kroner > 0 and prospects.settled(_cut(prospects.best, flat, kroner), citizen)

    if works(opens_at):
        high, low = opens_at, 0 if works(opens_at - 1) else opens_at - 1
    else:
        high, low = _enough(prospects.best, citizen, flat, opens_at, most), opens_at
        if high <= low or not works(high):
            return None
    while high - low > 1:
        middle = (low + high) // 2
        high, low = (middle, low) if works(middle) else (high, middle)
    return high


def _enough(best: Best, citizen: int, flat: int, opens_at: int, most: int) -> int:
    """The cut from which a lower rent brings the citizen no more points: the margin is comfortable."""
    scene = best.scene
    cuts = np.arange(opens_at, most + 1)
    rents = scene.flats.rent[flat] - cuts
    margin = six(
        left_over_at_rents(scene.citizens, scene.flats, citizen, flat, rents)
        - scene.citizens.minimum[citizen]
    )
    comfortable = margin >= scene.policy.comfortable_margin
    return int(cuts[np.argmax(comfortable)]) if comfortable.any() else most
