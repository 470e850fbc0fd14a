"""Why this flat, why none, and what would change it: the words of matches.csv and unmatched.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher import words
from matcher.eligibility import BIT
from matcher.geography import distances_to_network
from matcher.model import CRITERIA_OF_CHOICE
from matcher.pool_words import pool_in_words
from matcher.whatif.change import sentence, with_article
from matcher.words import say

if TYPE_CHECKING:
    from matcher.report import Run

_SEPARATOR = {"da": ".", "en": ","}
#: A wish counts as met from this many points of 1000.
_MET = 500


def kroner(amount: float, lang: str) -> str:
    """A monthly amount in whole kroner, half up, with the language's separator: ``4.120 kr.``"""
    whole = int(np.floor(amount + 0.5))
    text = f"{abs(whole):,}".replace(",", _SEPARATOR[lang])
    sign = "−" if whole < 0 else ""
    return f"{sign}{text} kr." if lang == "da" else f"DKK {sign}{text}"


def kilometres(km: float, lang: str) -> str:
    """A distance with one decimal: ``1,2 km``; very near is said as such."""
    if km < 0.1:
        return "under 100 m" if lang == "da" else "less than 100 m"
    text = f"{np.floor(km * 10 + 0.5) / 10:.1f}"
    return f"{text.replace('.', ',')} km" if lang == "da" else f"{text} km"


def listed(parts: list[str], lang: str) -> str:
    """``a, b og c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {'og' if lang == 'da' else 'and'} {parts[-1]}"


def explanation_of(run: Run, row: int, warnings: list[str], lang: str) -> str:
    """Why a matched pair (row of the pairs) is proposed, in whole sentences."""
    c, v = int(run.pairs.c[row]), int(run.pairs.v[row])
    sentences = [
        _what(run, c, v, lang),
        _money(run, row, c, v, lang),
        _network(run, c, v, lang),
        _access(run, c, v, lang),
        _wishes(run, row, c, v, lang),
    ]
    if run.problem.pinned[row]:
        sentences.append(
            "Valget er låst af kontoret." if lang == "da" else "The office has pinned this match."
        )
    if not distances_to_network(run.scene.geography, run.scene.flats, c, v):
        warnings = [code for code in warnings if code != "network_unknown"]  # said already
    if warnings:
        told = " ".join(say(words.WARNING_SENTENCES, code, lang) for code in warnings)
        sentences.append(f"{'Bemærk' if lang == 'da' else 'Note'}: {told}")
    return " ".join(sentence for sentence in sentences if sentence)


def _number(value: float, lang: str) -> str:
    text = f"{value:g}"
    return text.replace(".", ",") if lang == "da" else text


def _what(run: Run, c: int, v: int, lang: str) -> str:
    flat, citizen = run.scene.flats, run.scene.citizens
    cell = flat.table.cell
    place = ", ".join(part for part in (cell(v, "address"), cell(v, "postcode")) if part)
    kind = say(words.KINDS, cell(v, "kind"), lang)
    rooms, size = _number(flat.rooms[v], lang), _number(flat.size[v], lang)
    days, tier = int(citizen.waiting_days[c]), int(citizen.table.numbers("tier")[c])
    waited = f"{days:,}".replace(",", _SEPARATOR[lang])
    where = f" ({place})" if place else ""
    if lang == "da":
        return (
            f"{flat.ids[v]}{where} er en {kind} på {rooms} rum og {size} m²; {citizen.ids[c]} er i "
            f"behovsgruppe {tier} og har ventet {waited} {'dag' if days == 1 else 'dage'}."
        )
    many = "room" if rooms == "1" else "rooms"
    return (
        f"{flat.ids[v]}{where} is {with_article(kind)} with {rooms} {many} and {size} m²; {citizen.ids[c]} "
        f"is in need group {tier} and has waited {waited} {'day' if days == 1 else 'days'}."
    )


def _money(run: Run, row: int, c: int, v: int, lang: str) -> str:
    flats, minimum = run.scene.flats, float(run.scene.citizens.minimum[c])
    left = float(run.pairs.left_over[row])
    amounts = [float(flats.rent[v]), float(flats.utilities[v]), float(run.pairs.support[row]), left, minimum]
    rent, utilities, support, rest, least = (kroner(amount, lang) for amount in amounts)
    margin = kroner(abs(left - minimum), lang)
    if lang == "da":
        side = f"{margin} over" if left >= minimum else f"{margin} under"
        return (
            f"Huslejen er {rent} og forbruget {utilities} om måneden, boligstøtten {support}; der er {rest} "
            f"tilbage at leve for, {side} minimum på {least}"
        )
    side = f"{margin} above" if left >= minimum else f"{margin} below"
    return (
        f"Rent is {rent} and utilities {utilities} a month, housing support {support}; {rest} is left to "
        f"live on, {side} the minimum of {least}."
    )


def _network(run: Run, c: int, v: int, lang: str) -> str:
    places = distances_to_network(run.scene.geography, run.scene.flats, c, v)
    if not places:
        return (
            "Borgeren har ikke oplyst noget netværk." if lang == "da" else "The citizen has named no network."
        )
    unknown = "(ukendt afstand)" if lang == "da" else "(distance unknown)"
    parts = [
        f"{say(words.PLACE_CATEGORIES, category, lang)} {unknown if np.isnan(km) else kilometres(km, lang)}"
        for category, km in places
    ]
    lead = "Afstand til netværket" if lang == "da" else "Distance to the network"
    return f"{lead}: {listed(parts, lang)}."


def _access(run: Run, c: int, v: int, lang: str) -> str:
    """By which right the flat is the municipality's, and the support place it takes."""
    row = int(run.problem.pool[v])
    if row >= 0:
        used, entitled = int(run.outcome.pool_used[row]), int(run.problem.pool_cap[row])
        pools = run.scene.pools
        pool = pool_in_words(pools.organisation[row], pools.department[row], pools.quota_class[row], lang)
        right = (
            f"Boligen anvises efter fjerdedelsreglen hos {pool}, hvor {used} af ugens {entitled} bruges"
            if lang == "da"
            else f"The flat is claimed under the quarter rule from {pool}, where {used} of this week's "
            f"{entitled} are used"
        )
    else:
        right = (
            "Boligen er til kommunens rådighed"
            if lang == "da"
            else "The flat is at the municipality's disposal"
        )
    team = run.solution.seating.get(c)
    if team is None:
        return f"{right}."
    name, seats = run.problem.seats.team_id[team], run.problem.seats
    taken, places = int(run.outcome.team_used[team]), int(seats.capacity[team])
    method = say(words.METHODS, run.scene.citizens.table.cell(c, "support_method"), lang)
    if lang == "da":
        return (
            f"{right}, og støtten ({method}) gives af team {name}, "
            f"hvor {taken} af {places} ledige pladser bruges."
        )
    return (
        f"{right}, and support ({method}) comes from team {name}, "
        f"where {taken} of {places} free places are used."
    )


