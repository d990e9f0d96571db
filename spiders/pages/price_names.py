"""What do the names of elements, and the words beside it, call a price: this article's, an old one, another sum?"""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from spiders.pages.document import hyphenated
from spiders.pages.phrases import Phrases

_GOOD = re.compile(
    r"(?<![a-z])(?:sale|current|now|final|our|special|promo|actual|selling|deal|buy|new|main|shop|sku)(?![a-z])"
    r"|product|detail|goods"
)
_OLD = re.compile(
    r"(?<![a-z])(?<!with-)(?<!has-)(?:"
    r"old|was|del|strike\w{0,9}|market|original|origin|orig|list[-_ ]?price|rrp|msrp|srp|before|compare"
    r"|crossed|previous|suggested|retail|throughline|line[-_]?through|ref)(?![a-z])"
    r"|(?<![a-z])mkt[-_]?price|oldprice|marketprice|orig\w{0,5}price|price-?old|wasprice|comparea|yuanjia|linethrough|delprice|shichang"
)
_OTHER = re.compile(
    r"(?<![a-z])(?:relat|recs?(?![a-z])|mini-?cart|cart-total|subtotal|basket|ship|delivery|instal|sav(?:e|ing)"
    r"|points|coupon|cross-?sell|similar|recent|menu|nav(?![a-z])|navi|header|footer|filter|facet|sidebar|carousel"
    r"|discount-(?:amount|percent)|slider|swiper|bundle|deposit|unit-?price|per-unit|history|accessor|warranty|freight|also|sponsor|hid(?:e|den)"
    r"|option|loyalty|voucher|reward|addon|combo|comb(?![a-z])|xx_|seller-)"
    r"|recommend|upsell|crosssell|youmay|freeship|guess|hotsale|sidebar"
)
_MEMBERS = re.compile(
    r"(?<![a-z])(?:s?vip|member|plus)[-_ ]?price|price[-_ ]?(?:s?vip|member|plus)(?![a-z])|svip|black-?card"
)
OLD_WORDS = Phrases(
    "原价", "原售价", "原销售价", "市场价", "吊牌价", "专柜价", "划线价", "参考价", "门市价", "建议零售", "官网价", "日常价",
    "was ", "was:", "rrp", "list price", "msrp", "statt", "uvp", "au lieu", "original", "regular price",
    "before", "retail", "antes", "compare at", "定价", "前价", "previously", "原價", "市價", "定價", "建議售價",
    "指导价", "通常価格", "参考価格", "希望小売", "정가", "소비자가",
)  # fmt: skip
OTHER_WORDS = Phrases(
    "邮费", "运费", "快递", "配送费", "包邮", "分期", "月供", "首付", "定金", "押金", "优惠券", "立减", "直降",
    "积分", "返现", "满减", "充值", "储值", "共计", "合计", "小计",
    "红包", "起送", "元以上", "免邮", "已省", "节省", "立省", "shipping",
    "delivery", "/month", "per month", "a month", "save ", "you save", "livraison", "versand", "% off",
    "points", "deposit", "ohne mwst", "excl", "ex vat", "ex. vat", "hors tax", "open box", "refurb",
    "used from", "total", "orders over", "under $", "above $", "gifts under", "coupon", "starting at", "ex tax", "or more",
    "運費", "滿額", "免運", "另售", "另购", "代金券",
)  # fmt: skip
GOOD_WORDS = Phrases(
    "现价", "售价", "促销价", "秒杀价", "本店价", "商城价", "价格", "特价", "抢购价", "活动价", "批发价",
    "会员价", "团购价", "拼团价", "单价", "销售价", "优惠价", "一口价", "到手价", "券后价", "特卖价", "售價", "特價", "價格",
    "優惠價", "網路價", "販売価格", "税込", "판매가", "할인가",
    "our price", "sale price", "price", "preis", "prix", "precio", "цена",
    "cena", "now",
)  # fmt: skip
MEMBERS_WORDS = Phrases(
    "会员价", "会员专享", "超级会员", "会员折后", "会员到手", "plus价", "plus会员", "vip价", "vip专享", "svip", "黑卡", "白金卡",
    "付费会员", "会员卡价", "會員價", "member price", "members price", "members pay", "for members", "club price",
    "mitgliederpreis", "prix membre", "prix adhérent",
)  # fmt: skip
"""What stands beside a price that is asked of members: the page's price only where there is no other."""
OFFER_WORDS = Phrases("促销价", "秒杀价", "抢购价", "限时价", "特价", "活动价", "折扣价")
"""What stands beside a price that is asked for a time instead of the shop's own, which some pages show above it."""
LEVELS = 5
NEAR_LEVELS = 3


@lru_cache(maxsize=4096)
def is_called_old(names: str) -> bool:
    return _OLD.search(names) is not None


def is_for_members(names: str, words: str) -> bool:
    """Is a price asked of members, by what its elements are called or the words beside it, both in lower case?"""
    return _is_called_for_members(names) or MEMBERS_WORDS.within_lower(words)


@lru_cache(maxsize=4096)
def _is_called_for_members(names: str) -> bool:
    return _MEMBERS.search(names) is not None


@lru_cache(maxsize=4096)
def is_called_good(names: str) -> bool:
    return _GOOD.search(names) is not None


@lru_cache(maxsize=4096)
def is_called_other(names: str) -> bool:
    return _OTHER.search(names) is not None


def names_around(node: LexborNode) -> tuple[str, str, set[str]]:
    """Names (class, id) of the element and its nearest holders, those of wider ones too, and the near tags."""
    names: list[str] = []
    tags: set[str] = set()
    up: LexborNode | None = node
    near = 0
    for level in range(LEVELS):
        tag = up.tag if up is not None else None
        if up is None or tag == "body":
            break
        if level < NEAR_LEVELS:
            tags.add(tag or "")
        attributes = up.attributes
        if level < NEAR_LEVELS and "line-through" in (attributes.get("style") or ""):
            tags.add("s")
        names.append(
            f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('itemprop') or ''}"
        )
        near = len(names) if level < NEAR_LEVELS else near
        up = up.parent
    return hyphenated(" ".join(names[:near])), hyphenated(" ".join(names)), tags
