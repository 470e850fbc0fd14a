"""Danish and English: which language a request wants, the messages, and how numbers and dates are written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, current_app, g, request
from werkzeug.wrappers import Response as BaseResponse

from matcher.words import LANGS
from web.access import to_api
from web.messages import MESSAGES

COOKIE = "husrum_lang"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def choose_language() -> None:
    """Set ``g.lang``: from ``?lang``, else the cookie, else the default the pages were started with.

    The API answers in English, or in Danish where Accept-Language prefers it.
    """
    if to_api():
        g.lang = request.accept_languages.best_match(("en", "da")) or "en"
        return
    default = current_app.config["LANG_DEFAULT"]
    wanted = (request.args.get("lang"), request.cookies.get(COOKIE), default)
    g.lang = next(lang for lang in wanted if lang in LANGS)


def remember_language(response: Response) -> Response:
    """Keep an explicit choice in a cookie, so that links need not carry it."""
    if request.args.get("lang") in LANGS and not to_api():
        keep_language(response, g.lang)
    return response


def keep_language(response: BaseResponse, wanted: str) -> None:
    """Let this browser read in a language from now on."""
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(COOKIE, wanted, max_age=365 * 86400, httponly=True, samesite="Lax", secure=secure)


def lang() -> str:
    """The language of this request."""
    return str(getattr(g, "lang", current_app.config["LANG_DEFAULT"]))


def t(key: str, **values: Any) -> str:
    """The message ``key`` in the language of this request, with ``{names}`` filled in."""
    return MESSAGES[key][lang()].format(**values)


def tn(key: str, n: int, **values: Any) -> str:
    """The message ``key.one`` or ``key.many`` by the count ``n``, which is also filled in as ``{n}``."""
    return t(f"{key}.{'one' if n == 1 else 'many'}", n=whole(n), **values)


def whole(value: float) -> str:
    """A whole number with thousands separated: 4.500 in Danish, 4,500 in English."""
    text = f"{abs(round_half_up(value)):,}"
    text = text.replace(",", ".") if lang() == "da" else text
    return ("−" if round_half_up(value) < 0 else "") + text


def round_half_up(value: float) -> int:
    """The nearest whole number, halves upwards, as the model rounds."""
    return int((round(value, 6) + 0.5) // 1)


def decimal(value: float, places: int = 1) -> str:
    """A number with at most ``places`` decimals and without trailing zeros."""
    text = f"{value:,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.translate(str.maketrans(",.", ".,")) if lang() == "da" else text


def kr(value: float) -> str:
    """Whole Danish kroner."""
    return f"{whole(value)} kr." if lang() == "da" else f"DKK {whole(value)}"


def km(value: float) -> str:
    """Kilometres with one decimal."""
    return f"{decimal(value)} km"


def day(value: date) -> str:
    """A date: 23-11-2026 in Danish, 23 November 2026 in English."""
    return day_in(value, lang())


def day_in(value: date, language: str) -> str:
    """A date as one of the languages writes it, whichever the page is in."""
    if language == "da":
        return f"{value.day:02d}-{value.month:02d}-{value.year}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """A moment as the clock in Denmark shows it: 23-11-2026 kl. 14.05 in Danish, 14:05 in English."""
    local = value.astimezone(ZoneInfo("Europe/Copenhagen"))
    clock = f"kl. {local:%H.%M}" if lang() == "da" else f"{local:%H:%M}"
    return f"{day(local.date())} {clock}"
