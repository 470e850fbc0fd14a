"""One job: make a world, live through it under each policy, and give every year as a part."""

from __future__ import annotations

from collections.abc import Iterator

from data.simulate.errors import ArgumentError, SweepError
from data.simulate.gains import GAINS, SeedGains, gains_of_seed
from data.simulate.parts import part_bytes
from data.simulate.plan import Job, PartKey
from data.simulate.study import Settings
from data.synth.worlds import world_of
from matcher.horizon.allocate import Allocator
from matcher.horizon.hindsight import hindsight
from matcher.horizon.life import live
from matcher.horizon.record import Record, record_of
from matcher.horizon.world import World
from matcher.horizon.year import Year
from matcher.rates import Rates
from matcher.summary import product_version


def run(job: Job) -> Iterator[tuple[PartKey, bytes]]:
    """Each policy's part as soon as it is lived through.

    Raises SweepError on a worker with another version of Husrum, whose numbers might differ, and
    ArgumentError when the numbers asked for do not fit the place.
    """
    settings = job.settings
    if settings.version != product_version():
        raise SweepError(
            f"this worker has Husrum {product_version()}, the sweep is of {settings.version}; "
            "install the same version everywhere"
        )
    try:
        world, _ = world_of(
            job.place, settings.flow, settings.weeks, job.seed, settings.manners, settings.start
        )
    except ValueError as error:
        raise ArgumentError(f"{job.place.name}: {error}") from None
    for policy, key in zip(job.policies, job.keys(), strict=True):
        yield key, part_bytes(_tables(world, policy, job.rates, settings), key.stamp)


def _tables(world: World, policy: Allocator, rates: Rates, settings: Settings) -> Record | SeedGains:
    if policy.name == GAINS:
        return gains_of_seed(world, policy.policy, rates)
    return record_of(world, _year(world, policy, rates, settings))


def _year(world: World, policy: Allocator, rates: Rates, settings: Settings) -> Year:
    if policy.name == "hindsight":
        return hindsight(world, policy, rates, settings.policy)
    return live(world, policy, rates, settings.policy)
