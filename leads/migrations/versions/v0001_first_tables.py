"""The first tables: runs, subjects and their keys, items, leads, sightings, events."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them, the referred ones first."""
    op.create_table(
        "runs",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("spider", sa.String(length=100), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=True),
        sa.Column("authority", sa.String(), nullable=True),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_alive", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("stats", sa.JSON(), nullable=False),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("packs", sa.String(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_started", "runs", ["started"], unique=False)
    op.create_index("ix_runs_state", "runs", ["state"], unique=False)
    op.create_table(
        "subjects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=240), nullable=False),
        sa.Column("shop_id", sa.String(), nullable=True),
        sa.Column("shop_name", sa.String(), nullable=True),
        sa.Column("shop_url", sa.String(), nullable=True),
        sa.Column("seller_name", sa.String(), nullable=True),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("licence", sa.String(), nullable=True),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("region", sa.String(length=100), nullable=True),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subjects"),
        sa.UniqueConstraint("platform", "key", name="uq_subjects_platform_key"),
    )
    op.create_index("ix_subjects_region", "subjects", ["region"], unique=False)
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("platform", sa.String(length=100), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_items_run_id"),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name="fk_items_subject_id"),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        sa.UniqueConstraint("run_id", "kind", "place", name="uq_items_run_id_kind_place"),
    )
    op.create_index("ix_items_subject_id", "items", ["subject_id"], unique=False)
    op.create_table(
        "leads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=100), nullable=False),
        sa.Column("rule", sa.String(length=100), nullable=False),
        sa.Column("target", sa.String(length=240), nullable=False),
        sa.Column("group", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("item_id", sa.String(), nullable=True),
        sa.Column("item_title", sa.String(), nullable=True),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("excerpt", sa.String(), nullable=True),
        sa.Column("mark", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("explanation", sa.String(), nullable=False),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("status", sa.String(length=100), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sightings", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=40), nullable=False),
        sa.Column("evidence_file", sa.String(), nullable=True),
        sa.Column("evidence_record", sa.String(), nullable=True),
        sa.Column("evidence_sha256", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_leads_run_id"),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name="fk_leads_subject_id"),
        sa.PrimaryKeyConstraint("id", name="pk_leads"),
        sa.UniqueConstraint("subject_id", "rule", "target", name="uq_leads_subject_id_rule_target"),
    )
    op.create_index("ix_leads_first_seen", "leads", ["first_seen"], unique=False)
    op.create_index("ix_leads_group", "leads", ["group"], unique=False)
    op.create_index("ix_leads_last_seen", "leads", ["last_seen"], unique=False)
    op.create_index("ix_leads_platform", "leads", ["platform"], unique=False)
    op.create_index("ix_leads_rule", "leads", ["rule"], unique=False)
    op.create_index("ix_leads_severity_id", "leads", ["severity", "id"], unique=False)
    op.create_index("ix_leads_status_severity", "leads", ["status", "severity"], unique=False)
    op.create_table(
        "subject_keys",
        sa.Column("platform", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=240), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name="fk_subject_keys_subject_id"),
        sa.PrimaryKeyConstraint("platform", "key", name="pk_subject_keys"),
    )
    op.create_index("ix_subject_keys_subject_id", "subject_keys", ["subject_id"], unique=False)
    op.create_table(
        "lead_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("before", sa.String(length=100), nullable=False),
        sa.Column("after", sa.String(length=100), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name="fk_lead_events_lead_id"),
        sa.PrimaryKeyConstraint("id", name="pk_lead_events"),
    )
    op.create_index("ix_lead_events_lead_id", "lead_events", ["lead_id"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("evidence_file", sa.String(), nullable=True),
        sa.Column("evidence_record", sa.String(), nullable=True),
        sa.Column("evidence_sha256", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name="fk_sightings_lead_id"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_sightings_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sightings"),
        sa.UniqueConstraint("lead_id", "run_id", "place", name="uq_sightings_lead_id_run_id_place"),
    )
    op.create_index("ix_sightings_run_id", "sightings", ["run_id"], unique=False)


def downgrade() -> None:
    """Drop them in reverse."""
    for table in ("sightings", "lead_events", "subject_keys", "leads", "items", "subjects", "runs"):
        op.drop_table(table)
