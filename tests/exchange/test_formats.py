"""The documented formats are the ones read and written, and housing comes first."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from data.exchange import codes
from data.exchange.formats import DOCUMENT, formats_markdown
from data.exchange.result_tables import results_tables
from data.exchange.tables import TABLES
from matcher import model
from matcher.model import Policy


def test_the_document_is_what_the_tables_say() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == formats_markdown()


def test_the_document_names_every_column_code_and_key() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for table in TABLES:
        section = text.split(f"### {table.name}.csv")[1].split("\n## ")[0].split("\n### ")[0]
        for column in table.columns:
            assert f"| `{column.name}` | {column.danish} |" in section
        for column in table.columns:
            for code in column.codes:
                assert f"`{code}`" in text
    for result in results_tables:
        section = text.split(f"### {result.name}.csv")[1].split("\n### ")[0]
        assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == list(result.names)
    for key in fields(Policy):
        assert key.name in text or key.name == "limits"
    assert "{" + "LARGEST" not in text


def test_no_line_of_the_document_s_prose_is_wider_than_the_page() -> None:
    prose = Path(__file__).parents[2] / "data" / "exchange" / "prose"
    for path in prose.iterdir():
        assert max(map(len, path.read_text(encoding="utf-8").splitlines())) <= 120, path.name


@pytest.mark.parametrize(
    ("mine", "core"),
    [
        (codes.KINDS, model.KINDS),
        (codes.METHODS, model.METHODS),
        (codes.SITUATIONS, model.SITUATIONS),
        (codes.AREA_CLASSES, model.AREA_CLASSES),
        (codes.SETTINGS, model.SETTINGS),
        (codes.PRIORITIES, model.CRITERIA_OF_CHOICE),
        (codes.WAIVABLE, model.WAIVABLE),
    ],
)
def test_the_codes_are_the_core_s(mine: dict[str, str], core: tuple[str, ...]) -> None:
    assert tuple(mine) == core


#: Words of conditions a citizen must never have to meet for a home; Danish and English.
FORBIDDEN = (
    "readiness boligparat ready_for abuse misbrug alkohol alcohol drug stof diagnos psych psyk mental sober "
    "ædru treatment_compl motivat motivation housing_ready behandlingskrav"
)


def test_nothing_about_readiness_abuse_or_diagnosis_is_a_column_or_code() -> None:
    for table in TABLES:
        for column in table.columns:
            names = [column.name, column.danish, *column.codes, *column.codes.values()]
            for name in names:
                found = [word for word in FORBIDDEN.split() if word in name.casefold()]
                assert not found, (table.name, name, found)
            if "ready" in column.name:
                assert column.name == "activity_ready"
                assert "kontanthjælp" in column.english_meaning


def test_there_is_no_free_text_about_third_persons() -> None:
    places = next(table for table in TABLES if table.name == "places")
    assert [column.name for column in places.columns if column.type == "text"] == ["address", "postcode"]
