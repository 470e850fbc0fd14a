"""What the pages of an account show of its events and agreements, in the words of the statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any
from urllib.parse import quote

from data.statements.pools import event_told, terms_told
from data.store.ledger import Entry
from data.store.rows import Row
from matcher.ledger_terms import Agreement, Balance
from web import present
from web.here import actor
from web.i18n import day, t
from web.statements import words


@dataclass(frozen=True)
class Line:
    """One event of an account: ``told`` as a statement tells it, ``after`` the arithmetic after it.

    ``agreement``: what was agreed, in words, where that is the event.
    """

    told: dict[str, Any]
    on: date
    after: Balance
    agreement: str = ""

    @property
    def number(self) -> int:
        """Its number in the account."""
        return int(self.told["number"])

    @property
    def flat(self) -> str:
        """The id of the flat it is about, blank for none."""
        return str(self.told["vacancy_id"])

    @property
    def what(self) -> str:
        """What happened."""
        return self.agreement or present.capital(words.event_text(self.told))

    @property
    def reason(self) -> str | None:
        """Why, in the office's words."""
        return self.told["reason"] or None

    @property
    def sum(self) -> str:
        """How many may still be claimed, and how that is worked out."""
        return words.arithmetic(self.told["after"], self.told["mode"])


def lines_of(
    quota_id: int, entries: Sequence[Entry], agreed: tuple[Agreement, ...], entered: Sequence[Row] = ()
) -> list[Line]:
    """The events of an account by number; ``entered``: the rows of its agreements, to be told in words."""
    words_of = {int(row["agreement_id"].rpartition("-")[2]): _agreed(row) for row in entered}
    return [
        Line(
            event_told(quota_id, one, agreed), one.event["day"], one.after,
            words_of.get(one.event["number"], ""),
        )
        for one in entries
    ]  # fmt: skip


def _agreed(row: Row) -> str:
    """An agreement in a few words: from when, and what."""
    terms = words.terms({name: row[name] for name in ("share", "fixed", "mode", "period")})
    return t("ledger.event.agreement", day=day(row["valid_from"]), terms=terms)


def terms_on(agreed: tuple[Agreement, ...], on: date) -> str:
    """What is agreed on a day."""
    return present.capital(words.terms(terms_told(agreed, on)))


def flat_address(vacancy_id: str) -> str | None:
    """Where the reader finds a flat: the association among its own, everyone else among all."""
    if not vacancy_id:
        return None
    of = "/association/flats" if actor().role == "association" else "/vacancies"
    return f"{of}/{quote(vacancy_id)}"


def parts_of(balance: Balance, mode: str) -> list[tuple[str, str]]:
    """The arithmetic of an account line by line; fractions as people write them."""
    rows = [
        (t("ledger.counted"), str(balance.counted)),
        (t("ledger.earned"), fraction(balance.earned)),
        (t("ledger.used"), str(balance.used)),
    ]
    if mode != "choose":
        return rows
    since = "start" if balance.period_from is None else "since"
    from_day = "" if balance.period_from is None else day(balance.period_from)
    rows += [
        (t(f"ledger.period_earned.{since}", day=from_day), fraction(balance.period_earned)),
        (t(f"ledger.period_used.{since}", day=from_day), str(balance.period_used)),
    ]
    whole, period = floor(balance.earned) - balance.used, ceil(balance.period_earned)
    room = period + balance.carried - balance.period_used
    rows += [
        (t("ledger.carried"), _signed(balance.carried)),
        (t("ledger.by_account"), _signed(whole)),
        (t("ledger.by_period"), _signed(room)),
    ]
    return rows


def sum_of(balance: Balance, mode: str) -> str:
    """How many may still be claimed and how that is worked out, as a sentence."""
    if mode != "choose":
        return t("ledger.sum.turns", n=balance.left)
    whole, up = floor(balance.earned), ceil(balance.period_earned)
    values = {
        "earned": fraction(balance.earned), "whole": whole, "used": balance.used,
        "account": _signed(whole - balance.used), "period": fraction(balance.period_earned), "up": up,
        "carried": _signed(balance.carried), "period_used": balance.period_used,
        "room": _signed(up + balance.carried - balance.period_used),
    }  # fmt: skip
    since = "start" if balance.period_from is None else "period"
    return f"{t('ledger.sum.account', **values)} {t('ledger.sum.' + since, **values)} {t('ledger.sum.less')}"


def fraction(value: Fraction) -> str:
    """A fraction as people write it: 11/4 is 2 3/4."""
    return words.number(str(value))


def share_told(share: Fraction | None, fixed: int | None) -> str:
    """A share as a fraction, or the fixed number of a period."""
    return t("ledger.fixed", n=fixed) if share is None else str(share)


def _signed(number: int) -> str:
    return str(number).replace("-", "−")
