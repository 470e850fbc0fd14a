"""What unmatched.csv says in ``detail``, read back into codes, whatever language the run was made in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from matcher.whatif.change import SENTENCES
from matcher.words import LANGS, RULE_LABELS, RULE_SENTENCES

_BLOCKED = re.compile(r"^(?:Spærret|Blocked): (?P<parts>.+?\))\.")
_COUNTED = re.compile(r"(?P<label>[^;]+) \((?P<count>[0-9]+)\)")
_PARKED = re.compile(r"(?:sat i bero til|on hold until) (?P<day>[0-9]{2}-[0-9]{2}-[0-9]{4}|[0-9-]{10})")
_HELP = re.compile(r"(?:Det ville hjælpe|What would help): (?P<told>.+)\.$")
_RULE_OF = {words[lang]: code for code, words in RULE_LABELS.items() for lang in LANGS}


@dataclass(frozen=True)
class Detail:
    """Flats blocked by each rule, what is not ready, until when parked, and the change that would help.

    ``change`` is a kind of ``matcher.whatif.change``, ``value`` what it says of it (an amount, a distance, a
    number of rooms, an area, a kind of dwelling) as text; both blank where no single change would help.
    """

    blocked: dict[str, int] = field(default_factory=dict)
    not_ready: tuple[str, ...] = ()
    parked_until: date | None = None
    change: str = ""
    value: str = ""


def read_detail(text: str) -> Detail:
    """The codes behind a detail of unmatched.csv; what is not recognised is left out."""
    found = _BLOCKED.match(text)
    blocked = {}
    for part in _COUNTED.finditer(found["parts"]) if found else ():
        code = _RULE_OF.get(part["label"].strip())
        if code:
            blocked[code] = int(part["count"])
    not_ready = tuple(
        code
        for code in ("consent", "support_undecided")
        if any(RULE_SENTENCES[code][lang] in text for lang in LANGS)
    )
    parked = _PARKED.search(text)
    change, value = _change(text)
    return Detail(blocked, not_ready, _day(parked["day"]) if parked else None, change, value)


def _day(text: str) -> date:
    danish = text[2] == "-"
    return datetime.strptime(text, "%d-%m-%Y").date() if danish else date.fromisoformat(text)


def _change(text: str) -> tuple[str, str]:
    """The kind and the value of the change a detail ends with."""
    told = _HELP.search(text)
    if told is None:
        return "", ""
    for kind, sentences in SENTENCES.items():
        for sentence in sentences:
            match = _pattern(sentence).fullmatch(told["told"])
            if match:
                return kind, match.groupdict().get("value", "")
    return "", ""


def _pattern(sentence: str) -> re.Pattern[str]:
    """The words of a sentence with its places open; the full stop at its end belongs to the whole."""
    places = {"{}": "(?P<value>.+?)", "{target}": ".+?"}
    parts = re.split(r"(\{\}|\{target\})", sentence.removesuffix("."))
    return re.compile("".join(places.get(part) or re.escape(part) for part in parts))
