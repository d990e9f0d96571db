"""Does one shop or website show its business licence as the law asks, and what was read to know?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rapidfuzz.fuzz import ratio

from crawler.items import AnyItem, LicenceDisplay, Status
from rules.finding import Finding, Place, Verdict
from rules.names import is_company, same_holder

if TYPE_CHECKING:
    from rules.packs import Packs

GROUP = "licence-display"
_OWN_PAGE_LIST = """
1688 aliexpress amazon_cn amazon_intl beibei ctrip dangdang dewu dianping douyin fliggy gome hc360 jd jumei kaola
kuaishou lvmama ly meituan mia mogujie pinduoduo qunar suning taobao tmall tuniu vip weidian xianyu xiaohongshu
yahoo_tw yanxuan yhd youpin youzan
"""
LICENCE_PAGE_OF_ITS_OWN = frozenset(_OWN_PAGE_LIST.split())
"""Platforms that show a shop's licence on a page of its own: without that page read, nothing is absent."""

RULES: dict[Verdict, str] = {
    "not_displayed": "licence.not-displayed",
    "malformed_number": "licence.malformed-number",
    "mismatch": "licence.mismatch",
    "not_prominent": "licence.not-prominent",
    "displayed": "licence.displayed",
    "exempt": "licence.exempt",
    "undetermined": "licence.undetermined",
}
TITLES: dict[Verdict, str] = {
    "displayed": "已公示营业执照",
    "exempt": "依法无需登记，已作声明或有平台标识",
    "undetermined": "无法判断是否公示营业执照",
}
_HOME_PATHS = frozenset(
    {
        "",
        "/",
        "/index.html",
        "/index.htm",
        "/index.php",
        "/index.asp",
        "/index.aspx",
        "/index.jsp",
        "/default.aspx",
        "/home",
        "/index",
    }
)
_MISREAD = 70  # percent of two names' characters from which a picture may well show the same one
_NONE_YET = re.compile(
    "(?:[一-鿿]{0,8}[,，:：]?)(?:暂无|暂未|尚未|还没有|没有|未)(?:任何|相关|可展示的?)?(?:上传|公示|展示|提供|填写|完善|添加)?(?:任何|相关)?"
    "(?:资质|证照|营业执照|执照|内容|信息|数据|资料|证件)"
    "|[一-鿿]{2,8}(?:信息)?完善中"
)
_SHOP_PATH = re.compile(r"/(?:shops?|stores?|seller|merchant|dianpu)[/-][\w-]{1,24}(?:\.html?)?/?$")
_REASONS = {
    Status.BLOCKED: "被拦截",
    Status.LOGIN: "需登录",
    Status.GONE: "页面不存在",
    Status.NEEDS_JAVASCRIPT: "由脚本生成、未能读取",
    Status.DAMAGED: "文字损坏",
    Status.EMPTY: "无内容",
}


@dataclass(frozen=True)
class LicenceVerdict:
    """The verdict on one shop or site, and what it rests on."""

    verdict: Verdict
    explanation: str  # one Chinese sentence for an inspector
    places: list[Place] = field(default_factory=list)
    number: str | None = None
    name: str | None = None  # the licence's holder as displayed
    operator: str | None = None  # whom the pages name as their operator
    item_index: int | None = None  # the item that the verdict points at
    field: str | None = None
    excerpt: str | None = None


@dataclass(frozen=True)
class _Shown:
    """One display and the item that it stands on."""

    index: int
    display: LicenceDisplay


def site_key(item: AnyItem) -> str:
    """What groups pages: a platform's shop by id, address or name; a website by its host."""
    shop = (
        getattr(item, "shop_id", None) or getattr(item, "shop_url", None) or getattr(item, "shop_name", None)
    )
    if item.platform and shop:
        return f"{item.platform}/{shop}"
    try:
        host = urlsplit(item.url or "").hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") or item.path or item.url or item.title or ""


