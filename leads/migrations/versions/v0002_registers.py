"""Imported registers: the files supplied, their lines, and the keys of near names."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them, the referred ones first."""
    op.create_table(
        "registers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("imported", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_registers"),
    )
    op.create_index("ix_registers_kind", "registers", ["kind"], unique=False)
    op.create_table(
        "register_entries",
        sa.Column("register_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("number", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_key", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=100), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["register_id"], ["registers.id"], name="fk_register_entries_register_id"),
        sa.PrimaryKeyConstraint("register_id", "line", name="pk_register_entries"),
    )
    for column in ("number", "name_key"):
        columns = ["register_id", column]
        op.create_index(
            f"ix_register_entries_register_id_{column}", "register_entries", columns, unique=False
        )
    op.create_table(
        "register_keys",
        sa.Column("register_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("line", sa.Integer(), nullable=False, autoincrement=False),
        sa.ForeignKeyConstraint(["register_id"], ["registers.id"], name="fk_register_keys_register_id"),
        sa.PrimaryKeyConstraint("register_id", "key", "line", name="pk_register_keys"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take them away; what was imported is lost and can be imported again."""
    for table in ("register_keys", "register_entries", "registers"):
        op.drop_table(table)
