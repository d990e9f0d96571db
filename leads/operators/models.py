"""The table of links between shops that seem to have one operator; a link that was undone stays, and stays undone."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leads.models import CODE, Base


class OperatorLink(Base):
    """Two subjects share something published; `one_id` is the smaller."""

    __tablename__ = "operator_links"
    __table_args__ = (UniqueConstraint("one_id", "other_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    one_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), index=True)
    kind: Mapped[str] = mapped_column(CODE)  # number|name|phone|address|icp
    exact: Mapped[bool]
    reason: Mapped[str]  # one Chinese sentence
    made: Mapped[datetime]
    undone: Mapped[datetime | None]
    undone_by: Mapped[str | None]
    note: Mapped[str | None]
