"""Which licences the pages of one shop or site show, to whom they belong, and whom the pages name as operator."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.fuzz import ratio

from crawler.items import AnyItem, LicenceDisplay, Status
from rules.names import is_company, same_holder
from rules.site_pages import is_home, same_place

_MISREAD = 70  # percent of two names' characters from which a picture may well show the same one
_NONE_YET = re.compile(
    "(?:[一-鿿]{0,8}[,，:：]?)(?:暂无|暂未|尚未|还没有|没有|未)(?:任何|相关|可展示的?)?(?:上传|公示|展示|提供|填写|完善|添加)?(?:任何|相关)?"
    "(?:资质|证照|营业执照|执照|内容|信息|数据|资料|证件)"
    "|[一-鿿]{2,8}(?:信息)?完善中"
)
REASONS = {
    Status.BLOCKED: "被拦截",
    Status.LOGIN: "需登录",
    Status.GONE: "页面不存在",
    Status.NEEDS_JAVASCRIPT: "由脚本生成、未能读取",
    Status.DAMAGED: "文字损坏",
    Status.EMPTY: "无内容",
}
"""Why a page was not read, as an inspector is told."""


@dataclass(frozen=True)
class Shown:
    """One display and the item that it stands on."""

    index: int
    display: LicenceDisplay


class Displays:
    """What was read of one shop or site, as far as it tells of its licence."""

    def __init__(self, items: Sequence[AnyItem]) -> None:
        self.items = items
        self._platforms_numbers = {
            d.number for item in items for d in item.licences if d.owner == "platform" and d.number
        }
        self._self_run = any(
            getattr(item, "self_operated", None) or "自营" in (getattr(item, "shop_name", None) or "")
            for item in items
        )
        self._by_url = {same_place(item.url): item for item in items if item.url}
        self.shown = [
            Shown(i, d) for i, item in enumerate(items) for d in item.licences if self._own(item, d)
        ]
        """The licences of the shop or site itself, and links to them."""
        self.visible = [
            one for one in self.shown if visible(one.display) and not self._leads_to_none(one.display)
        ]
        """Those that the public sees."""

    @cached_property
    def operator(self) -> str | None:
        """The front page's word first; a seller's account name counts when it is a company's name."""
        ranked = sorted(self.items, key=lambda item: not is_home(item))
        operators = [item.operator for item in ranked if item.operator]
        companies = [name for name in operators if is_company(name)]
        sellers = [name for item in ranked if is_company(name := getattr(item, "seller_name", None)) and name]
        return next(iter([*companies, *sellers, *operators]), None)

    def mismatch(self) -> Shown | None:
        """The first licence held by somebody else, unless the named operator holds one too; a former name is nobody else's."""
        named = self._companies_named()
        held = [shown for shown in self.visible if is_company(shown.display.name)]
        if not named or not held:
            return None
        if any(_same_holder(name, shown.display) for name in named for shown in held):
            return None
        return next((shown for shown in held if not shown.display.renamed), None)

    def broken_link(self) -> str | None:
        """Every display is a link, and the page behind each was read and shows nothing: no verdict."""
        links = [shown.display for shown in self.visible]
        if any(
            link.number or link.government or link.form in {"image", "electronic", "text"} for link in links
        ):
            return None
        targets = [self._by_url.get(same_place(link.href)) for link in links]
        if any(target is None or self._shows(target) for target in targets):
            return None  # one leads to a picture or an unread page, or to a page that shows a licence
        first = next(target for target in targets if target is not None)
        return f"首页有执照链接，但链接页{REASONS.get(first.status, '上没有读到执照信息')}"

    def _own(self, item: AnyItem, display: LicenceDisplay) -> bool:
        """The platform's licence counts for its own sales and for pages that belong to no shop."""
        if self._self_run:
            return True
        if display.owner != "platform":
            # A page that shows the platform's licence alone may not say whose it is.
            return not (self._names_a_shop() and display.number in self._platforms_numbers)
        return (
            bool(item.platform) and item.kind in {"website", "policy", "search"} and not self._names_a_shop()
        )

    def _names_a_shop(self) -> bool:
        return any(
            getattr(item, name, None)
            for item in self.items
            for name in ("shop_id", "shop_url", "shop_name", "seller_name")
        )

    def _companies_named(self) -> set[str]:
        """Companies that the front pages name as operator or seller; without any, those that the others name."""
        for pages in (
            [item for item in self.items if is_home(item)],
            [item for item in self.items if item.kind != "licence"],
            list(self.items),
        ):
            spoken = [name for item in pages for name in (item.operator, getattr(item, "seller_name", None))]
            if named := {name for name in spoken if name and is_company(name)}:
                return named
        return set()

    def _shows(self, item: AnyItem) -> bool:
        """Does this page show a licence of this shop or site?"""
        return any(
            visible(display)
            and self._own(item, display)
            and (display.number is not None or same_place(display.href) != same_place(item.url))
            for display in item.licences
        )

    def _leads_to_none(self, display: LicenceDisplay) -> bool:
        """A link whose page was read whole and says itself that there is none, or why, or shows the platform's, shows none."""
        if display.number or display.government or not display.href:
            return False
        target = self._by_url.get(same_place(display.href))
        if target is None or target.status is not Status.OK or target.unread or self._shows(target):
            return False
        says_why = any(
            (one.form == "self_declaration" and not one.hidden) or one.number in self._platforms_numbers
            for one in target.licences
        )
        return says_why or _says_none(getattr(target, "text", None) or "")


def visible(display: LicenceDisplay) -> bool:
    """Does the public see this licence, or a way to it?"""
    return (
        not display.hidden
        and not display.dead
        and display.form != "self_declaration"
        and not _opens_by_script(display)
    )


def _opens_by_script(display: LicenceDisplay) -> bool:
    """A link without an address that is not dead: a click may show a licence, and this HTML does not tell."""
    return (
        display.form in {"text_link", "image_link", "background"}
        and display.href is None
        and display.number is None
    )


def _same_holder(name: str, display: LicenceDisplay) -> bool:
    """May `name` be the licence's holder? A name read from a picture may have characters misread."""
    held = display.name or ""
    return same_holder(name, held) or (display.form == "image" and ratio(name, held) >= _MISREAD)


def _says_none(text: str) -> bool:
    """Does a page that was to show a licence say in a short line of its own that nothing is there?"""
    lines = (line.strip() for line in text[:20_000].splitlines())
    return any(len(line) <= 24 and _NONE_YET.match(line) for line in lines)
