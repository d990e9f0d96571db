"""Runs the migrations on the connection that leads.database hands over."""

from alembic import context

import leads.operators.models
import leads.registers.models  # noqa: F401  their tables are the same database's
from leads.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table="wangxun_version",
    render_as_batch=True,  # SQLite alters a table by copying it
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
