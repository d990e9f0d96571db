"""Marketplaces without a reader of their own: told by address, read as any shop is, their footer never a shop's."""

from spiders.pages.platforms import Platform

_HOSTS = {
    "beibei": ("贝贝网", "beibei.com"),
    "dewu": ("得物", "dewu.com poizon.com"),
    "douyin": ("抖音电商", "jinritemai.com"),
    "gome": ("国美", "gome.com.cn"),
    "hc360": ("慧聪网", "hc360.com"),
    "jumei": ("聚美优品", "jumei.com"),
    "kaola": ("考拉海购", "kaola.com kaola.com.hk"),
    "kuaishou": ("快手小店", "kwaixiaodian.com"),
    "lvmama": ("驴妈妈", "lvmama.com"),
    "meituan": ("美团", "meituan.com"),
    "tuniu": ("途牛", "tuniu.com"),
    "vip": ("唯品会", "vip.com vipshop.com"),
    "weidian": ("微店", "weidian.com"),
    "xianyu": ("闲鱼", "goofish.com"),
    "xiaohongshu": ("小红书", "xiaohongshu.com"),
    "yanxuan": ("网易严选", "you.163.com"),
    "yhd": ("1号店", "yhd.com"),
    "youpin": ("小米有品", "xiaomiyoupin.com"),
    "youzan": ("有赞", "youzan.com"),
}
_SIGNS = {
    "douyin": "ecombdstatic.com/ haohuo.jinritemai.com/ecommerce/",
    "kaola": "mall.kaola.com/ kaolacdn.com/",
    "kuaishou": "app.kwaixiaodian.com/ kwaishop",
    "vip": "vipstatic.com/ vpimg",
    "weidian": "assets.geilicdn.com/",
    "xianyu": "idleFish-F2E/ goofish-pc/",
    "xiaohongshu": "fe-static.xhscdn.com/",
    "youzan": "b.yzcdn.cn/wsc h5.youzan.com/wscassets/",
}
"""Hosts of their own scripts, by which a page whose address was not kept is told."""
IN_FEN = frozenset({"douyin", "weidian", "youzan"})
"""Their pages' data has prices in fen where these are whole numbers, in yuan where they are texts."""
PLATFORMS = tuple(
    Platform(
        name=name,
        title=title,
        hosts=tuple(hosts.split()),
        pages=(),
        signs=tuple(_SIGNS.get(name, "").split()),
    )
    for name, (title, hosts) in _HOSTS.items()
)
