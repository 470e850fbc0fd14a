"""Serving the pages on this machine, and on this machine only."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from matcher.errors import HusrumError
from web.security import TRUSTED_HOSTS

HOST = "127.0.0.1"
PORT = 8000


class ServeError(HusrumError):
    """The pages cannot be served there; the message says why and what to do."""


def check_address(host: str, port: int) -> None:
    """Refuse any address but this machine's own, and a port that is taken."""
    if host not in TRUSTED_HOSTS:
        raise ServeError(
            f"{host} is not this machine: the pages show citizens and are served on {HOST} only."
        )
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise ServeError(
                f"Port {port} on {host} cannot be used ({reason}): stop what uses it or choose another port."
            ) from error


def serve(
    week_folder: Path,
    result_folder: Path,
    host: str = HOST,
    port: int = PORT,
    *,
    lang: str = "da",
    demo: bool = False,
    announce: Callable[[str], None] = print,
) -> None:
    """Serve the pages of a run until interrupted (Ctrl-C); ``announce`` is told the address.

    Raises ServeError or RunError before anything is served.
    """
    from waitress.server import create_server

    from web.app import create_app

    check_address(host, port)
    app = create_app(week_folder, result_folder, lang_default=lang, demo=demo)
    server: Any = create_server(app, host=host, port=port, threads=4, ident="husrum")  # type: ignore[no-untyped-call]
    announce(f"http://{host}:{port}")
    try:
        server.run()
    finally:
        server.close()
