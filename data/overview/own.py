"""What shelters, administrators and auditors find waiting: their own alone (associations: own_flats.py)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, select

from data.overview.cells import filled
from data.overview.days import start_of
from data.store.actor import Actor
from data.store.offer_states import RELEASED, UNANSWERED
from data.store.schema import citizens, login_attempts, offers, record, sessions, users

#: A pause after which the administrator is told of an account no one uses.
UNUSED_DAYS = 90
#: So many refused log-ins to an account since yesterday are worth a look.
MANY_REFUSED = 5


@dataclass(frozen=True)
class Referral:
    """A citizen a shelter has referred: where the case stands and what is asked of the shelter."""

    citizen_id: str
    tier: int
    waiting_since: date
    days: int
    stands: str
    """waiting, parked, or the state of the offer once it is made."""
    asked: tuple[str, ...]
    """answer, consent, support_decision, action_plan: what only the shelter can bring on."""
    offer_id: str | None
    deadline: date | None


def referrals(connection: Connection, actor: Actor, on: date) -> list[Referral]:
    """The citizens a shelter referred who wait or were housed within the last 90 days, by citizen id."""
    c, o = citizens.c, offers.c
    of_offer = and_(o.citizen_id == c.citizen_id, o.live)
    chosen = (
        select(
            c.citizen_id, filled("citizens", "tier"), c.waiting_since, c.blocked_until, c.state,
            filled("citizens", "consent"), filled("citizens", "support_method"), c.support_decided_on,
            filled("citizens", "situation"), c.action_plan_on, o.offer_id,
            o.state.label("offer_state"), o.deadline,
        )
        .select_from(citizens.outerjoin(offers, of_offer))
        .where(
            c.shelter_id == actor.organisation_id,
            (c.state == "waiting") | ((c.state == "housed") & (c.closed_on > on - timedelta(days=90))),
        )
        .order_by(c.citizen_id)
    )  # fmt: skip
    return [_referral(row, on) for row in connection.execute(chosen)]


def _referral(row: Any, on: date) -> Referral:
    released = row.offer_state in RELEASED
    parked = row.blocked_until is not None and row.blocked_until > on
    stands = row.offer_state if released else "parked" if parked else "waiting"
    if row.state == "housed":
        stands = "moved_in"
    asks = {
        "answer": released and row.offer_state in UNANSWERED,
        "consent": not row.consent,
        "support_decision": row.support_method != "none" and row.support_decided_on is None,
        "action_plan": row.situation == "shelter_110" and row.action_plan_on is None,
    }
    return Referral(
        row.citizen_id, row.tier, row.waiting_since, max(0, (on - row.waiting_since).days), stands,
        tuple(code for code, true in asks.items() if true and row.state == "waiting"),
        row.offer_id if released else None,
        row.deadline if released and row.offer_state in UNANSWERED else None,
    )  # fmt: skip


@dataclass(frozen=True)
class Account:
    """A user as the administrator's queue shows it."""

    user_id: str
    login: str
    name: str
    role: str
    active: bool
    last_seen: datetime | None
    refused: int
    """Log-ins refused since yesterday."""
    unused: bool


def accounts(connection: Connection, on: date) -> list[Account]:
    """Every user with when they were last seen and how many log-ins were refused since yesterday."""
    u, s, a = users.c, sessions.c, login_attempts.c
    seen = select(s.user_id, func.max(s.seen_at).label("seen_at")).group_by(s.user_id).subquery()
    refused = (
        select(a.login, func.count().label("times"))
        .where(~a.succeeded, a.at >= start_of(on - timedelta(days=1)))
        .group_by(a.login)
        .subquery()
    )
    chosen = (
        select(u.user_id, u.login, u.name, u.role, u.active, u.created_at, seen.c.seen_at, refused.c.times)
        .select_from(
            users.outerjoin(seen, seen.c.user_id == u.user_id).outerjoin(refused, refused.c.login == u.login)
        )
        .order_by(u.login)
    )
    before = start_of(on - timedelta(days=UNUSED_DAYS))
    return [
        Account(
            r.user_id, r.login, r.name, r.role, bool(r.active), r.seen_at, int(r.times or 0),
            bool(r.active) and (r.seen_at or r.created_at) < before,
        )
        for r in connection.execute(chosen)
    ]  # fmt: skip


@dataclass(frozen=True)
class RecordToday:
    """The record as the auditor's first page shows it: what was done today and in the last 7 days."""

    entries: int
    head: str
    today: Mapping[str, int]
    week: Mapping[str, int]


def record_today(connection: Connection, on: date) -> RecordToday:
    """How many entries of each action were made today and in the last 7 days."""
    r = record.c
    last = connection.execute(select(r.number, r.hash).order_by(r.number.desc()).limit(1)).first()
    week: Counter[str] = Counter()
    today: Counter[str] = Counter()
    if last is not None:
        _count(connection, on, today, week)
    return RecordToday(0 if last is None else last.number, "" if last is None else last.hash, today, week)


def _count(connection: Connection, on: date, today: Counter[str], week: Counter[str]) -> None:
    """Moments stand as texts in UTC, so that they can be compared as texts."""
    r = record.c
    for first, tally in ((on, today), (on - timedelta(days=6), week)):
        since = _utc(start_of(first))
        chosen = select(r.action, func.count()).where(r.at >= since).group_by(r.action)
        tally.update({row[0]: row[1] for row in connection.execute(chosen)})


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
