"""Whether the time an answer takes tells that something is there which is another's.

``python -m benchmarks.leak_timing [--pairs N]`` builds the marked office of the tests (tests/leaks), asks as
an association, as a shelter and as a program for ids that are another's and for ids that are nobody's, in
turns drawn at random, and prints for each kind how long both take and how often the one took longer than the
other (protocol: benchmarks/README.md).
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "leaks"))

from marked_office import LANDLORD, SHELTER, MarkedOffice, mark_office
from others import KINDS, MANY, add_many
from pages import pages_of, reader

from data.store.engine import DATABASE_FILE, Store, open_store
from data.store.migrate import upgrade

#: One address for each kind, and who asks for it.
ASKED = (
    ("association", "vacancy_id", "/association/flats/{}"),
    ("association", "statement_id", "/statements/{}"),
    ("association", "charge_id", "/charges/{}"),
    ("association", "quota_id", "/ledger/{}"),
    ("association", "upload_id", "/association/upload/{}"),
    ("shelter", "citizen_id", "/citizens/{}"),
    ("shelter", "offer_id", "/offers/{}"),
    ("program", "vacancy_id", "/api/v1/vacancies/{}"),
    ("program", "statement_id", "/api/v1/statements/{}"),
    ("program", "quota_id", "/api/v1/accounts/{}"),
)
_OF = {"association": LANDLORD, "shelter": SHELTER}
#: Requests before any is timed.
_WARM = 50


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=2000)
    pairs = parser.parse_args().pairs
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), f"sqlite:///{Path(folder) / DATABASE_FILE}")
        upgrade(store)
        office = mark_office(store)
        with store.writing() as connection:
            add_many(connection, office)
        print(f"{'asked as':12} {'for':13} {'theirs ms':>9} {'no one ms':>9} {'apart µs':>9} {'longer':>15}")
        for role, kind, address in ASKED:
            theirs, nobodys = measured(asker(store, office, role), kind, address, pairs)
            apart = statistics.median(a - b for a, b in zip(theirs, nobodys, strict=True))
            share, give = longer(theirs, nobodys)
            both = f"{1000 * statistics.median(theirs):9.3f} {1000 * statistics.median(nobodys):9.3f}"
            print(f"{role:12} {kind:13} {both} {1e6 * apart:9.1f} {share:8.1%} ± {give:.1%}", flush=True)
        store.close()


def asker(store: Store, office: MarkedOffice, role: str) -> Callable[[str], int]:
    """What asks for an address and gives the status."""
    plenty = {"requests": "10000000/minute", "strangers": "10000000/minute"}
    app = pages_of(store, api_limits=plenty)
    if role == "program":
        client, headers = app.test_client(), {"Authorization": f"Bearer {office.token}"}
    else:
        client, headers = reader(app, role, _OF[role]).client, {}
    return lambda address: client.get(address, headers=headers).status_code


def measured(
    ask: Callable[[str], int], kind: str, address: str, pairs: int
) -> tuple[list[float], list[float]]:
    """Seconds for an id of another's and for one of nobody's, asked for one after the other."""
    dice, times = random.Random(1), {"theirs": list[float](), "nobodys": list[float]()}
    for number, first in enumerate(_turns(dice, pairs + _WARM)):
        order = ("theirs", "nobodys") if first else ("nobodys", "theirs")
        gc.disable()
        for which in order:
            where = address.format(getattr(KINDS[kind], which)(dice.randrange(MANY)))
            begun = time.perf_counter()
            status = ask(where)
            taken = time.perf_counter() - begun
            assert status == 404, (where, status)
            if number >= _WARM:
                times[which].append(taken)
        gc.enable()
    return times["theirs"], times["nobodys"]


def _turns(dice: random.Random, number: int) -> Iterator[bool]:
    return (dice.random() < 0.5 for _ in range(number))


def longer(theirs: list[float], nobodys: list[float]) -> tuple[float, float]:
    """In what share of the pairs another's took longer, and half of its 95 % interval; a half is chance."""
    share = sum(a > b for a, b in zip(theirs, nobodys, strict=True)) / len(theirs)
    return share, float(1.96 * (0.25 / len(theirs)) ** 0.5)


if __name__ == "__main__":
    main()
