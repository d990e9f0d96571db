"""How often a word may be expected to stand in a shop's text: its length says most, shop talk is told apart.

Only the order matters: the rarest part of a phrase wakes its rule, so that a wrong estimate costs time and never
a finding. The lists are estimates by hand.
"""

from typing import Final

from rules.engine.folding import tight

_LETTERS: Final = 30.0  # a word one character longer is so many times rarer
_SINGLE: Final = 0.5  # but a single character stands in many a word
_OFTEN: Final = 0.5  # what shops say in every other title, however long
_EVERYWHERE: Final = 3.0  # a character that is part of what they say

_SHOP_TALK: Final = (
    "正品 现货 批发 厂家 工厂 品牌 专用 适用 可用 必备 人群 新品 全新 新款 进口 中国 国产 信息 资料 专柜 超市 商场 淘宝 "
    "天猫 京东 官网 礼品 赠品 送礼 真皮 牛皮 实木 纯棉 升级 获得 改善 调节 提高 提升 促进 增强 修复 清除 去除 按摩 理疗 "
    "磁疗 保暖 订单 发货 交易 合同 包邮 特价 优惠 促销 正版 直销 定制 成人 儿童 学生 男女 礼盒 汽车 手机 电脑 家用 商用 "
    "平台 推荐 官方 旗舰 会员 产品 商品 价格 免费 活动 购买 客服 质量 健康 安全 天然 有机 环保 医用 护膝 护腰 手环 枕头 "
    "美白 祛斑 瘦身 减肥 塑形 养生 保健 清洁 消毒 杀菌 防水 防晒 空气 净化 甲醛 纤维 棉 羊毛 羊绒 蚕丝 真丝 "
    "一体 合一 两用 二合一 双效 随机 神秘 自动 全国 中小学生 小学生 杀虫 除草 比特"
)
_SHOP_WORDS: Final = frozenset(_SHOP_TALK.split())
_EVERY_TITLE: Final = frozenset("比拉贴膏具有受大小多高新全无可人器机包装家水套色带")
_SELDOM: Final = frozenset("最癌瘤")


def expected(word: str) -> float:
    """The expected frequency of `word`, as packs write it; no unit, to be compared and summed."""
    letters = tight(word)
    if letters in _SHOP_WORDS:
        return _OFTEN
    if len(letters) > 1:
        return _LETTERS ** -len(letters)
    if letters in _EVERY_TITLE:
        return _EVERYWHERE
    return _SINGLE / 10 if letters in _SELDOM else _SINGLE
