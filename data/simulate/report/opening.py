"""The head of the report: what was tried, the conclusion in a few sentences, and how to read the rest."""

from __future__ import annotations

from data.geo.places import municipalities
from data.simulate.report.amounts import value_text
from data.simulate.report.claims import claim
from data.simulate.report.messages import MESSAGES
from data.simulate.report.moved import moved_sentence
from data.simulate.report.tags import bullets, paragraph, section, table, words
from data.simulate.report.view import View
from matcher.horizon.allocate import IN_ORDER, NAMED
from matcher.horizon.compare import LAWFUL, REFERENCE
from matcher.model import Policy

#: An overdue limit nobody reaches.
_NEVER_DAYS = 100 * 365


def place_name(view: View) -> str:
    """Where the study stands, within a sentence."""
    settings = view.study.settings
    if settings.input_sha256:
        return view.t("place.week", name=settings.place)
    if f"place.{settings.place}" in MESSAGES:
        return view.t(f"place.{settings.place}")
    if settings.place in {one.name for one in municipalities()}:
        return view.t("place.municipality", name=settings.place)
    return settings.place


def title(view: View) -> str:
    """The heading of the page."""
    ways = len(view.study.names)
    return view.t(
        "title.one" if ways == 1 else "title.many",
        n=view.speech.spelled(ways),
        N=view.speech.spelled(ways).title(),
    )


def subtitle(view: View) -> str:
    """How long, from when and how often."""
    settings = view.study.settings
    place = place_name(view)
    start = view.speech.day(settings.start)
    return view.t("subtitle", place=place[0].upper() + place[1:], start=start, version=settings.version)


def conclusion(view: View) -> str:
    """Three to five sentences made from the numbers, and how to read them."""
    real = "reading.real" if view.study.settings.input_sha256 else "reading.fictitious"
    how = paragraph(*_reading(view), view.t(real), kind="note")
    sentences = _only(view) if view.baseline is None else _compared(view)
    return section("conclusion", view.t("conclusion"), bullets(sentences, "conclusion"), how)


def _reading(view: View) -> list[str]:
    """How far the numbers can be trusted."""
    keys = []
    if not view.single:
        keys += ["reading.same"] if view.baseline else []
        keys += ["reading.interval"]
        keys += ["reading.unsure"] if view.baseline else []
    return [view.t(key) for key in keys]


def _compared(view: View) -> list[str]:
    most_acute = next(
        (tier for tier in view.tiers if view.mean(view.subject, f"matched_tier_{tier}").mean > 0), 0
    )
    tier = claim(view, f"matched_tier_{most_acute}", "matched_tier", tier=most_acute) if most_acute else ""
    sentences = [claim(view, "matched"), tier, claim(view, "mean_days"), claim(view, "mean_km")]
    return [*sentences, view.t("conclusion.single") if view.single else moved_sentence(view)]


def _only(view: View) -> list[str]:
    speech, own = view.speech, view.mean(view.subject, "matched")
    interval = ""
    if not view.single:
        low, high = speech.count(own.low), speech.count(own.high)
        interval = view.t("conclusion.interval", low=low, high=high)
    numbers = {
        "matched": speech.count(own.mean),
        "left": speech.count(view.mean(view.subject, "left").mean),
        "days": speech.count(view.mean(view.subject, "mean_days").mean),
        "km": value_text(speech, "mean_km", view.mean(view.subject, "mean_km").mean),
    }
    keys = ("conclusion.only", "conclusion.only.days", "conclusion.only.compare")
    return [view.t(key, interval=interval, **numbers) for key in keys]


def compared(view: View) -> str:
    """The policies in one sentence each, and what they are measured against."""
    rows = []
    for name in view.study.names:
        role = "subject" if name == view.subject else "baseline" if name == view.baseline else ""
        label = view.label(name) + (f"\n{view.t(f'role.{role}')}" if role and view.baseline else "")
        rows.append((label, [words(how(view, name))]))
    heads = [view.t("compared.way"), view.t("compared.how")]
    against = ""
    if view.baseline is not None:
        against = view.t("compared.lawful" if view.baseline == LAWFUL else "compared.baseline")
        if REFERENCE not in view.study.names and view.baseline != LAWFUL:
            against = view.t("compared.fallback", first_come=view.label(REFERENCE))
    yardstick = ""
    if view.baseline == LAWFUL and REFERENCE in view.study.names:
        yardstick = view.t("compared.yardstick", F=view.label(REFERENCE))
    text = paragraph(view.t("compared.rules"), against, yardstick)
    return section(
        "compared", view.t("compared"), text, table(view.t("compared.caption"), heads, rows, "words")
    )


def how(view: View, name: str) -> str:
    """How a policy allocates, in one sentence; a file by its weights."""
    if name in NAMED or name in IN_ORDER:
        return view.t(f"how.{name}")
    policy = next(one.policy for one in view.study.policies if one.name == name)
    return view.t("how.file", more=_more(view, policy), **policy.weights)


def _more(view: View, policy: Policy) -> str:
    base, more = view.study.settings.policy, ""
    if policy.overdue_days > _NEVER_DAYS:
        more += view.t("how.file.never")
    elif policy.overdue_days != base.overdue_days:
        more += view.t("how.file.overdue", days=view.speech.number(policy.overdue_days))
    if policy.limits:
        more += view.t("how.file.limits", n=len(policy.limits))
    return more
