"""The day that a law asks about: the calendar day in Asia/Shanghai of an aware UTC time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def legal_day(moment: datetime) -> date:
    """The day in Asia/Shanghai on which `moment` falls; a naive time is taken as Shanghai's."""
    if moment.tzinfo is None:
        return moment.date()
    return moment.astimezone(SHANGHAI).date()
