"""What needs a person before it is too late: the visible list of alarms.

An alarm is one entry of ``ALARMS``: its code and the rule that finds it.  Adding one is adding an entry, its
words in web/messages/week.py and a test.  Each says whom or what it is about, the day it bites, and for whom.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import and_, func, or_, select

from data.overview.alarm import Alarm, Amounts, Asked, new_alarm
from data.overview.cells import filled
from data.overview.days import birthday, born_by, local_day, months_after
from data.overview.pace import UNDER_WAY, answer_due, last_steps, stalls_on
from data.overview.people import overdue_since
from data.store.schema import citizens, offers
from matcher.model import Policy

__all__ = ["ALARMS", "Alarm", "Amounts", "Asked", "alarms"]

#: How many days ahead each alarm is given.
REFUND_AHEAD, PARKED_AHEAD, YOUTH_AHEAD, CTI_AHEAD = 14, 14, 60, 30
#: A pause that ended less than this many days ago is still shown.
PARKED_AFTER = 7
#: Start dwellings are for those aged 18 to 24 (ABL § 101 a).
START_FROM, START_UNTIL = 18, 25
#: Under this age kontanthjælp is paid at grundsats or with a youth supplement (LAS §§ 16-19).
RAISED_FROM = 30
#: Critical time intervention: three phases of three months from moving in.
CTI_MONTHS = (3, 6, 9)


def refund_ending(asked: Asked) -> list[Alarm]:
    """§ 110 stays whose 90 days with state refund (half the cost) end within 14 days, or have ended."""
    c = citizens.c
    lasts = timedelta(days=asked.amounts.refund_days)
    chosen = select(c.citizen_id, c.admitted_on, c.case_worker).where(
        c.state == "waiting",
        filled("citizens", "situation") == "shelter_110",
        c.admitted_on <= asked.on + timedelta(days=REFUND_AHEAD) - lasts,
    )
    more = asked.policy.shelter_day_cost * asked.amounts.refund_share
    alarms = []
    for row in asked.connection.execute(chosen):
        end = row.admitted_on + lasts
        what = "ended" if end <= asked.on else "ending"
        alarms.append(new_alarm(asked, "refund", what, row, end, per_day=more, since=row.admitted_on))
    return alarms


def overdue(asked: Asked) -> list[Alarm]:
    """Citizens who have waited the policy's overdue_days or longer."""
    c = citizens.c
    since = overdue_since(asked.on, asked.policy.overdue_days)
    chosen = select(c.citizen_id, c.waiting_since, c.case_worker).where(
        c.state == "waiting", c.waiting_since <= since
    )
    return [
        new_alarm(
            asked,
            "overdue",
            "waited",
            row,
            row.waiting_since + (asked.on - since),
            number=(asked.on - row.waiting_since).days,
            since=row.waiting_since,
        )
        for row in asked.connection.execute(chosen)
    ]


def stalled(asked: Asked) -> list[Alarm]:
    """Offers under way whose day to answer by has passed, or without one and without a step for 14 days."""
    o, last = offers.c, last_steps()
    chosen = (
        select(
            o.offer_id, o.citizen_id, o.state, o.deadline, o.owner.label("case_worker"),
            func.coalesce(last.c.taken_at, o.created_at).label("moved_at"),
        )
        .select_from(offers.outerjoin(last, last.c.offer_id == o.offer_id))
        .where(o.live, o.state.in_(UNDER_WAY))
    )  # fmt: skip
    alarms = []
    for row in asked.connection.execute(chosen):
        moved = min(local_day(row.moved_at), asked.on)
        if stalls_on(row, moved) <= asked.on:
            answer = answer_due(row)
            alarms.append(
                new_alarm(
                    asked, "stalled", "still" if answer is None else "late", row,
                    answer or stalls_on(row, moved), offer_id=row.offer_id, number=(asked.on - moved).days,
                    since=moved,
                )
            )  # fmt: skip
    return alarms


