"""Parts: kept whole or not at all, read back as they were, and damage is seen."""

from __future__ import annotations

import errno
import hashlib
import io
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import IO, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from data.exchange.whole import write_whole
from data.simulate.errors import SweepError
from data.simulate.job import run
from data.simulate.parts import MissingPartError, Parts, part_bytes, read_part
from data.simulate.plan import PartKey, Sweep, plan
from data.synth.worlds import world_of
from matcher.horizon.life import live
from matcher.horizon.record import Record, record_of
from tests.simulate.sweeps import WORLD, small_sweep

STAMP = "a stamp"


@pytest.fixture(scope="module")
def record() -> Record:
    sweep = small_sweep(policies="husrum", seeds="1")
    asked = sweep.settings
    world, _ = world_of(sweep.places[0], asked.flow, asked.weeks, 1, asked.manners, asked.start)
    return record_of(world, live(world, sweep.policies[0], sweep.rates, asked.policy))


def test_a_record_is_read_back_as_it_was(record: Record, tmp_path: Path) -> None:
    write_whole(tmp_path / "part", part_bytes(record, STAMP))
    read = read_part(tmp_path / "part", STAMP)
    for field in fields(Record):
        frame: pd.DataFrame = getattr(record, field.name)
        assert len(frame) > 0
        assert_frame_equal(getattr(read, field.name), frame)


def test_columns_added_later_are_kept_too(record: Record, tmp_path: Path) -> None:
    people = record.people.assign(word='Ærø, "x"', day=np.arange(len(record.people)), share=np.nan)
    write_whole(tmp_path / "part", part_bytes(Record(people, record.flats, record.weeks), STAMP))
    assert_frame_equal(read_part(tmp_path / "part", STAMP).people, people)


def test_the_same_record_is_the_same_bytes(record: Record) -> None:
    assert part_bytes(record, STAMP) == part_bytes(record, STAMP)


def test_a_part_of_another_study_does_not_count(record: Record, tmp_path: Path) -> None:
    write_whole(tmp_path / "part", part_bytes(record, STAMP))
    with pytest.raises(MissingPartError, match="another study"):
        read_part(tmp_path / "part", "another stamp")


def test_nothing_in_a_part_is_ever_unpickled(tmp_path: Path) -> None:
    file = io.BytesIO()
    np.savez(file, stamp=np.array(STAMP), **{"people.x": np.array([object()], dtype=object)})
    digest = hashlib.sha256(file.getvalue()).hexdigest().encode() + b"\n"
    (tmp_path / "part").write_bytes(digest + file.getvalue())
    with pytest.raises(ValueError, match="allow_pickle"):
        read_part(tmp_path / "part", STAMP)


@pytest.fixture(scope="module")
def content(record: Record) -> bytes:
    return part_bytes(record, STAMP)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_part_cut_off_anywhere_is_missing(content: bytes, tmp_path: Path, share: float) -> None:
    (tmp_path / "part").write_bytes(content[: int(share * len(content))])
    with pytest.raises(MissingPartError):
        read_part(tmp_path / "part", STAMP)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_part_with_a_flipped_bit_is_missing(content: bytes, tmp_path: Path, share: float, bit: int) -> None:
    damaged = bytearray(content)
    damaged[int(share * len(content))] ^= 1 << bit
    (tmp_path / "part").write_bytes(damaged)
    with pytest.raises(MissingPartError):
        read_part(tmp_path / "part", STAMP)


def test_a_blank_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "part").touch()
    with pytest.raises(MissingPartError):
        read_part(tmp_path / "part", STAMP)


class _FullDisk:
    """A disk that takes only the first bytes of a file."""

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = io.open(path, "wb", buffering=0)  # noqa: SIM115, UP020

    def __enter__(self) -> _FullDisk:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def write(self, content: bytes) -> int:
        self._file.write(content[:100])
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def _full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def opened(path: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        assert mode == "wb"
        return _FullDisk(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", opened)
        yield


@pytest.mark.usefixtures("_full_disk")
def test_a_full_disk_leaves_the_old_part_and_says_so(tmp_path: Path) -> None:
    with io.open(tmp_path / "part", "wb") as file:  # noqa: UP020
        file.write(b"old")
    with pytest.raises(SweepError, match="No space left"):
        Parts(tmp_path).keep(PartKey("part", STAMP), b"new" * 1000)
    with io.open(tmp_path / "part", "rb") as file:  # noqa: UP020
        assert file.read() == b"old"


def test_stamps_differ_with_everything_the_numbers_depend_on() -> None:
    asked = [
        small_sweep(),
        small_sweep(weeks=4),
        small_sweep(place="town"),
        small_sweep(place="quota"),
        small_sweep(changes=("vacancies=13", *WORLD[1:])),
        small_sweep(changes=(*WORLD, "refusals=2")),
        small_sweep(changes=(*WORLD, "weights.need=5")),
        small_sweep(changes=(*WORLD, "shelter_day_cost=1")),
    ]
    all_of = [_stamps(sweep) for sweep in asked]
    assert all(len(own) == 6 for own in all_of)  # policies × seeds
    assert len(set().union(*all_of)) == 6 * len(asked)
    assert _stamps(small_sweep()) == all_of[0]


def _stamps(sweep: Sweep) -> set[str]:
    return {
        key.stamp for policy in sweep.policies for seed in sweep.seeds for key in sweep.parts(policy, seed)
    }


def test_a_job_gives_the_parts_it_is_asked_for() -> None:
    [job] = plan(small_sweep(seeds="2"), lambda key: False)
    made = [key for key, _ in run(job)]
    assert made == job.keys()
    assert len({key.file for key in made}) == 2
