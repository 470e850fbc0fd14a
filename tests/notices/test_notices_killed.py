"""No notice goes out twice, however the sender ends and however many send at once; none is lost unseen."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from databases import url_of
from mail_server import Running, text_of
from readers import kept, states, wants

from data.notices.deliver import deliver
from data.notices.postbox import LEASE
from data.store.base import now
from data.store.engine import HOME, Store
from data.store.outbox import tell_office
from data.store.outbox_kept import counts

#: A sender in a process of its own: says when it is ready and sends everything due.
SENDER = """
import sys
from pathlib import Path
from data.notices.deliver import deliver
from data.notices.server import MailServer
from data.store.engine import open_store
store = open_store(Path(sys.argv[1]), sys.argv[2])
server = MailServer("localhost", int(sys.argv[3]), "plain", "a@b.example", "https://h.example")
print("ready", flush=True)
deliver(store, server)
"""


def told(store: Store, number: int) -> None:
    with store.writing() as connection:
        for n in range(number):
            tell_office(connection, "message", f"/offers/{n}")


def sender(store: Store, mail: Running) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", SENDER, str(store.home), url_of(store), str(mail.port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    return process


def after_the_lease(store: Store, mail: Running) -> int:
    """What a sender that comes later still sends."""
    return deliver(store, mail.server(), lambda: now() + LEASE + timedelta(seconds=1))


def of(message: EmailMessage) -> str:
    return text_of(message).splitlines()[1].rpartition("/")[2]


@pytest.mark.parametrize("when", ["reader", "text"])
def test_killed_before_the_text_it_is_sent_and_killed_after_it_never_again(
    sqlite_store: Store, mail: Running, when: str
) -> None:
    """The server kills the sender at that word; before the text nothing can have gone out."""
    wants(sqlite_store, "office")
    told(sqlite_store, 1)
    process: list[subprocess.Popen[bytes]] = []
    seen: list[str] = []

    def kill(what: object) -> str:
        while not process:
            time.sleep(0.01)
        process[0].kill()
        process[0].wait()
        seen.append(when)
        return "250 OK"

    setattr(mail.box, when, kill)
    process.append(sender(sqlite_store, mail))
    process[0].wait(30)
    assert seen == [when]
    mail.box.reader = mail.box.text = "250 OK"
    assert deliver(sqlite_store, mail.server()) == 0  # held by the one who was killed, as far as anyone knows
    sent = after_the_lease(sqlite_store, mail)
    if when == "reader":
        assert sent == len(mail.box.taken) == 1
        assert states(sqlite_store) == ["sent"]
    else:
        assert sent == 0
        assert states(sqlite_store) == ["unsure"]
        with sqlite_store.reading() as connection:
            assert counts(connection).unsure == 1
        assert len(mail.box.taken) <= 1


def test_killed_at_any_moment_nothing_goes_out_twice_and_nothing_is_lost_unseen(
    any_store: Store, mail: Running
) -> None:
    """As often as the sender is killed, at most so many messages are unsure; all others arrive once."""
    chance, kills, number = random.Random(5), 4, 40
    wants(any_store, "office")
    told(any_store, number)
    for _ in range(kills):
        process = sender(any_store, mail)
        time.sleep(chance.uniform(0, 0.25))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert process.stdout
        process.stdout.close()
    after_the_lease(any_store, mail)
    arrived = Counter(of(message) for message in mail.box.taken)
    assert set(arrived.values()) == {1}
    rows = {row["path"].rpartition("/")[2]: row["state"] for row in kept(any_store)}
    assert set(rows.values()) <= {"sent", "unsure"}
    assert list(rows.values()).count("unsure") <= kills
    assert {n for n, state in rows.items() if state == "sent"} <= set(arrived)
    assert len(rows) == number


def test_many_senders_at_once_send_each_message_once(any_store: Store, mail: Running) -> None:
    wants(any_store, "office")
    told(any_store, 30)
    sent: list[int] = []
    threads = [
        threading.Thread(target=lambda: sent.append(deliver(any_store, mail.server()))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 30
    assert set(Counter(of(message) for message in mail.box.taken).values()) == {1}
    assert set(states(any_store)) == {"sent"}


def test_the_worker_sends_while_it_works(
    sqlite_store: Store, mail: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.runs.worker import start_worker

    monkeypatch.setenv("HUSRUM_SMTP", f"smtp+plain://localhost:{mail.port}")
    monkeypatch.setenv("HUSRUM_URL", "https://husrum.example/office/")
    monkeypatch.setenv(HOME, str(sqlite_store.home))
    wants(sqlite_store, "office")
    told(sqlite_store, 2)
    worker = start_worker(sqlite_store)
    try:
        _until(lambda: states(sqlite_store) == ["sent"] * 2)
    finally:
        worker.terminate()
        worker.wait(20)
        assert worker.stdin
        worker.stdin.close()
    assert "https://husrum.example/office/offers/0" in text_of(mail.box.taken[0])


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 90
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)
