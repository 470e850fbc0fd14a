"""Where a run stands for the one who decides: what is decided, who is held by an offer, is it the newest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from data.runs import latest_run, run_state
from data.store.choices import standing_choices
from data.store.held import forbidden_since, held_since
from web.run import Row


@dataclass(frozen=True)
class Standing:
    """What has happened since a run finished.

    ``choices`` are the decisions that stand, by vacancy id; ``held_citizens`` and ``held_flats`` lead from an
    id to the live offer that holds it; ``forbidden`` are the pairs (citizen_id, vacancy_id) that the office
    ruled out or that came to nothing; ``newest`` is the id of the newest finished run.
    """

    row: Row
    choices: Mapping[str, Row]
    held_citizens: Mapping[str, Row]
    held_flats: Mapping[str, Row]
    forbidden: frozenset[tuple[str, str]]
    newest: str

    @property
    def is_newest(self) -> bool:
        """Whether decisions are made about this run; they are made about the newest one only."""
        return self.newest == str(self.row["run_id"])

    @property
    def decided(self) -> int:
        """How many flats are decided."""
        return len(self.choices)

    def taken(self, citizen_id: str, vacancy_id: str) -> Row | None:
        """The live offer of another flat this citizen has, None when there is none."""
        offer = self.held_citizens.get(citizen_id)
        return None if offer is None or offer["vacancy_id"] == vacancy_id else offer


def standing_of(connection: Connection, run_id: str) -> Standing:
    """Where a run stands now.  Raises NotFound when there is no such run."""
    row = run_state(connection, run_id)
    newest = latest_run(connection)
    held = held_since(connection, row["queued_at"])
    return Standing(
        row=row,
        choices=standing_choices(connection, run_id),
        held_citizens={str(offer["citizen_id"]): offer for offer in held},
        held_flats={str(offer["vacancy_id"]): offer for offer in held},
        forbidden=forbidden_since(connection, row["queued_at"]),
        newest="" if newest is None else str(newest["run_id"]),
    )
