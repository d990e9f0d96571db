"""Where does a page speak of other goods than its own? Behind headings that say so: 相关商品, 猜你喜欢, related products."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, holders
from spiders.pages.phrases import Phrases

OTHER_GOODS = Phrases(
    "相关商品", "相关产品", "推荐商品", "推荐产品", "产品推荐", "商品推荐", "精品推荐", "猜你喜欢", "为您推荐", "为你推荐",
    "热销商品", "热销产品", "热销排行", "热卖商品", "热卖推荐", "热门推荐", "热门商品", "新品推荐", "销售排行", "浏览历史",
    "浏览记录", "最近浏览", "看了又看", "还看了", "还买了", "还购买", "同类商品", "同类产品", "同店推荐", "店铺推荐", "大家都在",
    "你可能", "您可能", "相關商品", "推薦商品", "猜你喜歡", "熱銷商品", "関連商品", "最近チェックした",
    "related products", "related items", "you may also", "you might also", "customers also", "others also",
    "recently viewed", "similar products", "similar items", "recommended for you", "recommended products",
    "best sellers", "bestsellers", "featured products", "gerelateerde producten", "ähnliche artikel",
    "ähnliche produkte", "kunden kauften", "produits similaires", "produits associés", "productos relacionados",
    "prodotti correlati", "powiązane produkty", "relaterade produkter",
)  # fmt: skip
LEVELS = 3  # from a heading up to the element that stands beside the goods


def other_goods(document: Document, title: LexborNode | None) -> list[LexborNode]:
    """The elements that stand behind such headings; none on a page whose title is not shown, and never around it."""
    if title is None:
        return []
    headings = [document.short_leaves[at][1] for at in OTHER_GOODS.lines_lower(document.short_words)]
    around = {holder.mem_id for holder in holders(title)}
    return [
        part
        for node in headings
        if node.tag != "a" and node.mem_id not in around
        for part in _behind(node, around)
    ]


def _behind(heading: LexborNode, around: set[int]) -> list[LexborNode]:
    """What follows a heading beside it; nothing where the page's own article follows it."""
    up = heading
    for _ in range(LEVELS):
        if following := list(_following(up)):
            return [] if any(part.mem_id in around for part in following) else following
        if up.parent is None or up.parent.mem_id in around:
            break
        up = up.parent
    return []


def _following(node: LexborNode) -> Iterator[LexborNode]:
    part = node.next
    while part is not None:
        if not (part.tag or "-").startswith("-"):
            yield part
        part = part.next
