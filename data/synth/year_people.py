"""Calibration of a year, people: how many wait and come, how long they wait, what support holds."""

from __future__ import annotations

from math import expm1

from data.geo.places import national_figure
from data.synth.comparison import Line, cite, percent
from data.synth.counts import homeless_persons
from data.synth.flow import ARRIVALS_PER_WAITING, EXITS
from data.synth.year_tally import Tally
from matcher.horizon.record import Record
from matcher.horizon.world import SUPPORT_WEEKS

HOMELESS, SHELTER, SUPPORT = "hjemloeshed", "boform § 110", "bostoette"
_DAYS_A_MONTH = 365 / 12
_ESTIMATE = (
    "vort skøn: VIVE's tal for landet, hovedstadsområdet, København og Aarhus fordelt efter folketal; "
    "listens størrelse kan være valgt anderledes"
)


def list_lines(tally: Tally, record: Record) -> list[Line]:
    """How many are on the list and how many come."""
    group = "Listen"
    on_list = float(record.weeks["on_list"].mean())
    stock = float(sum(map(homeless_persons, tally.codes))) if tally.codes else None
    a_year = national_figure(HOMELESS, "personer i et aar pr. person paa en dag")
    gone = int(record.people["gone"].sum())
    person_years = on_list * tally.weeks / 52
    return [
        Line(group, "ved årets begyndelse", tally.waiting, stock, "personer", _ESTIMATE, tally.waiting),
        Line(group, "i gennemsnit over ugerne", on_list, stock, "personer", _ESTIMATE, tally.weeks),
        Line(
            group,
            "nye på et år",
            tally.new * tally.a_year,
            None,
            "personer",
            f"{_comma(ARRIVALS_PER_WAITING)} ny om året pr. person på listen: mellem VIVE's skøn for alle "
            "hjemløse, også de kortvarige (1,7), og hvad der følger af, at halvdelen har været hjemløse i "
            "under et år (0,7); en rigtig uges verden følger ugens egne henvisninger",
            tally.new,
        ),
        Line(
            group,
            "personer i løbet af et år for hver på en dag",
            (on_list + tally.new * tally.a_year) / on_list if on_list else None,
            a_year.value,
            "gange",
            f"{cite(a_year)}; alle hjemløse, også de kortvarige, der ikke henvises",
            tally.waiting + tally.new,
        ),
        Line(
            group,
            "finder selv en løsning inden for et års ventetid",
            100 * -expm1(-gone / person_years) if person_years else None,
            None,
            "pct.",
            f"sat til {100 * EXITS:.0f} pct., når intet andet er valgt: familie, privat leje, institution",
            gone,
        ),
    ]


def waiting_lines(tally: Tally, record: Record) -> list[Line]:
    """How long those on the list on the last day have waited, and how long homes took."""
    group = "Ventetid"
    people = record.people
    left = people[(people["home_week"] < 0) & ~people["gone"]]
    homes = people[people["home_week"] >= 0]
    lately = national_figure(HOMELESS, "hjemloese i under et aar")
    lines = [
        Line(
            group,
            "uden hjem i under et år, af dem på listen den sidste dag",
            percent(int((left["days"] < 365).sum()), len(left)),
            lately.value,
            "pct.",
            f"{cite(lately)}; regnet fra hjemløshedens begyndelse, her fra henvisningen",
            len(left),
        ),
        Line(
            group,
            "dage fra henvisning til nøgler, gennemsnit",
            float(homes["days"].mean()) if len(homes) else None,
            None,
            "dage",
            "følger af verdenen; intet landstal er offentliggjort",
            len(homes),
        ),
    ]
    sheltered = left[left["situation"] == "shelter_110"]["days"]
    for label, key, low, high in (
        ("4-12 måneder, på boform § 110", "klar til at flytte: boet der 4-12 maaneder", 4, 12),
        ("over 12 måneder, på boform § 110", "klar til at flytte: boet der over 12 maaneder", 12, 1200),
    ):
        figure = national_figure(SHELTER, key)
        between = (sheltered > low * _DAYS_A_MONTH) & (sheltered <= high * _DAYS_A_MONTH)
        source = f"{cite(figure)}; opholdets længde blandt dem, der er klar til at flytte"
        share = percent(int(between.sum()), len(sheltered))
        lines.append(Line(group, label, share, figure.value, "pct.", source, len(sheltered)))
    return [*lines, _nights(group, tally, record)]


def _nights(group: str, tally: Tally, record: Record) -> Line:
    """Nights on the list within the year, per person who was on it at all."""
    persons = tally.waiting + tally.new
    nights = 7.0 * float(record.weeks["on_list"].sum()) * tally.a_year
    figure = national_figure(SHELTER, "overnatninger pr. person i aaret")
    mean = nights / (tally.waiting + tally.new * tally.a_year) if persons else None
    source = f"{cite(figure)}; overnatninger på boform § 110, også ophold på få døgn"
    return Line(group, "døgn på listen i året pr. person", mean, figure.value, "døgn", source, persons)


def support_lines(tally: Tally, record: Record) -> list[Line]:
    """Support places, and whether homes last."""
    group = "Støtte og fastholdelse"
    length = national_figure(SUPPORT, "CTI: varighed")
    kept, found = (national_figure(SUPPORT, f"CTI: {what} en bolig") for what in ("beholdt", "fik"))
    homes = record.people[record.people["home_week"] >= 0]
    cti = homes[homes["support_method"] == "CTI"]
    far = float((homes["km"] > 10).mean()) if len(homes) else 0.0
    ends = tally.manners.end_base + tally.manners.end_far * far
    used, places = record.weeks["places_used"].sum(), record.weeks["places"].sum()
    return [
        Line(
            group,
            "et CTI-forløb varer",
            SUPPORT_WEEKS["CTI"] * 7 / _DAYS_A_MONTH,
            length.value,
            "måneder",
            cite(length),
            len(cti),
        ),
        Line(
            group,
            "har bolig, når CTI-forløbet slutter",
            100 * (1 - ends) ** (SUPPORT_WEEKS["CTI"] / 52),
            kept.value + found.value,
            "pct.",
            f"{cite(kept)}: {kept.value:.0f} pct. beholdt og {found.value:.0f} pct. fik en bolig; her af "
            "antagelsen om, hvor mange lejemål der ophører",
            len(homes),
        ),
        Line(
            group,
            "støttepladser i brug",
            percent(int(used), int(places)),
            None,
            "pct.",
            "hold er sat til, hvad en jævn strøm kræver, og begynder 95 pct. fulde; en rigtig uge har sine",
            len(record.weeks),
        ),
        Line(
            group,
            "kommer tilbage på listen inden for året, af dem med ny bolig",
            percent(int(record.people["returned"].sum()), len(homes)),
            None,
            "pct.",
            f"{100 * tally.manners.returns:.0f} pct. af dem, der mister boligen, henvises igen",
            len(homes),
        ),
    ]


def _comma(value: float) -> str:
    return f"{value:g}".replace(".", ",")
