"""How a synthetic week compares with the national figures: shares side by side, each with its source.

The shares are counted from the week folder's own files, not from what generated them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.geo.places import Figure, municipality, national_figure
from data.synth.cells import Row
from data.synth.comparison import Line, age_of, cite, has, mean_of, percent, read_rows, rent_line, share_line
from data.synth.counts import YOUTH_SHARE, homeless_persons, turnover, vacancies_a_week
from data.synth.rents import region_rates

HOMELESS, STOCK, RENT = "hjemloeshed", "almene boliger", "husleje"
CHEAP_KR = 3500


def calibration_lines(folder: Path, decision: date) -> list[Line]:
    """All comparisons of a week folder, in the order of the page."""
    citizens, vacancies = read_rows(folder, "citizens"), read_rows(folder, "vacancies")
    return [
        *_numbers(citizens, vacancies),
        *_flats(vacancies),
        *_rents(vacancies),
        *_people(citizens, decision),
    ]


def _numbers(citizens: list[Row], vacancies: list[Row]) -> list[Line]:
    codes = sorted({row["municipality"] for row in citizens})
    homeless = sum(homeless_persons(code) for code in codes)
    weekly = sum(vacancies_a_week(code) for code in codes)
    group = "Antal"
    estimate = (
        "vort skøn: VIVE's tal for landet, hovedstadsområdet, København og Aarhus fordelt efter folketal; "
        "ugens størrelse kan være valgt anderledes"
    )
    flow = "vort skøn: boligtal × fraflytning (Landsbyggefonden 2019) / 52"
    return [
        Line(group, "hjemløse borgere", len(citizens), homeless, "personer", estimate, len(citizens)),
        Line(group, "ledige boliger på en uge", len(vacancies), weekly, "boliger", flow, len(vacancies)),
    ]


def cheap_share() -> tuple[float, str]:
    """Family dwellings under CHEAP_KR in per cent, and the source."""
    cheap = national_figure(STOCK, "heraf husleje < 3.500 kr./md.")
    return 100 * cheap.value / _outside().value, f"{cite(cheap)} (uden for udsatte områder)"


def free_share() -> tuple[float, str]:
    """Family dwellings outside vulnerable and prevention areas in per cent, and the source."""
    stock = national_figure(STOCK, "boliger i alt", 2023)
    of_family = national_figure(STOCK, "andel familieboliger")
    family = stock.value * of_family.value / 100
    return 100 * _outside().value / family, f"{cite(_outside())}; alle: {cite(stock)}"


def _outside() -> Figure:
    return national_figure(STOCK, "familieboliger uden for forebyggelses- og udsatte omraader")


def _flats(vacancies: list[Row]) -> list[Line]:
    group = "Ledige boliger"
    family = [row for row in vacancies if row["kind"] == "family"]
    both = [row for row in vacancies if row["kind"] in ("family", "youth")]
    flows = turnover()
    youth_flow = 100 * flows["youth"] / sum(flows.values())
    return [
        share_line(
            group,
            "familieboliger under 3.500 kr.",
            family,
            lambda row: float(row["rent"]) < CHEAP_KR,
            *cheap_share(),
        ),
        share_line(
            group,
            "familieboliger uden for udsatte og forebyggelsesområder",
            family,
            lambda row: row["area_class"] == "none",
            *free_share(),
        ),
        share_line(
            group,
            "ungdomsboliger blandt familie- og ungdomsboliger",
            both,
            lambda row: row["kind"] == "youth",
            youth_flow,
            f"fraflytning × andel af boligerne (ungdom {YOUTH_SHARE:.0%} antaget)".replace("%", " pct."),
        ),
        Line(
            group,
            "gennemsnitlig størrelse, familieboliger",
            mean_of(family, "size_m2"),
            79.0,
            "m²",
            cite(national_figure(RENT, "almene familieboliger", 2021)),
            len(family),
        ),
    ]


def _rents(vacancies: list[Row]) -> list[Line]:
    """Rent per m² a year by kind and region, the source raised from 2021 to the newest national level."""
    newest = national_figure(RENT, "almene i alt")
    rise = newest.value / national_figure(RENT, "almene i alt", 2021).value
    group = f"Husleje pr. m² om året, {newest.year}-niveau"
    raised = f"2021-tal × {rise:.3f}".replace(".", ",")
    kinds = {"family": "familieboliger", "youth": "ungdomsboliger", "elderly": "aeldreboliger"}
    lines = []
    for kind, key in kinds.items():
        figure = national_figure(RENT, f"almene {key}", 2021)
        rows = [row for row in vacancies if row["kind"] == kind]
        label = key.replace("aeldre", "ældre")
        lines.append(rent_line(group, label, rows, figure.value * rise, f"{cite(figure)}; {raised}"))
    family = national_figure(RENT, "almene familieboliger", 2021).value
    every = national_figure(RENT, "almene i alt", 2021)
    for region, rate in region_rates().items():
        rows = [
            row
            for row in vacancies
            if row["kind"] == "family" and municipality(row["municipality"]).region == region
        ]
        if not rows:
            continue
        value = rate * family / every.value * rise
        known = region in ("Region Hovedstaden", "Region Sjælland", "Region Syddanmark")
        source = cite(every) if known else "udledt: det, der giver landsgennemsnittet"
        lines.append(rent_line(group, f"familieboliger, {region}", rows, value, f"{source}; {raised}"))
    return lines


def _people(citizens: list[Row], decision: date) -> list[Line]:
    group = "Borgere"
    ages = [(row, age_of(row, decision)) for row in citizens]
    total_2022 = national_figure(HOMELESS, "antal i alt (uge 6)", 2022).value
    total_2024 = national_figure(HOMELESS, "antal i alt (uge 6)", 2024).value
    lines = []
    for label, low, high, key, total in (
        ("18-24 år", 18, 24, "18-24 aar", total_2022),
        ("25-29 år", 25, 29, "25-29 aar", total_2022),
        ("60 år og derover", 60, 120, "60+ aar", total_2024),
    ):
        figure = national_figure(HOMELESS, key)
        in_band = sum(low <= age <= high for _, age in ages)
        share = percent(in_band, len(citizens))
        lines.append(
            Line(group, label, share, 100 * figure.value / total, "pct.", cite(figure), len(citizens))
        )
    for situation, label, key in (
        ("street", "på gaden", "gadesovere"),
        ("shelter_110", "på boform (§ 110)", "herberg/forsorgshjem"),
        ("friends", "hos venner eller familie", "hos venner/familie"),
    ):
        figure = national_figure(HOMELESS, key, 2024)
        lines.append(
            share_line(group, label, citizens, has("situation", situation), figure.value, cite(figure))
        )
    with_children = national_figure(HOMELESS, "personer med boern hos sig")
    total_2019 = national_figure(HOMELESS, "antal i alt (uge 6)", 2019).value
    lines.append(
        share_line(
            group,
            "med børn hos sig",
            citizens,
            lambda row: row["children"] != "0",
            100 * with_children.value / total_2019,
            cite(with_children),
        )
    )
    cash = [row for row in citizens if row["benefit"].startswith("kontanthjaelp")]
    ready = national_figure("ydelser", "kontanthjaelp visitation: Aktivitetsparat")
    everyone = national_figure("ydelser", "kontanthjaelp, fuldtidspersoner")
    lines.append(
        share_line(
            group,
            "aktivitetsparate blandt kontanthjælpsmodtagere",
            cash,
            has("activity_ready", "true"),
            100 * ready.value / everyone.value,
            f"{cite(ready)} (alle modtagere, ikke kun hjemløse)",
        )
    )
    return lines
