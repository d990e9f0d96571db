"""When online shops promote: the days of each promotion period, with the days before it that want watching."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lunar_python import Lunar


@dataclass(frozen=True)
class Promotion:
    """One promotion period of one year; `first` and `last` are days in Asia/Shanghai, both inclusive."""

    name: str
    first: date
    last: date
    lead_in: int  # days before `first` in which pre-sales and price rises happen

    def covers(self, day: date, lead_in: int | None = None) -> bool:
        """Is `day` in the period or in its lead-in (the promotion's own, unless one is given)?"""
        days = self.lead_in if lead_in is None else lead_in
        return self.first - timedelta(days=days) <= day <= self.last


NAMES = ("年货节", "3·15", "618", "国庆", "双11", "双12")
"""The promotion periods that a campaign may name, through the year."""


def promotions(year: int) -> list[Promotion]:
    """The promotion periods that end in `year`, in order of time.

    年货节 is the fortnight that ends with the eve of the Spring Festival; the others are fixed days.
    """
    spring = date.fromisoformat(Lunar.fromYmd(year, 1, 1).getSolar().toYmd())
    return [
        Promotion("年货节", spring - timedelta(days=15), spring - timedelta(days=1), 14),
        Promotion("3·15", date(year, 3, 15), date(year, 3, 15), 7),
        Promotion("618", date(year, 6, 16), date(year, 6, 20), 18),
        Promotion("国庆", date(year, 10, 1), date(year, 10, 7), 7),
        Promotion("双11", date(year, 11, 9), date(year, 11, 12), 20),
        Promotion("双12", date(year, 12, 10), date(year, 12, 12), 7),
    ]


def promotions_on(
    day: date, names: tuple[str, ...] = NAMES, lead_in: int | None = None
) -> Iterator[Promotion]:
    """The named promotions that `day` belongs to, lead-in included."""
    for year in (day.year, day.year + 1):
        for promotion in promotions(year):
            if promotion.name in names and promotion.covers(day, lead_in):
                yield promotion
