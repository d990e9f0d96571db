"""A marketplace page about the licence of one shop: rows of 企业名称, 统一社会信用代码 and the like."""

from functools import cached_property
from typing import Any

from web_poet import field

from crawler.items import Licence, LicenceDisplay
from rules.identifiers import read_number
from spiders.pages.document import visible
from spiders.pages.embedded import at, first_words, walk
from spiders.pages.page import Page
from spiders.pages.rows import COLONS, split_label

OPERATOR = (
    "企业名称",
    "公司名称",
    "经营者名称",
    "主体名称",
    "商户名称",
    "商家名称",
    "执照名称",
    "名称",
    "经营者姓名",
    "经营者",
)
NUMBER = (
    "统一社会信用代码",
    "统一社会信用代码/注册号",
    "统一社会信用代码（注册号）",
    "企业注册号",
    "工商注册号",
    "营业执照注册号",
    "营业执照号码",
    "营业执照号",
    "注册号",
    "注册号/统一社会信用代码",
)
SHOP = ("店铺名称", "网店名称", "店铺名", "店铺")
OPERATOR_KEYS = ("companyName", "enterpriseName", "corpName", "entName", "licenseName")
NUMBER_KEYS = (
    "creditCode",
    "socialCreditCode",
    "unifiedSocialCreditCode",
    "licenseNo",
    "regNo",
    "registerNo",
)
KNOWN = frozenset((*OPERATOR, *NUMBER, *SHOP))
TEXT_CHARS = 20_000


def shop_display(number: str | None, name: str | None) -> list[LicenceDisplay]:
    """The display that a number and a holder's name make together; none without either."""
    if not number and not name:
        return []
    _, normal, valid = read_number(number) if number else ("", None, None)
    return [LicenceDisplay(owner="shop", form="text", number=normal, valid=valid, name=name)]


class ShopLicencePage(Page[Licence]):
    """Rows of labels and values, whatever elements hold them, or the body of the API behind them."""

    @cached_property
    def rows(self) -> dict[str, str]:
        """Known labels with their values: `企业名称：某公司` on one line, or label and value on two."""
        lines = self.shown.split("\n")
        found: dict[str, str] = {}
        for line, after in zip(lines, [*lines[1:], ""], strict=True):
            pair = split_label(line)
            label, value = pair if pair is not None else ("".join(line.split()).rstrip(COLONS), after)
            if label in KNOWN and value and value.rstrip(COLONS) not in KNOWN:
                found.setdefault(label, value.strip(COLONS + " "))
        return found

    @cached_property
    def shown(self) -> str:
        """The words of the page, one text node a line."""
        body = self.document.dom.body
        return "" if body is None else visible(body)[:TEXT_CHARS]

    @field
    def title(self) -> str | None:
        return self.document.title

    @field
    def text(self) -> str | None:
        return self.shown or None

    @field
    def operator(self) -> str | None:
        return self._row(OPERATOR) or self._state(OPERATOR_KEYS) or self.displays.operator

    @field
    def shop_name(self) -> str | None:
        return self._row(SHOP)

    @cached_property
    def number(self) -> str | None:
        """The licence's number as shown."""
        return self._row(NUMBER) or self._state(NUMBER_KEYS)

    @field
    def licences(self) -> list[LicenceDisplay]:
        """What shows on any page, and the rows of this one where that has not read them."""
        shown = self.displays.licences
        if any(display.owner == "shop" for display in shown):
            return shown
        return [*shown, *shop_display(self.number, self.operator)]

    def _row(self, labels: tuple[str, ...]) -> str | None:
        return next((value for label in labels if (value := self.rows.get(label))), None)

    def _state(self, keys: tuple[str, ...]) -> str | None:
        state: Any = self.document.data
        return next(
            (text for part in walk(state) if (text := first_words(*(at(part, k) for k in keys)))), None
        )