def judge_site(
    items: Sequence[AnyItem],
    *,
    complete: bool = True,
    place_digests: Mapping[str, str] | None = None,
) -> LicenceVerdict:
    """Judge the pages that were read of ONE shop or website.

    `complete`: they are the closed set of places where it may show its licence. `place_digests`: SHA-256
    of the capture by address. Never `not_displayed` unless every place was read with status ok.
    """
    return _Case(items, complete, place_digests or {}).judge()


class _Case:
    def __init__(self, items: Sequence[AnyItem], complete: bool, digests: Mapping[str, str]) -> None:
        self.items = items
        self.complete = complete
        self.places = [
            Place(url=item.url, kind=item.kind, status=item.status.value, sha256=digests.get(item.url or ""))
            for item in items
        ]
        self.platforms_numbers = {
            d.number for item in items for d in item.licences if d.owner == "platform" and d.number
        }
        self.self_run = any(
            getattr(item, "self_operated", None) or "自营" in (getattr(item, "shop_name", None) or "")
            for item in items
        )
        self.shown = [
            _Shown(i, d) for i, item in enumerate(items) for d in item.licences if self._own(item, d)
        ]
        self.by_url = {_same(item.url): item for item in items if item.url}
        self.visible = [
            shown
            for shown in self.shown
            if _visible(shown.display) and not self._leads_to_none(shown.display)
        ]
        self.operator = self._named_operator()

    # ---- the steps --------------------------------------------------------------------------------------
    def judge(self) -> LicenceVerdict:
        if self.visible:
            return self._shown_verdict()
        exempt = self._exempt()
        if exempt is not None:
            return exempt
        doubts = self._doubts()
        hidden = [
            shown for shown in self.shown if shown.display.hidden and shown.display.form != "self_declaration"
        ]
        if doubts:
            return self._verdict("undetermined", f"不能判断是否公示营业执照：{'；'.join(doubts)}")
        if hidden:
            return self._verdict(
                "not_prominent", "执照信息只在页面代码中，公众看不见，涉嫌未在首页显著位置公示", hidden[0]
            )
        return self._verdict("not_displayed", self._absence())

    def _shown_verdict(self) -> LicenceVerdict:
        """The public sees a display: is its number sound, its holder the operator, its place right?"""
        numbered = [shown for shown in self.visible if shown.display.number]
        bad = [shown for shown in numbered if shown.display.valid is False]
        if bad and len(bad) == len(numbered):
            return self._verdict(
                "malformed_number",
                f"公示的号码“{bad[0].display.number}”位数或校验位不符，涉嫌公示虚假或错误的执照信息",
                bad[0],
            )
        first = next((shown for shown in numbered if shown.display.valid is not False), self.visible[0])
        if (other := self._mismatch()) is not None:
            return self._verdict(
                "mismatch",
                f"页面自称经营者为“{self.operator}”，公示的执照属“{other.display.name}”，请核实两者关系",
                other,
            )
        broken = self._broken_link()
        if broken:
            return self._verdict("undetermined", broken, first)
        if self._only_below(first):
            return self._verdict(
                "not_prominent", "首页没有执照信息或链接，只在子页面上公示，涉嫌未在首页显著位置公示", first
            )
        return self._verdict("displayed", "已公示营业执照信息或其链接", first)

    def _exempt(self) -> LicenceVerdict | None:
        declared = [s for s in self.shown if s.display.form == "self_declaration" and not s.display.hidden]
        if declared and is_company(self.operator):
            return self._verdict(
                "undetermined", f"声明无需登记，但页面称经营者为“{self.operator}”，请核实", declared[0]
            )
        if declared:
            return self._verdict("exempt", "经营者已作依法无需办理市场主体登记的自我声明", declared[0])
        for index, item in enumerate(self.items):
            if item.natural_person_mark:
                mark = item.natural_person_mark
                return self._verdict("exempt", f"有平台核发的自然人标识“{mark}”", index=index, excerpt=mark)
        return None

    # ---- what the steps ask -----------------------------------------------------------------------------
    def _own(self, item: AnyItem, display: LicenceDisplay) -> bool:
        """The platform's licence counts for its own sales and for pages that belong to no shop."""
        if self.self_run:
            return True
        if (
            display.owner != "platform"
        ):  # a page that shows the platform's licence alone may not say whose it is
            return not (self._names_a_shop() and display.number in self.platforms_numbers)
        return (
            bool(item.platform) and item.kind in {"website", "policy", "search"} and not self._names_a_shop()
        )

    def _names_a_shop(self) -> bool:
        return any(
            getattr(item, name, None)
            for item in self.items
            for name in ("shop_id", "shop_url", "shop_name", "seller_name")
        )

    def _named_operator(self) -> str | None:
        """The front page's word first; a seller's account name counts when it is a company's name."""
        ranked = sorted(self.items, key=lambda item: not _is_home(item))
        operators = [item.operator for item in ranked if item.operator]
        companies = [name for name in operators if is_company(name)]
        sellers = [name for item in ranked if is_company(name := getattr(item, "seller_name", None)) and name]
        return next(iter([*companies, *sellers, *operators]), None)

    def _mismatch(self) -> _Shown | None:
        """The first licence held by somebody else, unless the named operator holds one too; a former name is nobody else's."""
        named = self._companies_named()
        held = [shown for shown in self.visible if is_company(shown.display.name)]
        if not named or not held:
            return None
        if any(_same_holder(name, shown.display) for name in named for shown in held):
            return None
        return next((shown for shown in held if not shown.display.renamed), None)

    def _companies_named(self) -> set[str]:
        """Companies that the front pages name as operator or seller; without any, those that the others name."""
        for pages in (
            [item for item in self.items if _is_home(item)],
            [item for item in self.items if item.kind != "licence"],
            list(self.items),
        ):
            spoken = [name for item in pages for name in (item.operator, getattr(item, "seller_name", None))]
            if named := {name for name in spoken if name and is_company(name)}:
                return named
        return set()

    def _broken_link(self) -> str | None:
        """Every display is a link, and the page behind each was read and shows nothing: no verdict."""
        links = [shown.display for shown in self.visible]
        if any(
            link.number or link.government or link.form in {"image", "electronic", "text"} for link in links
        ):
            return None
        targets = [self.by_url.get(_same(link.href)) for link in links]
        if any(target is None or self._shows(target) for target in targets):
            return None  # one leads to a picture or an unread page, or to a page that shows a licence
        first = next(target for target in targets if target is not None)
        return f"首页有执照链接，但链接页{_REASONS.get(first.status, '上没有读到执照信息')}"

    def _shows(self, item: AnyItem) -> bool:
        """Does this page show a licence of this shop or site?"""
        return any(
            _visible(display)
            and self._own(item, display)
            and (display.number is not None or _same(display.href) != _same(item.url))
            for display in item.licences
        )

    def _leads_to_none(self, display: LicenceDisplay) -> bool:
        """A link whose page was read whole and says itself that there is none, or why, or shows the platform's, shows none."""
        if display.number or display.government or not display.href:
            return False
        target = self.by_url.get(_same(display.href))
        if target is None or target.status is not Status.OK or target.unread or self._shows(target):
            return False
        says_why = any(
            (one.form == "self_declaration" and not one.hidden) or one.number in self.platforms_numbers
            for one in target.licences
        )
        return says_why or _says_none(getattr(target, "text", None) or "")

    def _only_below(self, first: _Shown) -> bool:
        """The front page was read and shows neither licence nor a link to the place that does."""
        homes = [
            (i, item) for i, item in enumerate(self.items) if _is_home(item) and item.status is Status.OK
        ]
        if (
            not homes
            or any(shown.index == i for shown in self.visible for i, _ in homes)
            or any(item.unread for _, item in homes)
        ):
            return False
        # A page that exists to show it was reached from the shop's own pages.
        return self.items[first.index].kind != "licence"

    def _doubts(self) -> list[str]:
        """Why absence is not proven; empty when it is."""
        doubts = []
        if not self.complete:
            doubts.append("应公示的位置没有全部读到")
        for item in self.items:
            if item.status is not Status.OK:
                doubts.append(f"{item.url or item.path or '页面'}{_REASONS.get(item.status, '未能读取')}")
            elif item.text_damaged:
                doubts.append("页面文字损坏")
            if any(note.startswith("field not read") for note in item.notes):
                doubts.append("页面有内容未能读出")
            doubts.extend(item.unread)
        if not any(self._proves(item) for item in self.items):
            doubts.append("没有读到首页或店铺资质页")
        if any(
            shown.display.dead is False
            and not shown.display.hidden
            and shown.display.form != "self_declaration"
            for shown in self.shown
            if not _visible(shown.display)
        ):
            doubts.append("执照入口由脚本打开")
        return list(dict.fromkeys(doubts))

    def _proves(self, item: AnyItem) -> bool:
        """Is this a page where its shop or site would have to show the licence?"""
        if item.platform in LICENCE_PAGE_OF_ITS_OWN:
            return item.kind == "licence"
        return item.kind in {"shop", "website", "licence"} or _is_home(item)

    def _absence(self) -> str:
        dead = any(shown.display.dead for shown in self.shown)
        platform = any(d.owner == "platform" for item in self.items for d in item.licences)
        parts = ["已读完应公示的位置，没有本店（站）的营业执照信息、链接或无需登记的声明"]
        if dead:
            parts.append("页面上的工商标识没有指向任何执照信息")
        if platform:
            parts.append("所见执照属平台自身")
        return "；".join(parts) + "，涉嫌未公示营业执照"

    # ---- the answer -------------------------------------------------------------------------------------
    def _verdict(
        self,
        verdict: Verdict,
        explanation: str,
        shown: _Shown | None = None,
        *,
        index: int | None = None,
        excerpt: str | None = None,
    ) -> LicenceVerdict:
        display = shown.display if shown else None
        numbers = [s.display for s in self.visible if s.display.number]
        number = display.number if display and display.number else (numbers[0].number if numbers else None)
        name = display.name if display and display.name else next((d.name for d in numbers if d.name), None)
        return LicenceVerdict(
            verdict=verdict,
            explanation=explanation,
            places=self.places,
            number=number,
            name=name,
            operator=self.operator or name,
            item_index=shown.index if shown else index,
            field=None,
            excerpt=display.excerpt if display else excerpt,
        )


