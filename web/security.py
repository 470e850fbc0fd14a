"""What every answer carries, and which requests are taken at all."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, abort, current_app, request

#: The pages are for this machine: any other name in the Host header may be a rebound address.
TRUSTED_HOSTS = ["127.0.0.1", "localhost"]


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


def only_reading() -> None:
    """These pages change nothing: any method but GET (and HEAD) is refused."""
    if request.method not in ("GET", "HEAD"):
        abort(405)


def harden(response: Response) -> Response:
    """Put the security headers on an answer; a page with citizens in it is never stored."""
    headers = response.headers
    headers["Content-Security-Policy"] = current_app.config["CONTENT_POLICY"]
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
    if request.endpoint not in ("static", "vendor.file", "maps.coastline", "maps.towns"):
        headers["Cache-Control"] = "no-store"
    return response
