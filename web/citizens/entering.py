"""Entering and editing a citizen: one page of sections, kept whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.exchange import tables
from data.exchange.policy import parse_policy
from data.rates.loader import load_rates
from data.runs.affords import Affords, affords
from data.store import cells as stored_cells
from data.store import people, settings
from data.store.errors import NotFound, Refused
from data.store.policies import policy_in_force
from matcher.model import Policy
from web import effects, entry
from web.access import access
from web.citizens import places
from web.citizens.fields import CONTACT, Section, sections
from web.faults import by_field
from web.forms import Form
from web.here import actor, seen, store
from web.i18n import t

pages = Blueprint("entering_citizens", __name__)
_WHO = ("office", "shelter")


@dataclass(frozen=True)
class Draft:
    """The form of one citizen as it stands: fields, places, contact and what the economy comes to."""

    steps: Sequence[Section]
    form: Form
    places: Sequence[places.Place]
    place_form: Form
    economy: Affords

    @property
    def fields(self) -> list[entry.Field]:
        """Every field of every step."""
        return [one for step in self.steps for one in step.fields]


def policy_now(connection: Connection) -> Policy:
    """The policy in force."""
    return parse_policy(policy_in_force(connection)[1].encode())[0]


def _economy(connection: Connection, form: Form) -> Affords:
    day = settings.today(connection)
    texts = {name: str(value) for name, value in form.values.items() if not isinstance(value, list)}
    return affords(texts, day, policy_now(connection), load_rates(day))


@pages.post("/citizens/affords")
@access(*_WHO)
def fragment() -> str:
    """What the household typed so far can carry, as a piece of the page; nothing is kept."""
    with store().reading() as connection:
        economy = _economy(connection, entry.sent_form(()))
    return render_template("citizens/affords.html", economy=economy, economy_words=economy_words(economy))


@pages.get("/citizens/new")
@access(*_WHO)
def new() -> str:
    """An empty form."""
    with store().reading() as connection:
        steps = _steps(connection, new=True)
        day = settings.today(connection).isoformat()
        municipality = settings.setting(connection, settings.MUNICIPALITY)
        form = entry.blank(tables.CITIZENS, waiting_since=day, municipality=municipality)
        draft = Draft(steps, form, [], Form(), _economy(connection, form))
    return _page(draft, None)


@pages.post("/citizens/new")
@access(*_WHO)
def create() -> Response | str | tuple[str, int]:
    """Keep a new citizen, or show the form again with what is wrong."""
    return _answer(None)


@pages.get("/citizens/<path:citizen_id>/edit")
@access(*_WHO, own=True)
def edit(citizen_id: str) -> str:
    """The form of a stored citizen."""
    with store().reading() as connection:
        row = people.get_citizen(connection, actor(), citizen_id)
        contact = people.contact_of(connection, actor(), citizen_id) or {}
        steps = _steps(connection, new=False)
        filled = entry.filled(tables.CITIZENS, stored_cells.texts(tables.CITIZENS, row), row["version"])
        values = {**filled.values, **{f"contact-{name}": contact.get(name, "") for name in CONTACT}}
        form = Form(values, {}, filled.version)
        rows = places.of_rows(people.places_of(connection, citizen_id))
        draft = Draft(steps, form, rows, places.form_of(rows, {}), _economy(connection, form))
    seen("citizen", [citizen_id], "case")
    return _page(draft, citizen_id)


@pages.post("/citizens/<path:citizen_id>/edit")
@access(*_WHO, own=True)
def update(citizen_id: str) -> Response | str | tuple[str, int]:
    """Keep the changes, or show the form again with what is wrong."""
    return _answer(citizen_id)


def _steps(connection: Connection, *, new: bool) -> tuple[Section, ...]:
    return sections(new=new, office=actor().role == "office", policy=policy_now(connection))


def _answer(citizen_id: str | None) -> Response | str | tuple[str, int]:
    """A form that was sent: a button that only changes the form, or the button that keeps it."""
    with store().reading() as connection:
        if citizen_id is not None:
            people.get_citizen(connection, actor(), citizen_id)
        draft = _draft(connection, citizen_id)
    do = request.form.get("do", "save")
    if do != "save":
        rows = places.after(draft.places, do)
        again = Draft(draft.steps, draft.form, rows, places.form_of(rows, {}), draft.economy)
        return _page(again, citizen_id, did=do)
    try:
        return effects.save("citizen", lambda connection: _keep(connection, draft, citizen_id), _address)
    except Refused as refused:
        return _page(_refused(draft, refused), citizen_id), 422


def _draft(connection: Connection, citizen_id: str | None) -> Draft:
    steps = _steps(connection, new=citizen_id is None)
    form = entry.sent_form(one for step in steps for one in step.fields)
    rows = places.sent()
    return Draft(steps, form, rows, places.form_of(rows, {}), _economy(connection, form))


def _keep(connection: Connection, draft: Draft, citizen_id: str | None) -> str:
    cells = entry.cells_of(draft.form, draft.fields)
    if citizen_id is not None:
        row = people.get_citizen(connection, actor(), citizen_id)
        cells = entry.as_stored(cells, stored_cells.texts(tables.CITIZENS, row), tables.CITIZENS)
        cells["citizen_id"] = citizen_id
    contact = {name: str(draft.form.values.get(f"contact-{name}", "")) for name in CONTACT}
    given = [place.cells for place in draft.places if not place.empty]
    version = draft.form.version if citizen_id is not None else None
    if citizen_id is not None and version is None:
        raise NotFound(citizen_id)
    anyone = any(contact.values()) or citizen_id is not None
    return people.save_citizen(connection, actor(), cells, given, contact if anyone else None, version)


def _address(citizen_id: str, effect_id: str) -> str:
    return url_for("citizens.citizen", citizen_id=citizen_id, saved=effect_id)


def _refused(draft: Draft, refused: Refused) -> Draft:
    """The form with each fault at its field."""
    of_places = [f for f in refused.faults if f.file.startswith("places")]
    of_contact = [f for f in refused.faults if f.file.startswith("contact")]
    rest = [f for f in refused.faults if f not in of_places and f not in of_contact]
    kept = [place for place in draft.places if not place.empty]
    wrong = places.faults_of(of_places, kept)
    contact = {f"contact-{column}": text for column, text in by_field(of_contact).items()}
    form = Form(draft.form.values, {**by_field(rest), **contact, **wrong}, draft.form.version)
    return Draft(draft.steps, form, draft.places, places.form_of(draft.places, wrong), draft.economy)


def economy_words(economy: Affords) -> dict[str, Any]:
    """What is missing or wrong in the economy, by label."""
    faults = by_field(economy.faults)
    return {
        "missing": [entry.citizen_field(name).label for name in economy.missing],
        "faults": [(entry.citizen_field(name).label, text) for name, text in faults.items()],
    }


def _wrong_in(draft: Draft) -> dict[str, int]:
    """How many faults each step holds."""
    names = {one.name: step.key for step in draft.steps for one in step.fields}
    count = dict.fromkeys((step.key for step in draft.steps), 0)
    for name in draft.form.faults:
        by_prefix = {"place": "network", "contact": "consent"}.get(name.partition("-")[0], "household")
        count[names.get(name, by_prefix)] += 1
    return count


def _open_groups(draft: Draft) -> set[str]:
    """The folded groups in which something stands or is wrong."""
    form = draft.form
    return {
        group.key
        for step in draft.steps
        for group in step.groups
        if group.more and any(form.values.get(f.name) or f.name in form.faults for f in group.fields)
    }


def _page(draft: Draft, citizen_id: str | None, did: str = "") -> str:
    names = entry.labels(draft.fields) | {f"contact-{name}": t(f"contact.{name}") for name in CONTACT}
    for place in draft.places:
        number = t("place.number", n=place.index + 1)
        names |= {one.name: f"{number}, {one.label}" for one in place.fields.values()}
    context: dict[str, Any] = {
        "draft": draft,
        "citizen_id": citizen_id,
        "labels": names,
        "contact": CONTACT,
        "did": did,
        "action": request.path,
        "economy": draft.economy,
        "economy_words": economy_words(draft.economy),
        "wrong_in": _wrong_in(draft),
        "open_groups": _open_groups(draft),
        "leads": ("network", "needs", "priorities", "consent"),
    }
    return render_template("citizens/form.html", **context)