def _same_holder(name: str, display: LicenceDisplay) -> bool:
    """May `name` be the licence's holder? A name read from a picture may have characters misread."""
    held = display.name or ""
    return same_holder(name, held) or (display.form == "image" and ratio(name, held) >= _MISREAD)


def _says_none(text: str) -> bool:
    """Does a page that was to show a licence say in a short line of its own that nothing is there?"""
    lines = (line.strip() for line in text[:20_000].splitlines())
    return any(len(line) <= 24 and _NONE_YET.match(line) for line in lines)


def _visible(display: LicenceDisplay) -> bool:
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


def _is_home(item: AnyItem) -> bool:
    """A shop's page, or the front page of a website, whatever else it offers."""
    if item.kind == "shop":
        return True
    try:
        path = urlsplit(item.url).path.lower() if item.url else ""
    except ValueError:
        return False
    if item.kind == "website" and not path:
        return True
    return (
        bool(item.url) and item.kind != "licence" and (path in _HOME_PATHS or bool(_SHOP_PATH.search(path)))
    )


def _same(url: str | None) -> str:
    return (url or "").split("#")[0].split("://")[-1].rstrip("/")


def licence_finding(verdict: LicenceVerdict, packs: "Packs", on: date) -> Finding | None:
    """The finding of a verdict; a lead has its bases, and is None when none was in force on that day."""
    rule = RULES[verdict.verdict]
    if verdict.verdict in TITLES:
        return Finding(
            rule=rule,
            group=GROUP,
            severity=1,
            title=TITLES[verdict.verdict],
            excerpt=verdict.excerpt,
            explanation=verdict.explanation,
            verdict=verdict.verdict,
            places=verdict.places,
        )
    return packs.finding(
        rule,
        on,
        excerpt=verdict.excerpt,
        explanation=verdict.explanation,
        verdict=verdict.verdict,
        places=verdict.places,
    )
