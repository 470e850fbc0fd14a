"""The presets: which municipalities, how many citizens and vacancies."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from data.geo.places import municipalities
from data.synth.counts import apportion, homeless_persons, vacancies_a_week

#: Presets of one municipality stand in Horsens: a provincial town of 61,000 with villages and a fjord.
HOME = "0615"
#: Citizens and vacancies; (0, 0) means the estimated real counts.
PRESETS: dict[str, tuple[int, int]] = {
    "small": (40, 30),
    "town": (300, 60),
    "municipality": (0, 0),
    "denmark": (0, 0),
    "stress-m": (2000, 300),
    "stress-l": (10000, 1500),
    "stress-xl": (20000, 2000),
}
EVERYWHERE = ("denmark", "stress-xl")
STRESS = ("stress-m", "stress-l", "stress-xl")


@dataclass(frozen=True)
class Part:
    """One municipality of a week, with its numbers.

    ``prefix`` keeps ids apart where there are several; ``narrow`` makes fewer pairs possible (speed only).
    """

    code: str
    citizens: int
    vacancies: int
    prefix: str = ""
    narrow: bool = False


def plain(name: str) -> str:
    """A name without case, spaces, hyphens and Danish letters: København, Koebenhavn and KØBENHAVN alike."""
    text = name.casefold().removesuffix(" kommune").replace("aa", "å")
    for letter, ascii_letters in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("ö", "oe"), ("ä", "ae")):
        text = text.replace(letter, ascii_letters)
    return "".join(sign for sign in text if sign.isalnum())


def municipality_code(name: str) -> str:
    """The code of a municipality by name, ASCII spelling or code; ValueError with close suggestions."""
    known = {plain(one.name): one for one in municipalities()} | {one.code: one for one in municipalities()}
    wanted = plain(name)
    if wanted in known:
        return known[wanted].code
    close = difflib.get_close_matches(wanted, [key for key in known if not key.isdigit()], n=3, cutoff=0.6)
    advice = "; did you mean " + " or ".join(known[key].name for key in close) + "?" if close else ""
    raise ValueError(f"no municipality is called {name!r}{advice}")


def parts(
    preset: str, name: str | None = None, citizens: int | None = None, vacancies: int | None = None
) -> list[Part]:
    """The municipalities of a preset with their numbers; ValueError when the preset or name is unknown.

    With a municipality's name the numbers are its estimated real ones, except for the stress presets, whose
    size is what they are for; ``citizens`` and ``vacancies`` override either.
    """
    if preset not in PRESETS:
        raise ValueError(f"no preset is called {preset!r}; there are {', '.join(PRESETS)}")
    for what, number in (("citizens", citizens), ("vacancies", vacancies)):
        if number is not None and number < 1:
            raise ValueError(f"the number of {what} must be at least 1, not {number}")
    if preset in EVERYWHERE:
        if name:
            raise ValueError(f"the preset {preset} is all 98 municipalities; leave the municipality out")
        return _everywhere(preset, citizens, vacancies)
    if preset == "municipality" and not name:
        raise ValueError("the preset municipality needs the name of a municipality")
    code = municipality_code(name) if name else HOME
    people, flats = PRESETS[preset]
    if name and preset not in STRESS:
        people, flats = homeless_persons(code), vacancies_a_week(code)
    return [Part(code, citizens or people, vacancies or flats, narrow=preset in STRESS)]


def _everywhere(preset: str, citizens: int | None, vacancies: int | None) -> list[Part]:
    """All 98 municipalities in proportion to their estimated real numbers, at least one of each."""
    people = {one.code: float(homeless_persons(one.code)) for one in municipalities()}
    flats = {one.code: float(vacancies_a_week(one.code)) for one in municipalities()}
    preset_people, preset_flats = PRESETS[preset]
    all_people = citizens or preset_people or round(sum(people.values()))
    all_flats = vacancies or preset_flats or round(sum(flats.values()))
    if min(all_people, all_flats) < len(people):
        raise ValueError(f"the preset {preset} needs at least {len(people)} citizens and vacancies")
    people_of, flats_of = apportion(people, all_people), apportion(flats, all_flats)
    return [Part(code, people_of[code], flats_of[code], f"{code}-") for code in sorted(people)]
