"""Danish and English: complete, in one place, and chosen by the reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest
from flask import Flask
from pages import Reader

import web
from web import i18n
from web.messages import MESSAGES, MODULES

FOLDER = Path(web.__file__).parent
TEMPLATES = sorted((FOLDER / "templates").rglob("*.html"))
SOURCES = [*TEMPLATES, *sorted(p for p in FOLDER.rglob("*.py") if p.parent.name != "messages")]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("module", MODULES)
def test_a_message_is_said_in_both_languages_with_the_same_blanks(module: str) -> None:
    for key, said in import_module(f"web.messages.{module}").MESSAGES.items():
        assert len(said) == 2, key
        danish, english = said
        assert danish.strip() == danish != "", key
        assert english.strip() == english != "", key
        assert fields(danish) == fields(english), key


def bare(text: str) -> str:
    """A text without the names of its blanks."""
    return re.sub(r"\{[^}]*\}", " ", text)


def test_few_messages_are_the_same_in_both_languages() -> None:
    """Names, abbreviations and the words both languages share; a forgotten translation would be one more."""
    same = {key for key, said in MESSAGES.items() if said["da"] == said["en"]}
    assert {key for key in same if len(re.findall(r"[a-zæøå]{3,}", bare(MESSAGES[key]["da"]))) > 1} == set()


def test_no_message_is_said_in_the_other_language() -> None:
    """Letters and small words only one of the two has."""
    danish = re.compile(r"[æøåÆØÅ]|\b(og|ikke|skal|eller|hvad|borgeren|boligen)\b")
    english = re.compile(r"\b(the|and|with|must|this|which|citizen|flat)\b")
    names = {"search.title"}
    wrong = [key for key, said in MESSAGES.items() if english.search(bare(said["da"]))]
    wrong += [
        key
        for key, said in MESSAGES.items()
        if danish.search(re.sub(r"\([^)]*\)|[“»\"][^”«\"]*[”«\"]|\b[A-ZÆØÅ]\w*", " ", said["en"]))
    ]
    assert set(wrong) - names == set()


def test_modules_do_not_define_a_message_twice() -> None:
    count = sum(len(import_module(f"web.messages.{name}").MESSAGES) for name in MODULES)
    assert len(MESSAGES) == count


def test_every_message_that_is_asked_for_is_there() -> None:
    known = set(MESSAGES) | {key.rpartition(".")[0] for key in MESSAGES}
    missing = []
    for path in SOURCES:
        text = path.read_text("utf-8")
        for key in re.findall(r"\btn?\(\s*[\"']([a-z_]+(?:\.[a-z_.0-9]+)?)[\"']", text):
            if key not in known and not key.endswith("."):
                missing.append(f"{path.name}: {key}")
    assert missing == []


def test_every_message_is_asked_for() -> None:
    """By its whole key, or by a beginning that a code is put after (``t('state.' ~ row.state)``)."""
    text = "\n".join(path.read_text("utf-8") for path in SOURCES)
    text += "\n".join(p.read_text("utf-8") for p in sorted((FOLDER.parent / "data").rglob("*.py")))
    quoted = set(re.findall(r"[\"']([a-z_]+(?:\.[a-z_.0-9]+)*)[\"']", text))
    groups = " ".join(re.findall(r"\b\w*word\(([^)]*)\)", text))  # a group of codes, looked up as one
    begun = {f"{group}." for group in re.findall(r"\"([a-z_.]+)\"", groups)}
    begun |= set(re.findall(r"[\"']([a-z_]+(?:\.[a-z_0-9]+)*\.)(?:[\"'{%]|\{)", text))
    ended = {f"{key}.{n}" for key in quoted for n in ("one", "many")}

    def asked(key: str) -> bool:
        parts = key.split(".")
        beginnings = {".".join(parts[:n]) + "." for n in range(1, len(parts))}
        return key in quoted or key in ended or bool(beginnings & begun)

    assert [key for key in MESSAGES if not asked(key)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_template_holds_words_of_its_own(path: Path) -> None:
    text = path.read_text("utf-8")
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.S)
    told = re.findall(r'\b(?:alt|title|aria-label|placeholder|data-label)="([^"]*)"', text)
    text = re.sub(r"<[^>]*>", " ", text, flags=re.S).replace("make install", " ")
    text = re.sub(r"\b[a-z-]+=\"[^\"]*\"|\b(?:km²?|m²)(?!\w)", " ", text)  # attributes of a macro, units
    assert re.findall(r"[^\W\d_]{2,}", text) == []
    assert [words for words in told if re.search(r"[^\W\d_]{2,}", words)] == []


def test_every_pictogram_is_one_of_the_design_system(app: Flask) -> None:
    """A name the design system does not have would be an empty square."""
    drawn = set(re.findall(r'id="([a-z-]+)"', app.extensions["husrum_vendor"][_ICONS].read_text("utf-8")))
    assert len(drawn) > 50
    asked = {
        (path.name, name)
        for path in SOURCES
        for name in re.findall(r"\bicon\(\s*['\"]([a-z-]+)['\"]", path.read_text("utf-8"))
    }
    assert {(where, name) for where, name in asked if name not in drawn} == set()


_ICONS = "dkfds/img/all-svg-icons.svg"


def test_the_choice_is_kept_in_a_cookie(as_role: Callable[..., Reader]) -> None:
    reader = as_role("office")
    assert '<html lang="da">' in reader.get("/about").text
    answer = reader.get("/about?lang=en")
    assert '<html lang="en">' in answer.text
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("husrum_lang"))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert '<html lang="en">' in reader.get("/account").text
    assert '<html lang="da">' in reader.get("/account?lang=da").text
    assert '<html lang="da">' in reader.get("/account?lang=xx").text


def test_ones_own_language_follows_to_the_next_log_in(as_role: Callable[..., Reader]) -> None:
    reader = as_role("office")
    assert reader.post("/account/language", {"lang": "en"}).status_code == 303
    page = reader.get("/account")
    assert '<html lang="en">' in page.text
    assert "The language is saved." in page.text
    reader.post("/account/language", {"lang": "xx"})
    assert '<html lang="en">' in reader.get("/account").text


def test_the_switch_leads_to_the_same_page(as_role: Callable[..., Reader]) -> None:
    html = as_role("administrator").get("/users?sort=login&dir=desc").text
    assert 'href="/users?sort=login&amp;dir=desc&amp;lang=en"' in html


def test_after_a_form_sent_the_switch_leads_somewhere(as_role: Callable[..., Reader]) -> None:
    html = as_role("office").post("/search", {"q": "x"}).text
    assert 'href="/?lang=en"' in html


def test_numbers_money_and_dates_are_written_as_each_language_does(app: Flask) -> None:
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
