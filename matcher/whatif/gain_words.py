"""What would help most this week, as a table and sentences in Danish and English."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.whatif.gains import CHEAP_RENT, Gain, WeekGains
from matcher.words import QUOTA_CLASSES, say

_CHANGES = {
    "cheap_flat": ("en familiebolig mere under {rent} kr.", "one more family dwelling under DKK {rent}"),
    "youth_flat": ("en ungdomsbolig mere", "one more youth dwelling"),
    "team": ("en plads mere i teamet", "one more place in the team"),
    "quota": ("en kvoteplads mere", "one more quota place"),
    "turn": ("en tur mere efter fjerdedelsreglen", "one more turn under the quarter rule"),
}
_FLATS = {
    "cheap_flat": ("som {}", "like {}"),
    "youth_flat": ("som {}", "like {}"),
    "turn": ("{}", "{}"),
}
_CHOICES = {
    "best": ("den bedste af {}", "the best of {}"),
    "median": ("den midterste af {}", "the middle one of {}"),
}
_HEADS = (("Ændring", "Hvor", "Flere med bolig"), ("Change", "Where", "More with a home"))
_STAGES = (
    ("gruppe {}", "lang ventetid", "point"),
    ("group {}", "long wait", "points"),
)
_TITLES = (
    "Beslutningsdato {2}: uden ændring får {0} af {1} borgere en bolig.",
    "Decision date {2}: without any change {0} of {1} citizens get a home.",
)
_NONE = (
    "Ugen har ingen bolig at tage en kopi af til: {}.",
    "The week has no dwelling to copy for: {}.",
)
_NOTES = (
    "Hver ændring er regnet igennem for hele ugen for sig. En bolig mere er en kopi af en af ugens boliger, "
    "stillet til kommunens rådighed. Point tælles for alle, der får en bolig, og gøres op på ny.",
    "Every change was worked through for the whole week by itself. One more dwelling is a copy of one of the "
    "week's, at the municipality's disposal. Points are those of all who get a home, worked out anew.",
)


def name_of(change: str, lang: str) -> str:
    """A change in the middle of a sentence."""
    rent = f"{CHEAP_RENT:,.0f}"
    return _CHANGES[change][_column(lang)].format(rent=rent if lang == "en" else rent.replace(",", "."))


def where_of(gain: Gain, lang: str) -> str:
    """The flat, team or quota a gain is about."""
    column, parts = _column(lang), [gain.where] if gain.where else []
    if gain.change in ("quota", "turn"):
        organisation, _, scope = gain.where.rpartition("/")
        parts = [f"{organisation} ({say(QUOTA_CLASSES, scope, lang)})"]
    if gain.flat:
        parts.append(_FLATS[gain.change][column].format(gain.flat))
    if gain.choice:
        parts.append(_CHOICES[gain.choice][column].format(gain.tried))
    return ", ".join(parts)


def told(found: Sequence[Gain], tiers: Sequence[int], lang: str) -> str:
    """The gains as a table in plain text, each stage in a column."""
    column = _column(lang)
    tier, overdue, points = _STAGES[column]
    rows = [[*_HEADS[column], *(tier.format(number) for number in tiers), overdue, points]]
    for gain in found:
        worth = gain.worth
        numbers = [worth.people, *worth.tiers, worth.overdue, worth.points]
        rows.append([name_of(gain.change, lang), where_of(gain, lang), *map(signed, numbers)])
    return _aligned(rows)


def told_of_week(week: WeekGains, lang: str) -> str:
    """Everything there is to say of a week's gains: how it stands, the table, and what the table rests on."""
    day = week.decision_date.isoformat()
    title = _TITLES[_column(lang)].format(week.matched, week.citizens, day)
    return "\n".join([title, "", told(week.gains, week.tiers, lang), "", *notes(week.gains, lang)])


def notes(found: Sequence[Gain], lang: str) -> list[str]:
    """What the table rests on, and which changes the week had nothing for."""
    there = {gain.change for gain in found}
    missing = [name_of(change, lang) for change in ("cheap_flat", "youth_flat") if change not in there]
    return [_NONE[_column(lang)].format(name) for name in missing] + [_NOTES[_column(lang)]]


def signed(number: int) -> str:
    """A difference with its sign, 0 without; a real minus sign."""
    return f"{number:+d}".replace("-", "\N{MINUS SIGN}") if number else "0"


def _column(lang: str) -> int:
    return 0 if lang == "da" else 1


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Columns of equal width, words to the left and numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
