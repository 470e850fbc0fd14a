"""Every fault a file or a form can have is said in Danish."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.exchange.week import read_week
from tests.exchange.fault_cases import CASES, Case
from tests.weeks import DECISION_DATE, write_week
from web.faults import danish, patterns


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_each_planted_fault_has_its_danish_sentence(case: Case, tmp_path: Path) -> None:
    """No planted fault falls back on English, and what was written stands in the Danish sentence too."""
    write_week(tmp_path)
    case.plant(tmp_path)
    reading = read_week(tmp_path, DECISION_DATE)
    assert reading.faults
    for fault in (*reading.faults, *reading.warnings):
        said = danish(fault.message)
        assert said != fault.message, fault.message
        assert "{" not in said.replace("{ ", "")
        if fault.message.startswith('"'):
            quoted = fault.message[: fault.message.index('"', 1) + 1]
            assert quoted in said, (fault.message, said)


def test_no_pattern_is_shadowed_by_an_earlier_one() -> None:
    """Each sentence can be reached: a message built from its own pattern is not taken by one before it."""
    for number, (pattern, words) in enumerate(patterns()):
        assert words.strip(), pattern.pattern
        same = [p.pattern for p, _ in patterns()[:number] if p.pattern == pattern.pattern]
        assert not same, pattern.pattern
