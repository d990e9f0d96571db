"""The prices at which each article was seen, by day: its price history."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; history begins with the next crawl."""
    op.create_table(
        "prices",
        sa.Column("platform", sa.String(length=100), nullable=False),
        sa.Column("article", sa.String(length=240), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "article", "day", name="pk_prices"),
    )


def downgrade() -> None:
    """Take it away; the history is lost."""
    op.drop_table("prices")
