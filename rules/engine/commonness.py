"""How often a word may be expected to stand in a shop's text: its length says most, shop talk is told apart.

Only the order matters: the rarest part of a phrase wakes its rule, so that a wrong estimate costs time and never
a finding. The lists are estimates by hand.
"""

from functools import cache
from typing import Final

from rules.engine.folding import tight
from rules.lookalike import shipped

_LETTERS: Final = 30.0  # a word one character longer is so many times rarer
_SINGLE: Final = 0.5  # but a single character stands in many a word
_OFTEN: Final = 0.5  # what shops say in every other title, however long
_ODD: Final = 0.002  # unless it stands in no everyday word
_EVERYWHERE: Final = 3.0  # a character that is part of what they say

_SHOP_TALK: Final = (
    "正品 现货 批发 厂家 工厂 品牌 专用 适用 可用 必备 人群 新品 全新 新款 进口 中国 国产 信息 资料 专柜 超市 商场 淘宝 "
    "天猫 京东 官网 礼品 赠品 送礼 真皮 牛皮 实木 纯棉 升级 获得 改善 调节 提高 提升 促进 增强 修复 清除 去除 按摩 理疗 "
    "磁疗 保暖 订单 发货 交易 合同 包邮 特价 优惠 促销 正版 直销 定制 成人 儿童 学生 男女 礼盒 汽车 手机 电脑 家用 商用 "
    "平台 推荐 官方 旗舰 会员 产品 商品 价格 免费 活动 购买 客服 质量 健康 安全 天然 有机 环保 医用 护膝 护腰 手环 枕头 "
    "美白 祛斑 瘦身 减肥 塑形 养生 保健 清洁 消毒 杀菌 防水 防晒 空气 净化 甲醛 纤维 棉 羊毛 羊绒 蚕丝 真丝 "
    "一体 合一 两用 二合一 双效 随机 神秘 自动 全国 中小学生 小学生 杀虫 除草 比特 "
    "功能 多功能 通用 贴纸 标签 外壳 保护套 手机壳 钢化 钢化膜 原装 代购 全包 材料 同款 爆款 考试 婴儿 宝宝 孕妇 老人 女士 男士 "
    "密码 指纹 数据 数据线 不锈钢 铝合金 硅胶 塑料 陶瓷 玻璃 皮革 摄像头 摄像 照片 监控 显示 显示器 屏幕 键盘 鼠标 耳机 音响 "
    "蓝牙 无线 充电 电池 电源 电动 智能 配件 用于 店铺 奖品 套装 组合 大容量 容量 近视 老花 老花眼 血压 结石 睡眠 牙刷 口腔 面膜 "
    "精华 洗发 沐浴 护发 染发 香水 口红 粉底 眼霜 面霜 茶叶 红茶 绿茶 白酒 红酒 零食 坚果 牛奶 奶粉 大米 食用油 蜂蜜 水果 海鲜 "
    "肉 肥料 化肥 农药 种子 花卉 绿植 小米 华为 苹果 三星 联想 日本 韩国 美国 德国 法国 意大利 澳洲 泰国 香港 北京 上海 广东 "
    "加厚 加大 加长 便携 折叠 可折叠 透气 速干 轻便 静音 高清 超薄 迷你 简约 复古 时尚 韩版 休闲 运动 户外 旅行 办公 宿舍 "
    "卧室 客厅 厨房 卫生间 车载 车用 摩托车 电动车 自行车 机油 轮胎 座垫 脚垫 灯泡 灯具 开关 插座 电线 油漆 涂料 地板 瓷砖 "
    "外套 衬衫 裤子 裙子 连衣裙 羽绒服 毛衣 内衣 袜子 鞋子 运动鞋 皮鞋 拖鞋 帽子 围巾 手套 皮带 背包 行李箱 钱包 手表 项链 "
    "眼镜 安卓 小号 大号 直播 磁性 磁铁 气囊 抖音 两用 广告 套餐 其他 下单 签字 凭证 气垫 芯片 支架 挂钩 收纳 电视 相机 镜头 "
    "颜色 尺码 规格 型号 重量 尺寸 数量 库存 快递 物流 顺丰 现货速发 退货 换货 售后 保修 联保 发票 收藏 关注 评价 好评 晒图"
)
_SHOP_WORDS: Final = frozenset(_SHOP_TALK.split())
_EVERY_TITLE: Final = frozenset(
    "的了不是和与在有个只支条件双套装盒袋瓶包箱斤克升片粒比拉贴膏具受大小多高低新款全无可人男女童器机家用水油电手头口脚面"
    "布棉皮木铁钢金银铜石白黑红蓝绿黄粉灰厚薄长短宽软硬轻重快冷热冬夏春秋茶酒奶糖米肉鱼果菜花草叶种肥药色带纸笔杯灯线"
    "板架垫膜壳屏充车能收送买卖价元抽标防盘扣超烟你我除写芯签店码亮封容量批类号级国风美好发卡中标吸磁插接做出节原跑翻打分转"
)
_SELDOM: Final = frozenset("最癌瘤")


@cache
def expected(word: str) -> float:
    """The expected frequency of `word`, as packs write it; no unit, to be compared and summed."""
    letters = tight(word)
    if letters in _SHOP_WORDS:
        return _OFTEN
    if len(letters) > 1:
        return _LETTERS ** -len(letters)
    if letters in _EVERY_TITLE or letters.isascii():
        return _EVERYWHERE
    if letters not in _everyday():
        return _ODD
    return _SINGLE / 10 if letters in _SELDOM else _SINGLE


@cache
def _everyday() -> frozenset[str]:
    return frozenset("".join(shipped.words()))
