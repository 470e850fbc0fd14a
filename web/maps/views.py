"""The maps' background, served from here, and the map of one flat of a run with one candidate."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from web import geo
from web.access import access, everyone
from web.coastline import coastline as outline
from web.here import seen
from web.proposals.common import READERS, one, shown
from web.vendor import COUNTRIES

pages = Blueprint("maps", __name__)


def _background(response: Response) -> Response:
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@pages.get("/map/coastline.json")
@everyone
def coastline() -> Response:
    """Denmark and its neighbours as GeoJSON."""
    text = outline(current_app.config["NODE_MODULES"] / COUNTRIES)
    return _background(Response(text, mimetype="application/geo+json"))


@pages.get("/map/towns.json")
@everyone
def towns() -> Response:
    """Town names with size and location."""
    return _background(jsonify(geo.towns()))


@pages.get("/runs/<run_id>/map/<path:vacancy_id>")
@access(*READERS)
def flat(run_id: str, vacancy_id: str) -> dict[str, Any]:
    """The flat, and with ``?citizen`` that candidate's network and places and milieus to keep away from."""
    run = shown(run_id).run
    row = one(run.vacancies, vacancy_id)
    citizen = request.args.get("citizen")
    if citizen is not None:
        one(run.citizens, citizen)
        seen("citizen", [citizen], "map")
    return geo.map_data(run, row, citizen)
