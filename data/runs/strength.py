"""How strongly a re-run keeps the pairs of the run before, and how its prices are read."""

from __future__ import annotations

#: The most points one pair can have (model § 5), and the most stability points policy.toml may give.
MOST_POINTS, MOST_STABILITY = 1000, 10_000_000


def most(files: dict[str, bytes]) -> int:
    """At most so many pairs can a frozen week give: its citizens or its flats, whichever are fewer."""
    return min(files[name].count(b"\n") for name in ("citizens.csv", "vacancies.csv"))


def strength(pairs: int) -> int:
    """Stability points with which every pair kept counts for more than all points of ``pairs`` pairs.

    Two weeks equal in the stages before points differ by at most 1000 points a pair; with more than twice
    that for each pair kept, the week with most pairs kept wins whatever the points, and a loss in points can
    be read back as pairs and points (``split``).  Weeks of 5,000 pairs and more get the most there is.
    """
    return min(2 * MOST_POINTS * pairs + 1, MOST_STABILITY)


def split(lost_points: int, stability: int, pairs: int) -> tuple[int, int]:
    """A loss of stage 4 as (pairs kept fewer, points): ``lost_points = kept × stability + points``.

    ``stability`` is the policy's of the run, ``pairs`` at most how many pairs the week can have.  The points
    can be below 0, when the week gains points by keeping fewer pairs.  In a week that is no re-run the loss
    is all points.
    """
    if stability < strength(pairs):
        return 0, lost_points
    kept = (2 * lost_points + stability) // (2 * stability)
    return kept, lost_points - kept * stability
