"""The page of one citizen, put together from the store, the rules and the last run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template
from sqlalchemy import Connection, select

from data.exchange import codes, tables
from data.rates.loader import load_rates
from data.runs.affords import Affords, affords
from data.store import cells, ground, people, settings, standing
from data.store.schema import offers, users
from matcher.calendar import ages
from matcher.model import Policy
from web import choices, drawn, effects, entry, geo, history, present
from web.access import access
from web.citizens.actions import actions_for
from web.citizens.entering import economy_words, policy_now
from web.citizens.fields import tier_text
from web.citizens.places import at
from web.citizens.today import Today, Week, week_now
from web.citizens.views import pages
from web.explained import detail_in, explanation_in
from web.here import actor, seen, store
from web.i18n import decimal, t
from web.proposals.common import shown
from web.reasons import reasons

#: What a shelter reads of the history: what was entered, not what the office decided.
_TOLD = ("create", "change")
_READERS = ("office", "shelter", "auditor")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Spot:
    """A place or milieu as the list and the map show it."""

    sign: str
    avoid: bool
    name: str
    where: str
    bound: str
    at: tuple[float, float] | None
    radius_m: float


def age_on(row: Row, day: Any) -> int:
    """The applicant's age in whole years."""
    import pandas as pd

    return int(ages(pd.Series([row["birth_date"]]), day)[0])


def spots(connection: Connection, row: Row) -> list[Spot]:
    """The network (1, 2, …) and what to keep away from (A, B, …)."""
    stored = people.places_of(connection, str(row["citizen_id"]))
    network = [place for place in stored if place["role"] == "network"]
    avoided = [place for place in stored if place["role"] == "avoid"]
    found = [_place(place, geo.sign(n)) for n, place in enumerate(network)]
    found += [_place(place, geo.sign(n, letters=True)) for n, place in enumerate(avoided)]
    names = {m["milieu_id"]: m for m in ground.list_milieus(connection)}
    for n, milieu in enumerate(row["avoid_milieus"], len(avoided)):
        stands = names.get(milieu)
        buffer = float(stands["buffer_m"]) / 1000 if stands else 0
        bound = t("map.at_least", km=decimal(buffer, 2)) if buffer else ""
        name = str(stands["name"]) if stands else milieu
        found.append(Spot(geo.sign(n, letters=True), True, name, t("spot.milieu"), bound, None, 0.0))
    return found


def _place(place: Row, sign: str) -> Spot:
    avoid = place["role"] == "avoid"
    limit = place["min_km"] if avoid else place["max_km"]
    bound = "" if limit is None else t("map.at_least" if avoid else "map.at_most", km=decimal(limit, 2))
    where = ", ".join(filter(None, (place["address"], place["postcode"])))
    point = at(place)
    if not where:
        where = t("spot.on_map") if point else t("map.unknown_place")
    elif point is None:
        where = t("spot.not_found", where=where)
    name = present.capital(present.label("PLACE_CATEGORIES", place["category"] or "other"))
    radius = float(limit or 0) * 1000 if avoid else 0.0
    return Spot(sign, avoid, name, where, bound, point, radius)


def said_by_run(week: Week, today: Today, row: Row) -> dict[str, Any]:
    """What the last run said of the citizen: why this flat, or why none and what would change it."""
    if today.match is not None and week.run is not None:
        vacancy_id = str(today.match["vacancy_id"])
        told = shown(today.run_id).told
        text, text_lang = explanation_in(told, vacancy_id)
        flat = week.run.vacancies[vacancy_id]
        return {
            "flat": flat,
            "reasons": reasons(week.run, flat, today.match),
            "text": text,
            "lang": text_lang,
        }
    if today.unmatched is not None:
        detail, detail_lang = detail_in(shown(today.run_id).told, str(row["citizen_id"]))
        return {"detail": detail, "lang": detail_lang}
    return {}


