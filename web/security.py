"""What every answer carries, and which requests are taken at all."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Response, abort, current_app, request
from werkzeug.routing import IntegerConverter, Map

from web.access import to_api

#: Without HUSRUM_HOSTS the pages are for this machine: any other Host header may be a rebound address.
LOOPBACK = ("127.0.0.1", "localhost")
HOSTS = "HUSRUM_HOSTS"
SECRET_FILE = "secret.key"


def trusted_hosts() -> list[str]:
    """The names the pages answer to: this machine's own, and those in HUSRUM_HOSTS."""
    named = [host.strip() for host in os.environ.get(HOSTS, "").split(",")]
    return [*LOOPBACK, *(host for host in named if host)]


def cookie_settings(secret: str | bytes) -> dict[str, Any]:
    """The settings of the one cookie; beyond this machine it travels over HTTPS only."""
    beyond = len(trusted_hosts()) > len(LOOPBACK)
    return {
        "SECRET_KEY": secret,
        "SESSION_COOKIE_NAME": "husrum",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": beyond,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session; a form left open over lunch still works
        "WTF_CSRF_SSL_STRICT": False,  # refuse_cross_site looks at Origin instead of Referer
    }


def secret_key(home: Path) -> bytes:
    """The key that signs the cookies: made once, whole, readable by its owner only."""
    path = home / SECRET_FILE
    if not path.exists():
        handle, made = tempfile.mkstemp(dir=home, prefix=f".{SECRET_FILE}-")  # for its owner only
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_hex(32).encode())
        with suppress(FileExistsError):  # another process was first: its key counts
            os.link(made, path)
        Path(made).unlink()
    return path.read_bytes()


def origin(address: str) -> str:
    """The origin of a tile or WMS address, for the policy; raises ValueError when it is not http(s)."""
    parts = urlsplit(address)
    host = parts.netloc.replace("{s}", "*")
    if parts.scheme not in ("http", "https") or not host or any(c in host for c in " ;,'\""):
        raise ValueError(f"not an http(s) address of map tiles: {address}")
    return f"{parts.scheme}://{host}"


def content_policy(*map_addresses: str) -> str:
    """The content-security policy: everything from here, and pictures from the configured maps."""
    pictures = " ".join(["'self'", *(["data:"] if map_addresses else []), *map(origin, map_addresses)])
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            f"img-src {pictures}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def refuse_cross_site() -> None:
    """A change asked for by another site is refused, even where it carried a token; so is an odd method."""
    if request.method in ("GET", "HEAD"):
        return
    if request.method != "POST" and not to_api():
        abort(405)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    sender = request.headers.get("Origin")
    if sender is not None and urlsplit(sender).netloc != request.host:
        abort(403)


class Number(IntegerConverter):
    """A number in an address that a column of the store can hold; larger ones are no address at all."""

    def __init__(self, map: Map, **options: Any) -> None:
        super().__init__(map, **{"max": 2**31 - 1, **options})


def refuse_nul() -> None:
    """The sign NUL is in no id and no text, and not every database takes it."""
    if "\0" in request.path:
        abort(404)
    if any("\0" in text for sent in (request.args, request.form) for text in (*sent.keys(), *sent.values())):
        abort(400)


def harden(response: Response) -> Response:
    """Put the security headers on an answer; a page with citizens in it is never stored."""
    headers = response.headers
    headers["Content-Security-Policy"] = current_app.config["CONTENT_POLICY"]
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"  # with no-referrer browsers hide the Origin of our own forms
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
    if request.endpoint not in ("static", "vendor.file", "maps.coastline", "maps.towns"):
        headers["Cache-Control"] = "no-store"
    return response
