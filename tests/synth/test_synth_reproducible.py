"""The same arguments, the same bytes; other seeds, other weeks."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.synth.dice import Dice
from data.synth.write import write_preset

_SCRIPT = """
import sys
from pathlib import Path
from data.synth.write import write_preset
out = Path(sys.argv[1])
write_preset("town", out / "town", seed=3)
write_preset("denmark", out / "denmark", seed=3, citizens=300, vacancies=150)
"""


def _digest(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    for hash_seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        command = [sys.executable, "-c", _SCRIPT, str(tmp_path / hash_seed)]
        subprocess.run(command, check=True, env=environment, cwd=Path(__file__).parents[2])
    first = _digest(tmp_path / "1")
    assert len(first) == 16
    assert first == _digest(tmp_path / "2")


def test_another_seed_is_another_week(tmp_path: Path) -> None:
    one = _digest(write_preset("small", tmp_path / "one", seed=0))
    two = _digest(write_preset("small", tmp_path / "two", seed=1))
    assert [name for name in one if one[name] == two[name]] == ["policy.toml"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(FileExistsError, match="not an empty folder"):
        write_preset("small", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_dealing_gives_each_its_share_whatever_the_number() -> None:
    weights = {"a": 0.45, "b": 0.35, "c": 0.2}
    dice = Dice(1, "deal")
    for number in (1, 2, 3, 7, 40, 1000):
        dealt = dice.deal(weights, number)
        assert len(dealt) == number
        assert all(abs(dealt.count(key) - share * number) <= 1 for key, share in weights.items())
    # Without bias: over many deals of one card each comes as often as its share says (± 4 standard errors).
    ones = [dice.deal(weights, 1)[0] for _ in range(4000)]
    assert all(abs(ones.count(k) / 4000 - p) < 4 * (p * (1 - p) / 4000) ** 0.5 for k, p in weights.items())


def test_streams_of_other_names_are_other_streams() -> None:
    assert Dice(0, "a").share() == Dice(0, "a").share()
    assert Dice(0, "a").share() != Dice(0, "b").share()
    assert Dice(0, "a").share() != Dice(1, "a").share()


def test_normal_numbers_are_normal() -> None:
    dice = Dice(0, "normal")
    drawn = [dice.normal(10, 2) for _ in range(20_000)]
    mean = sum(drawn) / len(drawn)
    assert mean == pytest.approx(10, abs=4 * 2 / 20_000**0.5)
    spread = (sum((x - mean) ** 2 for x in drawn) / len(drawn)) ** 0.5
    assert spread == pytest.approx(2, rel=0.03)
