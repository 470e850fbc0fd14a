"""Why a citizen is proposed for a flat, line by line, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.words import CRITERIA
from web import geo, pools, present
from web.i18n import kr, t, tn, whole
from web.run import Row, Run


@dataclass(frozen=True)
class Reason:
    """One line of why a citizen is proposed for a flat."""

    about: str
    text: str
    icon: str
    warns: bool = False


def reasons(run: Run, flat: Row, match: Row) -> list[Reason]:
    """Why this match, line by line: need, economy, network, quota, support, points, and what to note."""
    identifier = str(match["citizen_id"])
    citizen = run.citizens[identifier]
    lines = [
        _need(run, citizen),
        _economy(match),
        _network(run, flat, identifier),
        _quota(run, match),
        _support(run, citizen, match),
        _criteria(run, flat, identifier),
    ]
    notes = [
        Reason(t("why.note"), present.label("WARNING_SENTENCES", code), "warning", warns=True)
        for code in present.codes(match)
    ]
    return [line for line in lines if line is not None] + notes


def _need(run: Run, citizen: Row) -> Reason:
    tier = (
        f"{citizen['tier']} ({name})"
        if (name := present.tier_name(run, citizen["tier"]))
        else citizen["tier"]
    )
    text = t("why.need.text", tier=tier, waited=tn("days", present.waited(run, citizen)))
    return Reason(t("why.need"), text, "person")


def _economy(match: Row) -> Reason:
    amounts = {name: kr(float(match[name])) for name in ("rent", "utilities", "support", "left_over")}
    gap = float(match["left_over"]) - float(match["minimum"])
    margin = t("flat.above" if gap >= 0 else "flat.below", kr=kr(abs(gap)))
    return Reason(t("why.economy"), t("why.economy.text", margin=margin, **amounts), "payments")


def _network(run: Run, flat: Row, identifier: str) -> Reason:
    near = [spot for spot in geo.spots(run, flat, identifier) if not spot.avoid]
    text = " · ".join(f"{spot.name} {spot.distance}" for spot in near)
    return Reason(t("why.network"), text or t("why.network.none"), "location")


def _quota(run: Run, match: Row) -> Reason:
    row = pools.of_run(run.summary, str(match["quota_pool"] or ""))
    if row is None:
        return Reason(t("why.quota"), t("why.quota.none"), "home")
    used, entitled = whole(row["used"]), whole(row["entitled"])
    text = t("why.quota.text", pool=pools.in_words(row), used=used, entitled=entitled)
    return Reason(t("why.quota"), text, "home")


def _support(run: Run, citizen: Row, match: Row) -> Reason | None:
    method = present.label("METHODS", citizen["support_method"])
    for row in run.summary.get("teams") or []:
        if row["team_id"] == match["team_id"]:
            used, free = whole(row["used"]), whole(row["capacity"])
            text = t("why.support.text", method=method, team=row["team_id"], used=used, free=free)
            return Reason(t("why.support"), text, "groups")
    return None if citizen["support_method"] == "none" else Reason(t("why.support"), method, "groups")


def _criteria(run: Run, flat: Row, identifier: str) -> Reason | None:
    """The points of each criterion that counted; nothing where the pair is not known."""
    pair = run.pair(identifier, str(flat["vacancy_id"]))
    counted = {code: present.number(pair, code) for code in CRITERIA}
    text = " · ".join(
        f"{present.label('CRITERIA', code)} {whole(value)}"
        for code, value in counted.items()
        if value is not None and value >= 0
    )
    return Reason(t("why.criteria"), present.capital(text), "star") if text else None
