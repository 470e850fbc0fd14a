"""The tables of the quarter-rule account: agreements, the ledger, monthly statements, what is invoiced.

The account of a pool is its row of ``quotas``; everything that happens to it is an event of ``ledger``, and
entitlement, use and carry-over follow from the events and the agreements (matcher/ledger.py).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from data.store.base import METADATA, Moment

_ID = String(64)

#: What was agreed for a pool and from when to when; only added to.  Where several hold on a day, the one
#: entered last counts.  Without any, the pool's own row of ``quotas`` does, for ever and without periods.
agreements = Table(
    "agreements",
    METADATA,
    Column("agreement_id", _ID, primary_key=True),
    Column("quota_id", Integer, nullable=False, index=True),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    #: A fraction as text, for modes choose, fourth and first; blank where ``fixed`` stands.
    Column("share", String(40)),
    #: So many flats in each accounting period, whatever falls vacant; mode choose alone.
    Column("fixed", Integer),
    Column("mode", String(10), nullable=False),
    #: none, year, half_year, quarter, month, week: what is not used is settled at its end.
    Column("period", String(10), nullable=False),
    #: What goes on into the next period: none, all, or at most ``carry_most`` flats.
    Column("carry", String(10), nullable=False),
    Column("carry_most", Integer),
    #: Whether a turn is used up when the day to answer by passes without an answer (fourth, first).
    Column("lapsed_uses_turn", Boolean, nullable=False),
    #: Whether flats let within the organisation (internal transfers) are counted.
    Column("internal_counts", Boolean, nullable=False, server_default=false()),
    #: Where the agreement is written down, in words.
    Column("reference", Text, nullable=False, server_default=""),
    Column("entered_on", Date, nullable=False),
    Column("entered_by", _ID, nullable=False),
    Column("entered_at", Moment, nullable=False),
)

#: The numbered events of each pool; only added to.  kind: matcher.ledger.KINDS.
ledger = Table(
    "ledger",
    METADATA,
    Column("quota_id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    #: The office's day on which it happened; never before that of the event before.
    Column("day", Date, nullable=False),
    Column("vacancy_id", _ID),
    Column("offer_id", _ID),
    #: Of reported, restored and corrected: whether the flat is counted.
    Column("counts", Boolean),
    #: A code: why a flat is not counted, why something was corrected or withdrawn.
    Column("why", String(40), nullable=False, server_default=""),
    #: Of a counted flat in mode fourth or first: ours or theirs.
    Column("turn", String(10), nullable=False, server_default=""),
    #: Of corrected: the number of the event it corrects, if one.
    Column("corrects", Integer),
    #: Of opening: the account's totals; of corrected: what is added to them (may be negative).
    Column("counted", Integer, nullable=False, server_default="0"),
    Column("claimed", Integer, nullable=False, server_default="0"),
    #: Of opening: places carried over.
    Column("carry_over", Integer, nullable=False, server_default="0"),
    #: Of opening, and of agreement where the row of ``quotas`` was changed: its share and mode from then on.
    Column("share", String(40)),
    Column("mode", String(10)),
    #: In words, of the office; never about a citizen.
    Column("reason", Text, nullable=False, server_default=""),
    Column("entered_by", _ID, nullable=False),
    Column("entered_at", Moment, nullable=False),
    Index("ix_ledger_vacancy_id", "vacancy_id"),
)

#: A month's statement to one organisation as it was issued; a later edition takes the place of the earlier.
statements = Table(
    "statements",
    METADATA,
    Column("statement_id", _ID, primary_key=True),
    Column("organisation_id", _ID, nullable=False),
    #: YYYY-MM.
    Column("month", String(7), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("content", JSON, nullable=False),
    Column("content_sha256", String(64), nullable=False),
    #: Of the content, for lists: how many entries can be confirmed, and what is to be paid.
    Column("entries", Integer, nullable=False),
    Column("total_ore", BigInteger, nullable=False),
    #: The head of the record when it was issued, printed on it.
    Column("record_number", Integer, nullable=False),
    Column("record_hash", String(64), nullable=False),
    Column("issued_by", _ID, nullable=False),
    Column("issued_at", Moment, nullable=False),
    UniqueConstraint("organisation_id", "month", "edition"),
)

#: What the association says of an entry of a statement, and the office's answer; the newest mark counts.
statement_marks = Table(
    "statement_marks",
    METADATA,
    Column("mark_id", _ID, primary_key=True),
    Column("statement_id", _ID, ForeignKey("statements.statement_id"), nullable=False, index=True),
    #: ``quota_id:number`` of a ledger event, or the key of an amount.
    Column("entry", String(80), nullable=False),
    #: confirmed, disputed.
    Column("mark", String(10), nullable=False),
    Column("reason_code", String(40), nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("marked_by", _ID, nullable=False),
    Column("marked_at", Moment, nullable=False),
    #: upheld (the entry stands), corrected; blank until the office has answered a dispute.
    Column("answer", String(10), nullable=False, server_default=""),
    Column("answer_reason", Text, nullable=False, server_default=""),
    Column("answered_by", _ID),
    Column("answered_at", Moment),
)

#: What an association asks of the municipality under its guarantee.  kind: restoration (on moving out),
#: arrears; adjustment: what the office put a disputed amount right by.  state: claimed, accepted, refused.
#: Amounts in whole øre.
charges = Table(
    "charges",
    METADATA,
    Column("charge_id", _ID, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("organisation_id", _ID, nullable=False, index=True),
    Column("vacancy_id", _ID, ForeignKey("vacancies.vacancy_id"), nullable=False),
    #: The day it fell due: the month of its statement.
    Column("day", Date, nullable=False),
    Column("amount_ore", BigInteger, nullable=False),
    #: Of an adjustment: the entry of a statement it puts right.
    Column("entry", String(80), nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("state", String(10), nullable=False, server_default="claimed"),
    Column("entered_by", _ID, nullable=False),
    Column("entered_at", Moment, nullable=False),
    Column("answer_reason", Text, nullable=False, server_default=""),
    Column("answered_by", _ID),
    Column("answered_at", Moment),
    Column("answered_on", Date),
)
