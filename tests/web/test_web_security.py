"""What may be asked of the pages, and what every answer carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web_example import HOSTILE

from web.app import app_for, create_app
from web.security import content_policy
from web.vendor import vendor_files

PAGES = ("/", "/flat/F-1", "/flat/F-3", "/citizens", "/citizen/C-1", "/about", "/nothing")
NEVER_STORED = (*PAGES, "/map/flat/F-1", "/download/matches.csv")
OTHERS = ("/static/husrum.css", "/vendor/leaflet/leaflet.js", "/map/towns.json", "/map/coastline.json")


@pytest.mark.parametrize("address", [*NEVER_STORED, *OTHERS])
def test_every_answer_is_hardened(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    for kind in ("script-src", "style-src", "img-src", "connect-src", "font-src", "form-action"):
        assert policy[kind] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", NEVER_STORED)
def test_pages_with_citizens_are_never_stored(client: FlaskClient, address: str) -> None:
    assert client.get(address).headers["Cache-Control"] == "no-store"


def test_every_route_only_reads(app: Flask) -> None:
    methods = {rule.rule: rule.methods for rule in app.url_map.iter_rules()}
    assert len(methods) >= 10
    assert set().union(*methods.values()) <= {"GET", "HEAD", "OPTIONS"}, methods


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("address", ["/", "/flat/F-1", "/citizens", "/nothing", "/static/husrum.css"])
def test_other_methods_are_refused(client: FlaskClient, method: str, address: str) -> None:
    answer = client.open(address, method=method)
    assert answer.status_code == 405
    assert answer.headers["Content-Security-Policy"]


def test_a_rebound_name_is_refused(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Host": "example.org:8000"})
    assert answer.status_code == 400
    assert "C-1" not in answer.get_data(as_text=True)
    for host in ("127.0.0.1:8000", "localhost:8000", "127.0.0.1"):
        assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "../package.json",
        "..%2f..%2fetc/passwd",
        "leaflet/../leaflet/leaflet.js",
        "/etc/passwd",
        "leaflet/package.json",
        "dkfds/css/dkfds.css.map",
        "",
    ],
)
def test_only_listed_files_are_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/vendor/{name}", follow_redirects=True).status_code == 404
    assert client.get(f"/static/{name}", follow_redirects=True).status_code == 404


@pytest.mark.parametrize("name", ["summary.json", "../week/citizens.csv", "..%2Fweek%2Fcitizens.csv", ".."])
def test_only_result_tables_can_be_fetched(client: FlaskClient, name: str) -> None:
    assert client.get(f"/download/{name}").status_code == 404


class Inline(HTMLParser):
    """Collects what a strict policy would stop: inline scripts, styles, handlers, foreign addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or (tag == "script" and not names.get("src")):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.found.append(f"{tag} {name}")
            if name in ("src", "href", "action") and not re.match(r"[/#](?!/)", value or ""):
                self.found.append(f"{tag} {name}={value}")


@pytest.mark.parametrize("address", PAGES)
def test_no_page_holds_inline_code_or_foreign_addresses(client: FlaskClient, address: str) -> None:
    page = Inline()
    page.feed(client.get(address).get_data(as_text=True))
    assert page.found == []


@pytest.fixture
def tiled(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    monkeypatch.setenv("HUSRUM_TILES", "https://{s}.tiles.example/{z}/{x}/{y}.png")
    yield create_app(*folders).test_client()


def test_a_configured_map_opens_the_policy_for_its_pictures_only(tiled: FlaskClient) -> None:
    answer = tiled.get("/flat/F-1")
    policy = answer.headers["Content-Security-Policy"]
    assert "img-src 'self' data: https://*.tiles.example;" in policy + ";"
    assert "script-src 'self';" in policy
    assert 'data-tiles="https://{s}.tiles.example/{z}/{x}/{y}.png"' in answer.get_data(as_text=True)
    assert "tiles.example" in tiled.get("/about").get_data(as_text=True)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "tiles.example", "https://a b/", "https://a;x/"])
def test_an_address_that_is_no_map_stops_the_start(address: str) -> None:
    with pytest.raises(ValueError, match="address of map tiles"):
        content_policy(address)


def test_without_node_modules_every_page_says_make_install(app: Flask, tmp_path: Path) -> None:
    bare = app_for(app.extensions["husrum_run"], node_modules=tmp_path).test_client()
    for language, words in (("da", "Sidernes filer mangler"), ("en", "The files of the pages are missing")):
        answer = bare.get(f"/?lang={language}")
        assert answer.status_code == 503
        text = answer.get_data(as_text=True)
        assert words in text
        assert "make install" in text
        assert f'<html lang="{language}">' in text


def test_the_listed_files_are_there_and_lead_nowhere_else() -> None:
    files = vendor_files()
    assert {"dkfds/css/dkfds.min.css", "leaflet/leaflet.js"} <= set(files)
    assert all(path.is_file() and "node_modules" in path.parts for path in files.values())
    assert HOSTILE not in files


def test_everything_the_style_sheets_reach_for_is_listed() -> None:
    files = vendor_files()
    sheet = files["dkfds/css/dkfds.min.css"].read_text("utf-8")
    reached = re.findall(r"url\([\"']?\.\./([^\"')]+)", sheet)
    wanted = {name for name in reached if name.endswith((".svg", ".woff", ".woff2"))}
    assert len(wanted) > 20
    assert {f"dkfds/{name}" for name in wanted} <= set(files)
