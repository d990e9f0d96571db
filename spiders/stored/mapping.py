"""A mapping file: which column of a platform's table is which field of an item, and what holds for all rows."""

import difflib
from collections.abc import Mapping as Dictionary
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from crawler.items import AnyItem, Licence, LicenceDisplay, Listing, Policy, Shop, Website
from rules.identifiers import read_number
from spiders.stored.cells import (
    EXCEL_ERRORS,
    CellError,
    amount,
    currency,
    lost_digits,
    moment,
    text,
)
from spiders.stored.loose import to_item

LARGEST = 1024 * 1024
MODELS: dict[str, type[BaseModel]] = {
    "listing": Listing,
    "shop": Shop,
    "website": Website,
    "policy": Policy,
    "licence": Licence,
}
NOT_MAPPED = frozenset(
    {"kind", "status", "items", "licences", "card", "path", "notes", "unread", "text_damaged", "price_state"}
)
AMOUNTS = frozenset({"price", "price_max", "original_price"})
LISTS = frozenset({"category", "images"})
LICENCE = ("licence.number", "licence.name", "licence.href")
IDENTIFYING = ("title", "shop_name", "seller_name", "operator", "url", "item_id", "text", "shop_id")
"""One of these at least must be there for a row to be about anything."""


class MappingError(ValueError):
    """A mapping that cannot be used; the message says where, what was found and what is nearest."""


class Strict(BaseModel):
    """A key that we do not know is a mistake of the author."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Target(Strict):
    """What one column becomes."""

    field: str
    scale: Decimal = Decimal(1)  # 0.01 for fen
    decimal: Literal[".", ","] = "."
    split: str | None = None  # what parts a list: ">"
    format: str | None = None  # of a date, as strptime has it
    values: dict[str, str] = {}  # cell → what it means, for codes


def _targets(value: Any) -> Any:
    found = value if isinstance(value, list) else [value]
    return [{"field": one} if isinstance(one, str) else one for one in found]


class FeedMapping(Strict):
    """The whole file."""

    platform: str | None = None
    kind: Literal["listing", "shop", "website", "policy", "licence"] = "listing"
    columns: dict[str, Annotated[list[Target], BeforeValidator(_targets)]] = Field(min_length=1)
    constants: dict[str, Any] = {}
    captured_at: datetime | date | None = None  # of rows that tell no time of their own
    sheet: str | None = None
    header: int | None = Field(default=None, ge=1)  # the row of the column names, as people count
    encoding: str | None = None
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    drop: list[str] = []  # columns that are neither read nor preserved: buyers, their telephones

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read and check a mapping file; MappingError names the place."""
        try:
            if path.stat().st_size > LARGEST:
                raise MappingError(f"{path}：超过 {LARGEST} 字节，不是映射文件")
            data = yaml.safe_load(path.read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
            raise MappingError(
                f"{path}：映射文件读不出（{' '.join(str(error).split())}），应为 YAML"
            ) from None
        if not isinstance(data, dict):
            raise MappingError(f"{path}：应有 columns（来源列: 条目字段），见 docs/capture.md")
        try:
            return cls.model_validate(data)
        except ValidationError as invalid:
            raise MappingError("；".join(_sentence(path, one) for one in invalid.errors())) from None

    @model_validator(mode="after")
    def _known_fields(self) -> Self:
        known = [*(name for name in MODELS[self.kind].model_fields if name not in NOT_MAPPED), *LICENCE]
        named = [target.field for targets in self.columns.values() for target in targets]
        for name in [*named, *self.constants]:
            if name not in known and not (name.startswith("attributes.") and self.kind == "listing"):
                near = difflib.get_close_matches(name, known, n=1)
                hint = f"，最接近的是 {near[0]!r}" if near else ""
                raise ValueError(
                    f"{self.kind} 没有字段 {name!r}{hint}（可用：{'、'.join(known)}、attributes.名称）"
                )
        return self

    @property
    def wanted(self) -> list[str]:
        """The source's columns that must be there; those to be dropped too, or a typing error would keep them."""
        return [*self.columns, *self.drop]

    def item(self, row: Dictionary[str, Any]) -> AnyItem:
        """The item of one row, by the columns of `wanted`; CellError or ValidationError when it makes none."""
        data: dict[str, Any] = {"kind": self.kind, "platform": self.platform, "notes": []}
        for name, value in self.constants.items():
            _put(data, Target(field=name), name, value)
        for column, targets in self.columns.items():
            for target in targets:
                _put(data, target, column, row.get(column))
        if not any(data.get(name) for name in IDENTIFYING):
            raise CellError("没有标题、店铺、网址或编号，不知道说的是什么")
        _licence(data)
        return to_item(data)


def _put(data: dict[str, Any], target: Target, column: str, value: Any) -> None:
    """Set one field from one cell; a blank cell sets nothing."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return
    if isinstance(value, str) and value.strip() in EXCEL_ERRORS:
        raise CellError(f"列 {column}：表格公式出错（{value.strip()}）")
    if isinstance(value, str) and "\ufffd" in value:
        raise CellError(f"列 {column}：字符已损坏：{value[:80]!r}")
    meant = target.values.get(text(value), value)
    try:
        read = _read(target, meant)
    except CellError as error:
        raise CellError(f"列 {column}：{error}") from None
    if lost_digits(value) and target.field not in AMOUNTS:
        data["notes"].append(f"列 {column} 的数字超过 15 位，表格软件可能已改动其末位")
    group, dot, name = target.field.partition(".")
    if dot:
        whole = data.get(group)
        data[group] = (whole if isinstance(whole, dict) else {}) | {name: read}
    else:
        data[target.field] = read


def _read(target: Target, value: Any) -> Any:
    if target.field in AMOUNTS:
        return amount(value, decimal=target.decimal, scale=target.scale)
    if target.field == "captured_at":
        return moment(value, target.format)
    if target.field == "currency":
        return currency(value)
    if target.field in LISTS:
        if isinstance(value, list):
            return [text(part) for part in value if part is not None]
        parts = text(value).split(target.split) if target.split else [text(value)]
        return [part.strip() for part in parts if part.strip()]
    if isinstance(value, bool) or (target.field == "attributes" and isinstance(value, dict)):
        return value
    return text(value)


def _licence(data: dict[str, Any]) -> None:
    """What the platform says of the licence, as one display; nothing here proves that none is shown."""
    said = data.pop("licence", None)
    if data["kind"] != "listing":
        data["unread"] = ["平台提供的数据，不是店铺自己的页面"]
    if said:
        _, number, valid = read_number(said["number"]) if said.get("number") else (None, None, None)
        data["licences"] = [
            LicenceDisplay(
                owner="shop",
                form="text",
                number=number,
                valid=valid,
                name=said.get("name"),
                href=said.get("href"),
            )
        ]
        data.setdefault("operator", said.get("name"))


def _sentence(path: Path, error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    why = str(error["ctx"]["error"]) if error["type"] == "value_error" else error["msg"]
    if error["type"] == "extra_forbidden":
        names = Target.model_fields if where.startswith("columns.") else FeedMapping.model_fields
        near = difflib.get_close_matches(str(error["loc"][-1]), names, n=1)
        why = f"没有这个键{f'，是否想写 {near[0]}？' if near else ''}（可用：{'、'.join(names)}）"
    return f"{path}：{where}：{why}" if where else f"{path}：{why}"
