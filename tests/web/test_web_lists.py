"""A list: 25 rows a page in a stable order, the whole of it as files, and every look at it recorded."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

import pytest
from flask import Flask, render_template_string
from openpyxl import load_workbook
from pages import Reader
from sqlalchemy import select

from data.store.engine import Store
from data.store.schema import record
from web.access import access
from web.listing import PAGE_SIZE, found, natural
from web.lists import Column, Table, answer

NASTY = ("=1+1", "+45", "-5", "@SUM(A1)", "\tx", 'a;"b"', "æøå", "<b>&", "")


@dataclass(frozen=True)
class Line:
    id: str
    text: str
    rent: float | None
    since: date | None
    open: bool


LINES = [
    Line(
        f"L-{n}",
        NASTY[n % len(NASTY)],
        None if n % 7 == 0 else 1000.5 * (n % 5),
        None if n % 11 == 0 else date(2026, 1 + n % 12, 1 + n % 28),
        n % 2 == 0,
    )
    for n in range(1, 61)
]
IDS = [line.id for line in LINES]
COLUMNS: tuple[Column[Line], ...] = (
    Column("id", "users.login", lambda line: line.id, link=lambda line: f"/static/{line.id}"),
    Column("text", "users.name", lambda line: line.text),
    Column("rent", "users.role", lambda line: line.rent, kind="number"),
    Column("since", "users.created", lambda line: line.since, kind="date"),
    Column("open", "users.active", lambda line: line.open, kind="yes_no"),
)
PAGE = "{% import 'lists.html' as l with context %}{{ l.table(table) }}"


@pytest.fixture
def app(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The pages, with a list of made-up lines."""
    monkeypatch.setattr(
        "web.lists.render_template", lambda name, **told: render_template_string(PAGE, **told)
    )

    @app.get("/lines")
    @access("office")
    def lines() -> Any:
        table = Table("lines", COLUMNS, LINES, lambda line: line.id, "citizen", "look_up")
        return answer(table, "lines.html")

    return app


@pytest.fixture
def office(as_role: Callable[..., Reader]) -> Reader:
    return as_role("office")


def ids(reader: Reader, address: str) -> list[str]:
    html = reader.get(address).text
    return [unescape(i) for i in re.findall(r'<th scope="row" role="rowheader"><a[^>]*>([^<]*)</a>', html)]


def whole(reader: Reader, address: str) -> list[str]:
    return [i for page in (1, 2, 3) for i in ids(reader, f"{address}&page={page}")]


def entries(store: Store) -> list[tuple[str, str, str, Any]]:
    with store.reading() as connection:
        rows = connection.execute(select(record).order_by(record.c.number)).mappings()
        return [(r["action"], r["subject_kind"], r["purpose"], json.loads(r["details"])) for r in rows]


@pytest.mark.parametrize("sort", ["id", "text", "rent", "since", "open", "nonsense", ""])
@pytest.mark.parametrize("direction", ["asc", "desc"])
def test_every_sorting_shows_every_row_once(office: Reader, sort: str, direction: str) -> None:
    address = f"/lines?sort={sort}&dir={direction}"
    shown = whole(office, address)
    assert sorted(shown, key=natural) == IDS
    assert len(ids(office, address)) == PAGE_SIZE
    assert shown == whole(office, address)


def test_equal_rows_keep_the_order_of_ids_and_blanks_come_last_both_ways(office: Reader) -> None:
    rent = {line.id: line.rent for line in LINES}
    for direction in ("asc", "desc"):
        shown = whole(office, f"/lines?sort=rent&dir={direction}")
        told = [rent[i] for i in shown]
        blank = told.index(None)
        assert set(told[blank:]) == {None}
        ordered = sorted(told[:blank], reverse=direction == "desc")
        assert told[:blank] == ordered
        for value in set(told):
            same = [i for i in shown if rent[i] == value]
            assert same == sorted(same, key=natural)


