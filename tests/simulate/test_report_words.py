"""The words of the report: both languages complete, no word that counts people as cases."""

from __future__ import annotations

import ast
import re
import string
from itertools import pairwise
from pathlib import Path

import pytest

from data.simulate import report
from data.simulate.report.canvas import tick_text
from data.simulate.report.curves import spaced
from data.simulate.report.messages import MESSAGES
from data.simulate.report.points import label_spots
from data.simulate.report.speech import Speech

SOURCES = [path.read_text(encoding="utf-8") for path in Path(report.__file__).parent.glob("*.py")]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", MESSAGES)
def test_every_text_is_there_in_both_languages(key: str) -> None:
    danish, english = MESSAGES[key]
    assert danish.strip()
    assert english.strip()
    assert fields(danish) - {"n"} == fields(english) - {"n", "N"} or fields(danish) == fields(english), key
    long = len(re.findall(r"[a-zæøå]{4,}", danish)) >= 3
    assert danish != english or not long
    assert not re.search(r"[æøå]", english), english


def keys_in(source: str) -> list[str]:
    """Every piece of text in a file as a pattern; what is filled in may be anything without a space."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(re.escape(node.value))
        if isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\S+"
                for part in node.values
            ]
            found += ["".join(parts)] if parts and parts[0] != r"\S+" else []
    return found


def test_every_text_is_used() -> None:
    """A key stands in the code, or is made of a beginning that does; counted things have two texts."""
    patterns = re.compile("|".join(f"(?:{key})" for source in SOURCES for key in keys_in(source)))
    ends = re.compile(r"\.(one|many|more|less|unsure)$")
    unused = [
        key for key in MESSAGES if not patterns.fullmatch(key) and not patterns.fullmatch(ends.sub("", key))
    ]
    assert unused == []


def test_people_are_never_called_cases_or_the_homeless() -> None:
    for danish, english in MESSAGES.values():
        assert not re.search(r"\b(hjemløse|sager|klient\w*|tilfælde af)\b", danish.lower()), danish
        assert not re.search(r"\b(the homeless|cases|clients?)\b", english.lower()), english


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (1126.25, "1.126", "1,126"),
        (2.5, "2,5", "2.5"),
        (2.0, "2", "2"),
        (9.96, "10", "10"),
        (-3.75, "−3,8", "−3.8"),
        (-0.04, "0,0", "0.0"),
        (0.5, "0,5", "0.5"),
        (1234567.0, "1.234.567", "1,234,567"),
        (float("nan"), "–", "–"),
    ],
)
def test_counts_as_they_are_written(value: float, danish: str, english: str) -> None:
    assert Speech("da").count(value) == danish
    assert Speech("en").count(value) == english


@pytest.mark.parametrize(
    ("ticks", "expected"),
    [
        ([0, 2.5, 5], ["0,0", "2,5", "5,0"]),
        ([0, 0.25], ["0,00", "0,25"]),
        ([0, 5000, 10000], ["0", "5.000", "10.000"]),
    ],
)
def test_ticks_have_the_decimals_they_need(ticks: list[float], expected: list[str]) -> None:
    assert tick_text(Speech("da"), ticks) == expected


def test_labels_at_the_ends_of_curves_do_not_overlap() -> None:
    ends, sizes = [10.0, 10.0, 11.0, 40.0], [4.0, 4.0, 8.0, 4.0]
    at = spaced(ends, sizes)
    edges = sorted((place - size / 2, place + size / 2) for place, size in zip(at, sizes, strict=True))
    assert all(upper <= lower + 1e-9 for (_, upper), (lower, _) in pairwise(edges))
    assert at[3] == 40.0
    assert edges[0][0] >= 0


def test_labels_of_points_hide_no_point() -> None:
    places = [(100.0, 100.0), (108.0, 101.0), (100.0, 120.0)]
    spots = label_spots(places, [80.0, 80.0, 80.0], (0.0, 400.0, 0.0, 300.0))
    boxes = []
    for (x, y), width, (align, right, up) in zip(places, [80.0] * 3, spots, strict=True):
        start = x + right - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width
        boxes.append((start, start + width, y + up - 7, y + up + 7))
    for one in range(3):
        for x, y in places:
            assert not (boxes[one][0] < x < boxes[one][1] and boxes[one][2] < y < boxes[one][3])
        for other in range(one):
            a, b = boxes[one], boxes[other]
            assert not (a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3])