def _wishes(run: Run, row: int, c: int, v: int, lang: str) -> str:
    """The citizen's wishes that are met and those that are not, own priorities marked."""
    own = run.scene.citizens.table.cell(c, "priorities")
    asked = {"network", "economy", "size", *own} | _stated(run, c)
    met: list[str] = []
    missed: list[str] = []
    for name in CRITERIA_OF_CHOICE:
        value = int(getattr(run.pairs, name)[row])
        if name not in asked or value < 0 or (name == "network" and np.isnan(run.pairs.km[row])):
            continue
        label = say(words.CRITERIA, name, lang)
        if name in own:
            label += " (prioriteret)" if lang == "da" else " (priority)"
        short = name == "economy" and run.pairs.left_over[row] < run.scene.citizens.minimum[c]
        (met if value >= _MET and not short else missed).append(label)
    yes, no = ("Ønsker, der opfyldes", "Ikke opfyldt") if lang == "da" else ("Wishes met", "Not met")
    parts = [f"{title}: {listed(names, lang)}." for title, names in ((yes, met), (no, missed)) if names]
    return " ".join(parts)


def _stated(run: Run, c: int) -> set[str]:
    citizen = run.scene.citizens.table
    stated = {"area"} if citizen.cell(c, "wanted_areas") else set()
    return stated | ({"setting"} if citizen.cell(c, "setting") != "any" else set())


def detail_of(run: Run, citizen: int, reason: str, lang: str) -> str:
    """Why a citizen has no flat, and what would change it."""
    told = []
    if reason == "no_eligible_vacancy":
        told.append(_blocked(run, citizen, lang))
    elif reason == "not_ready":
        told.append(_not_ready(run, citizen, lang))
    if citizen in run.changes.first:
        told.append(sentence(run.changes.first[citizen], lang))
    elif citizen in run.changes.unexamined:
        told.append(
            "Det er ikke undersøgt, hvilken ændring der ville hjælpe."
            if lang == "da"
            else "Which change would help was not examined."
        )
    elif reason not in ("not_ready", "no_eligible_vacancy"):
        told.append(
            "Ingen enkelt ændring ville hjælpe i denne uge."
            if lang == "da"
            else "No single change would help this week."
        )
    return " ".join(told)


def _not_ready(run: Run, citizen: int, lang: str) -> str:
    """What has to be in place before anything can be proposed."""
    row = run.eligibility.reasons[citizen]
    codes = [code for code in ("consent", "parked", "support_undecided") if (row & BIT[code]).all()]
    told = [
        _parked(run, citizen, lang) if code == "parked" else say(words.RULE_SENTENCES, code, lang)
        for code in codes
    ]
    return " ".join(told)


def _parked(run: Run, citizen: int, lang: str) -> str:
    """Until when a case is on hold."""
    until = run.scene.citizens.table["blocked_until"].iloc[citizen].date()
    if lang == "da":
        return f"Sagen er sat i bero til {until:%d-%m-%Y}."
    return f"The case is on hold until {until.isoformat()}."


def _blocked(run: Run, citizen: int, lang: str) -> str:
    counts = run.outcome.blocked_per_rule(citizen)
    parts = [f"{say(words.RULE_LABELS, code, lang)} ({count})" for code, count in counts.items()]
    told = f"{'Spærret' if lang == 'da' else 'Blocked'}: {'; '.join(parts)}." if parts else ""
    most = run.outcome.opens_most(citizen)
    if most is None:
        alone = (
            "Ingen enkelt regel åbner en bolig alene."
            if lang == "da"
            else "No single rule opens a flat alone."
        )
        return f"{told} {alone}".strip()
    label = say(words.RULE_LABELS, most[0], lang)
    if lang == "da":
        return f"{told} Uden »{label}« ville {most[1]} {'bolig' if most[1] == 1 else 'boliger'} være mulige."
    return f"{told} Without “{label}” {most[1]} {'flat' if most[1] == 1 else 'flats'} would be possible."
