"""The tables of the store, in the order of the work: who waits, what is vacant, runs, offers, people, record.

The week's own tables take their columns from data/exchange/tables.py, so that what can be imported can be
stored and exported, and nothing is written down twice.  Names and contacts of citizens stand in ``contacts``
alone: everything a run reads is pseudonymous.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from data.exchange import tables as given
from data.store import schema_account, schema_landlord  # noqa: F401  # METADATA has every table
from data.store.base import METADATA, Moment, column, columns

_ID = String(64)


def _versioned() -> list[Column[object]]:
    """Counted up at every change, so that a stale screen is found; by whom and when last."""
    return [
        Column("version", Integer, nullable=False, server_default="1"),
        Column("changed_at", Moment, nullable=False),
        Column("changed_by", _ID, nullable=False),
    ]


#: One row per setting of the installation: municipality, demo_today, …
settings = Table(
    "settings", METADATA, Column("key", String(64), primary_key=True), Column("value", Text, nullable=False)
)

# --- who works here ---

#: Shelters (kind shelter) and housing associations (kind association).
organisations = Table(
    "organisations",
    METADATA,
    Column("organisation_id", _ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(20), nullable=False),
)

users = Table(
    "users",
    METADATA,
    Column("user_id", _ID, primary_key=True),
    Column("login", String(200), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("organisation_id", _ID, ForeignKey("organisations.organisation_id")),
    Column("password_hash", Text, nullable=False),
    Column("lang", String(2), nullable=False, server_default="da"),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("created_at", Moment, nullable=False),
    *_versioned(),
)

#: Who is logged in; only a hash of the token stands here.
sessions = Table(
    "sessions",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", _ID, ForeignKey("users.user_id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

#: Tries to log in, for the throttle: per account and per address (hashed).
login_attempts = Table(
    "login_attempts",
    METADATA,
    Column("attempt_id", Integer, primary_key=True),
    Column("login", String(200), nullable=False),
    Column("address", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("succeeded", Boolean, nullable=False),
    Index("ix_login_attempts_login_at", "login", "at"),
    Index("ix_login_attempts_address_at", "address", "at"),
)

# --- the week's tables ---

#: state: waiting, housed, closed.  A housed or closed citizen is in no run.
citizens = Table(
    "citizens",
    METADATA,
    *columns(given.CITIZENS, "citizen_id"),
    Column("state", String(20), nullable=False, server_default="waiting"),
    Column("closed_on", Date),
    Column("closed_reason", String(40)),
    Column("shelter_id", _ID, ForeignKey("organisations.organisation_id"), index=True),
    Column("case_worker", _ID, ForeignKey("users.user_id")),
    Column("created_at", Moment, nullable=False),
    *_versioned(),
    Index("ix_citizens_state", "state", "citizen_id"),
)

#: Who the citizen is: read only where a person has a task with it, never by a run.
contacts = Table(
    "contacts",
    METADATA,
    Column("citizen_id", _ID, ForeignKey("citizens.citizen_id"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("phone", Text, nullable=False, server_default=""),
    Column("email", Text, nullable=False, server_default=""),
    Column("postal_address", Text, nullable=False, server_default=""),
    *_versioned(),
)

places = Table(
    "places",
    METADATA,
    Column("place_id", Integer, primary_key=True),
    Column("citizen_id", _ID, ForeignKey("citizens.citizen_id"), nullable=False, index=True),
    *(column(c) for c in given.PLACES.columns if c.name != "citizen_id"),
)

#: ``geometry`` is the GeoJSON geometry as text, longitude and latitude.
milieus = Table(
    "milieus",
    METADATA,
    Column("milieu_id", _ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("buffer_m", Float, nullable=False, server_default="0"),
    Column("geometry", Text, nullable=False),
    *_versioned(),
)

#: state: announced (to fall vacant, not yet at disposal), vacant, let (to a citizen proposed here),
#: given_back, lapsed (not answered in time), withdrawn.  Only a vacant flat is in a run.
vacancies = Table(
    "vacancies",
    METADATA,
    *columns(given.VACANCIES, "vacancy_id"),
    Column("state", String(20), nullable=False, server_default="vacant"),
    #: The office's day it came on the list; an account opened later takes its flats in that order.
    Column("entered_on", Date),
    Column("closed_on", Date),
    #: Of a flat given back: the day the association let it to someone else, which ends the void rent.
    Column("relet_on", Date),
    #: Of a flat of route none: internal, rehousing, sale, other (data/store/ledger_flats.py).
    Column("none_reason", String(20)),
    Column("created_at", Moment, nullable=False),
    *_versioned(),
    Index("ix_vacancies_state", "state", "vacancy_id"),
    Index("ix_vacancies_organisation_id", "organisation_id"),
)

#: The pools, each with its account as it stood when it was entered (``counted``, ``claimed``); what happened
#: since are the events of ``ledger`` (data/store/schema_account.py).
quotas = Table(
    "quotas",
    METADATA,
    Column("quota_id", Integer, primary_key=True),
    *(column(c) for c in given.QUOTAS.columns),
    Column("entered_on", Date, nullable=False),
    *_versioned(),
    UniqueConstraint("organisation_id", "municipality", "class", "department_id"),
)

#: ``current_cases`` as entered; the places taken by offers since are added (data/store/caseload.py).
teams = Table(
    "teams",
    METADATA,
    *columns(given.TEAMS, "team_id"),
    Column("entered_on", Date, nullable=False),
    *_versioned(),
)

addresses = Table(
    "addresses",
    METADATA,
    Column("folded", String(200), primary_key=True),
    *(column(c, primary_key=True) if c.name == "postcode" else column(c) for c in given.ADDRESSES.columns),
)

#: Standing decisions about pairs: pin, forbid, waive.  ``source``: office, import, refusal.
standing = Table(
    "standing",
    METADATA,
    Column("standing_id", Integer, primary_key=True),
    *(column(c) for c in given.DECISIONS.columns),
    Column("source", String(20), nullable=False, server_default="office"),
    Column("decided_by", _ID, nullable=False),
    Column("decided_at", Moment, nullable=False),
    Column("lifted_by", _ID),
    Column("lifted_at", Moment),
    Index("ix_standing_citizen_id", "citizen_id"),
)

#: Every version of the council's policy.toml; the highest number is in force.
policies = Table(
    "policies",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("toml", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("adopted_by", _ID, nullable=False),
    Column("adopted_at", Moment, nullable=False),
)

#: Every earlier state of a citizen, vacancy, milieu, team or quota row: what was entered, by whom, when.
versions = Table(
    "versions",
    METADATA,
    Column("kind", String(20), primary_key=True),
    Column("subject", _ID, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("cells", JSON, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", _ID, nullable=False),
)

#: What a save opened and closed that week, as it was shown to whoever saved (data/runs/effects.py).
effects = Table(
    "effects", METADATA, Column("effect_id", _ID, primary_key=True),
    Column("kind", String(20), nullable=False), Column("subject", _ID, nullable=False),
    Column("effect", JSON, nullable=False), Column("made_at", Moment, nullable=False),
)  # fmt: skip

#: Files put up for import, kept until they are confirmed or thrown away.
uploads = Table(
    "uploads",
    METADATA,
    Column("upload_id", _ID, primary_key=True),
    Column("uploaded_by", _ID, nullable=False),
    Column("uploaded_at", Moment, nullable=False),
    Column("state", String(20), nullable=False),
    Column("files", JSON, nullable=False),
)

# --- runs ---

#: state: queued, running, done, failed, cancelled.  kind: week, rerun.
runs = Table(
    "runs",
    METADATA,
    Column("run_id", _ID, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("municipality", String(8), nullable=False, server_default=""),
    Column("kind", String(20), nullable=False, server_default="week"),
    Column("state", String(20), nullable=False),
    Column("step", String(40), nullable=False, server_default=""),
    Column("decision_date", Date, nullable=False),
    Column("seed", Integer, nullable=False, server_default="0"),
    Column("lang", String(2), nullable=False, server_default="da"),
    Column("policy_number", Integer),
    Column("input_sha256", String(64), nullable=False, server_default=""),
    Column("previous_run", _ID),
    Column("summary", JSON),
    #: Of a re-run: how far it and a free re-run are from the run before (data/runs/changes.py).
    Column("changes", JSON),
    Column("error", Text, nullable=False, server_default=""),
    Column("cancel_wanted", Boolean, nullable=False, server_default=false()),
    Column("started_by", _ID, nullable=False),
    Column("queued_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("heartbeat_at", Moment),
    Column("finished_at", Moment),
    Index(
        "uq_runs_one_at_a_time",
        "municipality",
        unique=True,
        sqlite_where=text("state IN ('queued', 'running')"),
        postgresql_where=text("state IN ('queued', 'running')"),
    ),
)

#: part: input (the frozen week folder) or result.
run_files = Table(
    "run_files",
    METADATA,
    Column("run_id", _ID, ForeignKey("runs.run_id"), primary_key=True),
    Column("part", String(10), primary_key=True),
    Column("name", String(60), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# --- decisions and offers ---

#: What a person decided about a run's flat.  action: accept, choose, reject, park.
choices = Table(
    "choices",
    METADATA,
    Column("choice_id", _ID, primary_key=True),
    Column("run_id", _ID, ForeignKey("runs.run_id"), nullable=False),
    Column("vacancy_id", _ID, ForeignKey("vacancies.vacancy_id"), nullable=False),
    Column("action", String(20), nullable=False),
    Column("citizen_id", _ID, ForeignKey("citizens.citizen_id")),
    Column("reason_code", String(40), nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    #: What the week loses by it, as shown when it was decided (the row of proposals.csv).
    Column("price", JSON),
    Column("warnings_ticked", JSON, nullable=False),
    Column("decided_by", _ID, ForeignKey("users.user_id"), nullable=False),
    Column("decided_at", Moment, nullable=False),
    Column("undone_by", _ID),
    Column("undone_at", Moment),
    Index(
        "uq_choices_one_per_flat",
        "run_id",
        "vacancy_id",
        unique=True,
        sqlite_where=text("undone_at IS NULL"),
        postgresql_where=text("undone_at IS NULL"),
    ),
)

#: state: proposed, offered, viewing, accepted, contract, moved_in, ended, refused, expired, withdrawn.
#: ``live``: not ended, refused, expired or withdrawn.  A live offer holds its flat and its citizen.
offers = Table(
    "offers",
    METADATA,
    Column("offer_id", _ID, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("vacancy_id", _ID, ForeignKey("vacancies.vacancy_id"), nullable=False),
    Column("citizen_id", _ID, ForeignKey("citizens.citizen_id"), nullable=False),
    Column("organisation_id", _ID, nullable=False),
    Column("run_id", _ID, ForeignKey("runs.run_id")),
    Column("choice_id", _ID, ForeignKey("choices.choice_id")),
    Column("state", String(20), nullable=False),
    Column("live", Boolean, nullable=False),
    Column("deadline", Date),
    Column("quota_pool", Text, nullable=False, server_default=""),
    Column("team_id", _ID),
    Column("owner", _ID, ForeignKey("users.user_id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    #: The office's day it was made: the flat counts as claimed in that week (blank: the day of created_at).
    Column("proposed_on", Date),
    Column("offered_on", Date),
    Column("viewing_on", Date),
    Column("contract_on", Date),
    Column("moved_in_on", Date),
    Column("ended_on", Date),
    Column("reason_code", String(40), nullable=False, server_default=""),
    *_versioned(),
    Index("ix_offers_state", "state"),
    *(
        Index(
            f"uq_offers_one_live_per_{what}",
            f"{what}_id",
            unique=True,
            sqlite_where=text("live"),
            postgresql_where=text("live"),
        )
        for what in ("vacancy", "citizen")
    ),
)

#: The way of an offer, step by step; never changed.
offer_steps = Table(
    "offer_steps",
    METADATA,
    Column("step_id", Integer, primary_key=True),
    Column("offer_id", _ID, ForeignKey("offers.offer_id"), nullable=False, index=True),
    Column("from_state", String(20), nullable=False),
    Column("to_state", String(20), nullable=False),
    Column("reason_code", String(40), nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("deadline", Date),
    #: A user, or Husrum itself where an offer expired.
    Column("taken_by", _ID, nullable=False),
    Column("taken_at", Moment, nullable=False),
)

#: item: deposit_loan, housing_support, single_payment, support_start, keys.  state: open, done, not_needed.
checklist = Table(
    "checklist",
    METADATA,
    Column("offer_id", _ID, ForeignKey("offers.offer_id"), primary_key=True),
    Column("item", String(40), primary_key=True),
    Column("state", String(20), nullable=False, server_default="open"),
    Column("owner", Text, nullable=False, server_default=""),
    Column("due_on", Date),
    Column("settled_by", _ID),
    Column("settled_at", Moment),
)

#: Requests already answered, by the key their form carried: a retried one is answered, not done, again.
requests = Table(
    "requests",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("user_id", _ID, nullable=False),
    Column("at", Moment, nullable=False),
    Column("answer", Text, nullable=False),
)

# --- the record ---

#: Who did, saw, searched or took out what, when and for what task: a chain of hashes, only ever added to.
record = Table(
    "record",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("actor", _ID, nullable=False),
    Column("role", String(20), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject_kind", String(20), nullable=False),
    Column("subject", _ID, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_record_subject", "subject_kind", "subject"),
    Index("ix_record_actor", "actor"),
)
