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
PLATFORMS = tuple(
    Platform(name=name, title=title, hosts=tuple(hosts.split()), pages=())
    for name, (title, hosts) in _HOSTS.items()
)
