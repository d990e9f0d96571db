"""An item from loose data: what people write in tables and JSON, made to fit the item's fields."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from crawler.items import ITEM, AnyItem


def to_item(data: dict[str, Any]) -> AnyItem:
    """An item from loose data: no kind means listing, blank means unknown, one value may stand for a list."""
    loose = {name: value for name, value in data.items() if value is not None and value != ""}
    loose.setdefault("kind", "listing")
    for name in ("category", "images"):
        if isinstance(loose.get(name), str):
            loose[name] = _listed(loose[name])
    if "attributes" in loose:
        loose["attributes"] = _named(loose["attributes"])
    for name in ("price", "price_max", "original_price"):
        if isinstance(loose.get(name), str):
            loose[name] = _decimal(loose[name])
    for name in ("item_id", "sku", "shop_id", "sales", "rating"):
        if isinstance(loose.get(name), int | float):
            loose[name] = str(loose[name])
    return ITEM.validate_python(loose)


def _listed(text: str) -> list[str]:
    if text.startswith("["):
        try:
            return [str(value) for value in json.loads(text)]
        except ValueError:
            pass
    return [part.strip() for part in text.split(">")]


def _named(value: Any) -> Any:
    """Attributes as a dictionary; a plain text goes under the empty name."""
    if isinstance(value, str) and value.lstrip().startswith("{"):
        try:
            value = json.loads(value)
        except ValueError:
            return {"": value}
    if isinstance(value, str):
        return {"": value}
    if isinstance(value, dict):
        return {str(name): str(content) for name, content in value.items() if content is not None}
    if isinstance(value, list):  # Parquet's maps come as pairs
        return {
            str(pair[0]): str(pair[1]) for pair in value if isinstance(pair, list | tuple) and len(pair) == 2
        }
    return value


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().lstrip("¥￥$").replace(",", ""))
    except InvalidOperation:
        return None
