"""The front-end files served straight from node_modules: a fixed list of names, nothing else."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, abort, current_app, send_file

from web.access import public

pages = Blueprint("vendor", __name__)

#: Where npm ci puts its packages: beside the packages of this project.
NODE_MODULES = Path(__file__).resolve().parent.parent / "node_modules"
COUNTRIES = "world-atlas/countries-10m.json"

_FILES = {
    "dkfds/css/dkfds.min.css": "dkfds/dist/css/dkfds.min.css",
    "dkfds/img/all-svg-icons.svg": "dkfds/dist/img/all-svg-icons.svg",
    "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "leaflet/leaflet.css": "leaflet/dist/leaflet.css",
    "leaflet/leaflet.js": "leaflet/dist/leaflet.js",
}
_FOLDERS = {  # the style sheets reach for their fonts and pictures by relative address
    ("dkfds/fonts/IBMPlexSans/complete/woff2", ".woff2"): "dkfds/dist/fonts/IBMPlexSans/complete/woff2",
    ("dkfds/fonts/IBMPlexSans/complete/woff", ".woff"): "dkfds/dist/fonts/IBMPlexSans/complete/woff",
    ("dkfds/img/svg-icons", ".svg"): "dkfds/dist/img/svg-icons",
    ("leaflet/images", ".png"): "leaflet/dist/images",
}


def vendor_files(node_modules: Path = NODE_MODULES) -> dict[str, Path]:
    """Every file the pages may ask for, by the name they ask with; empty when a needed one is missing.

    A request is only ever looked up among these names, so that no address reaches a path.
    """
    files = {name: node_modules / path for name, path in _FILES.items()}
    if not all(path.is_file() for path in (*files.values(), node_modules / COUNTRIES)):
        return {}
    for (prefix, suffix), folder in _FOLDERS.items():
        for path in sorted((node_modules / folder).glob(f"*{suffix}")):
            files[f"{prefix}/{path.name}"] = path
    return files


@pages.get("/vendor/<path:name>")
@public
def file(name: str) -> Response:
    """One of the listed files of node_modules; any other name does not exist."""
    files: dict[str, Path] = current_app.extensions["husrum_vendor"]
    if name not in files:
        abort(404)
    return send_file(files[name])
