"""How many places of a page invite to buy? One or two on an article's page, many on a list."""

from selectolax.lexbor import LexborNode

from spiders.pages.document import SHORT, Document, Leaf
from spiders.pages.phrases import Phrases

BUY = Phrases(
    "加入购物车", "立即购买", "放入购物车", "加入购物袋", "马上抢", "立刻购买", "立即抢购", "我要买",
    "去购买", "购买此商品",
    "马上购买", "立即订购", "马上抢购", "加到购物车", "添加到购物车", "立即预订", "加入进货单",
    "立即下单", "加入购物篮", "放入购物袋", "缺货", "到货通知", "已售罄",
    "add to cart", "add to bag", "add to basket", "add to trolley", "buy now", "buy it now",
    "in den warenkorb", "in den einkaufswagen", "ajouter au panier", "añadir al carrito",
    "añadir a la cesta", "købe", "læg i kurv", "lägg i varukorg", "do koszyka", "в корзину", "kosárba",
    "adicionar ao carrinho", "aggiungi al carrello", "in winkelwagen", "out of stock", "notify me",
    "email when available", "カートに入れる", "add to shopping", "加入購物車", "直接購買", "sold out",
    "купить", "宝贝已卖出", "商品已卖出", "卖掉了", "已抢光", "已抢完", "补货中",
)  # fmt: skip
PICTURES = 120  # of a page that are asked: an article's has no more before its button
PRESSED = frozenset({"submit", "button", "image"})


def offers_to_buy(document: Document) -> int:
    """How many places invite to buy: one or two on an article's page, many on a list."""
    written = "\n".join([document.short_words, *(words for words, _ in _buttons(document))])
    return BUY.count(written) or len(_pictures(document))


def places_to_buy(document: Document) -> list[LexborNode]:
    """The elements that invite to buy: by the short words that they show, else by what names a button."""
    shown = [document.short_leaves[at][1] for at in BUY.lines_lower(document.short_words)]
    named = [node for words, node in _buttons(document) if BUY.within(words)] if not shown else []
    return shown or named or _pictures(document)


def _buttons(document: Document) -> list[Leaf]:
    """What buttons are called that show no text of their own, or another than their title."""
    found: list[Leaf] = []
    tags = "input", "button"
    for node, given in zip(document.tagged(*tags), document.given(*tags), strict=True):
        if "title" in given if node.tag == "button" else given.get("type") in PRESSED:
            found.append(
                (f"{given.get('value') or ''} {given.get('title') or ''} {given.get('alt') or ''}", node)
            )
    return found


def _pictures(document: Document) -> list[LexborNode]:
    """Pictures that invite, where no words do: <a href="buy.asp?id=86"><img alt="立即订购">."""
    called = [(node.attributes.get("alt") or "", node) for node in document.tagged("img")[:PICTURES]]
    return [node for words, node in called if 0 < len(words) <= SHORT and BUY.within(words)]