def offers_of(connection: Connection, citizen_id: str, *, shelter: bool) -> list[Row]:
    """The citizen's offers, newest first; a shelter sees them once they are offered."""
    found = select(offers).where(offers.c.citizen_id == citizen_id).order_by(offers.c.number.desc())
    rows = [dict(row) for row in connection.execute(found).mappings()]
    return [row for row in rows if not (shelter and row["state"] == "proposed")]


@pages.get("/citizens/<path:citizen_id>", endpoint="citizen")
@access(*_READERS, own=True)
def page(citizen_id: str) -> str:
    """One citizen."""
    who = actor()
    shelter = who.role == "shelter"
    with store().reading() as connection:
        stored = people.get_citizen(connection, who, citizen_id)
        row = entry.typed(tables.CITIZENS, stored)
        day = settings.today(connection)
        week = week_now(connection, day)
        today = week.of(row, shelter=shelter)
        policy = policy_now(connection)
        contact = None if who.role == "auditor" else people.contact_of(connection, who, citizen_id)
        economy = _economy(stored, day, policy)
        context: dict[str, Any] = {
            "row": row,
            "id": citizen_id,
            "today": today,
            "age": age_on(row, day),
            "days": (day - row["waiting_since"]).days,
            "tier": tier_text(policy, int(row["tier"])),
            "economy": economy,
            "economy_words": economy_words(economy),
            "contact": contact,
            "spots": spots(connection, row),
            "needs": present.needs(row),
            "present_household": present.household(row),
            "said": {} if shelter else said_by_run(week, today, row),
            "offers": offers_of(connection, citizen_id, shelter=shelter),
            "standing": [] if shelter else standing.standing_of(connection, citizen_id=citizen_id),
            "history": history.of(
                connection, "citizen", citizen_id, tables.CITIZENS, stored, _TOLD if shelter else None
            ),
            "told": effects.told(connection, "citizen", citizen_id, names=not shelter),
            "whose": _whose(connection, row),
            "actions": actions_for(who, row, today),
            "may_edit": who.role in ("office", "shelter") and row["state"] == "waiting",
            "shelter": shelter,
            "waivable": codes.WAIVABLE,
        }
    seen("citizen", [citizen_id], "case")
    return render_template("citizens/page.html", **context)


def _economy(stored: Row, day: Any, policy: Policy) -> Affords:
    return affords(cells.texts(tables.CITIZENS, stored), day, policy, load_rates(day))


def _whose(connection: Connection, row: Row) -> dict[str, str]:
    """The names of the case worker and the shelter, blank where there is none."""
    worker = connection.execute(
        select(users.c.name).where(users.c.user_id == row["case_worker"])
    ).scalar_one_or_none()
    return {"worker": worker or "", "shelter": dict(choices.shelters()).get(row["shelter_id"], "")}


@pages.get("/citizens/<path:citizen_id>/map.json")
@access(*_READERS, own=True)
def network_map(citizen_id: str) -> dict[str, Any]:
    """The citizen's network, and the places and milieus to keep away from, for the map."""
    with store().reading() as connection:
        row = entry.typed(tables.CITIZENS, people.get_citizen(connection, actor(), citizen_id))
        found = spots(connection, row)
        shapes = [m for m in ground.list_milieus(connection) if m["milieu_id"] in row["avoid_milieus"]]
    seen("citizen", [citizen_id], "map")
    places = [
        {
            "at": spot.at,
            "avoid": spot.avoid,
            "sign": spot.sign,
            "label": f"{spot.name} · {spot.where}",
            "radius_m": spot.radius_m,
        }
        for spot in found
        if spot.at is not None
    ]
    return {"flat": {"at": None, "label": ""}, "places": places, "milieus": drawn.milieu_shapes(shapes)}


@pages.get("/citizens/ground.json")
@access("office", "shelter")
def ground_map() -> dict[str, Any]:
    """The map a place is picked on: where the municipality's flats and milieus are."""
    with store().reading() as connection:
        view = drawn.view_of(connection)
        shapes = drawn.milieu_shapes(ground.list_milieus(connection))
    return {"flat": {"at": None, "label": ""}, "places": [], "milieus": shapes, "view": view}
