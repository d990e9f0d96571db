"""Does one shop or website show its business licence as the law asks, and what was read to know?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crawler.items import AnyItem, Status
from rules.finding import Place, Verdict
from rules.licence_displays import REASONS, Displays, Shown, visible
from rules.names import is_company
from rules.site_pages import is_home

_OWN_PAGE_LIST = """
1688 aliexpress amazon_cn amazon_intl beibei ctrip dangdang dewu dianping douyin fliggy gome hc360 jd jumei kaola
kuaishou lvmama ly meituan mia mogujie pinduoduo qunar suning taobao tmall tuniu vip weidian xianyu xiaohongshu
yahoo_tw yanxuan yhd youpin youzan
"""
LICENCE_PAGE_OF_ITS_OWN = frozenset(_OWN_PAGE_LIST.split())
"""Platforms that show a shop's licence on a page of its own: without that page read, nothing is absent."""


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
    """One shop or site before its judge."""

    def __init__(self, items: Sequence[AnyItem], complete: bool, digests: Mapping[str, str]) -> None:
        self.items = items
        self.complete = complete
        self.displays = Displays(items)
        self.places = [
            Place(url=item.url, kind=item.kind, status=item.status.value, sha256=digests.get(item.url or ""))
            for item in items
        ]

    def judge(self) -> LicenceVerdict:
        """What the pages prove."""
        if self.displays.visible:
            return self._shown_verdict()
        exempt = self._exempt()
        if exempt is not None:
            return exempt
        doubts = self._doubts()
        hidden = [
            shown
            for shown in self.displays.shown
            if shown.display.hidden and shown.display.form != "self_declaration"
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
        numbered = [shown for shown in self.displays.visible if shown.display.number]
        bad = [shown for shown in numbered if shown.display.valid is False]
        if bad and len(bad) == len(numbered):
            return self._verdict(
                "malformed_number",
                f"公示的号码“{bad[0].display.number}”位数或校验位不符，涉嫌公示虚假或错误的执照信息",
                bad[0],
            )
        first = next(
            (shown for shown in numbered if shown.display.valid is not False), self.displays.visible[0]
        )
        if (other := self.displays.mismatch()) is not None:
            return self._verdict(
                "mismatch",
                f"页面自称经营者为“{self.displays.operator}”，公示的执照属“{other.display.name}”，请核实两者关系",
                other,
            )
        broken = self.displays.broken_link()
        if broken:
            return self._verdict("undetermined", broken, first)
        if self._only_below(first):
            return self._verdict(
                "not_prominent", "首页没有执照信息或链接，只在子页面上公示，涉嫌未在首页显著位置公示", first
            )
        return self._verdict("displayed", "已公示营业执照信息或其链接", first)

    def _exempt(self) -> LicenceVerdict | None:
        declared = [
            s for s in self.displays.shown if s.display.form == "self_declaration" and not s.display.hidden
        ]
        if declared and is_company(self.displays.operator):
            return self._verdict(
                "undetermined",
                f"声明无需登记，但页面称经营者为“{self.displays.operator}”，请核实",
                declared[0],
            )
        if declared:
            return self._verdict("exempt", "经营者已作依法无需办理市场主体登记的自我声明", declared[0])
        for index, item in enumerate(self.items):
            if item.natural_person_mark:
                mark = item.natural_person_mark
                return self._verdict("exempt", f"有平台核发的自然人标识“{mark}”", index=index, excerpt=mark)
        return None

    def _only_below(self, first: Shown) -> bool:
        """The front page was read and shows neither licence nor a link to the place that does."""
        homes = [(i, item) for i, item in enumerate(self.items) if is_home(item) and item.status is Status.OK]
        if (
            not homes
            or any(shown.index == i for shown in self.displays.visible for i, _ in homes)
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
                doubts.append(f"{item.url or item.path or '页面'}{REASONS.get(item.status, '未能读取')}")
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
            for shown in self.displays.shown
            if not visible(shown.display)
        ):
            doubts.append("执照入口由脚本打开")
        return list(dict.fromkeys(doubts))

    def _proves(self, item: AnyItem) -> bool:
        """Is this a page where its shop or site would have to show the licence?"""
        if item.platform in LICENCE_PAGE_OF_ITS_OWN:
            return item.kind == "licence"
        return item.kind in {"shop", "website", "licence"} or is_home(item)

    def _absence(self) -> str:
        dead = any(shown.display.dead for shown in self.displays.shown)
        platform = any(d.owner == "platform" for item in self.items for d in item.licences)
        parts = ["已读完应公示的位置，没有本店（站）的营业执照信息、链接或无需登记的声明"]
        if dead:
            parts.append("页面上的工商标识没有指向任何执照信息")
        if platform:
            parts.append("所见执照属平台自身")
        return "；".join(parts) + "，涉嫌未公示营业执照"

    def _verdict(
        self,
        verdict: Verdict,
        explanation: str,
        shown: Shown | None = None,
        *,
        index: int | None = None,
        excerpt: str | None = None,
    ) -> LicenceVerdict:
        display = shown.display if shown else None
        numbers = [s.display for s in self.displays.visible if s.display.number]
        number = display.number if display and display.number else (numbers[0].number if numbers else None)
        name = display.name if display and display.name else next((d.name for d in numbers if d.name), None)
        return LicenceVerdict(
            verdict=verdict,
            explanation=explanation,
            places=self.places,
            number=number,
            name=name,
            operator=self.displays.operator or name,
            item_index=shown.index if shown else index,
            field=None,
            excerpt=display.excerpt if display else excerpt,
        )
