"""This week: what stands empty and costs, what may be claimed, who waits, and what needs a person."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Blueprint, Response, render_template, request
from sqlalchemy import Connection

from data.overview.alarms import ALARMS, Alarm, Asked, alarms
from data.overview.flats import at_disposal, void_rent
from data.overview.kept import once_per_change
from data.overview.people import by_benefit, by_tier
from data.overview.run_tables import affordability_of, newest_done
from data.store.caseload import free_places
from data.store.ledger import balances
from web import lists
from web.access import access
from web.here import note, seen, store
from web.lists import Table
from web.week.law import asked
from web.week.lists import (
    AFFORDABLE,
    ICONS,
    affordable,
    alarm_address,
    alarm_columns,
    alarm_when,
    alarm_words,
    flat_columns,
    flat_state,
)

pages = Blueprint("week", __name__)
READERS = ("office", "auditor")
#: So many flats and alarms stand on the page itself; the rest is a list away.
SHOWN = 6


@pages.get("/week")
@access(*READERS)
def index() -> str:
    """The week on one page."""
    with store().reading() as connection:
        question = asked(connection)
        found = _alarms(connection, question)
        page = once_per_change(connection, "week", question.on, lambda: _figures(connection, question))
    kind = request.args.get("alarm", "")
    kept = [alarm for alarm in found if kind not in ALARMS or alarm.kind == kind]
    pressing = _pressing(kept)
    seen("citizen", [alarm.citizen_id for alarm in pressing], "week")
    return render_template(
        "week/index.html",
        on=question.on,
        policy=question.policy,
        amounts=question.amounts,
        alarms=pressing,
        counts=_counts(found),
        many=len(kept),
        kind=kind if kind in ALARMS else "",
        kinds=tuple(ALARMS),
        icons=ICONS,
        words=alarm_words,
        address=alarm_address,
        when=alarm_when,
        flat_state=flat_state,
        **page,
    )


def _alarms(connection: Connection, question: Asked) -> list[Alarm]:
    """Every alarm, worked out once per change."""
    return once_per_change(connection, "alarms", question.on, lambda: alarms(question))


def _figures(connection: Connection, question: Asked) -> dict[str, Any]:
    """Everything on the page but the alarms."""
    on, days = question.on, question.policy.overdue_days
    flats = at_disposal(connection, on)
    run = newest_done(connection)
    pools, teams = balances(connection, day=on), free_places(connection, on)
    tiers = by_tier(connection, on, days)
    return {
        "void": void_rent(flats),
        "flats": sorted(
            flats, key=lambda flat: (-flat.cost, flat.lapsed, flat.available_from, flat.vacancy_id)
        )[:SHOWN],
        "flat_count": len(flats),
        "balances": pools,
        "quota_left": sum(one.left for one in pools),
        "teams": teams,
        "free": sum(team.free for team in teams),
        "tiers": tiers,
        "waiting": sum(tier.waiting for tier in tiers),
        "overdue": sum(tier.overdue for tier in tiers),
        "benefits": by_benefit(connection, on, days),
        "run": run,
        "affordable": [] if run is None else affordable(affordability_of(connection, str(run["run_id"]))),
    }


def _counts(found: list[Alarm]) -> dict[str, int]:
    """How many alarms there are of each kind, and in all."""
    kinds = Counter(alarm.kind for alarm in found)
    return {"all": len(found), **{kind: kinds[kind] for kind in ALARMS}}


def _pressing(found: list[Alarm]) -> list[Alarm]:
    """What to show of the alarms: those about to bite first, then those that have bitten, newest first."""
    ahead = [alarm for alarm in found if alarm.days >= 0]
    passed = [alarm for alarm in reversed(found) if alarm.days < 0]
    return (ahead + passed)[:SHOWN]


@pages.get("/week/flats")
@access(*READERS)
def flats() -> Response | str:
    """Every flat at disposal with its void rent."""
    with store().reading() as connection:
        on = asked(connection).on
        rows = at_disposal(connection, on)
    table = Table("flats", flat_columns(on), rows, lambda flat: flat.vacancy_id, caption="week.flats")
    return lists.answer(table, "week/flats.html", void=void_rent(rows), on=on)


@pages.get("/week/alarms")
@access(*READERS)
def alarm_list() -> Response | str:
    """Every alarm, or those of one kind."""
    with store().reading() as connection:
        question = asked(connection)
        found = _alarms(connection, question)
    kind = request.args.get("alarm", "")
    rows = [alarm for alarm in found if kind not in ALARMS or alarm.kind == kind]
    order = {id(alarm): place for place, alarm in enumerate(rows)}
    table = Table("alarms", alarm_columns(order), rows, _alarm_id, caption="week.alarms")
    wanted = request.args.get("format")
    citizens = [alarm.citizen_id for alarm in (rows if wanted else table.page.rows)]
    if wanted:
        note("export", "citizen", citizens, "week", form=wanted, list=table.name)
    else:
        seen("citizen", citizens, "week")
    return lists.answer(
        table,
        "week/alarms.html",
        counts=_counts(found),
        kinds=tuple(ALARMS),
        kind=kind if kind in ALARMS else "all",
        question=question,
    )


def _alarm_id(alarm: Alarm) -> str:
    return ":".join((alarm.kind, alarm.citizen_id, alarm.offer_id or "", alarm.what, alarm.due.isoformat()))


@pages.get("/week/affordability")
@access(*READERS)
def affordability() -> Response | str:
    """What rent each benefit and household can carry, from the newest run."""
    with store().reading() as connection:
        run = newest_done(connection)
        rows = [] if run is None else affordable(affordability_of(connection, str(run["run_id"])))
    table = Table("affordability", AFFORDABLE, rows, lambda line: line.id, caption="week.affordability")
    return lists.answer(table, "week/affordability.html", run=run)
