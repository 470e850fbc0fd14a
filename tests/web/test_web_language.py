"""Danish and English: complete, in one place, and chosen by the reader."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from flask import Flask
from flask.testing import FlaskClient

import web
from web import i18n
from web.messages import MESSAGES

FOLDER = Path(web.__file__).parent
TEMPLATES = sorted((FOLDER / "templates").glob("*.html"))
SOURCES = [*TEMPLATES, *sorted(FOLDER.glob("*.py")), *sorted((FOLDER / "views").glob("*.py"))]
#: The same in both languages: names, and signs.
SAME = {"app.name", "sum.team", "about.run.version", "citizens.situation"}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_a_message_is_said_in_both_languages_with_the_same_blanks(key: str) -> None:
    danish, english = MESSAGES[key]["da"], MESSAGES[key]["en"]
    assert danish.strip()
    assert english.strip()
    assert fields(danish) == fields(english)
    assert (danish == english) <= (key in SAME)


def test_modules_do_not_define_a_message_twice() -> None:
    from web.messages import about, citizens, common, flat, flats

    assert len(MESSAGES) == sum(len(m.MESSAGES) for m in (about, citizens, common, flat, flats))


def used_keys() -> set[str]:
    """Keys that appear in the templates and views, those put together from parts included."""
    text = "\n".join(path.read_text("utf-8") for path in SOURCES)
    quoted = set(re.findall(r"[\"']([a-z_]+(?:\.[a-z_.0-9]+)?)[\"']", text))
    counted = {f"{key}.{n}" for key in quoted for n in ("one", "many")}
    names = [name.split(".")[0] for name in ("matches", "proposals", "unmatched", "unused", "affordability")]
    composed = {f"download.{name}" for name in (*names, "pairs", "result")}
    composed |= {f"error.{code}{end}" for code in (400, 404, 405, 500) for end in ("", ".text")}
    composed |= {"need.step_free", "need.pets"}
    return quoted | counted | composed


def test_every_message_is_used_and_every_used_one_is_there(app: Flask) -> None:
    assert set(MESSAGES) <= used_keys()
    asked = set()
    for path in SOURCES:
        asked |= set(re.findall(r"\btn?\(\s*[\"']([a-z_.0-9]+)[\"']", path.read_text("utf-8")))
    known = set(MESSAGES) | {key.rpartition(".")[0] for key in MESSAGES} | {"download.", "error."}
    assert asked <= known
    assert len(asked) > 100


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_words_of_its_own(path: Path) -> None:
    text = path.read_text("utf-8")
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.S)
    told = re.findall(r'\b(?:alt|title|aria-label|placeholder|data-label)="([^"]*)"', text)
    text = re.sub(r"<[^>]*>", " ", text, flags=re.S).replace("make install", " ")
    assert re.findall(r"[^\W\d_]{2,}", text) == []
    assert [words for words in told if re.search(r"[^\W\d_]{2,}", words)] == []


def test_the_choice_is_kept_in_a_cookie(client: FlaskClient) -> None:
    assert '<html lang="da">' in client.get("/").get_data(as_text=True)
    answer = client.get("/citizens?lang=en")
    assert '<html lang="en">' in answer.get_data(as_text=True)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert '<html lang="en">' in client.get("/about").get_data(as_text=True)
    assert '<html lang="da">' in client.get("/about?lang=da").get_data(as_text=True)
    assert '<html lang="da">' in client.get("/about?lang=xx").get_data(as_text=True)


def test_the_switch_leads_to_the_same_page(client: FlaskClient) -> None:
    html = client.get("/flat/F-1?citizen=C-2").get_data(as_text=True)
    assert 'href="/flat/F-1?citizen=C-2&amp;lang=en"' in html


def test_numbers_money_and_dates_are_written_as_each_language_does(app: Flask) -> None:
    from datetime import date

    for code, expected in (
        ("da", ("−1.234.568", "4.500 kr.", "3,1 km", "05-01-2026")),
        ("en", ("−1,234,568", "DKK 4,500", "3.1 km", "5 January 2026")),
    ):
        with app.test_request_context(f"/?lang={code}"):
            i18n.choose_language()
            told = (
                i18n.whole(-1234567.6),
                i18n.kr(4499.5),
                i18n.km(3.14),
                i18n.day(date(2026, 1, 5)),
            )
            assert told == expected
