"""After a save: what it opened and closed this week, for the page that follows."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.runs import effects
from matcher.words import RULE_LABELS
from web import present
from web.here import change, store
from web.i18n import t, tn

#: The parameter of an address that names the effect shown.
SAVED = "saved"


def save(kind: str, act: Callable[[Connection], str], address: Callable[[str, str], str]) -> Response:
    """Make a change to one subject of ``kind`` and go to ``address(subject, effect_id)``.

    ``act`` makes the change and returns the subject's id.  The effect is worked out when the change is kept;
    should that fail, the change stands all the same.
    """
    watch = effects.Watch(secrets.token_urlsafe(12))
    subject = ""

    def inside(connection: Connection) -> str:
        nonlocal subject
        subject = act(connection)
        return address(subject, watch.effect_id)

    watch.look(store())
    response = change(inside)
    if subject:  # else the same request was answered again
        watch.look(store())
        effects.finish(store(), watch, kind, subject)
    return response


@dataclass(frozen=True)
class Told:
    """An effect in words: a heading, ids that were opened, ids that were closed by what closes them, further
    lines, and what keeps the week from being run."""

    heading: str
    opened: list[str]
    closed: dict[str, list[str]]
    lines: list[str]
    faults: list[str]


def told(connection: Connection, kind: str, subject: str, *, names: bool = True) -> Told | None:
    """The effect this request asks for, in words; ``names`` False: counts only, no ids of flats."""
    wanted = request.args.get(SAVED, "")
    effect = effects.find(connection, wanted, kind, subject) if wanted else None
    if effect is None:
        return None
    if "unreadable" in effect:
        return Told(t("effect.unreadable"), [], {}, [], effect["unreadable"])
    if kind == "citizen":
        return _of_citizen(effect, names)
    return _of_others(kind, effect)


def _of_citizen(effect: dict[str, Any], names: bool) -> Told:
    opened, closed = effect["opened"], effect["closed"]
    if not effect["present"]:
        return Told(t("effect.not_in_week"), [], {}, [], [])
    if not opened and not closed:
        heading = t("effect.citizen_same")
    else:
        parts = [tn("effect.opens", len(opened))] if opened else []
        parts += [tn("effect.closes", len(closed))] if closed else []
        heading = present.capital(", ".join(parts)) + "."
    now = tn("effect.open_now", effect["open_now"], all=effect["vacancies"])
    reasons = [f"{closing_word(code)} ({n})" for code, n in effect["closing_now"].items()]
    lines = [now] + ([t("effect.rest", reasons=", ".join(reasons))] if reasons else [])
    if not names:
        return Told(heading, [], {}, lines, [])
    by_reason: dict[str, list[str]] = {}
    for flat, codes in closed:
        by_reason.setdefault(", ".join(map(closing_word, codes)), []).append(flat)
    return Told(heading, opened, by_reason, lines, [])


def _of_others(kind: str, effect: dict[str, Any]) -> Told:
    lines = []
    if kind == "team" and effect.get("places"):
        before, after = effect["places"]
        if after is not None:
            lines.append(
                tn("effect.places", after) if before in (None, after) else
                tn("effect.places_before", after, before=before)
            )  # fmt: skip
    opened, closed = effect["citizens_opened"], effect["citizens_closed"]
    if not opened and not closed:
        return Told(t(f"effect.{kind}_same"), [], {}, lines, [])
    parts = [tn("effect.citizens_open", opened)] if opened else []
    parts += [tn("effect.citizens_close", closed)] if closed else []
    reasons = [f"{closing_word(code)} ({n})" for code, n in effect["reasons"].items()]
    if reasons:
        lines.append(t("effect.because", reasons=", ".join(reasons)))
    closed_ids = {"": effect["closed_ids"]} if effect["closed_ids"] else {}
    return Told(present.capital(", ".join(parts)) + ".", effect["opened_ids"], closed_ids, lines, [])


def closing_word(code: str) -> str:
    """What closes a flat, in a few words."""
    return present.label("RULE_LABELS", code) if code in RULE_LABELS else t(f"closing.{code}")
