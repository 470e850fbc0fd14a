"""Serving the pages, with a worker beside them that computes the runs."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from data.store.engine import Store
from matcher.errors import HusrumError
from web.security import HOSTS, LOOPBACK, trusted_hosts

HOST = "127.0.0.1"
PORT = 8000
THREADS = 8
#: The proxy whose word about the reader's address is taken (its own address), when there is one.
PROXY = "HUSRUM_PROXY"
#: Seconds before a worker that ended is started again, at first and at most.
PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0


class ServeError(HusrumError):
    """The pages cannot be served there; the message says why and what to do."""


def check_address(host: str, port: int) -> None:
    """Refuse an address beyond this machine unless the hosts it is reached by are named, and a taken port."""
    if host not in LOOPBACK and len(trusted_hosts()) == len(LOOPBACK):
        raise ServeError(
            f"{host} is not this machine: the pages show citizens. Name the hosts they are reached by in "
            f"{HOSTS}, put a proxy with HTTPS before them, or serve on {HOST}."
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
    store: Store,
    host: str = HOST,
    port: int = PORT,
    *,
    lang: str = "da",
    demo: bool = False,
    announce: Callable[[str], None] = print,
) -> None:
    """Serve the pages of a store until interrupted (Ctrl-C, SIGTERM); ``announce`` is told the address.

    The store is brought to the form this version needs before anything is served.  Raises ServeError,
    StoreError or AccessError before that.
    """
    from waitress.server import create_server

    from data.store.migrate import upgrade
    from web.app import create_app

    check_address(host, port)
    upgrade(store)
    app = create_app(store, lang_default=lang, demo=demo)
    server: Any = create_server(app, host=host, port=port, threads=THREADS, ident=None, **_proxy())  # type: ignore[no-untyped-call]
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _interrupt)
    _spare_the_collector()
    with keeping_a_worker(store):
        announce(f"http://{host}:{port}")
        try:
            server.run()
        finally:
            server.close()


def _spare_the_collector() -> None:
    """Do not look through everything that stays (modules, finished runs) for garbage every few seconds.

    Looking through it all stops every page for a fifth of a second; what a page leaves behind is found young.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def _proxy() -> dict[str, Any]:
    """What waitress is told of the proxy before it, so that the throttle sees the reader's address."""
    proxy = os.environ.get(PROXY, "")
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": proxy, "trusted_proxy_headers": headers} if proxy else {}


def _interrupt(number: int, frame: object) -> None:
    """SIGTERM stops as Ctrl-C does."""
    raise KeyboardInterrupt


@contextmanager
def keeping_a_worker(store: Store) -> Iterator[None]:
    """Keep a worker at work for the store: one that ends is started again, after a growing pause."""
    stop = threading.Event()
    workers: list[subprocess.Popen[bytes]] = []
    keeper = threading.Thread(target=_keep, args=(store, workers, stop), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(5)
        for worker in workers:
            worker.terminate()
            try:
                worker.wait(10)
            except subprocess.TimeoutExpired:
                worker.kill()


def _keep(store: Store, workers: list[subprocess.Popen[bytes]], stop: threading.Event) -> None:
    from data.runs.worker import start_worker, worker_runs

    pause = PAUSE_S
    while not stop.is_set():
        if workers and workers[0].poll() is None:
            pause = PAUSE_S
        elif not worker_runs(store):
            workers[:] = [start_worker(store)]
            pause = min(2 * pause, LONGEST_PAUSE_S)
        stop.wait(pause)
