"""The book of the ledger while it is written: what it last said of each flat, and the next events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from data.store.actor import Actor
from data.store.base import now
from data.store.ledger_flats import INTERNAL, Flat, Pools, under_the_rule
from data.store.ledger_read import accounts, agreements_by_pool, event_of
from data.store.ledger_steps import Step, happened_on, way
from data.store.rows import row_of, rows_of
from data.store.schema_account import ledger
from data.store.settings import today
from matcher.ledger import THEIRS, Account
from matcher.ledger_account import STEPS, WITHDRAWN
from matcher.ledger_terms import Agreement, in_force

_SOME = 500


@dataclass
class _Known:
    """What the ledger last said of a flat in one account since its opening."""

    state: str = ""
    counts: bool = False
    why: str = ""
    counted_on: date = date.min


class Book:
    """The ledger in the caller's transaction; ``write`` adds events, ``keep`` brings them into the store."""

    def __init__(self, connection: Connection, actor: Actor) -> None:
        self._connection, self._actor = connection, actor
        self.day = today(connection)
        self.pools = Pools(connection)
        self._heads: dict[int, tuple[int, date]] = {}
        self._openings: dict[int, tuple[int, date] | None] = {}
        self._agreed: dict[int, tuple[Agreement, ...]] = {}
        self._accounts: dict[int, Account] = {}
        self._known: dict[str, dict[int, _Known]] = {}
        self._new: list[dict[str, Any]] = []

    def opening(self, quota_id: int) -> tuple[int, date] | None:
        """Number and day of an account's last opening; None where the ledger has none."""
        if quota_id not in self._openings:
            self._openings[quota_id] = self._last(quota_id, ledger.c.kind == "opening")
        return self._openings[quota_id]

    def look_up(self, flats: Sequence[Flat]) -> None:
        """Read what the ledger says of flats, before ``steps`` is asked about them."""
        e, ids = ledger.c, [flat.vacancy_id for flat in flats]
        self._known.update({vacancy_id: {} for vacancy_id in ids})
        for start in range(0, len(ids), _SOME):
            said = select(e.quota_id, e.number, e.day, e.kind, e.vacancy_id, e.counts, e.why)
            mine = said.where(e.vacancy_id.in_(ids[start : start + _SOME])).order_by(e.quota_id, e.number)
            for row in rows_of(self._connection, mine):
                opening = self.opening(row["quota_id"]) if row["quota_id"] in self.pools.rows else None
                if opening is not None and row["number"] > opening[0]:
                    self._note(row)

    def steps(self, flat: Flat, *, dated: bool = False) -> list[Step]:
        """What is to be written of a flat; ``dated``: on the days on which it happened, else today."""
        known = self._known[flat.vacancy_id]
        target = self._target(flat, known)
        counts = target is not None and self._counts(flat, target, known)
        found: list[Step] = []
        for quota_id, said in known.items():
            same = quota_id == target and (said.counts, said.why) == (counts, flat.why)
            if said.state != WITHDRAWN and not same:
                why = self._taken_out(flat, quota_id, target)
                found.append(Step(quota_id, "withdrawn", self.day, flat.vacancy_id, why=why))
        if target is not None:
            state = known.get(target, _Known()).state
            if any(step.quota_id == target for step in found):
                state = WITHDRAWN
            day = date.min
            for kind in way(state, flat.state):
                day = max(day, happened_on(flat, kind)) if dated else self.day
                found.append(_step(flat, target, kind, day, counts))
        return found

    def write(self, step: Step) -> int:
        """Add an event and return its number; its day is never before that of the one before, nor ahead."""
        number, day = self._head(step.quota_id)
        number, day = number + 1, max(day, min(step.day, self.day))
        row = asdict(step) | {"number": number, "day": day, "turn": self._turn(step, day)}
        self._new.append(row | {"entered_by": self._actor.user_id, "entered_at": now()})
        self._heads[step.quota_id] = (number, day)
        if step.mode is not None:  # the account's own terms have changed
            self.keep()
            self._agreed.pop(step.quota_id, None)
            self._accounts.pop(step.quota_id, None)
        elif step.quota_id in self._accounts:
            self._accounts[step.quota_id].apply(event_of(row))
        if step.kind == "opening":
            self._openings[step.quota_id] = (number, day)
            for known in self._known.values():
                known.pop(step.quota_id, None)
        elif step.vacancy_id is not None and step.vacancy_id in self._known:
            self._note(row)
        return number

    def keep(self) -> None:
        """Bring what was written into the store."""
        if self._new:
            self._connection.execute(insert(ledger), self._new)
            self._new = []

    def account(self, quota_id: int) -> Account:
        """An account after all its events, those not kept yet among them."""
        if quota_id not in self._accounts:
            self.keep()
            self._accounts[quota_id] = accounts(self._connection, [quota_id])[quota_id]
        return self._accounts[quota_id]

    def _note(self, row: Mapping[str, Any]) -> None:
        """Keep in mind what an event says of its flat."""
        if row["kind"] not in STEPS:  # a correction is about the account, not about the rows
            return
        known = self._known[row["vacancy_id"]].setdefault(row["quota_id"], _Known())
        if known.state in ("", WITHDRAWN) and row["kind"] != "withdrawn":
            known.counts, known.why, known.counted_on = bool(row["counts"]), row["why"], row["day"]
        known.state = STEPS[row["kind"]][1]

    def _target(self, flat: Flat, known: Mapping[int, _Known]) -> int | None:
        """The account a flat is in by its rows; one that left before it was opened stays where it was."""
        if not flat.state or not under_the_rule(flat.row):
            return None
        target = self.pools.of(flat.row)
        opening = None if target is None else self.opening(target)
        if opening is None:
            return None
        within = [quota_id for quota_id, said in known.items() if said.state != WITHDRAWN]
        if flat.left_on is not None and flat.left_on < opening[1]:
            return next((quota_id for quota_id in within if quota_id != target), None)
        if flat.why and flat.came_on < opening[1] and target not in within:
            return None  # one not at disposal is counted, or not, when it comes, and never again
        return target

    def _counts(self, flat: Flat, quota_id: int, known: Mapping[int, _Known]) -> bool:
        """Whether a flat is counted; of one let internally the agreement of the day it came decides."""
        if flat.why != INTERNAL:
            return not flat.why
        said = known.get(quota_id, _Known(WITHDRAWN))
        day = self.day if said.state == WITHDRAWN else said.counted_on
        return in_force(self._agreements(quota_id), day).internal_counts

    def _taken_out(self, flat: Flat, quota_id: int, target: int | None) -> str:
        """A code of ledger_steps.TAKEN_OUT."""
        if target is not None:
            return "counting" if target == quota_id else "other_pool"
        if not flat.state:
            return str(flat.row["state"])
        if not under_the_rule(flat.row):
            return "outside"
        return "no_account" if self.pools.of(flat.row) is None else "in_opening"

    def _turn(self, step: Step, day: date) -> str:
        """Whose turn a flat is that is counted now; one not at disposal is never ours."""
        if not step.counts or step.kind not in ("reported", "restored", "corrected"):
            return ""
        if step.kind == "restored" and self._known[str(step.vacancy_id)][step.quota_id].state != WITHDRAWN:
            return ""  # it kept the one it had
        if step.why:
            return THEIRS
        if in_force(self._agreements(step.quota_id), day).mode == "choose":
            return ""
        account = self.account(step.quota_id)
        account.advance(day)
        return account.next_turn()

    def _agreements(self, quota_id: int) -> tuple[Agreement, ...]:
        if quota_id not in self._agreed:
            self._agreed |= agreements_by_pool(self._connection, [quota_id])
        return self._agreed[quota_id]

    def _head(self, quota_id: int) -> tuple[int, date]:
        if quota_id not in self._heads:
            self._heads[quota_id] = self._last(quota_id) or (0, date.min)
        return self._heads[quota_id]

    def _last(self, quota_id: int, *which: Any) -> tuple[int, date] | None:
        e = ledger.c
        wanted = select(e.number, e.day).where(e.quota_id == quota_id, *which)
        row = row_of(self._connection, wanted.order_by(e.number.desc()).limit(1))
        return None if row is None else (int(row["number"]), row["day"])


def _step(flat: Flat, quota_id: int, kind: str, day: date, counts: bool) -> Step:
    """One event of a flat with what belongs to it."""
    in_pool = kind in ("reported", "restored")
    offer_id = flat.claim[0] if flat.claim is not None and kind in ("claimed", "let") else None
    return Step(
        quota_id, kind, day, flat.vacancy_id, offer_id,
        counts=counts if in_pool else None, why=flat.why if in_pool else "",
    )  # fmt: skip
