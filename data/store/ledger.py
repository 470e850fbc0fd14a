"""The accounts of the quarter rule as the ledger has them: balances now or on a day, and every event.

The arithmetic is matcher/ledger.py; this module reads the events and agreements of the store for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, func, select

from data.store.actor import OF_ORGANISATION, Actor
from data.store.errors import NotFound
from data.store.ledger_flats import Pools, flats_at_disposal, flats_of, under_the_rule
from data.store.ledger_read import accounts, accounts_now, agreements_by_pool, all_events, event_of
from data.store.rows import Row, row_of, rows_of
from data.store.schema import quotas, vacancies
from data.store.schema_account import ledger
from data.store.settings import today
from matcher.ledger import Account, Agreement, history
from matcher.ledger import Balance as Arithmetic
from matcher.ledger_account import AT_DISPOSAL
from matcher.quota import pool_name

#: What an association is not told of an event: the offer, and who entered it.
_NOT_FOR_ASSOCIATION = ("offer_id", "entered_by")


@dataclass(frozen=True)
class Balance:
    """One pool this week: what the municipality may claim of its flats, what it has claimed, what is left.

    ``counted`` and ``claimed`` are the account's totals by now, the flats at disposal not yet counted;
    ``vacant`` is how many flats of the pool are at disposal.  ``share`` is None under a fixed number.
    ``account`` is the whole arithmetic, the flats at disposal counted.
    """

    quota_id: int
    organisation_id: str
    municipality: str
    department_id: str
    quota_class: str
    share: Fraction | None
    fixed: int | None
    mode: str
    counted: int
    claimed: int
    entitled: int
    used: int
    left: int
    vacant: int
    account: Arithmetic

    @property
    def pool(self) -> str:
        """The pool as proposals.csv names it: ``organisation/class``, an estate's between them."""
        return pool_name(self.organisation_id, self.department_id, self.quota_class)


@dataclass(frozen=True)
class Entry:
    """One event of an account and the whole arithmetic after it.

    ``event``: the row of ``ledger`` (quota_id, number, day, kind, vacancy_id, counts, why, turn, corrects,
    counted, claimed, carry_over, share, mode, reason, entered_at; offer_id and entered_by are None for an
    association).
    """

    event: Mapping[str, Any]
    after: Arithmetic


def balances(connection: Connection, actor: Actor | None = None, day: date | None = None) -> list[Balance]:
    """Every pool at the end of a day (default: now), by organisation, municipality, estate and class.

    ``actor``: an association is given its own alone, a shelter none; None and everyone else all.
    """
    q = quotas.c
    place, estate = func.coalesce(q.municipality, ""), func.coalesce(q.department_id, "")
    wanted = select(quotas).order_by(q.organisation_id, place, estate, q["class"])
    return _balances(connection, rows_of(connection, _known_to(actor, wanted)), day)


def pool_of(connection: Connection, vacancy_id: str) -> Balance | None:
    """The pool a flat counts in; None outside the quarter rule or where no account covers it."""
    row = _account_row(connection, vacancy_id)
    return None if row is None else _balances(connection, [row], None)[0]


def may_claim(connection: Connection, vacancy_id: str) -> bool:
    """Whether the flat may be claimed now: outside the rule, or its pool has one left and it is our turn.

    A flat that an offer holds, or that is not at disposal for another reason, may not be claimed in modes
    fourth and first.
    """
    row = _account_row(connection, vacancy_id)
    if row is None:
        return True
    account = accounts_now(connection, [row["quota_id"]])[row["quota_id"]]
    if account.agreement.mode == "choose":
        return account.balance().left > 0
    return vacancy_id in account.flats and account.flats[vacancy_id].is_ours


def balance_at(connection: Connection, quota_id: int, day: date) -> Arithmetic:
    """An account at the end of a day, all zero before it was entered; raises NotFound."""
    _row(connection, None, quota_id)
    return accounts(connection, [quota_id], day)[quota_id].balance()


def events_of(connection: Connection, actor: Actor, quota_id: int) -> list[Entry]:
    """Every event of an account by number, with the arithmetic after each.

    Raises NotFound when there is no such account or it is not the actor's to know of: an association knows
    its own organisation's, a shelter none.
    """
    _row(connection, actor, quota_id)
    rows = all_events(connection, quota_id)
    after = history(agreements_of(connection, quota_id), map(event_of, rows))
    return [Entry(_shown(actor, row), balance) for row, balance in zip(rows, after, strict=True)]


