"""Someone before the pages in a real browser: what she does, what she reads, and the steps of a week."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from office import LOGIN, PASSWORD, PATIENCE, Hands


class Person:
    """Someone at work: what she does and what she reads."""

    def __init__(self, hands: Hands, address: str, home: Path, *, scripts: bool = True) -> None:
        self.hands, self.page, self.address, self.home = hands, hands.page, address, home
        self.scripts = scripts

    def open(self, path: str) -> None:
        """Open a page; one that was just loading itself anew may be in the way once."""
        from playwright.sync_api import Error

        try:
            answer = self.page.goto(self.address + path)
        except Error as error:
            if "ERR_ABORTED" not in str(error):
                raise
            answer = self.page.goto(self.address + path)
        assert answer.status == 200, (path, answer.status)

    def button(self, text: str) -> Any:
        return self.page.get_by_role("button", name=text).first

    def link(self, text: str) -> Any:
        return self.page.get_by_role("link", name=text).first

    def log_in(self, login: str = LOGIN) -> None:
        self.open("/login")
        self.hands.write(self.page.locator("[name=login]"), login)
        self.hands.write(self.page.locator("[name=password]"), PASSWORD)
        self.hands.press(self.button("Log ind"))

    def fill(self, **cells: str) -> None:
        """Write in the fields of a form by their names, or pick where there is a list."""
        for name, text in cells.items():
            field = self.page.locator(f"main form [name='{name}']").first
            if field.evaluate("e => e.tagName") == "SELECT":
                self.hands.pick(field, text)
            else:
                self.hands.write(field, text)

    def text(self) -> str:
        return str(self.page.locator("main").inner_text())

    def rows(self, table: str) -> list[list[str]]:
        """The cells of a table of the page, row by row."""
        return [
            [cell.inner_text().strip() for cell in row.locator("th, td").all()]
            for row in self.page.locator(f"{table} tbody tr").all()
        ]


def run_week(person: Person) -> str:
    person.open("/runs")
    person.hands.press(person.button("Kør ugen"))
    return finished(person)


def finished(person: Person) -> str:
    """Wait for the run of this page to finish; its id."""
    found = re.search(r"/runs/([0-9a-f]+)", person.page.url)
    assert found, person.page.url
    end = monotonic() + PATIENCE
    while person.page.locator("#progress-heading").count():
        assert monotonic() < end, person.text()
        sleep(0.5)
        person.open(f"/runs/{found[1]}")
    assert "Færdig" in person.text(), person.text()
    return found[1]


def open_flat(person: Person, run: str, flat: str) -> None:
    person.open(f"/runs/{run}/flats/{flat}")


def tick_action(person: Person, action: str) -> None:
    person.hands.tick(person.page.locator(f"input[name=action][value={action}]"))


def tick_warnings(person: Person, citizen: str) -> None:
    for box in person.page.locator(f"input[name='tick-{citizen}']").all():
        person.hands.tick(box)


def save_decision(person: Person) -> None:
    person.hands.press(person.button("Gem beslutningen"))
    assert person.page.locator(".error-summary").count() == 0, person.text()


def open_offer(person: Person, flat: str) -> None:
    """The open offer of a flat, from the list."""
    person.open("/offers?show=open")
    row = person.page.locator("table.list tbody tr", has_text=flat).first
    person.hands.press(row.locator("a").first)


def step(
    person: Person, to: str, *, deadline: date | None = None, on: date | None = None, reason_code: str = ""
) -> None:
    person.hands.tick(person.page.locator(f"input[name=to][value={to}]"))
    if deadline:
        person.hands.write(person.page.locator(f"[name='{to}-deadline']"), deadline.isoformat())
    if on:
        person.hands.write(person.page.locator(f"[name='{to}-on']"), on.isoformat())
    if reason_code:
        person.hands.pick(person.page.locator(f"[name='{to}-reason_code']"), reason_code)
    person.hands.press(person.page.locator(".decide button[type=submit]"))
    assert person.page.locator(".error-summary").count() == 0, person.text()


def file_of(person: Person, path: str) -> str:
    """What an address gives to take home."""
    answer = person.page.request.get(person.address + path)
    assert answer.status == 200, (path, answer.status)
    return str(answer.body().decode("utf-8-sig"))
