"""A company name taken apart as registration law builds it: seat, trade name (字号), trade, form; and how near two are."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from rules.names import comparable, regions, trade_name

_FORM = re.compile(
    "(?:有限公司|股份有限公司|公司|有限合伙|普通合伙|合作社|经营部|商行|工作室|营业部|批发部|门市部|商店|[店厂行社坊馆铺])$"
)
_TRADES_LIST = """
科技 网络 信息 信息技术 电子商务 电子 商贸 贸易 实业 食品 饮料 酒业 茶业 服饰 服装 鞋业 皮具 箱包 纺织 家纺 布艺 家居 家具
家电 电器 电气 照明 灯饰 玩具 母婴 文具 文化 传媒 广告 化妆品 日化 美容 健康 生物 医药 医疗 器械 药业 保健 农业 农资 种业
水产 畜牧 园艺 花卉 户外 体育 运动 用品 五金 机械 机电 设备 工具 模具 塑料 塑胶 橡胶 化工 建材 装饰 陶瓷 玻璃 包装 印刷
珠宝 首饰 钟表 眼镜 汽车 汽配 通讯 通信 数码 计算机 软件 物流 供应链 进出口 投资 控股 集团 餐饮 酒店 旅游 教育 咨询 服务
管理 工贸 制造 制衣 工艺品 礼品 百货 超市 宠物 图书 音像 能源 环保 新材料 材料
"""
_TRADE = re.compile("|".join(sorted(_TRADES_LIST.split(), key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class NameParts:
    """宁波|春野|户外用品|有限公司; a part that the name lacks is empty."""

    seat: str
    trade_name: str
    trade: str
    form: str


def parts(name: str) -> NameParts:
    """Take a name apart. The trade name ends where a word of trade begins, else after two characters."""
    whole = comparable(name)
    form = match.group() if (match := _FORM.search(whole)) else ""
    core = comparable(trade_name(name))
    core = core[: -len(form)] if form and core.endswith(form) else core
    seat = whole[: whole.find(core)] if core and core in whole else ""
    begins = _TRADE.search(core, 2)
    cut = begins.start() if begins else len(core) if len(core) <= 4 else 2
    return NameParts(seat if seat[:2] in regions() else "", core[:cut], core[cut:], form)


def nearness(one: NameParts, other: NameParts) -> float:
    """From 0 to 1: how likely a reader takes one name for the other. The trade name weighs most.

    Two letters of a trade name that changed places, or one that was changed in a name of three or more, count
    as near; another seat or form counts little.
    """
    trade_names = _near_trade_names(one.trade_name, other.trade_name)
    if trade_names == 0:
        return 0.0
    trades = fuzz.ratio(one.trade, other.trade) / 100 if one.trade and other.trade else 0.8
    seats = 1.0 if one.seat[:2] == other.seat[:2] or not (one.seat and other.seat) else 0.6
    forms = 1.0 if one.form == other.form else 0.8
    return trade_names * (0.55 + 0.25 * trades + 0.15 * seats + 0.05 * forms)


def _near_trade_names(one: str, other: str) -> float:
    if one == other:
        return 1.0
    distance = DamerauLevenshtein.distance(one, other, score_cutoff=1)
    longest = max(len(one), len(other))
    return 1 - 0.6 / longest if distance == 1 and min(len(one), len(other)) >= 2 else 0.0


def keys(trade_name: str) -> set[str]:
    """What near trade names share: the name itself and, from three characters on, it with one left out."""
    name = trade_name[:8]
    if len(name) < 3:
        return {name}
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}