def events_of_flat(connection: Connection, actor: Actor, vacancy_id: str) -> list[Row]:
    """What the ledger says of one flat, oldest first, as ``Entry.event``; nothing of a stranger's flat."""
    own = select(vacancies.c.organisation_id).where(vacancies.c.vacancy_id == vacancy_id)
    organisation = connection.execute(own).scalar_one_or_none()
    if actor.role in OF_ORGANISATION and (actor.role, actor.organisation_id) != ("association", organisation):
        return []
    e = ledger.c
    mine = select(ledger).join(quotas, quotas.c.quota_id == e.quota_id).where(e.vacancy_id == vacancy_id)
    if actor.role == "association":  # it may have been another organisation's before
        mine = mine.where(quotas.c.organisation_id == actor.organisation_id)
    ordered = mine.order_by(e.day, e.entered_at, e.quota_id, e.number)
    return [_shown(actor, row) for row in rows_of(connection, ordered)]


def agreements_of(connection: Connection, quota_id: int) -> tuple[Agreement, ...]:
    """What has been agreed for an account, in the order in which it counts: the row's own share first."""
    return agreements_by_pool(connection, [quota_id])[quota_id]


def account_row(connection: Connection, actor: Actor, quota_id: int) -> Row:
    """The row of ``quotas`` of an account the actor may know of; raises NotFound as ``events_of``."""
    return _row(connection, actor, quota_id)


def _row(connection: Connection, actor: Actor | None, quota_id: int) -> Row:
    wanted = select(quotas).where(quotas.c.quota_id == quota_id)
    row = row_of(connection, _known_to(actor, wanted))
    if row is None:
        raise NotFound(f"there is no account {quota_id}")
    return row


def _known_to(actor: Actor | None, wanted: Any) -> Any:
    if actor is None or actor.role not in OF_ORGANISATION:
        return wanted
    own = actor.organisation_id if actor.role == "association" else None
    return wanted.where(quotas.c.organisation_id == own)


def _shown(actor: Actor, row: Row) -> Row:
    hidden = _NOT_FOR_ASSOCIATION if actor.role == "association" else ()
    return {**row, **dict.fromkeys(hidden)}


def _account_row(connection: Connection, vacancy_id: str) -> Row | None:
    """The account a flat is in by its rows."""
    flats = [flat for flat in flats_of(connection, [vacancy_id]) if under_the_rule(flat.row)]
    pools = Pools(connection)
    quota_id = pools.of(flats[0].row) if flats else None
    return None if quota_id is None else pools.rows[quota_id]


def _balances(connection: Connection, rows: list[Row], day: date | None) -> list[Balance]:
    quota_ids = [row["quota_id"] for row in rows]
    found = accounts_now(connection, quota_ids) if day is None else accounts(connection, quota_ids, day)
    day = day or today(connection)
    pools = Pools(connection)
    vacant = Counter(pools.of(flat.row) for flat in flats_at_disposal(connection)) if rows else Counter()
    return [_balance(row, found[row["quota_id"]], day, vacant[row["quota_id"]]) for row in rows]


def _balance(row: Row, account: Account, day: date, vacant: int) -> Balance:
    arithmetic, agreement = account.balance(), account.agreement
    monday = day - timedelta(days=day.weekday())
    flats = account.flats.values()
    used = sum(flat.used_on is not None and flat.used_on >= monday for flat in flats)
    still = sum(flat.state == AT_DISPOSAL and flat.counted for flat in flats)
    ahead = arithmetic.room if agreement.mode == "choose" else arithmetic.left
    return Balance(
        quota_id=int(row["quota_id"]),
        organisation_id=str(row["organisation_id"]),
        municipality=str(row["municipality"] or ""),
        department_id=str(row["department_id"] or ""),
        quota_class=str(row["class"]),
        share=agreement.share,
        fixed=agreement.fixed,
        mode=agreement.mode,
        counted=arithmetic.counted - still,
        claimed=arithmetic.used,
        entitled=max(0, ahead + used),
        used=used,
        left=arithmetic.left,
        vacant=vacant,
        account=arithmetic,
    )
