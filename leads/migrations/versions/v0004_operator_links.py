"""Links between shops that seem to have one operator."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; links are made when operators are first listed."""
    op.create_table(
        "operator_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("exact", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["one_id"], ["subjects.id"], name="fk_operator_links_one_id"),
        sa.ForeignKeyConstraint(["other_id"], ["subjects.id"], name="fk_operator_links_other_id"),
        sa.PrimaryKeyConstraint("id", name="pk_operator_links"),
        sa.UniqueConstraint("one_id", "other_id", "kind", name="uq_operator_links_one_id_other_id_kind"),
    )
    op.create_index("ix_operator_links_other_id", "operator_links", ["other_id"], unique=False)


def downgrade() -> None:
    """Take it away; what was undone by people is lost."""
    op.drop_table("operator_links")
