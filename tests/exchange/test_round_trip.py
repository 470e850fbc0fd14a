"""Any valid week, written in any form, is read as it was meant: properties with hypothesis."""

from __future__ import annotations

import io
import tempfile
import unicodedata
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.exchange.columns import Column
from data.exchange.faults import looks_like_cpr
from data.exchange.frames import LEFT_OUT, frame
from data.exchange.reading import read_table
from data.exchange.rows import read_csv
from data.exchange.tables import TABLES
from data.exchange.week import read_week
from tests.weeks import DECISION_DATE, csv_text, tables, write_week

#: Letters of which no two look like one UTF-8 letter when written in cp1252, as no Danish text does.
LETTERS = st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="|") | st.sampled_from(
    "æøåÆØÅéüöä"
)
IDS = (
    st.text(LETTERS, min_size=1, max_size=8)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda t: not looks_like_cpr(t))
)
TEXTS = st.lists(IDS, min_size=1, max_size=4).map(" ".join)
AMOUNTS = st.integers(0, 10_000_000).map(lambda hundredths: hundredths / 100)
DAYS = st.dates(date(1900, 1, 1), DECISION_DATE)


def values(column: Column) -> st.SearchStrategy[Any]:
    """Any valid value of a column, None for blank where that is allowed."""
    low = int(column.low) + column.above if column.low is not None else -5
    high = int(column.high) if column.high is not None else 90
    of: dict[str, st.SearchStrategy[Any]] = {
        "id": IDS,
        "text": TEXTS,
        "digits": st.integers(0, 9999).map("{:04d}".format),
        "code": st.sampled_from(sorted(column.codes) or [""]),
        "codes": st.lists(st.sampled_from(sorted(column.codes) or [""]), unique=True, max_size=3).map(tuple),
        "list": st.lists(TEXTS, unique=True, max_size=3).map(tuple),
        "date": DAYS,
        "amount": AMOUNTS,
        "number": st.integers(max(low, 0) * 10, max(high, 0) * 10).map(lambda tenths: tenths / 10),
        "whole": st.integers(low, high),
        "yes_no": st.booleans(),
        "share": st.fractions(0, 1, max_denominator=60),
        "exact": st.integers(0, 400).map(lambda tenths: Fraction(tenths, 10)),
    }
    plain = of[column.type]
    if column.type == "number" and column.above:
        plain = plain.filter(lambda value: value > 0)
    return plain if column.required or column.type in ("codes", "list") else st.none() | plain


def written(column: Column, value: Any, comma: bool, danish: bool) -> str:
    """How a value may be written in a cell."""
    if value is None:
        return ""
    if column.type in ("codes", "list"):
        words = [column.codes[word] for word in value] if danish and column.codes else list(value)
        return "|".join(words) + ("|" if len(words) == 1 and " " in words[0] else "")
    if column.type == "code":
        return column.codes[value].upper() if danish else str(value)
    if column.type == "date":
        return f"{value:%d-%m-%Y}" if danish else str(value.isoformat())
    if column.type == "yes_no":
        return {True: "Ja", False: "NEJ"}[value] if danish else str(value).lower()
    if column.type == "share":
        return f"{value.numerator}/{value.denominator}"
    text = str(float(value)) if column.type == "exact" else str(value)
    return text.replace(".", ",") if comma and column.type in ("amount", "number", "exact") else text


def expected(column: Column, value: Any) -> Any:
    """The value in the frame: blanks become the default, "" or unknown."""
    if value is None:
        return column.default if column.default is not None else ("" if column.type in TEXT_TYPES else None)
    return value


