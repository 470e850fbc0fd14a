"""The store's first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.store.migrations.only_added_to import guard, unguard

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: The tables that are only ever added to, with their keys.
GUARDED = {
    "record": ("number",),
    "offer_steps": ("step_id",),
    "policies": ("number",),
    "versions": ("kind", "subject", "version"),
}


def upgrade() -> None:
    """Make every table, and guard those that are only ever added to."""
    op.create_table(
        "addresses",
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("x", sa.Float(), nullable=False),
        sa.Column("y", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("folded", "postcode", name=op.f("pk_addresses")),
    )
    op.create_table(
        "effects",
        sa.Column("effect_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("effect", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("effect_id", name=op.f("pk_effects")),
    )
    op.create_table(
        "login_attempts",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_login_attempts")),
    )
    op.create_index("ix_login_attempts_address_at", "login_attempts", ["address", "at"], unique=False)
    op.create_index("ix_login_attempts_login_at", "login_attempts", ["login", "at"], unique=False)
    op.create_table(
        "milieus",
        sa.Column("milieu_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("buffer_m", sa.Float(), server_default="0", nullable=False),
        sa.Column("geometry", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("milieu_id", name=op.f("pk_milieus")),
    )
    op.create_table(
        "organisations",
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_organisations")),
    )
    op.create_table(
        "policies",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("toml", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("adopted_by", sa.String(length=64), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_policies")),
    )
    op.create_table(
        "quotas",
        sa.Column("quota_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("municipality", sa.String(length=8), nullable=True),
        sa.Column("class", sa.String(length=40), nullable=False),
        sa.Column("share", sa.String(length=40), nullable=True),
        sa.Column("counted", sa.BigInteger(), nullable=True),
        sa.Column("claimed", sa.BigInteger(), nullable=True),
        sa.Column("carry_over", sa.BigInteger(), nullable=True),
        sa.Column("mode", sa.String(length=40), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("quota_id", name=op.f("pk_quotas")),
        sa.UniqueConstraint(
            "organisation_id",
            "municipality",
            "class",
            name=op.f("uq_quotas_organisation_id_municipality_class"),
        ),
    )
    op.create_table(
        "record",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_record")),
    )
    op.create_index("ix_record_actor", "record", ["actor"], unique=False)
    op.create_index("ix_record_subject", "record", ["subject_kind", "subject"], unique=False)
    op.create_table(
        "requests",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_requests")),
    )
    op.create_table(
        "runs",
        sa.Column("run_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(length=8), server_default="", nullable=False),
        sa.Column("kind", sa.String(length=20), server_default="week", nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("step", sa.String(length=40), server_default="", nullable=False),
        sa.Column("decision_date", sa.Date(), nullable=False),
        sa.Column("seed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lang", sa.String(length=2), server_default="da", nullable=False),
        sa.Column("policy_number", sa.Integer(), nullable=True),
        sa.Column("input_sha256", sa.String(length=64), server_default="", nullable=False),
        sa.Column("previous_run", sa.String(length=64), nullable=True),
        sa.Column("summary", sa.JSON(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=True),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.Column("cancel_wanted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("started_by", sa.String(length=64), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_runs")),
        sa.UniqueConstraint("number", name=op.f("uq_runs_number")),
    )
    op.create_index(
        "uq_runs_one_at_a_time",
        "runs",
        ["municipality"],
        unique=True,
        sqlite_where=sa.text("state IN ('queued', 'running')"),
        postgresql_where=sa.text("state IN ('queued', 'running')"),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_settings")),
    )
    op.create_table(
        "standing",
        sa.Column("standing_id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.String(length=64), nullable=False),
        sa.Column("vacancy_id", sa.String(length=64), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=20), server_default="office", nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by", sa.String(length=64), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("standing_id", name=op.f("pk_standing")),
    )
    op.create_index("ix_standing_citizen_id", "standing", ["citizen_id"], unique=False)
    op.create_table(
        "teams",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("municipality", sa.String(length=8), nullable=True),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("caseworkers", sa.String(length=40), nullable=False),
        sa.Column("caseload", sa.String(length=40), nullable=True),
        sa.Column("current_cases", sa.String(length=40), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_teams")),
    )
    op.create_table(
        "uploads",
        sa.Column("upload_id", sa.String(length=64), nullable=False),
        sa.Column("uploaded_by", sa.String(length=64), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("upload_id", name=op.f("pk_uploads")),
    )
    op.create_table(
        "vacancies",
        sa.Column("vacancy_id", sa.String(length=64), nullable=False),
        sa.Column("municipality", sa.String(length=8), nullable=True),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("department_id", sa.String(length=64), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("x", sa.Float(), nullable=True),
        sa.Column("y", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("rent", sa.Float(), nullable=False),
        sa.Column("utilities", sa.Float(), nullable=True),
        sa.Column("heating", sa.String(length=40), nullable=True),
        sa.Column("deposit", sa.Float(), nullable=True),
        sa.Column("size_m2", sa.Float(), nullable=False),
        sa.Column("rooms", sa.Float(), nullable=False),
        sa.Column("floor", sa.BigInteger(), nullable=True),
        sa.Column("lift", sa.Boolean(), nullable=True),
        sa.Column("step_free", sa.Boolean(), nullable=True),
        sa.Column("pets_allowed", sa.Boolean(), nullable=True),
        sa.Column("kitchen", sa.Boolean(), nullable=True),
        sa.Column("area_class", sa.String(length=40), nullable=True),
        sa.Column("student_only", sa.Boolean(), nullable=True),
        sa.Column("min_age", sa.BigInteger(), nullable=True),
        sa.Column("max_age", sa.BigInteger(), nullable=True),
        sa.Column("setting", sa.String(length=40), nullable=True),
        sa.Column("available_from", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("route", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=20), server_default="vacant", nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("vacancy_id", name=op.f("pk_vacancies")),
    )
    op.create_index("ix_vacancies_organisation_id", "vacancies", ["organisation_id"], unique=False)
    op.create_index("ix_vacancies_state", "vacancies", ["state", "vacancy_id"], unique=False)
    op.create_table(
        "versions",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", "version", name=op.f("pk_versions")),
    )
    op.create_table(
        "run_files",
        sa.Column("run_id", sa.String(length=64), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name=op.f("fk_run_files_run_id_runs")),
        sa.PrimaryKeyConstraint("run_id", "part", "name", name=op.f("pk_run_files")),
    )
    op.create_table(
        "users",
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("login", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=2), server_default="da", nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
            name=op.f("fk_users_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_users")),
        sa.UniqueConstraint("login", name=op.f("uq_users_login")),
    )
    op.create_table(
        "citizens",
        sa.Column("citizen_id", sa.String(length=64), nullable=False),
        sa.Column("municipality", sa.String(length=8), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("adults", sa.BigInteger(), nullable=True),
        sa.Column("children", sa.BigInteger(), nullable=True),
        sa.Column("benefit", sa.String(length=40), nullable=False),
        sa.Column("partner_benefit", sa.String(length=40), nullable=True),
        sa.Column("activity_ready", sa.Boolean(), nullable=True),
        sa.Column("other_income", sa.Float(), nullable=True),
        sa.Column("partner_income", sa.Float(), nullable=True),
        sa.Column("other_net_income", sa.Float(), nullable=True),
        sa.Column("net_income", sa.Float(), nullable=True),
        sa.Column("gross_income", sa.Float(), nullable=True),
        sa.Column("fixed_costs", sa.Float(), nullable=True),
        sa.Column("wealth", sa.Float(), nullable=True),
        sa.Column("benefit_months", sa.BigInteger(), nullable=True),
        sa.Column("partner_benefit_months", sa.BigInteger(), nullable=True),
        sa.Column("eu_citizen", sa.Boolean(), nullable=True),
        sa.Column("student", sa.Boolean(), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("evicted_on", sa.Date(), nullable=True),
        sa.Column("situation", sa.String(length=40), nullable=True),
        sa.Column("admitted_on", sa.Date(), nullable=True),
        sa.Column("waiting_since", sa.Date(), nullable=False),
        sa.Column("tier", sa.BigInteger(), nullable=True),
        sa.Column("support_method", sa.String(length=40), nullable=True),
        sa.Column("support_decided_on", sa.Date(), nullable=True),
        sa.Column("action_plan_on", sa.Date(), nullable=True),
        sa.Column("team_id", sa.String(length=64), nullable=True),
        sa.Column("kinds", sa.Text(), nullable=True),
        sa.Column("min_rooms", sa.Float(), nullable=True),
        sa.Column("max_rooms", sa.Float(), nullable=True),
        sa.Column("min_size_m2", sa.Float(), nullable=True),
        sa.Column("step_free", sa.Boolean(), nullable=True),
        sa.Column("max_floor_without_lift", sa.BigInteger(), nullable=True),
        sa.Column("pets", sa.Boolean(), nullable=True),
        sa.Column("setting", sa.String(length=40), nullable=True),
        sa.Column("wanted_areas", sa.Text(), nullable=True),
        sa.Column("refused_areas", sa.Text(), nullable=True),
        sa.Column("avoid_milieus", sa.Text(), nullable=True),
        sa.Column("max_rent", sa.Float(), nullable=True),
        sa.Column("priorities", sa.Text(), nullable=True),
        sa.Column("debt_to", sa.Text(), nullable=True),
        sa.Column("blocked_until", sa.Date(), nullable=True),
        sa.Column("consent", sa.Boolean(), nullable=True),
        sa.Column("chances_per_week", sa.Float(), nullable=True),
        sa.Column("state", sa.String(length=20), server_default="waiting", nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_reason", sa.String(length=40), nullable=True),
        sa.Column("shelter_id", sa.String(length=64), nullable=True),
        sa.Column("case_worker", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_worker"], ["users.user_id"], name=op.f("fk_citizens_case_worker_users")
        ),
        sa.ForeignKeyConstraint(
            ["shelter_id"],
            ["organisations.organisation_id"],
            name=op.f("fk_citizens_shelter_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("citizen_id", name=op.f("pk_citizens")),
    )
    op.create_index(op.f("ix_citizens_shelter_id"), "citizens", ["shelter_id"], unique=False)
    op.create_index("ix_citizens_state", "citizens", ["state", "citizen_id"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.user_id"], name=op.f("fk_sessions_user_id_users")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    op.create_table(
        "choices",
        sa.Column("choice_id", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.String(length=64), nullable=False),
        sa.Column("vacancy_id", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("citizen_id", sa.String(length=64), nullable=True),
        sa.Column("reason_code", sa.String(length=40), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("price", sa.JSON(), nullable=True),
        sa.Column("warnings_ticked", sa.JSON(), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.String(length=64), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.citizen_id"], name=op.f("fk_choices_citizen_id_citizens")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["users.user_id"], name=op.f("fk_choices_decided_by_users")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name=op.f("fk_choices_run_id_runs")),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancies.vacancy_id"], name=op.f("fk_choices_vacancy_id_vacancies")
        ),
        sa.PrimaryKeyConstraint("choice_id", name=op.f("pk_choices")),
    )
    op.create_index(
        "uq_choices_one_per_flat",
        "choices",
        ["run_id", "vacancy_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "contacts",
        sa.Column("citizen_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("postal_address", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.citizen_id"], name=op.f("fk_contacts_citizen_id_citizens")
        ),
        sa.PrimaryKeyConstraint("citizen_id", name=op.f("pk_contacts")),
    )
    op.create_table(
        "places",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column("x", sa.Float(), nullable=True),
        sa.Column("y", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("weight", sa.BigInteger(), nullable=True),
        sa.Column("max_km", sa.Float(), nullable=True),
        sa.Column("min_km", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.citizen_id"], name=op.f("fk_places_citizen_id_citizens")
        ),
        sa.PrimaryKeyConstraint("place_id", name=op.f("pk_places")),
    )
    op.create_index(op.f("ix_places_citizen_id"), "places", ["citizen_id"], unique=False)
    op.create_table(
        "offers",
        sa.Column("offer_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("vacancy_id", sa.String(length=64), nullable=False),
        sa.Column("citizen_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.String(length=64), nullable=True),
        sa.Column("choice_id", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("quota_pool", sa.Text(), server_default="", nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=True),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.Column("offered_on", sa.Date(), nullable=True),
        sa.Column("viewing_on", sa.Date(), nullable=True),
        sa.Column("contract_on", sa.Date(), nullable=True),
        sa.Column("moved_in_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("reason_code", sa.String(length=40), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["choice_id"], ["choices.choice_id"], name=op.f("fk_offers_choice_id_choices")
        ),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.citizen_id"], name=op.f("fk_offers_citizen_id_citizens")
        ),
        sa.ForeignKeyConstraint(["owner"], ["users.user_id"], name=op.f("fk_offers_owner_users")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name=op.f("fk_offers_run_id_runs")),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancies.vacancy_id"], name=op.f("fk_offers_vacancy_id_vacancies")
        ),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("pk_offers")),
        sa.UniqueConstraint("number", name=op.f("uq_offers_number")),
    )
    op.create_index("ix_offers_state", "offers", ["state"], unique=False)
    op.create_index(
        "uq_offers_one_live_per_citizen",
        "offers",
        ["citizen_id"],
        unique=True,
        sqlite_where=sa.text("live"),
        postgresql_where=sa.text("live"),
    )
    op.create_index(
        "uq_offers_one_live_per_vacancy",
        "offers",
        ["vacancy_id"],
        unique=True,
        sqlite_where=sa.text("live"),
        postgresql_where=sa.text("live"),
    )
    op.create_table(
        "checklist",
        sa.Column("offer_id", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), server_default="open", nullable=False),
        sa.Column("owner", sa.Text(), server_default="", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("settled_by", sa.String(length=64), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.offer_id"], name=op.f("fk_checklist_offer_id_offers")),
        sa.PrimaryKeyConstraint("offer_id", "item", name=op.f("pk_checklist")),
    )
    op.create_table(
        "offer_steps",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.String(length=64), nullable=False),
        sa.Column("from_state", sa.String(length=20), nullable=False),
        sa.Column("to_state", sa.String(length=20), nullable=False),
        sa.Column("reason_code", sa.String(length=40), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("taken_by", sa.String(length=64), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offers.offer_id"], name=op.f("fk_offer_steps_offer_id_offers")
        ),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_offer_steps")),
    )
    op.create_index(op.f("ix_offer_steps_offer_id"), "offer_steps", ["offer_id"], unique=False)
    for table, key in GUARDED.items():
        guard(table, *key)


def downgrade() -> None:
    """Take every table away."""
    for table in GUARDED:
        unguard(table)
    op.drop_table("offer_steps")
    op.drop_table("checklist")
    op.drop_table("offers")
    op.drop_table("places")
    op.drop_table("contacts")
    op.drop_table("choices")
    op.drop_table("sessions")
    op.drop_table("citizens")
    op.drop_table("users")
    op.drop_table("run_files")
    op.drop_table("versions")
    op.drop_table("vacancies")
    op.drop_table("uploads")
    op.drop_table("teams")
    op.drop_table("standing")
    op.drop_table("settings")
    op.drop_table("runs")
    op.drop_table("requests")
    op.drop_table("record")
    op.drop_table("quotas")
    op.drop_table("policies")
    op.drop_table("organisations")
    op.drop_table("milieus")
    op.drop_table("login_attempts")
    op.drop_table("effects")
    op.drop_table("addresses")