@pytest.mark.parametrize("page", ["0", "-1", "99", "abc", "1e9", "²", "9" * 500])
def test_a_page_that_does_not_exist_is_the_nearest(office: Reader, page: str) -> None:
    shown = ids(office, f"/lines?page={page}")
    assert shown == (IDS[2 * PAGE_SIZE :] if page == "99" else IDS[:PAGE_SIZE])


def test_headings_say_how_the_list_is_sorted(office: Reader) -> None:
    html = office.get("/lines?sort=rent&dir=desc").text
    assert html.count('aria-sort="descending"') == 1
    assert html.count('aria-sort="none"') == len(COLUMNS) - 1


def test_links_keep_the_sorting_and_the_filter(office: Reader) -> None:
    html = unescape(office.get("/lines?sort=rent&dir=desc&show=some").text)
    for wanted in ("page=2", "format=csv", "format=xlsx"):
        link = re.search(rf'href="([^"]*{wanted}[^"]*)"', html)
        assert link
        assert {"sort=rent", "dir=desc", "show=some"} <= set(link[1].partition("?")[2].split("&"))


def test_csv_holds_every_row_in_danish_form(office: Reader) -> None:
    answer = office.get("/lines?format=csv&sort=rent&dir=desc&page=2")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lines.csv"'
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in answer.data
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == ["Brugernavn", "Navn", "Rolle", "Oprettet", "Adgang"]
    assert [row[0] for row in rows[1:]] == whole(office, "/lines?sort=rent&dir=desc")
    by_id = {row[0]: row for row in rows[1:]}
    for line in LINES:
        _, text, rent, since, is_open = by_id[line.id]
        guarded = text[1:] if text.startswith("'") else text
        assert guarded == line.text
        assert rent == ("" if line.rent is None else f"{line.rent:.1f}".replace(".", ",").removesuffix(",0"))
        assert since == ("" if line.since is None else line.since.strftime("%d-%m-%Y"))
        assert is_open == ("ja" if line.open else "nej")


def test_no_cell_of_a_file_is_a_formula(office: Reader) -> None:
    told = office.get("/lines?format=csv").data.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(told, newline=""), delimiter=";") for cell in row]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    sheet = load_workbook(io.BytesIO(office.get("/lines?format=xlsx").data)).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n", "d"}
    assert not any(
        str(cell.value).startswith(("=", "+", "-", "@")) for row in sheet.iter_rows() for cell in row
    )


def test_xlsx_holds_numbers_and_dates_as_such(office: Reader) -> None:
    answer = office.get("/lines?format=xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lines.xlsx"'
    rows = list(load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert [row[0] for row in rows[1:]] == IDS
    for line, (_, _, rent, since, _) in zip(LINES, rows[1:], strict=True):
        assert rent == line.rent
        assert (since and since.date()) == line.since


def test_every_look_and_every_file_is_recorded(office: Reader, store: Store) -> None:
    before = len(entries(store))
    office.get("/lines?page=3")
    office.get("/lines?format=csv")
    look, file = entries(store)[before:]
    assert look == ("view", "citizen", "look_up", {"ids": IDS[50:]})
    assert file[:3] == ("export", "citizen", "look_up")
    assert set(file[3]["ids"]) == set(IDS)
    assert (file[3]["form"], file[3]["list"]) == ("csv", "lines")


def test_what_cannot_be_recorded_is_not_shown(
    office: Reader, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record's table is gone: no row, no file; a plain page that something is wrong."""
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE record RENAME TO gone")
    for address in ("/lines", "/lines?format=csv", "/lines?format=xlsx"):
        answer = office.get(address)
        assert answer.status_code == 503
        assert b"L-1" not in answer.data


def test_search_wants_every_word() -> None:
    assert found("a1 NYGADE", "Nygade 1", None, "A1")
    assert not found("a1 nygade 2", "Nygade 1", None, "A1")