TEXT_TYPES = ("id", "text", "digits", "code")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_any_table_in_any_form_is_read_cell_by_cell_as_it_was_meant(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES))
    rows = data.draw(st.lists(st.fixed_dictionaries({c.name: values(c) for c in table.columns}), max_size=4))
    separator = data.draw(st.sampled_from([",", ";", "\t"]))
    line_end = data.draw(st.sampled_from(["\n", "\r\n"]))
    comma, danish = data.draw(st.booleans()), data.draw(st.booleans())
    order = [table.columns[n] for n in data.draw(st.permutations(range(len(table.columns))))]
    cells = [
        {c.header("da" if danish else "en"): written(c, row[c.name], comma, danish) for c in order}
        for row in rows
    ]
    text = csv_text(cells, separator, line_end) if cells else separator.join(c.name for c in order) + line_end
    faults: list[Any] = []
    warnings: list[Any] = []
    raw = read_csv(text, "t.csv", table, faults)
    assert raw is not None
    read = read_table(table, raw, faults, warnings)
    assert faults == []
    assert read is not None
    assert list(read.lines) == list(range(2, len(rows) + 2))
    for number, row in enumerate(rows):
        for column in table.columns:
            cell, value = read.values[column.name][number], expected(column, row[column.name])
            assert cell == value, column.name
    if table.name != "addresses":
        columns = [column.name for column in table.columns if column.name not in LEFT_OUT]
        assert frame(table.name, read).columns.tolist() == columns


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(IDS, AMOUNTS, DAYS), min_size=1, max_size=6, unique_by=lambda row: row[0]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    st.sampled_from([",", ";", "\t"]),
    st.randoms(use_true_random=False),
)
def test_any_citizens_survive_the_whole_way_from_file_to_frame(
    people: list[tuple[str, float, date]], encoding: str, separator: str, random: Any
) -> None:
    rows = [
        {
            "citizen_id": name,
            "birth_date": day.isoformat(),
            "benefit": "su",
            "waiting_since": day.isoformat(),
            "wealth": str(amount).replace(".", "," if separator == ";" else "."),
        }
        for name, amount, day in people
    ]
    random.shuffle(rows)
    with tempfile.TemporaryDirectory() as name:
        changed: dict[str, Any] = dict.fromkeys(tables(), None)
        folder = write_week(Path(name), {**changed, "vacancies": tables()["vacancies"]})
        content = csv_text(rows, separator).encode(encoding)
        (folder / "citizens.csv").write_bytes(content)
        reading = read_week(folder, DECISION_DATE)
    assert reading.faults == []
    assert reading.week is not None
    citizens = reading.week.citizens
    people = sorted(people)
    assert citizens["citizen_id"].tolist() == [person[0] for person in people]
    assert citizens["wealth"].tolist() == [person[1] for person in people]
    assert [day.date() for day in citizens["birth_date"]] == [person[2] for person in people]


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from(["citizens.csv", "milieus.geojson", "policy.toml", "week.xlsx"])
)
def test_any_bytes_are_read_or_refused_with_a_reason_never_crash(content: bytes, file: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write_week(Path(name))
        (folder / file).write_bytes(content)
        reading = read_week(folder, DECISION_DATE)
    assert (reading.week is None) == bool(reading.faults)
    for fault in reading.faults:
        assert fault.line >= 1
        assert "\n" not in str(fault)
        assert "\ufffd" not in str(fault)


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from('abC01;,\t"\n\r -.|æ'), max_size=80))
def test_any_rows_below_a_header_are_counted_read_refused_or_blank(body: str) -> None:
    """Nothing is lost: every row Python's own reader sees is a row read, a fault of its line, or blank."""
    table = TABLES[-1]
    text = "address,postcode,x,y\n" + body
    faults: list[Any] = []
    raw = read_csv(text, "addresses.csv", table, faults)
    assert raw is not None
    lines = io.StringIO(text, newline="").readlines()
    told = {*raw.lines, *(fault.line for fault in faults)}
    for number, line in enumerate(lines[1:], 2):
        has_text = any(character not in ' ,\t\r\n"' for character in line)
        if has_text and '"' not in text:
            assert number in told
