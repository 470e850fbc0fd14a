"""The tables of the housing associations' own side: what is said of a flat, notices, the keys to the API."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
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

#: Soft warnings (unusual rent, size, date) that whoever reported the flat confirmed; only added to.
vacancy_warnings = Table(
    "vacancy_warnings",
    METADATA,
    Column("warning_id", Integer, primary_key=True),
    Column("vacancy_id", _ID, ForeignKey("vacancies.vacancy_id"), nullable=False, index=True),
    Column("code", String(40), nullable=False),
    #: The cell as it was entered.
    Column("value", Text, nullable=False),
    Column("confirmed_by", _ID, nullable=False),
    Column("confirmed_at", Moment, nullable=False),
)

#: The thread of a vacancy between its association and the office; only added to.
messages = Table(
    "messages",
    METADATA,
    Column("message_id", Integer, primary_key=True),
    Column("vacancy_id", _ID, ForeignKey("vacancies.vacancy_id"), nullable=False, index=True),
    #: The association it is a thread with: a flat that changes hands takes no words along.
    Column("organisation_id", _ID, nullable=False),
    #: office or association: whose side wrote it.
    Column("side", String(20), nullable=False),
    Column("words", Text, nullable=False),
    Column("written_by", _ID, nullable=False),
    Column("written_at", Moment, nullable=False),
)

#: How far each side has read a thread.
threads_read = Table(
    "threads_read",
    METADATA,
    Column("vacancy_id", _ID, ForeignKey("vacancies.vacancy_id"), primary_key=True),
    Column("side", String(20), primary_key=True),
    Column("message_id", Integer, nullable=False),
)

#: What the association has against a nomination (data/store/objections.py).
#: answer: accepted (the offer is refused), upheld (it stands), withdrawn; blank until it is answered.
objections = Table(
    "objections",
    METADATA,
    Column("objection_id", _ID, primary_key=True),
    Column("offer_id", _ID, ForeignKey("offers.offer_id"), nullable=False, index=True),
    Column("organisation_id", _ID, nullable=False),
    #: One of the reasons association_… of data/store/offer_states.py.
    Column("reason_code", String(40), nullable=False),
    #: In words, read by the office and the association alone.
    Column("reason", Text, nullable=False, server_default=""),
    Column("raised_by", _ID, nullable=False),
    Column("raised_at", Moment, nullable=False),
    Column("answer", String(10), nullable=False, server_default=""),
    Column("answer_reason", Text, nullable=False, server_default=""),
    Column("answered_by", _ID),
    Column("answered_at", Moment),
)

#: What the association tells about a tenancy it let to a nominated citizen.
#: kind: arrears (a payment demand within the first year, ABL § 59), concern.  state: open, meeting, closed.
tenancy_reports = Table(
    "tenancy_reports",
    METADATA,
    Column("report_id", _ID, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("offer_id", _ID, ForeignKey("offers.offer_id"), nullable=False, index=True),
    Column("organisation_id", _ID, nullable=False),
    #: A code of what the concern is about; blank for arrears.
    Column("code", String(40), nullable=False, server_default=""),
    Column("words", Text, nullable=False, server_default=""),
    #: The day the demand was sent and the day its period ends.
    Column("day", Date, nullable=False),
    Column("due_on", Date),
    Column("state", String(10), nullable=False, server_default="open"),
    Column("meeting_on", Date),
    Column("raised_by", _ID, nullable=False),
    Column("raised_at", Moment, nullable=False),
    Column("closed_by", _ID),
    Column("closed_at", Moment),
    Column("closed_words", Text, nullable=False, server_default=""),
)

#: Where a support team is told of a concern.
team_contacts = Table(
    "team_contacts",
    METADATA,
    Column("team_id", _ID, primary_key=True),
    Column("email", String(200), nullable=False),
    Column("lang", String(2), nullable=False, server_default="da"),
)

#: Notices to be sent by e-mail, written in the transaction of what they tell of.  One row is one step to one
#: reader; a digest gathers several rows in one message.  state: waiting, sent, failed, dropped.
outbox = Table(
    "outbox",
    METADATA,
    Column("notice_id", Integer, primary_key=True),
    #: A user, or a team (its contact).
    Column("reader_kind", String(10), nullable=False),
    Column("reader", _ID, nullable=False),
    Column("kind", String(40), nullable=False),
    #: The path of the page it leads to; never a name or an address of a person.
    Column("path", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    #: step or digest, as the reader had chosen then.
    Column("way", String(10), nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("state", String(10), nullable=False, server_default="waiting"),
    Column("tries", Integer, nullable=False, server_default="0"),
    #: The Message-ID it goes out under, set before it is sent, the same at every try.
    Column("message_ref", String(200), nullable=False, server_default=""),
    Column("leased_until", Moment),
    Column("error", Text, nullable=False, server_default=""),
    Column("sent_at", Moment),
    Index("ix_outbox_state", "state", "not_before"),
)

#: What a user wants to be told by e-mail: way is none, step or digest.
notice_choices = Table(
    "notice_choices",
    METADATA,
    Column("user_id", _ID, ForeignKey("users.user_id"), primary_key=True),
    Column("email", String(200), nullable=False, server_default=""),
    Column("way", String(10), nullable=False),
)

#: Keys to the API, one organisation's (or the office's) each; only a hash of the token stands here.
tokens = Table(
    "tokens",
    METADATA,
    Column("token_id", _ID, primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("organisation_id", _ID, ForeignKey("organisations.organisation_id")),
    Column("created_by", _ID, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_on", Date),
    Column("used_at", Moment),
    Column("revoked", Boolean, nullable=False, server_default=false()),
    Column("revoked_by", _ID),
    Column("revoked_at", Moment),
)

#: Answers of the API by idempotency key: the same request again is answered, not done, again.
api_answers = Table(
    "api_answers",
    METADATA,
    Column("token_id", _ID, ForeignKey("tokens.token_id"), primary_key=True),
    Column("key", String(200), primary_key=True),
    #: SHA-256 of method, path and body: another request under the same key is refused.
    Column("fingerprint", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

#: The association's own word for a vacancy (its case number), unique within the organisation.
vacancy_references = Table(
    "vacancy_references",
    METADATA,
    Column("organisation_id", _ID, primary_key=True),
    Column("reference", String(100), primary_key=True),
    Column("vacancy_id", _ID, ForeignKey("vacancies.vacancy_id"), nullable=False),
    UniqueConstraint("vacancy_id"),
)
