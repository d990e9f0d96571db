"""Where a journey on a known platform begins: its public search, category and shop addresses."""

from urllib.parse import quote

ENTRIES: dict[str, dict[str, str]] = {
    "jd": {
        "keyword": "https://search.jd.com/Search?keyword={value}&enc=utf-8",
        "category": "https://list.jd.com/list.html?cat={value}",
        "shop": "https://mall.jd.com/index-{value}.html",
    },
    "taobao": {
        "keyword": "https://s.taobao.com/search?q={value}",
        "category": "https://s.taobao.com/list?cat={value}",
        "shop": "https://shop{value}.taobao.com/",
    },
    "tmall": {
        "keyword": "https://list.tmall.com/search_product.htm?q={value}",
        "category": "https://list.tmall.com/search_product.htm?cat={value}",
        "shop": "https://{value}.tmall.com/",
    },
    "1688": {
        "keyword": "https://s.1688.com/selloffer/offer_search.htm?keywords={gbk}",
        "category": "https://www.1688.com/chanpin/-{gbk}.html",
        "shop": "https://{value}.1688.com/",
    },
    "suning": {
        "keyword": "https://search.suning.com/{value}/",
        "shop": "https://shop.suning.com/{value}/index.html",
    },
    "dangdang": {
        "keyword": "https://search.dangdang.com/?key={gbk}",
        "shop": "https://shop.dangdang.com/{value}",
    },
    "amazon_cn": {"keyword": "https://www.amazon.cn/s?k={value}"},
    "pinduoduo": {"keyword": "https://mobile.yangkeduo.com/search_result.html?search_key={value}"},
    "mogujie": {"keyword": "https://list.mogujie.com/s?q={value}"},
    "ctrip": {"keyword": "https://hotels.ctrip.com/hotel/{value}"},
    "qunar": {"keyword": "https://hotel.qunar.com/city/{value}/"},
    "ly": {"keyword": "https://so.ly.com/hot?q={value}"},
    "dianping": {
        "keyword": "https://www.dianping.com/search/keyword/1/0_{value}",
        "shop": "https://www.dianping.com/shop/{value}",
    },
    "aliexpress": {
        "keyword": "https://www.aliexpress.com/wholesale?SearchText={value}",
        "shop": "https://www.aliexpress.com/store/{value}",
    },
    "yahoo_tw": {"keyword": "https://tw.buy.yahoo.com/search/product?p={value}"},
}
"""Platform → what is asked for → address; `{gbk}` is the value in the encoding that older search pages want."""


def search_url(platform: str, kind: str, value: str) -> str:
    """The address for `kind` (keyword, category, shop); ValueError where the platform has none."""
    template = ENTRIES[platform].get(kind)
    if template is None:
        raise ValueError(f"平台 {platform} 不支持 {kind}=，可用：{'、'.join(ENTRIES[platform])}")
    return template.format(value=quote(value, safe=""), gbk=quote(value, safe="", encoding="gb18030"))
