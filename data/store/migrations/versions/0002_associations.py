"""The housing associations' side: agreements, ledger, statements, threads, notices, tokens."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.store.migrations.only_added_to import guard, unguard

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: The tables that are only ever added to, with their keys.
GUARDED = {
    "agreements": ("agreement_id",),
    "ledger": ("quota_id", "number"),
    "vacancy_warnings": ("warning_id",),
    "messages": ("message_id",),
    "statements": ("statement_id",),
}


def upgrade() -> None:
    """Make the new tables, guard those that are only ever added to, and give pools their estates."""
    op.create_table(
        "agreements",
        sa.Column("agreement_id", sa.String(length=64), nullable=False),
        sa.Column("quota_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("share", sa.String(length=40), nullable=True),
        sa.Column("fixed", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("carry", sa.String(length=10), nullable=False),
        sa.Column("carry_most", sa.Integer(), nullable=True),
        sa.Column("lapsed_uses_turn", sa.Boolean(), nullable=False),
        sa.Column("internal_counts", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(length=64), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", name=op.f("pk_agreements")),
    )
    op.create_index("ix_agreements_quota_id", "agreements", ["quota_id"], unique=False)
    op.create_table(
        "ledger",
        sa.Column("quota_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("vacancy_id", sa.String(length=64), nullable=True),
        sa.Column("offer_id", sa.String(length=64), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=True),
        sa.Column("why", sa.String(length=40), server_default="", nullable=False),
        sa.Column("turn", sa.String(length=10), server_default="", nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("claimed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("carry_over", sa.Integer(), server_default="0", nullable=False),
        sa.Column("share", sa.String(length=40), nullable=True),
        sa.Column("mode", sa.String(length=10), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("entered_by", sa.String(length=64), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("quota_id", "number", name=op.f("pk_ledger")),
    )
    op.create_index("ix_ledger_vacancy_id", "ledger", ["vacancy_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("reader_kind", sa.String(length=10), nullable=False),
        sa.Column("reader", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), server_default="waiting", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("message_ref", sa.String(length=200), server_default="", nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_state", "outbox", ["state", "not_before"], unique=False)
    op.create_table(
        "team_contacts",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("lang", sa.String(length=2), server_default="da", nullable=False),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_team_contacts")),
    )
    op.create_table(
        "charges",
        sa.Column("charge_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("vacancy_id", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.String(length=80), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.String(length=10), server_default="claimed", nullable=False),
        sa.Column("entered_by", sa.String(length=64), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_by", sa.String(length=64), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancies.vacancy_id"], name=op.f("fk_charges_vacancy_id_vacancies")
        ),
        sa.PrimaryKeyConstraint("charge_id", name=op.f("pk_charges")),
    )
    op.create_index("ix_charges_organisation_id", "charges", ["organisation_id"], unique=False)
    op.create_table(
        "messages",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("vacancy_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancies.vacancy_id"], name=op.f("fk_messages_vacancy_id_vacancies")
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_messages")),
    )
    op.create_index("ix_messages_vacancy_id", "messages", ["vacancy_id"], unique=False)
    op.create_table(
        "statements",
        sa.Column("statement_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("total_ore", sa.BigInteger(), nullable=False),
        sa.Column("record_number", sa.Integer(), nullable=False),
        sa.Column("record_hash", sa.String(length=64), nullable=False),
        sa.Column("issued_by", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("statement_id", name=op.f("pk_statements")),
        sa.UniqueConstraint(
            "organisation_id", "month", "edition", name=op.f("uq_statements_organisation_id_month_edition")
        ),
    )
    op.create_table(
        "threads_read",
        sa.Column("vacancy_id", sa.String(length=64), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancies.vacancy_id"], name=op.f("fk_threads_read_vacancy_id_vacancies")
        ),
        sa.PrimaryKeyConstraint("vacancy_id", "side", name=op.f("pk_threads_read")),
    )
    op.create_table(
        "tokens",
        sa.Column("token_id", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=True),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("revoked_by", sa.String(length=64), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
            name=op.f("fk_tokens_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_tokens_token_hash")),
    )
    op.create_table(
        "vacancy_references",
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=100), nullable=False),
        sa.Column("vacancy_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancies.vacancy_id"], name=op.f("fk_vacancy_references_vacancy_id_vacancies")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "reference", name=op.f("pk_vacancy_references")),
        sa.UniqueConstraint("vacancy_id", name=op.f("uq_vacancy_references_vacancy_id")),
    )
    op.create_table(
        "vacancy_warnings",
        sa.Column("warning_id", sa.Integer(), nullable=False),
        sa.Column("vacancy_id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancies.vacancy_id"], name=op.f("fk_vacancy_warnings_vacancy_id_vacancies")
        ),
        sa.PrimaryKeyConstraint("warning_id", name=op.f("pk_vacancy_warnings")),
    )
    op.create_index("ix_vacancy_warnings_vacancy_id", "vacancy_warnings", ["vacancy_id"], unique=False)
    op.create_table(
        "api_answers",
        sa.Column("token_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["token_id"], ["tokens.token_id"], name=op.f("fk_api_answers_token_id_tokens")
        ),
        sa.PrimaryKeyConstraint("token_id", "key", name=op.f("pk_api_answers")),
    )
    op.create_table(
        "notice_choices",
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=200), server_default="", nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.user_id"], name=op.f("fk_notice_choices_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_notice_choices")),
    )
    op.create_table(
        "statement_marks",
        sa.Column("mark_id", sa.String(length=64), nullable=False),
        sa.Column("statement_id", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.String(length=80), nullable=False),
        sa.Column("mark", sa.String(length=10), nullable=False),
        sa.Column("reason_code", sa.String(length=40), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("marked_by", sa.String(length=64), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=10), server_default="", nullable=False),
        sa.Column("answer_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_by", sa.String(length=64), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statements.statement_id"],
            name=op.f("fk_statement_marks_statement_id_statements"),
        ),
        sa.PrimaryKeyConstraint("mark_id", name=op.f("pk_statement_marks")),
    )
    op.create_index("ix_statement_marks_statement_id", "statement_marks", ["statement_id"], unique=False)
    op.create_table(
        "objections",
        sa.Column("objection_id", sa.String(length=64), nullable=False),
        sa.Column("offer_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("reason_code", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("raised_by", sa.String(length=64), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=10), server_default="", nullable=False),
        sa.Column("answer_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_by", sa.String(length=64), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offers.offer_id"], name=op.f("fk_objections_offer_id_offers")
        ),
        sa.PrimaryKeyConstraint("objection_id", name=op.f("pk_objections")),
    )
    op.create_index("ix_objections_offer_id", "objections", ["offer_id"], unique=False)
    op.create_table(
        "tenancy_reports",
        sa.Column("report_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("offer_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=40), server_default="", nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=10), server_default="open", nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("raised_by", sa.String(length=64), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(length=64), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_words", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offers.offer_id"], name=op.f("fk_tenancy_reports_offer_id_offers")
        ),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_tenancy_reports")),
    )
    op.create_index("ix_tenancy_reports_offer_id", "tenancy_reports", ["offer_id"], unique=False)
    with op.batch_alter_table("quotas", schema=None) as batch_op:
        batch_op.add_column(sa.Column("department_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("entitled", sa.BigInteger(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_quotas_organisation_id_municipality_class"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_quotas_organisation_id_municipality_class_department_id"),
            ["organisation_id", "municipality", "class", "department_id"],
        )

    op.add_column("vacancies", sa.Column("relet_on", sa.Date(), nullable=True))
    op.add_column("vacancies", sa.Column("none_reason", sa.String(length=20), nullable=True))

    for table, key in GUARDED.items():
        guard(table, *key)


def downgrade() -> None:
    """Take all of it away again."""
    for table in GUARDED:
        unguard(table)
    op.drop_column("vacancies", "none_reason")
    op.drop_column("vacancies", "relet_on")

    with op.batch_alter_table("quotas", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("uq_quotas_organisation_id_municipality_class_department_id"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_quotas_organisation_id_municipality_class"),
            ["organisation_id", "municipality", "class"],
        )
        batch_op.drop_column("entitled")
        batch_op.drop_column("department_id")

    op.drop_index("ix_objections_offer_id", table_name="objections")
    op.drop_table("objections")
    op.drop_index("ix_tenancy_reports_offer_id", table_name="tenancy_reports")
    op.drop_table("tenancy_reports")
    op.drop_index("ix_statement_marks_statement_id", table_name="statement_marks")
    op.drop_table("statement_marks")
    op.drop_table("notice_choices")
    op.drop_table("api_answers")
    op.drop_index("ix_vacancy_warnings_vacancy_id", table_name="vacancy_warnings")
    op.drop_table("vacancy_warnings")
    op.drop_table("vacancy_references")
    op.drop_table("tokens")
    op.drop_table("threads_read")
    op.drop_table("statements")
    op.drop_index("ix_messages_vacancy_id", table_name="messages")
    op.drop_table("messages")
    op.drop_index("ix_charges_organisation_id", table_name="charges")
    op.drop_table("charges")
    op.drop_table("team_contacts")
    op.drop_index("ix_outbox_state", table_name="outbox")
    op.drop_table("outbox")
    op.drop_index("ix_ledger_vacancy_id", table_name="ledger")
    op.drop_table("ledger")
    op.drop_index("ix_agreements_quota_id", table_name="agreements")
    op.drop_table("agreements")