def parked_ending(asked: Asked) -> list[Alarm]:
    """Pauses that end within 14 days, or ended within the last 7: the citizen is in the runs again."""
    c = citizens.c
    chosen = select(c.citizen_id, c.blocked_until, c.case_worker).where(
        c.state == "waiting",
        c.blocked_until > asked.on - timedelta(days=PARKED_AFTER),
        c.blocked_until <= asked.on + timedelta(days=PARKED_AHEAD),
    )
    return [
        new_alarm(
            asked, "parked", "back" if row.blocked_until <= asked.on else "ending", row, row.blocked_until
        )
        for row in asked.connection.execute(chosen)
    ]


def youth_status(asked: Asked) -> list[Alarm]:
    """Birthdays within 60 days that change the benefit or the dwellings a citizen can be proposed."""
    c, on, alarms = citizens.c, asked.on, []
    ahead = on + timedelta(days=YOUTH_AHEAD)
    ages = sorted({START_FROM, START_UNTIL, RAISED_FROM, asked.policy.youth_max_age + 1})
    soon = or_(*(and_(c.birth_date <= born_by(ahead, a), c.birth_date > born_by(on, a)) for a in ages))
    chosen = select(
        c.citizen_id, c.birth_date, c.case_worker, c.benefit, c.kinds,
        filled("citizens", "student"), filled("citizens", "activity_ready"),
    ).where(c.state == "waiting", soon)  # fmt: skip
    for row in asked.connection.execute(chosen):
        for age in ages:
            day = birthday(row.birth_date, age)
            if not on < day <= ahead:
                continue
            kinds = tuple((row.kinds or "").replace(",", " ").replace(";", " ").split())
            alarms += [
                new_alarm(asked, "youth", what, row, day, number=age)
                for what in _changes(asked.policy, age, row.benefit, kinds, row.student, row.activity_ready)
            ]
    return alarms


def _changes(
    policy: Policy, age: int, benefit: str, kinds: tuple[str, ...], student: bool, ready: bool
) -> list[str]:
    """What changes for a citizen on turning ``age``."""
    changes = []
    if age == START_FROM:
        changes.append("adult")
    if age == START_UNTIL and "start" in kinds:
        changes.append("no_start_dwelling")
    on_grundsats = benefit == "kontanthjaelp_grund"
    if on_grundsats and (age == RAISED_FROM or (age == START_UNTIL and ready)):
        changes.append("benefit")
    if age == policy.youth_max_age + 1 and not student and (not kinds or "youth" in kinds):
        changes.append("no_youth_dwelling")
    return changes


def cti_phase(asked: Asked) -> list[Alarm]:
    """Citizens housed with CTI whose next three-month phase begins, or whose support ends, within 30 days."""
    c, o = citizens.c, offers.c
    earliest = months_after(asked.on, -max(CTI_MONTHS)) - timedelta(days=3)
    chosen = (
        select(o.citizen_id, o.offer_id, o.moved_in_on, c.case_worker)
        .join_from(offers, citizens, c.citizen_id == o.citizen_id)
        .where(o.live, o.state == "moved_in", c.support_method == "CTI", o.moved_in_on >= earliest)
    )
    alarms = []
    for row in asked.connection.execute(chosen):
        for phase, months in enumerate(CTI_MONTHS, 2):
            day = months_after(row.moved_in_on, months)
            if 0 <= (day - asked.on).days <= CTI_AHEAD:
                what = "ends" if months == max(CTI_MONTHS) else "phase"
                alarms.append(
                    new_alarm(
                        asked,
                        "cti",
                        what,
                        row,
                        day,
                        offer_id=row.offer_id,
                        number=phase,
                        since=row.moved_in_on,
                    )
                )
    return alarms


#: Every alarm, in the order the week shows them.
ALARMS: dict[str, Callable[[Asked], list[Alarm]]] = {
    "refund": refund_ending,
    "overdue": overdue,
    "stalled": stalled,
    "parked": parked_ending,
    "youth": youth_status,
    "cti": cti_phase,
}


def alarms(asked: Asked, kinds: tuple[str, ...] = tuple(ALARMS)) -> list[Alarm]:
    """The alarms of some kinds, the ones that bite first at the top."""
    found = [alarm for kind in kinds for alarm in ALARMS[kind](asked)]
    return sorted(found, key=lambda alarm: (alarm.due, alarm.kind, alarm.citizen_id, alarm.what))
