"""What every answer carries, which names and files are answered to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from pages import Reader, pages_of

from data.store.actor import ROLES
from data.store.engine import Store
from web.security import content_policy

KEPT = ("static", "vendor.file", "maps.coastline", "maps.towns")


def plain_addresses(app: Flask) -> list[str]:
    """Every address that needs no id."""
    return sorted({str(rule.rule) for rule in app.url_map.iter_rules() if not rule.arguments})


def test_every_answer_is_hardened(app: Flask, as_role: Callable[..., Reader]) -> None:
    addresses = [*plain_addresses(app), "/nothing", "/static/husrum.css", "/static/nothing.css"]
    assert len(addresses) > 12
    for role in (None, *ROLES):
        reader = as_role(role)
        for address in addresses:
            for answer in (reader.get(address), reader.client.post(address), reader.client.delete(address)):
                headers = answer.headers
                policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
                assert policy.pop("default-src") == policy.pop("frame-ancestors") == "'none'"
                assert policy.pop("base-uri") == "'none'"
                assert set(policy.values()) == {"'self'"}, address
                assert headers["X-Content-Type-Options"] == "nosniff"
                assert headers["X-Frame-Options"] == "DENY"
                assert headers["Referrer-Policy"] == "same-origin"
                assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
                if not address.startswith(("/static/", "/vendor/", "/map/")):
                    assert headers["Cache-Control"] == "no-store", address
                assert "Werkzeug" not in headers.get("Server", "")


def test_no_page_reaches_outside_or_carries_a_script_of_its_own(
    app: Flask, as_role: Callable[..., Reader]
) -> None:
    import re

    for role in ROLES:
        reader = as_role(role)
        for address in plain_addresses(app):
            answer = reader.get(address)
            if not (answer.mimetype or "").startswith("text/html"):
                continue
            outside = re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', answer.text)
            assert outside == [], address
            assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", answer.text), address


def test_a_rebound_name_is_refused(as_role: Callable[..., Reader]) -> None:
    reader = as_role("office")
    answer = reader.get("/account", headers={"Host": "example.org:8000"})
    assert answer.status_code == 400
    assert "Office" not in answer.text
    for host in ("127.0.0.1:8000", "localhost:8000", "localhost"):
        assert reader.client.get("/login", headers={"Host": host}).status_code in (200, 303)


@pytest.mark.parametrize(
    "name",
    [
        "../package.json", "..%2f..%2fetc/passwd", "leaflet/../leaflet/leaflet.js", "/etc/passwd",
        "leaflet/package.json", "dkfds/css/dkfds.css.map", "htmx/htmx.js", "",
    ],
)  # fmt: skip
def test_only_listed_files_are_served(as_role: Callable[..., Reader], name: str) -> None:
    reader = as_role(None)
    assert reader.get(f"/vendor/{name}", follow_redirects=True).status_code == 404
    assert reader.get(f"/static/{name}", follow_redirects=True).status_code == 404


def test_without_the_front_end_every_page_says_what_to_do(store: Store, tmp_path: object) -> None:
    from pathlib import Path

    client = pages_of(store, node_modules=Path(str(tmp_path))).test_client()
    answer = client.get("/login")
    assert answer.status_code == 503
    assert "make install" in answer.text
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").json["checks"]["front_end"].startswith("files missing")


def test_maps_from_outside_are_let_in_only_as_pictures() -> None:
    policy = content_policy("https://{s}.tiles.example/{z}/{x}/{y}.png")
    assert "img-src 'self' data: https://*.tiles.example" in policy
    assert policy.count("tiles.example") == 1


@pytest.mark.parametrize(
    "address", ["tiles.example", "ftp://tiles.example", "https://a;b", "https://", "javascript:x"]
)
def test_a_wrong_map_address_stops_the_start(address: str) -> None:
    with pytest.raises(ValueError, match="not an http"):
        content_policy(address)


def test_the_key_of_the_cookies_is_kept_and_readable_by_its_owner_only(store: Store) -> None:
    from web.app import create_app

    first, second = create_app(store), create_app(store)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key or "") >= 32
    kept = store.home / "secret.key"
    assert kept.stat().st_mode & 0o777 == 0o600
