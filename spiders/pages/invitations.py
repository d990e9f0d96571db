"""Words that stand where a shop's name does and are none: they invite into it, to its staff, or to buy."""

import re

ENTER = re.compile(
    "(?:进入?店铺?|进入(?:店铺|商家|旗舰店)|进入(?:商家|卖家|本|该)店铺?|[进逛]店(?:逛逛|看看|铺)|去店铺(?:逛逛)?"
    "|店铺首页|进店逛一?逛) ?[>＞›»→]{0,2}"
)
"""An invitation into the seller's shop: 进店逛逛, 进入店铺 >."""

_LIST = """
    店铺 本店 商家 卖家 店铺详情 查看店铺 店铺主页 逛逛 去逛逛 更多 查看 详情 查看详情 全部 全部商品 所有商品 全部宝贝
    收藏 收藏店铺 收藏本店 关注 关注店铺 关注本店 已关注 分享 客服 在线客服 联系客服 咨询客服 联系卖家 联系商家 联系我们
    和我联系 在线咨询 咨询 旺旺在线 给我留言 留言
    购买 立即购买 加入购物车 去购买 热卖 热销 热卖商品 店铺推荐 同店商品 相似 找相似 同款 找同款
    shop store seller buy visit enter more details view køb kaufen acheter comprar koop chat
"""
_PHRASES = (
    "live chat", "top seller", "best seller", "contact seller", "contact us", "view shop", "visit shop",
    "visit store", "view store", "to shop", "to the shop", "zum shop", "go to shop", "shop now", "buy now",
    "add to cart", "see more", "view more", "ask seller",
)  # fmt: skip
_WORDS = frozenset(_LIST.split()) | frozenset(_PHRASES)
_COUNTED = re.compile(
    r"[共有还另]{0,3}\s?\d{1,7}\s?[家个件人位款种]?\s?(?:商家|卖家|店铺?|人)?\s?(?:在售|有售|出售|报价|付款|已买|关注|收藏|评价)"
)
_SIGNS = " >＞›»→:：|【】[]()（）"


def names_nobody(text: str) -> bool:
    """Is this an invitation or a count of offers (收藏店铺, 进店 >, 共有12家店有售), not a name?"""
    said = text.strip(_SIGNS).lower()
    return said in _WORDS or ENTER.fullmatch(text) is not None or _COUNTED.fullmatch(said) is not None
