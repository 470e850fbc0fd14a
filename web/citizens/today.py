"""Where a citizen stands today: an offer, a pause, the last run's proposal, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from data.runs.lookup import latest_run
from data.store.schema import offers
from web import present
from web.i18n import day, t
from web.present import Tag
from web.proposals.common import shown
from web.run import Run

Row = Mapping[str, Any]
#: Icon and tone of each state of a live offer.
_OFFER = {
    "proposed": ("check", "info"),
    "offered": ("email", "info"),
    "viewing": ("visibility", "info"),
    "accepted": ("success", "success"),
    "contract": ("document", "success"),
    "moved_in": ("home", "success"),
}


@dataclass(frozen=True)
class Today:
    """One citizen's situation: a code to filter by, the tag, and what it leads to.

    ``code``: offer, parked, proposed, none, new (not in the last run), no_run, housed, closed.  ``offer`` is
    the live offer; ``match`` and ``unmatched`` the rows of the last run.
    """

    code: str
    tag: Tag
    offer: Row | None = None
    match: Row | None = None
    unmatched: Row | None = None
    run_id: str = ""


@dataclass(frozen=True)
class Week:
    """What is known today about everyone: live offers by citizen and the last finished run."""

    today: date
    offers: Mapping[str, Row]
    run: Run | None
    run_row: Row | None

    def of(self, row: Row, *, shelter: bool = False) -> Today:
        """One citizen; a shelter is told of a proposal and an offer without the flat until it is offered."""
        citizen_id = str(row["citizen_id"])
        if row["state"] != "waiting":
            code = str(row["state"])
            icon, tone = ("home", "success") if code == "housed" else ("close", "neutral")
            return Today(code, Tag(t(f"today.{code}"), icon, tone))
        offer = self.offers.get(citizen_id)
        if offer is not None:
            return self._offer(offer, shelter)
        until = row["blocked_until"]
        if until is not None and until > self.today:
            return Today("parked", Tag(t("today.parked", day=day(until)), "time", "warning"))
        return self._run(citizen_id, shelter)

    def _offer(self, offer: Row, shelter: bool) -> Today:
        state = str(offer["state"])
        icon, tone = _OFFER[state]
        if state == "proposed":
            text = t("today.chosen") if shelter else t("today.chosen_flat", flat=offer["vacancy_id"])
        else:
            text = t(f"today.offer.{state}", flat=offer["vacancy_id"])
        return Today("offer", Tag(text, icon, tone), offer=offer)

    def _run(self, citizen_id: str, shelter: bool) -> Today:
        if self.run is None or self.run_row is None:
            return Today("no_run", Tag(t("today.no_run"), "minus", "plain"))
        run_id = str(self.run_row["run_id"])
        match = self.run.match_of_citizen.get(citizen_id)
        if match is not None:
            text = t("today.proposed") if shelter else t("today.proposed_flat", flat=match["vacancy_id"])
            return Today("proposed", Tag(text, "check", "info"), match=match, run_id=run_id)
        unmatched = self.run.unmatched.get(citizen_id)
        if unmatched is None:
            return Today("new", Tag(t("today.new"), "info", "plain"))
        code = str(unmatched["reason"])
        tag = Tag(present.capital(present.label("UNMATCHED_LABELS", code)), "minus", "neutral",
                  present.label("UNMATCHED_SENTENCES", code))  # fmt: skip
        return Today("none", tag, unmatched=unmatched, run_id=run_id)


def week_now(connection: Connection, today: date) -> Week:
    """Live offers and the newest finished run, read once for a page."""
    live = connection.execute(select(offers).where(offers.c.live)).mappings()
    row = latest_run(connection)
    run = shown(str(row["run_id"])).run if row is not None else None
    return Week(today, {str(o["citizen_id"]): dict(o) for o in live}, run, row)


def counts(codes: Iterable[str], filters: Mapping[str, frozenset[str] | None]) -> dict[str, int]:
    """How many rows each filter shows; None shows all."""
    found = list(codes)
    return {
        name: sum(code in wanted for code in found) if wanted is not None else len(found)
        for name, wanted in filters.items()
    }
