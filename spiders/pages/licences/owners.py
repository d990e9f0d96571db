"""Whose licence is it: the platform's, the shop's on it, or the stand-alone website's?"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.items import LicenceOwner
from rules.identifiers import plain
from rules.names import find_companies, trade_name
from spiders.pages.document import Document
from spiders.pages.licences.flow import Flow

_SHOP_HOST = re.compile(r"^(?:shop|store|user|seller|dian|mall|wd|u|s|m)[-_]?\d{2,12}\.", re.I)
_SHOP_PATH = re.compile(
    r"/(?:shops?|stores?|seller|dian|dianpu|merchant|vendor|user|u|shopinfo|mall)[/_\-?=][\w\-]{0,24}\d", re.I
)
_SELLER_WORDS_LIST = """
    好评率 个人卖家 企业卖家 个人认证 企业认证 个人店 店铺评分 动态评分 描述相符 进店逛逛 进入店铺
    收藏店铺 关注店铺 店铺首页 店铺等级 开店时间 卖家信用 掌柜 粉丝 举报店铺 店铺动态 店铺粉丝
    入驻时间 入驻年限 逛店 店铺号 实名认证
"""
_SELLER_WORDS = tuple(_SELLER_WORDS_LIST.split())
_PLATFORM_WORDS = re.compile(
    "增值电信业务|EDI|在线数据处理|网络交易平台|第三方平台|平台经营者|平台服务协议|[A-Z]?[AB]2-[0-9]{6}|网络食品交易第三方|平台自营|商家入驻|招商"
)
_FILINGS = re.compile(
    "[A-Z京沪浙苏粤川渝津闽鄂湘豫鲁皖赣冀晋辽吉黑桂琼黔云陕甘]ICP[备证]|公网安备|增值电信业务|[AB]2-[0-9]{6}"
)
_TITLE_MARKS = re.compile(r"[-_|—–·,，\s]")
_HEADS = ("h1", "[class*=shop-name]", "[class*=shopname]", "[class*=shop-head]", "[class*=store-name]")
_PLATFORMS = re.compile("^(?:本)?平台(?:的)?(?:营业执照|证照|资质|亮照|执照|经营者信息|主体信息|公示)")
_OF_SHOP = ("店铺", "本店", "商家", "卖家", "经营者", "店主", "商户", "入驻")


@dataclass(frozen=True)
class Whereabouts:
    """Where a page stands: on a marketplace or alone, and by which names its shop goes."""

    marketplace: bool
    known: bool  # a platform that has a reader of its own
    names: tuple[str, ...]
    foot: int  # offset from which a marketplace page speaks of the platform itself

    @property
    def native(self) -> LicenceOwner:
        """Whose a display in the body of the page is."""
        return "shop" if self.marketplace else "website"

    def owner(self, flow: Flow, offset: int, zone: str, words: str, holder: str | None) -> LicenceOwner:
        """Whose a display at this place is, by zone, words and the holder named beside it."""
        if not self.marketplace:
            return "website"
        if holder and any(_named_after(holder, name) for name in self.names):
            return "shop"
        if "平台" in words and _PLATFORMS.search(words):
            return "platform"
        if zone == "platform" or (zone != "shop" and offset >= self.foot):
            return "platform"
        if zone == "shop" or any(word in words for word in _OF_SHOP):
            return "shop"
        if self.known and holder is None:
            return "platform"
        return "platform" if zone in {"footer", "head"} or _in_platform_words(flow, offset) else "shop"


def whereabouts(document: Document, flow: Flow, platform: str | None) -> Whereabouts:
    """Is this page part of a marketplace? By the known platform, else by signals that must agree.

    Taking a website for a marketplace would turn its own licence into the platform's, so doubt means website.
    """
    pieces = [piece.strip() for piece in _TITLE_MARKS.split(document.title or "") if piece.strip()]
    if platform not in {None, "", "generic", "website"}:
        head = document.first_text("h1") or ""
        return Whereabouts(True, True, tuple(name[:40] for name in (*pieces[:1], head) if name), _foot(flow))
    if any(_PLATFORMS.search(head) for head in (*pieces[:1], document.first_text("h1") or "")):
        return Whereabouts(True, True, (), 0)  # the page of a platform's own licence
    specific = _shop_signals(document, flow)
    if not specific:
        return Whereabouts(False, False, tuple(pieces[:1]), len(flow.text) + 1)
    heads = [text[:40] for selector in _HEADS if (text := document.first_text(selector))]
    companies = _foot_companies(flow)
    platforms = [piece for piece in pieces if any(_named_after(company, piece) for company in companies)]
    shops = [name for name in pieces if name not in platforms] + heads
    own = any(_named_after(company, head) for company in companies for head in heads)
    score = specific + bool(_PLATFORM_WORDS.search(flow.plain[-3000:]))
    score += 2 * bool(platforms and len(pieces) > 1) - 4 * own - 4 * bool(platforms and len(pieces) == 1)
    names = tuple(dict.fromkeys(name[:40] for name in shops))
    return Whereabouts(score >= 3, False, names, _foot(flow))


def _shop_signals(document: Document, flow: Flow) -> int:
    """How much speaks for one shop among others: its address, words about sellers, a platform's footer."""
    parts = urlsplit(document.url or document.canonical or "")
    score = 2 * bool(_SHOP_HOST.match(parts.hostname or ""))
    score += 2 * bool(_SHOP_PATH.search(parts.path + "?" + parts.query))
    score += min(2, sum(word in flow.text for word in _SELLER_WORDS))
    return score + 2 * any(run.setting.zone == "platform" for run in flow.runs)


def _foot_companies(flow: Flow) -> list[str]:
    """Companies named at the page's end, outside the shop's own panels."""
    start = max(0, len(flow.text) - 3000)
    named = find_companies(flow.text[start:], flow.plain[start:])
    return [company.name for company in named if flow.at(start + company.start).zone != "shop"]


def _named_after(company: str, shown: str) -> bool:
    """Does a shown name hold the trade name of a company: 禾翼玩具官方商城, 杭州禾翼玩具有限公司?"""
    trade = trade_name(company)
    return len(trade) >= 2 and trade[:2] in plain(shown)


def _foot(flow: Flow) -> int:
    """Where a marketplace page speaks of the platform: from filing numbers and the bars of links above."""
    first = _FILINGS.search(flow.plain)
    if first is None:
        return len(flow.text) + 1
    start = flow.line(first.start())[0]
    for _ in range(6):
        above = flow.line(max(0, start - 2))[0]
        if above >= start or not _all_links(flow, above, start):
            break
        start = above
    return start


def _all_links(flow: Flow, start: int, end: int) -> bool:
    runs = [run for run in flow.between(start, end) if flow.text[run.start : run.start + 1] not in "|·-/"]
    return len(runs) >= 2 and all(run.setting.link is not None for run in runs)


def _in_platform_words(flow: Flow, offset: int) -> bool:
    if offset < 0:
        return False
    left, right = flow.line(offset)
    line = flow.plain[max(left, offset - 300) : min(right, offset + 300)]
    return bool(_PLATFORM_WORDS.search(line) or re.search(r"ICP|©|版权所有|COPYRIGHT|公网安备", line))
