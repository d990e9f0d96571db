"""The price history of each article: written with the items, asked for by the days before one."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from sqlalchemy import Engine, case, select

from crawler.days import legal_day
from crawler.items import AnyItem, Listing, Status
from leads.address import absolute, same_address
from leads.models import PriceSeen
from leads.rows import Row
from leads.seen import Seen
from leads.storable import key, storable
from leads.upsert import Insert, insert_into
from rules.price_history import PriceDay

LARGEST = 10**12
"""Fen that a price may have: more is a misreading."""

Article = tuple[str, str]
"""Platform, and the article's number there, else its address."""


def article_of(item: AnyItem, url: str | None) -> Article | None:
    """What tells an article from others on every day; None for one that has neither number nor address.

    `url` is the address that was read; a card's own is needed, many stand on one page.
    """
    if not isinstance(item, Listing):
        return None
    platform = (storable(item.platform) or "")[:100]
    if item.item_id and platform:
        return platform, key(f"item:{item.item_id}")
    own = absolute(item.url, url) if item.url else None if item.card else url
    return (platform, key(f"page:{same_address(own)}")) if own else None


def price_rows(batch: Iterable[Seen]) -> list[Row]:
    """One row an article and day of what `batch` shows a price in yuan for, in one order for all writers."""
    rows: dict[tuple[str, str, date], Row] = {}
    for seen in batch:
        article, prices = article_of(seen.item, seen.url), _fen(seen.item)
        if article is None or not prices:
            continue
        known = (*article, legal_day(seen.at))
        row = rows.setdefault(
            known, dict(zip(("platform", "article", "day"), known, strict=True)) | _range(prices)
        )
        row |= _range([row["low"], row["high"], *prices])
    return [rows[known] for known in sorted(rows)]


def _range(prices: list[int]) -> Row:
    return {"low": min(prices), "high": max(prices)}


def _fen(item: AnyItem) -> list[int]:
    """Lowest and highest price; empty without one, or in another currency."""
    if not isinstance(item, Listing) or item.status is not Status.OK or item.currency not in (None, "CNY"):
        return []
    prices = [price for price in (item.price, item.price_max) if price is not None and price.is_finite()]
    return [int(price * 100) for price in prices if 0 < price * 100 < LARGEST]


@cache
def upsert_prices(dialect: str) -> Insert:
    """A day's range grows by what is seen later on it; written twice it stays as it is."""
    insert = insert_into(dialect, PriceSeen)
    new, old = insert.excluded, PriceSeen.__table__.c
    wider = {
        "low": case((new.low < old.low, new.low), else_=old.low),
        "high": case((new.high > old.high, new.high), else_=old.high),
    }
    return insert.on_conflict_do_update(index_elements=["platform", "article", "day"], set_=wider)


def earlier_prices(engine: Engine, article: Article, on: date, within: int) -> list[PriceDay]:
    """The days before `on`, at most `within` of them back, on which the article was seen; oldest first."""
    platform, name = article
    columns = PriceSeen.__table__.c
    query = (
        select(columns.day, columns.low, columns.high)
        .where(columns.platform == platform, columns.article == name)
        .where(columns.day < on, columns.day >= on - timedelta(within))
        .order_by(columns.day)
    )
    with engine.connect() as connection:
        return [
            PriceDay(row.day, Decimal(row.low) / 100, Decimal(row.high) / 100)
            for row in connection.execute(query)
        ]
