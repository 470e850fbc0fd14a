"""What the map draws: the background for all, and one flat with one candidate."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request

from web import geo
from web.coastline import coastline as outline
from web.vendor import COUNTRIES
from web.views.common import one, run

pages = Blueprint("maps", __name__)


def _background(response: Response) -> Response:
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@pages.get("/map/coastline.json")
def coastline() -> Response:
    """Denmark and its neighbours as GeoJSON."""
    text = outline(current_app.config["NODE_MODULES"] / COUNTRIES)
    return _background(Response(text, mimetype="application/geo+json"))


@pages.get("/map/towns.json")
def towns() -> Response:
    """Town names with size and location."""
    return _background(jsonify(geo.towns()))


@pages.get("/map/flat/<path:vacancy_id>")
def flat(vacancy_id: str) -> Response | dict[str, Any]:
    """The flat, and with ``?citizen`` that candidate's network and places and milieus to keep away from."""
    shown = run()
    row = one(shown.vacancies, vacancy_id)
    citizen = request.args.get("citizen")
    if citizen is not None and citizen not in shown.citizens:
        abort(404)
    return geo.map_data(shown, row, citizen)
