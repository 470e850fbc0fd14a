"""A case worker before the pages of a finished run, with its tables at hand to compare with."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

sys.path.append(str(Path(__file__).parents[1] / "decisions"))

from finished_week import Town
from pages import Reader, reader

from data.store.engine import Store


@dataclass
class Office:
    """A case worker at the pages of a run."""

    store: Store
    app: Flask
    run_id: str
    town: Town
    worker: Reader

    def read(self, address: str, status: int = 200) -> str:
        """The text of a page."""
        answer = self.worker.get(address)
        assert answer.status_code == status, (address, answer.status_code)
        return answer.text

    def flat(self, vacancy_id: str) -> str:
        """The address of a flat's page."""
        return f"/runs/{self.run_id}/flats/{vacancy_id}"

    def someone(self, role: str, organisation: str | None = None) -> Reader:
        """Another person logged in."""
        return reader(self.app, role, organisation)

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a table of the run's result."""
        return self.town.table(name)

    def match(self, *, warned: bool = False) -> dict[str, str]:
        """A proposed pair, with or without warnings."""
        return next(row for row in self.table("matches") if bool(row["warnings"]) == warned)

    def all_of(self, table: Any) -> list[dict[str, Any]]:
        """Every row of a table of the store."""
        with self.store.reading() as connection:
            return [dict(row) for row in connection.execute(table.select()).mappings()]


def name_of(number: int) -> str:
    """The made-up name of the citizen in a row of citizens.csv; no name is part of another."""
    return f"Navn{number:03d}sen"
