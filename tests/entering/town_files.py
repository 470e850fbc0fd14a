"""The files of a small synthetic town, their rows, and a row as a person would type it into the form."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from data.synth.write import write_preset

Files = dict[str, bytes]
Cells = dict[str, str]
#: Columns of citizens that are ticked off one by one in the form.
TICKED = ("kinds", "priorities", "avoid_milieus", "debt_to")


@lru_cache(maxsize=1)
def _small() -> tuple[tuple[str, bytes], ...]:
    with tempfile.TemporaryDirectory() as folder:
        week = write_preset("small", Path(folder) / "week", seed=3)
        return tuple((path.name, path.read_bytes()) for path in sorted(week.iterdir()) if path.is_file())


def small_town() -> Files:
    """The week folder's files by name."""
    return dict(_small())


def rows(files: Files, name: str) -> list[Cells]:
    """The rows of a table; none where the file is absent."""
    return list(csv.DictReader(io.StringIO(files.get(name, b"").decode("utf-8-sig"), newline="")))


def table(cells: list[Cells], header: list[str] | None = None) -> bytes:
    """Rows as a CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header or list(cells[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(cells)
    return out.getvalue().encode()


def typed(citizen: Cells, places: list[Cells]) -> dict[str, str | list[str]]:
    """A row of citizens.csv with its places as a Danish case worker types it."""
    form: dict[str, str | list[str]] = {}
    for name, text in citizen.items():
        if name in TICKED:
            form[name] = re.split(r"[ |]", text) if text else []
        elif re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            year, month, day = text.split("-")
            form[name] = f"{day}-{month}-{year}"
        elif re.fullmatch(r"\d+\.\d+", text):
            form[name] = text.replace(".", ",")
        else:
            form[name] = {"true": "yes", "false": "no", "1": "1"}.get(text, text)
    for index, place in enumerate(places):
        for name, text in place.items():
            if name != "citizen_id":
                form[f"place-{index}-{name}"] = text.replace(".", ",") if name != "address" else text
    return form


class _Text(HTMLParser):
    """The text inside the one element with an id."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted, self.depth, self.found = wanted, 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins, or goes one deeper."""
        if self.depth or dict(attrs).get("id") == self.wanted:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        """Goes one up."""
        self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        """Keeps what stands inside."""
        self.found += data if self.depth else ""


def said_of(page: str, field: str) -> str:
    """What a page says is wrong with a field; blank when nothing."""
    reader = _Text(f"fault-{field}")
    reader.feed(page)
    return " ".join(reader.found.split())


def stands_in(page: str, field: str) -> str:
    """What stands in a text field of a page."""
    found = re.search(rf'<input[^>]*\bname="{re.escape(field)}"[^>]*>', page)
    value = re.search(r'value="([^"]*)"', found[0]) if found else None
    return unescape(value[1]) if value else ""


def summary(page: str) -> str:
    """The list of what is wrong, as text."""
    found = re.search(r'id="errors".*?</ul>', page, re.S)
    return " ".join(unescape(re.sub("<[^>]+>", " ", found[0])).split()) if found else page[-2000:]
